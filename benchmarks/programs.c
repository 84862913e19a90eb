// SPDX-License-Identifier: Apache-2.0
/*
 * Sixteen small programs, each over one 3,072-byte packet: what run times are compared with.
 *
 * One is compiled at a time (-DWORK_<name>), for BPF as an XDP program, and for this machine with
 * the same entry, so that progpack, the kernel and native code do the same work from the same
 * place. Loops are kept as loops, and what makes them work is read from the packet.
 */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long s64;

#define PACKET 3072
#define RESULT_AT (PACKET - 8)
#define INLINE static inline __attribute__((always_inline))
#define LOOP _Pragma("clang loop unroll(disable)") for

#if defined(WORK_simple)
INLINE u64 work(u8 *p)
{
	return 987654321;
}
#elif defined(WORK_add)
INLINE u64 work(u8 *p)
{
	u64 *words = (u64 *)p;

	return words[0] + words[1];
}
#elif defined(WORK_parse)
/* Ethernet with at most one VLAN tag, IPv4, TCP or UDP: a hash of the flow. */
INLINE u64 work(u8 *p)
{
	u16 type = __builtin_bswap16(*(u16 *)(p + 12));
	u32 at = 14;

	if (type == 0x8100) {
		type = __builtin_bswap16(*(u16 *)(p + 16));
		at += 4;
	}
	if (type != 0x0800)
		return 1;
	if (p[at] >> 4 != 4)
		return 2;

	u8 protocol = p[at + 9];

	if (protocol != 6 && protocol != 17)
		return 3;

	u32 from = *(u32 *)(p + at + 12), to = *(u32 *)(p + at + 16);
	u16 source = *(u16 *)(p + at + 20), target = *(u16 *)(p + at + 22);
	u32 hash = (from ^ to * 0x9e3779b1u) + ((u32)source << 16 | target);

	hash ^= hash >> 16;
	hash *= 0x7feb352du;
	hash ^= hash >> 15;
	return (u64)protocol << 32 | (u32)__builtin_bswap16(target) << 8 | (hash & 0xff);
}
#elif defined(WORK_alu64)
INLINE u64 work(u8 *p)
{
	u64 a = *(u64 *)p, step = 0xd1b54a32d192ed03ull;

	LOOP(u32 i = 0; i < 1000; i++) {
		a += step;
		a ^= a >> 31;
		a *= 0x94d049bb133111ebull;
		a ^= a << 9;
		step += a;
	}
	return a ^ step;
}
#elif defined(WORK_alu32)
INLINE u64 work(u8 *p)
{
	u32 a = *(u32 *)p, step = 0x9e3779b1u;

	LOOP(u32 i = 0; i < 1000; i++) {
		a += step;
		a ^= a >> 15;
		a *= 0x2c1b3c6du;
		a ^= a << 9;
		step += a;
	}
	return a ^ step;
}
#elif defined(WORK_log2)
INLINE u32 log2_of(u32 v)
{
	u32 bits, part;

	bits = (v > 0xffff) << 4;
	v >>= bits;
	part = (v > 0xff) << 3;
	v >>= part;
	bits |= part;
	part = (v > 0xf) << 2;
	v >>= part;
	bits |= part;
	part = (v > 3) << 1;
	v >>= part;
	bits |= part;
	return bits | v >> 1;
}

INLINE u64 work(u8 *p)
{
	u64 *words = (u64 *)p, sum = 0;

	LOOP(u32 i = 0; i < 256; i++) {
		u32 high = words[i] >> 32;

		sum += (high ? 32 + log2_of(high) : log2_of((u32)words[i])) * (i + 1);
	}
	return sum;
}
#elif defined(WORK_prime)
INLINE u64 work(u8 *p)
{
	u32 *numbers = (u32 *)p;
	u64 found = 0;

	LOOP(u32 i = 0; i < 64; i++) {
		u32 number = (numbers[i] & 1023) | 1, prime = 1;

		LOOP(u32 divisor = 3; divisor < 32; divisor += 2)
			if (number % divisor == 0)
				prime = 0;
		found += prime;
	}
	return found;
}
#elif defined(WORK_memcpy)
INLINE u64 work(u8 *p)
{
	LOOP(u32 i = 0; i < 1024; i++) {
		p[1536 + i] = p[i];
		__asm__ volatile("" ::: "memory");
	}
	return p[1536 + 7];
}
#elif defined(WORK_strcmp)
INLINE u64 work(u8 *p)
{
	s64 difference = 0;
	u32 i;

	LOOP(i = 0; i < 1024; i++) {
		difference = (s64)p[i] - p[1536 + i];
		if (difference)
			break;
	}
	return difference + i;
}
#elif defined(WORK_switch)
#define ROW(first, a, b, c, d, e, f, g, h) \
	CASE(first, a) CASE(first + 1, b) CASE(first + 2, c) CASE(first + 3, d) \
	CASE(first + 4, e) CASE(first + 5, f) CASE(first + 6, g) CASE(first + 7, h)
#define CASE(which, value) case which: hash = hash * 33 + value; break;
INLINE u64 work(u8 *p)
{
	u64 hash = 5381;

	LOOP(u32 i = 0; i < 256; i++)
		switch (p[i] & 31) {
		ROW(0, 17, 54, 3, 40, 29, 62, 11, 48)
		ROW(8, 35, 6, 59, 22, 45, 14, 1, 50)
		ROW(16, 27, 60, 9, 38, 31, 56, 19, 42)
		CASE(24, 5) CASE(25, 52) CASE(26, 33) CASE(27, 12) CASE(28, 47) CASE(29, 24) CASE(30, 63)
		default:
			hash ^= hash >> 5;
		}
	return hash;
}
#elif defined(WORK_checksum)
/* The barrier keeps clang from summing the words some other way than one after the other. */
INLINE u64 work(u8 *p)
{
	u16 *words = (u16 *)p;
	u64 sum = 0;

	LOOP(u32 i = 0; i < 750; i++) {
		sum += words[i];
		__asm__ volatile("" : "+r"(sum));
	}
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (u16)~sum;
}
#elif defined(WORK_fnv)
INLINE u64 work(u8 *p)
{
	u64 hash = 0xcbf29ce484222325ull;

	LOOP(u32 i = 0; i < 1500; i++)
		hash = (hash ^ p[i]) * 0x100000001b3ull;
	return hash;
}
#elif defined(WORK_popcnt)
INLINE u64 work(u8 *p)
{
	u64 *words = (u64 *)p, total = 0;

	LOOP(u32 i = 0; i < 256; i++) {
		u64 x = words[i];

		x -= x >> 1 & 0x5555555555555555ull;
		x = (x & 0x3333333333333333ull) + (x >> 2 & 0x3333333333333333ull);
		x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0full;
		total += (x * 0x0101010101010101ull >> 56) * (i | 1);
	}
	return total;
}
#elif defined(WORK_matmul)
#define TERM(k) a[row * 8 + k] * b[k * 8 + column]
INLINE u64 work(u8 *p)
{
	u32 *a = (u32 *)p, *b = a + 64, *c = b + 64;
	u64 trace = 0;

	LOOP(u32 row = 0; row < 8; row++)
		LOOP(u32 column = 0; column < 8; column++) {
			u32 sum = TERM(0) + TERM(1) + TERM(2) + TERM(3) +
				  TERM(4) + TERM(5) + TERM(6) + TERM(7);

			c[row * 8 + column] = sum;
			trace += sum;
		}
	return trace;
}
#elif defined(WORK_call)
static __attribute__((noinline)) u64 mix(u64 a, u64 b)
{
	__asm__ volatile("");
	return (a ^ b) * 0xff51afd7ed558ccdull;
}

INLINE u64 work(u8 *p)
{
	u64 value = *(u64 *)p;

	LOOP(u32 i = 0; i < 200; i++)
		value = mix(value, i);
	return value;
}
#elif defined(WORK_stack)
#define EACH(what) what(0) what(1) what(2) what(3) what(4) what(5) what(6) what(7) \
	what(8) what(9) what(10) what(11) what(12) what(13) what(14) what(15)
#define KEEP(i) kept[i] = words[i] + round;
#define USE(i) sum += kept[i] ^ kept[15 - i];
INLINE u64 work(u8 *p)
{
	volatile u64 kept[32];
	u64 *words = (u64 *)p, sum = 0;

	LOOP(u32 round = 0; round < 8; round++) {
		EACH(KEEP)
		EACH(USE)
	}
	return sum;
}
#else
#error "compile with -DWORK_<name>"
#endif

struct xdp_md {
	u32 data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex;
};

#ifdef __bpf__
#define ENTRY(name, context) \
	__attribute__((section("xdp"), used)) int name(struct xdp_md *context)
#else
#define ENTRY(name, context) u64 name(void *state, struct xdp_md *context, u64 zero)
#endif

ENTRY(measured, context)
{
	u8 *data = (u8 *)(long)context->data;
	u8 *end = (u8 *)(long)context->data_end;

	if (data + PACKET > end)
		return 0;

	u64 result = work(data);

#ifdef __bpf__
	__asm__ volatile("*(u64 *)(%0 + %2) = %1" ::"r"(data), "r"(result), "i"(RESULT_AT) : "memory");
#else
	*(volatile u64 *)(data + RESULT_AT) = result;
#endif
	return 2;
}

#ifdef __bpf__
char LICENSE[] __attribute__((section("license"), used)) = "GPL";
#endif
