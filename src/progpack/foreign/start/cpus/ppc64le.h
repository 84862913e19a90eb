// SPDX-License-Identifier: Apache-2.0
/* clang: --target=powerpc64le-unknown-linux-gnu */
#define AUDIT_ARCH 0xc0000015
enum { NR_READ = 3, NR_WRITE = 4, NR_GETPID = 20, NR_GETUID = 24, NR_GETGID = 47, NR_MMAP = 90,
       NR_FTRUNCATE = 93, NR_PRCTL = 171, NR_GETTID = 207, NR_EXIT = 234, NR_CLOCK = 246, NR_MEMFD = 360, NR_YIELD = 158 };

static long call(long nr, word a, word b, word c, word d, word e, word f)
{
	register long r0 __asm__("r0") = nr, r3 __asm__("r3") = a, r4 __asm__("r4") = b, r5 __asm__("r5") = c;
	register long r6 __asm__("r6") = d, r7 __asm__("r7") = e, r8 __asm__("r8") = f;

	__asm__ volatile("sc\n bns+ 1f\n neg 3, 3\n1:"
			 : "+r"(r0), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r7), "+r"(r8)
			 : : "r9", "r10", "r11", "r12", "cr0", "ctr", "memory");
	return r3;
}

/* The first entry of a function finds r2 from r12. */
__asm__(".globl _start\n_start: mr 3, 1\n li 0, 0\n clrrdi 1, 1, 4\n stdu 0, -32(1)\n bl 1f\n"
	"1: mflr 12\n addi 12, 12, " ENTRY " - 1b\n mtctr 12\n bctrl\n trap");
