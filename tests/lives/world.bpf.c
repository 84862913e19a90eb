// SPDX-License-Identifier: Apache-2.0
/*
 * What runs do while others take their programs and maps away; tests/lives/machine.py. A program
 * returns one of the numbers below; WRONG: it read what nobody put there.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef unsigned int u32;
typedef unsigned long long u64;

enum { DONE = 1, NONE = 2, FULL = 3, LEAF = 100, WRONG = 666 };
enum { WORDS = 20000, CANARY = 0x5ca1ab1e };	/* large: memory of its own, unmapped when it is freed */

struct large { u64 word[WORDS]; };
struct timed { u64 canary, fired; struct bpf_timer timer; u64 pad[1500]; };
struct pair { struct bpf_spin_lock lock; u32 more; u64 one, other; };

struct inner { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 8);
	       __type(key, u32); __type(value, struct timed); };
struct inner_ring { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); };

struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 4); __type(key, u32);
	 __type(value, u32); } first SEC(".maps"), second SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_HASH_OF_MAPS); __uint(max_entries, 4); __type(key, u32);
	 __array(values, struct inner); } outer SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS); __uint(max_entries, 4); __type(key, u32);
	 __array(values, struct inner_ring); } rings SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 1 << 16); } ring SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 2); __type(key, u32);
	 __type(value, struct pair); } locked SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, u32);
	 __type(value, struct large); } canary SEC(".maps");
/* What programs, and Python, write over each other: dynptrs lie there that nobody may believe. */
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, u32);
	 __type(value, u64[4]); } open SEC(".maps");

/* The packet is what to do: u32[4]. */
static u32 word(struct xdp_md *ctx, int number)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	if (data + 64 > end)
		return 0;
	return ((u32 *)data)[number & 15];
}

#define LEAVES(number) \
SEC("xdp") int leaf##number(struct xdp_md *ctx) \
{ \
	u32 key = 0; \
	struct large *own = bpf_map_lookup_elem(&canary, &key); \
	u64 sum = 0; \
	if (!own) return WRONG; \
	for (u32 i = 0; i < WORDS; i += 7) sum |= own->word[i] ^ (CANARY + number); \
	return sum ? WRONG : LEAF + number; \
}
LEAVES(0) LEAVES(1) LEAVES(2) LEAVES(3)

SEC("xdp") int link(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &second, word(ctx, 1) & 3);
	return NONE;
}

SEC("xdp") int enter(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &first, word(ctx, 0) & 3);
	return NONE;
}

static int ring_bell(void *map, u32 *key, struct timed *value)
{
	value->fired++;
	return 0;
}

SEC("xdp") int inside(struct xdp_md *ctx)
{
	u32 which = word(ctx, 0) & 3, key = word(ctx, 1) & 7;
	void *map = bpf_map_lookup_elem(&outer, &which);
	static const struct timed fresh = { CANARY };
	struct timed *value;

	if (!map)
		return NONE;
	for (int i = 0; i < 8; i++) {
		key = (key + 1) & 7;
		value = bpf_map_lookup_elem(map, &key);
		if (!value) {
			bpf_map_update_elem(map, &key, &fresh, BPF_NOEXIST);
			continue;
		}
		if (value->canary != CANARY)
			return WRONG;
		if (!(word(ctx, 2) & 3)) {
			bpf_timer_init(&value->timer, map, 1);
			bpf_timer_set_callback(&value->timer, ring_bell);
			bpf_timer_start(&value->timer, 0, 0);
		} else if (!(word(ctx, 2) & 4))
			bpf_timer_cancel(&value->timer);
	}
	return DONE;
}

SEC("xdp") int say(struct xdp_md *ctx)
{
	u64 record[2] = { (u64)word(ctx, 1) << 32 | word(ctx, 2) }, *place;

	record[1] = ~record[0];
	if (word(ctx, 0) & 1)
		return bpf_ringbuf_output(&ring, record, sizeof(record), 0) ? FULL : DONE;
	place = bpf_ringbuf_reserve(&ring, sizeof(record), 0);
	if (!place)
		return FULL;
	if (word(ctx, 0) & 2) {
		bpf_ringbuf_discard(place, 0);
		return NONE;
	}
	place[0] = record[0];
	place[1] = record[1];
	bpf_ringbuf_submit(place, 0);
	return DONE;
}

SEC("xdp") int say_inside(struct xdp_md *ctx)
{
	u64 record[2] = { (u64)word(ctx, 1) << 32 | word(ctx, 2) }, *place;
	u32 which = word(ctx, 0) & 3;
	void *map = bpf_map_lookup_elem(&rings, &which);

	if (!map)
		return NONE;
	record[1] = ~record[0];
	if (word(ctx, 3) & 1)
		return bpf_ringbuf_output(map, record, sizeof(record), 0) ? FULL : DONE;
	place = bpf_ringbuf_reserve(map, sizeof(record), 0);
	if (!place)
		return FULL;
	if (word(ctx, 3) & 2)
		return DONE;	/* kept: it is given back at the end of the run */
	place[0] = record[0];
	place[1] = record[1];
	bpf_ringbuf_submit(place, 0);
	return DONE;
}

SEC("xdp") int lock(struct xdp_md *ctx)
{
	u32 key = word(ctx, 0) & 1;
	struct pair *pair = bpf_map_lookup_elem(&locked, &key);
	int whole;

	if (!pair)
		return WRONG;
	bpf_spin_lock(&pair->lock);
	whole = *(volatile u64 *)&pair->one == *(volatile u64 *)&pair->other;
	pair->one++;
	*(volatile u64 *)&pair->other = pair->one;
	bpf_spin_unlock(&pair->lock);
	return whole ? DONE : WRONG;
}

/* Dynptrs in memory that others write to: whatever comes of it but the end of the process. */
SEC("xdp") int dynamic(struct xdp_md *ctx)
{
	u32 key = 0;
	u64 *place = bpf_map_lookup_elem(&open, &key), data = CANARY;
	struct bpf_dynptr *in = (void *)place;

	if (!place)
		return WRONG;
	for (int i = 0; i < 20; i++) {
		bpf_ringbuf_reserve_dynptr(&ring, 16, 0, in);
		bpf_dynptr_write(in, 0, &data, 8, 0);
		bpf_ringbuf_discard_dynptr(in, 0);
	}
	return DONE;
}

char _license[] SEC("license") = "GPL";
