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
typedef u64 word;

#define ADDRESS 0x100000000UL
#define SIZE (32UL << 20)
#define DEVICE "/sys/bus/pci/devices/0000:00:10.0/"

/* At the start of the memory. */
struct request {
	u64 number, a[6];
	long result;		/* or the negative number of an error */
};

#define ENTRY "pp_init"
#include CPU

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
