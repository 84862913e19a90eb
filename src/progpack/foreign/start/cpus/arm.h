// SPDX-License-Identifier: Apache-2.0
/* clang: --target=armv7-unknown-linux-gnueabihf -marm -mfpu=none -mfloat-abi=soft */
#define AUDIT_ARCH 0x40000028
enum { NR_READ = 3, NR_WRITE = 4, NR_GETPID = 20, NR_FTRUNCATE = 93, NR_PRCTL = 172, NR_MMAP = 192,
       NR_GETUID = 199, NR_GETGID = 200, NR_GETTID = 224, NR_EXIT = 248, NR_MEMFD = 385, NR_CLOCK = 403, NR_YIELD = 158 };

static long call(long nr, word a, word b, word c, word d, word e, word f)
{
	register long r7 __asm__("r7") = nr, r0 __asm__("r0") = a, r1 __asm__("r1") = b, r2 __asm__("r2") = c;
	register long r3 __asm__("r3") = d, r4 __asm__("r4") = e, r5 __asm__("r5") = f;

	__asm__ volatile("svc 0" : "+r"(r0) : "r"(r7), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5) : "memory");
	return r0;
}

__asm__(".globl _start\n_start: mov r0, sp\n bic sp, sp, #7\n bl " ENTRY "\n udf #0");

void *memcpy(void *to, const void *from, word size);
void *memmove(void *to, const void *from, word size);
void *memset(void *to, int value, word size);

/* Run-time ABI for the Arm Architecture, IHI 0043, 4.3: quotient in r0 and r1, remainder behind. */
u64 pp_udivmod(u64 n, u64 d, u64 *rest)
{
	u64 quotient = 0, left = 0;

	for (int bit = 63; bit >= 0; bit--) {
		u64 carry = left >> 63;

		left = left << 1 | (n >> bit & 1);
		if (carry || left >= d) {
			left -= d;
			quotient |= 1ULL << bit;
		}
	}
	*rest = left;
	return quotient;
}

u64 pp_divmod(u64 n, u64 d, u64 *rest)
{
	int below = (long long)n < 0, other = (long long)d < 0;
	u64 quotient = pp_udivmod(below ? -n : n, other ? -d : d, rest);

	if (below)
		*rest = -*rest;
	return below != other ? -quotient : quotient;
}

#define DIVISION(name, function) \
	__asm__(".globl " name "\n.type " name ", %function\n" name ": push {r4, lr}\n sub sp, sp, #16\n" \
		" add r4, sp, #8\n str r4, [sp]\n bl " function "\n ldr r2, [sp, #8]\n ldr r3, [sp, #12]\n" \
		" add sp, sp, #16\n pop {r4, pc}")
DIVISION("__aeabi_uldivmod", "pp_udivmod");
DIVISION("__aeabi_ldivmod", "pp_divmod");

void __aeabi_memcpy(void *to, const void *from, word size)
{
	memcpy(to, from, size);
}

void __aeabi_memmove(void *to, const void *from, word size)
{
	memmove(to, from, size);
}

void __aeabi_memset(void *to, word size, int value)
{
	memset(to, value, size);
}

void __aeabi_memclr(void *to, word size)
{
	memset(to, 0, size);
}
