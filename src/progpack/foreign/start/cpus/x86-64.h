// SPDX-License-Identifier: Apache-2.0
/* clang: --target=x86_64-unknown-linux-gnu */
#define AUDIT_ARCH 0xc000003e
enum { NR_READ = 0, NR_WRITE = 1, NR_MMAP = 9, NR_GETPID = 39, NR_FTRUNCATE = 77, NR_GETUID = 102,
       NR_GETGID = 104, NR_PRCTL = 157, NR_GETTID = 186, NR_CLOCK = 228, NR_EXIT = 231, NR_MEMFD = 319, NR_YIELD = 24,
       NR_IOCTL = 16, NR_MOUNT = 165, NR_OPENAT = 257 };

static long call(long nr, word a, word b, word c, word d, word e, word f)
{
	register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
	long result;

	__asm__ volatile("syscall" : "=a"(result) : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

__asm__(".globl _start\n_start: xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call " ENTRY "\n hlt");
