// SPDX-License-Identifier: Apache-2.0
/*
 * The first and only process of a guest: makes the system calls that the host puts into shared memory.
 *
 * That memory is a PCI device of the guest (ivshmem), mapped without a driver, at an address that the host
 * knows (ADDRESS). So the host writes the pointers of a call itself, and all knowledge of the calls is there
 * (vm/guest.py). A byte over a serial port says that a request is there, and a byte back that it is answered; the
 * first byte says that the process is there. The objects that clang makes of this are committed beside it (see
 * Makefile).
 */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;

#define ADDRESS 0x100000000UL
#define SIZE (32UL << 20)
#define DEVICE "/sys/bus/pci/devices/0000:00:10.0/"

/* At the start of the memory. */
struct request {
	u64 number, a[6];
	long result;		/* or the negative number of an error */
};

#if defined(__x86_64__)
enum { NR_READ = 0, NR_WRITE = 1, NR_MMAP = 9, NR_IOCTL = 16, NR_MOUNT = 165, NR_EXIT = 231, NR_OPENAT = 257 };

static long call(long nr, u64 a, u64 b, u64 c, u64 d, u64 e, u64 f)
{
	register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
	long result;

	__asm__ volatile("syscall" : "=a"(result) : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

__asm__(".globl _start\n_start: xor %ebp, %ebp\n and $-16, %rsp\n call pp_init\n hlt");

#else
enum { NR_IOCTL = 29, NR_MOUNT = 40, NR_OPENAT = 56, NR_READ = 63, NR_WRITE = 64, NR_EXIT = 94, NR_MMAP = 222 };

#if defined(__aarch64__)
#define REGISTER(n) "x" #n
#define NUMBER "x8"
#define TRAP "svc #0"
__asm__(".globl _start\n_start: mov x29, #0\n bl pp_init\n brk #0");
#elif defined(__riscv)
#define REGISTER(n) "a" #n
#define NUMBER "a7"
#define TRAP "ecall"
__asm__(".globl _start\n_start: andi sp, sp, -16\n jal pp_init\n ebreak");
#endif

static long call(long nr, u64 a, u64 b, u64 c, u64 d, u64 e, u64 f)
{
	register long number __asm__(NUMBER) = nr;
	register long r0 __asm__(REGISTER(0)) = a, r1 __asm__(REGISTER(1)) = b, r2 __asm__(REGISTER(2)) = c;
	register long r3 __asm__(REGISTER(3)) = d, r4 __asm__(REGISTER(4)) = e, r5 __asm__(REGISTER(5)) = f;

	__asm__ volatile(TRAP : "+r"(r0) : "r"(number), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5) : "memory");
	return r0;
}
#endif

/* struct termios of asm-generic/termbits.h, all zero but for speed, size and receiver: bytes as they are. */
enum { TCSETS = 0x5402, B115200 = 0x1002, CS8 = 0x30, CREAD = 0x80, CLOCAL = 0x800, VMIN = 6 };

struct termios {
	u32 input, output, control, local;
	u8 line, characters[19];
};

enum { AT_CWD = -100, WRITE_ONLY = 1, READ_WRITE = 2, NO_CONTROL = 0x100 };
enum { READ_WRITE_MEMORY = 3, SHARED_AND_FIXED = 0x11 };

/* Ends the process for good: the kernel panics, and QEMU ends. */
static void out(u64 code)
{
	call(NR_EXIT, code, 0, 0, 0, 0, 0);
}

static long try_open(const char *path, u64 flags)
{
	return call(NR_OPENAT, AT_CWD, (u64)path, flags, 0, 0, 0);
}

static int opened(const char *path, u64 flags)
{
	long file = try_open(path, flags);

	if (file < 0)
		out(2);
	return file;
}

static volatile struct request *map_memory(void)
{
	int enable;
	long memory;

	if (call(NR_MOUNT, (u64)"sysfs", (u64)"/sys", (u64)"sysfs", 0, 0, 0) < 0)
		out(3);
	enable = opened(DEVICE "enable", WRITE_ONLY);
	if (call(NR_WRITE, enable, (u64)"1", 1, 0, 0, 0) < 0)
		out(4);
	/* Of the two the one that takes unaligned accesses on every CPU, where it is. */
	memory = try_open(DEVICE "resource2_wc", READ_WRITE);
	if (memory < 0)
		memory = opened(DEVICE "resource2", READ_WRITE);
	if (call(NR_MMAP, ADDRESS, SIZE, READ_WRITE_MEMORY, SHARED_AND_FIXED, memory, 0) != (long)ADDRESS)
		out(5);
	return (volatile struct request *)ADDRESS;
}

static int open_port(void)
{
	static const struct termios raw = { .control = B115200 | CS8 | CREAD | CLOCAL, .characters = { [VMIN] = 1 } };
	int port = opened("/dev/port", READ_WRITE | NO_CONTROL);

	if (call(NR_IOCTL, port, TCSETS, (u64)&raw, 0, 0, 0) < 0)
		out(6);
	return port;
}

void pp_init(void)
{
	volatile struct request *r = map_memory();
	int port = open_port();
	u8 byte = '+';

	while (call(NR_WRITE, port, (u64)&byte, 1, 0, 0, 0) == 1 && call(NR_READ, port, (u64)&byte, 1, 0, 0, 0) == 1)
		r->result = call(r->number, r->a[0], r->a[1], r->a[2], r->a[3], r->a[4], r->a[5]);
	out(7);
}
