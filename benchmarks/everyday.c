// SPDX-License-Identifier: Apache-2.0
/*
 * Eight programs of kinds that people write: what packet programs do besides arithmetic.
 *
 * One is compiled at a time (-DWORK_<name>): for BPF as an XDP program, and, where it has no map
 * that plain C lacks, for this machine as the same C without a check that only BPF needs.
 */
#include <linux/types.h>

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;

#define INLINE static inline __attribute__((always_inline))

#ifdef __bpf__
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#define NOT_BEFORE(at, end) ((void *)(at) > (void *)(end))
#define MAP(kind, entries, key_, value_, flags)	\
	struct {					\
		__uint(type, kind);			\
		__uint(max_entries, entries);		\
		__uint(map_flags, flags);		\
		__type(key, key_);			\
		__type(value, value_);			\
	} table SEC(".maps");
#else
#define NOT_BEFORE(at, end) ((u8 *)(at) > (u8 *)(end))
#endif

#if defined(WORK_hash_counter)
#ifdef __bpf__
MAP(BPF_MAP_TYPE_HASH, 4096, u32, u64, 0)

INLINE u64 work(u8 *p, u8 *end)
{
	u32 key;
	u64 *count;

	if (NOT_BEFORE(p + 34, end))
		return 0;
	key = *(u32 *)(p + 26);
	count = bpf_map_lookup_elem(&table, &key);
	if (!count)
		return 0;
	return __sync_fetch_and_add(count, 1) & 0;
}
#endif
#elif defined(WORK_token_bucket)
struct bucket {
	u64 tokens, last;
};
#ifdef __bpf__
MAP(BPF_MAP_TYPE_ARRAY, 1, u32, struct bucket, 0)
#else
static struct bucket only;
#endif

INLINE u64 work(u8 *p, u8 *end)
{
	u64 now, passed;
	struct bucket *b;
#ifdef __bpf__
	u32 zero = 0;

	b = bpf_map_lookup_elem(&table, &zero);
	if (!b)
		return 0;
#else
	b = &only;
#endif
	if (NOT_BEFORE(p + 24, end))
		return 0;
	now = *(u64 *)(p + 16);
	passed = (now - b->last) / (*(u16 *)(p + 14) | 1);
	b->last = now;
	__sync_fetch_and_add(&b->tokens, passed & 15);
	if (!b->tokens)
		return 1;
	__sync_fetch_and_add(&b->tokens, -1);
	return 2;
}
#elif defined(WORK_dns_name)
INLINE u64 work(u8 *p, u8 *end)
{
	u64 hash = 5381;
	u8 *at = p + 54;

	for (int label = 0; label < 8; label++) {
		u32 length;

		if (NOT_BEFORE(at + 1, end))
			return 1;
		length = *at;
		if (!length || length > 15)
			break;
		at++;
		for (u32 i = 0; i < 16; i++) {
			if (i >= length)
				break;
			if (NOT_BEFORE(at + 1, end))
				return 2;
			hash = hash * 33 + (*at | 0x20);
			at++;
		}
	}
	return hash & 0xffffffff;
}
#elif defined(WORK_siphash)
#define ROTATE(x, b) ((x) << (b) | (x) >> (64 - (b)))
#define ROUND				\
	do {				\
		a += b;			\
		b = ROTATE(b, 13) ^ a;	\
		a = ROTATE(a, 32);	\
		c += d;			\
		d = ROTATE(d, 16) ^ c;	\
		a += d;			\
		d = ROTATE(d, 21) ^ a;	\
		c += b;			\
		b = ROTATE(b, 17) ^ c;	\
		c = ROTATE(c, 32);	\
	} while (0)

INLINE u64 work(u8 *p, u8 *end)
{
	u64 a = 0x736f6d6570736575ull, b = 0x646f72616e646f6dull;
	u64 c = 0x6c7967656e657261ull, d = 0x7465646279746573ull;

	if (NOT_BEFORE(p + 38, end))
		return 0;
	for (int i = 0; i < 3; i++) {
		u64 word = *(u64 *)(p + 14 + 8 * i);

		d ^= word;
		ROUND;
		ROUND;
		a ^= word;
	}
	c ^= 0xff;
	ROUND;
	ROUND;
	ROUND;
	ROUND;
	return (a ^ b ^ c ^ d) & 0xffffffff;
}
#elif defined(WORK_tcp_options)
/* The maximum segment size; options of one byte, and those that say how long they are. */
INLINE u64 work(u8 *p, u8 *end)
{
	u8 *at = p + 54, *stop;

	if (NOT_BEFORE(at, end))
		return 0;
	stop = p + 34 + (p[46] >> 4) * 4;
	for (int i = 0; i < 10; i++) {
		u32 length;

		if (at >= stop || NOT_BEFORE(at + 1, end))
			break;
		if (*at == 0)
			break;
		if (*at == 1) {
			at++;
			continue;
		}
		if (NOT_BEFORE(at + 2, end))
			break;
		length = at[1];
		if (length < 2)
			break;
		if (*at == 2) {
			if (NOT_BEFORE(at + 4, end))
				break;
			return at[2] << 8 | at[3];
		}
		at += length;
	}
	return 1;
}
#elif defined(WORK_prefixes)
#ifdef __bpf__
struct prefix {
	u32 length, address;
};
MAP(BPF_MAP_TYPE_LPM_TRIE, 4096, struct prefix, u32, BPF_F_NO_PREALLOC)

INLINE u64 work(u8 *p, u8 *end)
{
	struct prefix key = { 32 };
	u32 *found;

	if (NOT_BEFORE(p + 34, end))
		return 0;
	key.address = *(u32 *)(p + 30);
	found = bpf_map_lookup_elem(&table, &key);
	return found ? *found : 1;
}
#endif
#elif defined(WORK_percpu_counter)
#ifdef __bpf__
MAP(BPF_MAP_TYPE_PERCPU_ARRAY, 256, u32, u64, 0)
#else
static u64 counts[256];
#endif

INLINE u64 work(u8 *p, u8 *end)
{
	u32 key;
	u64 *count;

	if (NOT_BEFORE(p + 24, end))
		return 0;
	key = p[23];
#ifdef __bpf__
	count = bpf_map_lookup_elem(&table, &key);
	if (!count)
		return 0;
#else
	count = counts + key;
#endif
	*count += end - p;
	return 2;
}
#elif defined(WORK_loop)
struct sum {
	u64 value;
	u32 step;
};

#ifdef __bpf__
static long add(u64 index, void *held)
#else
static __attribute__((noinline)) long add(u64 index, void *held)
#endif
{
	struct sum *sum = held;

	sum->value = (sum->value ^ index) * sum->step;
	return 0;
}

INLINE u64 work(u8 *p, u8 *end)
{
	struct sum sum = {};

	if (NOT_BEFORE(p + 18, end))
		return 0;
	sum.value = *(u64 *)p;
	sum.step = p[17] | 1;
#ifdef __bpf__
	bpf_loop(8, add, &sum, 0);
#else
	for (u64 i = 0; i < 8; i++)
		add(i, &sum);
#endif
	return sum.value & 0xffffffff;
}
#endif

#ifdef __bpf__
SEC("xdp") int measured(struct xdp_md *context)
{
	return work((u8 *)(long)context->data, (u8 *)(long)context->data_end);
}
char LICENSE[] SEC("license") = "GPL";
#else
struct xdp_md {
	u32 data, data_end;
};

u64 measured(void *state, struct xdp_md *context, u64 zero)
{
	return work((u8 *)(long)context->data, (u8 *)(long)context->data_end);
}
#endif
