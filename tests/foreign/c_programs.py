"""C without headers that uses what needs linking, for any target."""

#: `ask(which, x)`: each case goes through other relocations.
EVERYTHING = r"""
typedef unsigned long long u64;
typedef unsigned int u32;
static const u64 numbers[] = { 3, 1, 4, 1, 5, 9, 2, 6, 0x123456789abcdef0ULL };
static const char *const words[] = { "alpha", "beta", "gamma", "delta" };
static u64 counter = 5;
static u64 zeros[40];
u64 shared[4] = { 1, 2, 3, 4 };
static u64 add(u64 a) { return a + 11; }
static u64 mix(u64 a) { return (a ^ 0x9e3779b97f4a7c15ULL) * 3; }
__attribute__((noinline)) u64 twice(u64 a) { return add(a) + mix(a); }
static u64 (*const table[])(u64) = { add, mix, twice };
static u64 (*moving)(u64) = mix;
extern u64 other(u64);
extern u64 weak_one(u64) __attribute__((weak));
extern const u64 far_number;
__attribute__((noinline)) static double half(u32 x) { return x * 0.5 + 1e6; }
__attribute__((noinline)) static u64 length(const char *s)
{
	u64 n = 0;
	while (s[n])
		n++;
	return n;
}
__attribute__((noinline)) static u64 choose(u32 x)
{
	switch (x) {
	case 0: return 17; case 1: return 923; case 2: return 5; case 3: return 77777;
	case 4: return 1ULL << 40; case 5: return 6; case 6: return 99; case 7: return 4;
	default: return 0;
	}
}
__attribute__((noinline)) static u64 deep(u64 n) { return n ? deep(n - 1) + n : counter; }
u64 ask(void *unused, u64 which, u64 x)
{
	u64 copy[20];

	switch (which) {
	case 0: return numbers[x % 9];
	case 1: return length(words[x % 4]) + (u64)words[x % 4][0];
	case 2: counter += 3; return counter;
	case 3: zeros[x % 40] += x; return zeros[x % 40] + zeros[3];
	case 4: return table[x % 3](x);
	case 5: moving = x & 1 ? add : mix; return moving(x);
	case 6: return other(x) + other(x + 1);
	case 7: return weak_one ? 1 : 2;
	case 8: return (u32)half(x % 1000000);
	case 9: return choose(x % 10);
	case 10: return deep(x % 50);
	case 11: return far_number + shared[x % 4];
	case 12:
		for (int i = 0; i < 20; i++)
			copy[i] = x + i;
		return copy[x % 20] + copy[(x + 7) % 20];
	case 13: return x / (which + x % 7) + x % ((x >> 40) + 3);
	case 14: return (u64)((long long)x / ((long long)(x % 5) - 7));
	default: return __builtin_bswap64(x) >> (x & 31);
	}
}
"""
CASES = 16
OTHER = r"""
typedef unsigned long long u64;
const u64 far_number = 0xfeedULL;
static u64 calls;
u64 other(u64 x) { calls++; return x * 5 + calls; }
"""
#: A function that calls one that may be anywhere.
CALLER = """
typedef unsigned long long u64;
extern u64 away(u64);
u64 near(void *unused, u64 x) { return away(x + 1) * 2 + away(x); }
"""
AWAY = "typedef unsigned long long u64; u64 away(u64 x) { return x * 7 + 3; }"
