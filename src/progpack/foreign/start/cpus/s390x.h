// SPDX-License-Identifier: Apache-2.0
/* clang: --target=s390x-unknown-linux-gnu -march=z10 */
#define AUDIT_ARCH 0x80000016
enum { NR_READ = 3, NR_WRITE = 4, NR_GETPID = 20, NR_MMAP = 90, NR_FTRUNCATE = 93, NR_PRCTL = 172,
       NR_GETUID = 199, NR_GETGID = 200, NR_GETTID = 236, NR_EXIT = 248, NR_CLOCK = 260, NR_MEMFD = 350, NR_YIELD = 158 };

static long call(long nr, word a, word b, word c, word d, word e, word f)
{
	word mmap[] = { a, b, c, d, e, f };	/* that call takes its arguments in memory */
	register long r1 __asm__("r1") = nr, r2 __asm__("r2") = nr == NR_MMAP ? (word)mmap : a;
	register long r3 __asm__("r3") = b, r4 __asm__("r4") = c, r5 __asm__("r5") = d, r6 __asm__("r6") = e;

	__asm__ volatile("svc 0" : "+d"(r2) : "d"(r1), "d"(r3), "d"(r4), "d"(r5), "d"(r6) : "memory");
	return r2;
}

__asm__(".globl _start\n_start: lgr %r2, %r15\n aghi %r15, -160\n brasl %r14, " ENTRY "\n .short 1");
