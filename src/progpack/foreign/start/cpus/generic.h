// SPDX-License-Identifier: Apache-2.0
/* The system calls of the newer CPUs: numbers of include/uapi/asm-generic/unistd.h. */
enum { NR_FTRUNCATE = 46, NR_READ = 63, NR_WRITE = 64, NR_EXIT = 94, NR_CLOCK = 113, NR_PRCTL = 167,
       NR_GETPID = 172, NR_GETUID = 174, NR_GETGID = 176, NR_GETTID = 178, NR_MMAP = 222, NR_MEMFD = 279, NR_YIELD = 124,
       NR_IOCTL = 29, NR_MOUNT = 40, NR_OPENAT = 56 };

static long call(long nr, word a, word b, word c, word d, word e, word f)
{
	register long number __asm__(NUMBER) = nr;
	register long r0 __asm__(REGISTER(0)) = a, r1 __asm__(REGISTER(1)) = b, r2 __asm__(REGISTER(2)) = c;
	register long r3 __asm__(REGISTER(3)) = d, r4 __asm__(REGISTER(4)) = e, r5 __asm__(REGISTER(5)) = f;

	__asm__ volatile(TRAP : "+r"(r0) : "r"(number), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5) : CHANGED "memory");
	return r0;
}
