"""C source with everything that a linker meets, for tests."""

from __future__ import annotations

#: All that `ask(which, x)` computes must be as the system's own linker would have it.
EVERYTHING = r"""
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
typedef uint64_t u64;

extern u64 outside(u64);                  /* a call out */
extern u64 outside_data;                  /* a variable of somebody else */
extern u64 nobody(u64) __attribute__((weak));
extern char **environ;

static const u64 squares[8] = {0, 1, 4, 9, 16, 25, 36, 49};
static const double factors[4] = {0.5, 1.5, 2.5, 3.5};
const char *const words[3] = {"chunk", "pack", "finalize"};   /* addresses in constants */
u64 counter = 7;                          /* .data */
static u64 *moving = &counter;            /* an address in .data */
u64 zeros[100];                           /* .bss */
u64 shared_counter;                       /* a common symbol with -fcommon */
_Alignas(256) u64 wide[4] = {1, 2, 3, 4}; /* more aligned than a chunk */

static u64 twice(u64 x) { return 2 * x; }
static u64 thrice(u64 x) { return 3 * x; }
u64 (*const table[3])(u64) = {twice, thrice, outside};
__attribute__((weak)) u64 replaceable(u64 x) { return x + 100; }
__attribute__((noinline)) u64 recursive(u64 n) { return n < 2 ? n : recursive(n - 1) + n; }
__attribute__((noinline, cold, section(".text.elsewhere"))) u64 elsewhere(u64 x) { return x ^ 255; }
__attribute__((aligned(128))) u64 aligned_function(u64 x) { return x + 5; }

static int compare(const void *a, const void *b)
{
    u64 x = *(const u64 *)a, y = *(const u64 *)b;
    return x < y ? -1 : x > y;
}

u64 ask(u64 which, u64 x)
{
    switch (which) {                      /* a jump table */
    case 0: return squares[x & 7];
    case 1: return (u64)(factors[x & 3] * (double)(x % 100000));
    case 2: return strlen(words[x % 3]);
    case 3: return ++counter + *moving;
    case 4: zeros[x % 100] += x; return zeros[x % 100] + zeros[(x + 1) % 100];
    case 5: return shared_counter += x;
    case 6: return table[x % 3](x);
    case 7: return nobody ? nobody(x) : 4711;
    case 8: return replaceable(x) + recursive(x % 50) + elsewhere(x) + aligned_function(x);
    case 9: return outside(x) + outside_data;
    case 10: { u64 v[4] = {x, x / 2, x / 3, 1}; qsort(v, 4, 8, compare); return v[3] * 31 + v[0]; }
    case 11: return wide[x & 3] + ((uintptr_t)wide % 256);
    case 12: return environ != NULL;
    case 13: return ((uintptr_t)aligned_function) % 128;
    default: return ~x;
    }
}
"""

#: Who calls it.
CASES = 15

#: What `EVERYTHING` finds outside.
OUTSIDE = r"""
#include <stdint.h>
uint64_t outside_data = 1000;
uint64_t outside(uint64_t x) { return x * x + 1; }
"""
