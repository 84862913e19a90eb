// SPDX-License-Identifier: Apache-2.0
/*
 * What a program's own executable begins with: no C library, the system calls of seven CPUs, and
 * what compilers expect to find (memcpy and its like, 64-bit division on arm).
 *
 * Without arguments the program runs once, on what is read from standard input, and what came of it
 * is printed: r0 and the memory or packet, what it printed and cloned, where the packet shall go; or
 * the fault. With any argument (and the number of a pipe that ends runs) it serves: requests of eight 64-bit numbers on standard input
 * (struct request), answers on standard output, until the input ends. When that argument is "confine", it first
 * gives up, for good, every system call but those that serving and the helpers take (confine()).
 * foreign/process.py is the other side. The objects that clang makes of this are committed beside it (see Makefile).
 */
#include "layout.h"

typedef unsigned long word;

struct request {
	u64 what;
	u64 a[7];
};

enum { READ = 1, WRITE, CALL };
enum { JOB_FLAT, JOB_PACKET, JOB_CONTEXT };

/* Filled in by foreign/builder.py: what runs without arguments, and memory that is to be there twice. */
struct job {
	u64 state, entry;
	u64 kind;		/* JOB_* */
	u64 packets;		/* CONTEXT_* */
	u64 input, room;	/* where standard input goes */
	u64 least;		/* bytes of the context; zeros where less is read */
	u64 budget;
	u64 rings, rings_end;	/* struct ring[] */
	u64 puts, puts_end;	/* struct put[] */
	u64 log;		/* struct map * of the ring of what runs print and clone */
	u64 scratch, scratch_room;	/* nobody else's after the run */
};

struct ring {
	u64 address, size;
};

struct put {			/* an element that a map begins with */
	u64 function;		/* pp_hash_update() */
	u64 map, key, value;
};

typedef u64 update_fn(struct state *, u64, u64, u64, u64);

struct job pp_job = { 1 };	/* not zero, so that the file has it */

u64 pp_run_batch(void *st, void *entry, u32 kind, struct packet *packets, u64 count, u64 budget,
		 u64 *elapsed);
void pp_end_run(struct state *st);
s64 pp_ringbuf_consume(struct map *ring, void *out, u64 room);

/* --- system calls --- */

#if defined(__x86_64__)
#define AUDIT_ARCH 0xc000003e
enum { NR_READ = 0, NR_WRITE = 1, NR_MMAP = 9, NR_GETPID = 39, NR_FTRUNCATE = 77, NR_GETUID = 102,
       NR_GETGID = 104, NR_PRCTL = 157, NR_GETTID = 186, NR_CLOCK = 228, NR_EXIT = 231, NR_MEMFD = 319, NR_YIELD = 24 };

static long call(long nr, word a, word b, word c, word d, word e, word f)
{
	register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
	long result;

	__asm__ volatile("syscall" : "=a"(result) : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

__asm__(".globl _start\n_start: xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call pp_start\n hlt");

#elif defined(__aarch64__) || defined(__riscv) || defined(__loongarch__)
enum { NR_FTRUNCATE = 46, NR_READ = 63, NR_WRITE = 64, NR_EXIT = 94, NR_CLOCK = 113, NR_PRCTL = 167,
       NR_GETPID = 172, NR_GETUID = 174, NR_GETGID = 176, NR_GETTID = 178, NR_MMAP = 222, NR_MEMFD = 279, NR_YIELD = 124 };

#if defined(__aarch64__)
#define AUDIT_ARCH 0xc00000b7
#define REGISTER(n) "x" #n
#define NUMBER "x8"
#define TRAP "svc #0"
__asm__(".globl _start\n_start: mov x29, #0\n mov x0, sp\n bl pp_start\n brk #0");
#elif defined(__riscv)
#define AUDIT_ARCH 0xc00000f3
#define REGISTER(n) "a" #n
#define NUMBER "a7"
#define TRAP "ecall"
__asm__(".globl _start\n_start: mv a0, sp\n andi sp, sp, -16\n jal pp_start\n ebreak");
#else
#define AUDIT_ARCH 0xc0000102
#define REGISTER(n) "$a" #n
#define NUMBER "$a7"
#define TRAP "syscall 0"
__asm__(".globl _start\n_start: move $a0, $sp\n bl pp_start\n break 0");
#endif

static long call(long nr, word a, word b, word c, word d, word e, word f)
{
	register long number __asm__(NUMBER) = nr;
	register long r0 __asm__(REGISTER(0)) = a, r1 __asm__(REGISTER(1)) = b, r2 __asm__(REGISTER(2)) = c;
	register long r3 __asm__(REGISTER(3)) = d, r4 __asm__(REGISTER(4)) = e, r5 __asm__(REGISTER(5)) = f;

	__asm__ volatile(TRAP : "+r"(r0) : "r"(number), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5)
#if defined(__loongarch__)
			 : "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", "$t7", "$t8", "memory");
#else
			 : "memory");
#endif
	return r0;
}

#elif defined(__powerpc64__)
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

/* The first entry of pp_start finds r2 from r12. */
__asm__(".globl _start\n_start: mr 3, 1\n li 0, 0\n clrrdi 1, 1, 4\n stdu 0, -32(1)\n bl 1f\n"
	"1: mflr 12\n addi 12, 12, pp_start - 1b\n mtctr 12\n bctrl\n trap");

#elif defined(__s390x__)
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

__asm__(".globl _start\n_start: lgr %r2, %r15\n aghi %r15, -160\n brasl %r14, pp_start\n .short 1");

#elif defined(__arm__)
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

__asm__(".globl _start\n_start: mov r0, sp\n bic sp, sp, #7\n bl pp_start\n udf #0");
#endif

/* --- what compiled code calls --- */

void *memcpy(void *to, const void *from, word size)
{
	for (word i = 0; i < size; i++)
		((u8 *)to)[i] = ((const u8 *)from)[i];
	return to;
}

void *memmove(void *to, const void *from, word size)
{
	if ((word)to <= (word)from)
		return memcpy(to, from, size);
	while (size--)
		((u8 *)to)[size] = ((const u8 *)from)[size];
	return to;
}

void *memset(void *to, int value, word size)
{
	for (word i = 0; i < size; i++)
		((u8 *)to)[i] = value;
	return to;
}

int memcmp(const void *one, const void *other, word size)
{
	for (word i = 0; i < size; i++) {
		int difference = ((const u8 *)one)[i] - ((const u8 *)other)[i];

		if (difference)
			return difference;
	}
	return 0;
}

/* Numbers as words: who calls these may not have extended them to a register's width. */
int clock_gettime(word clock, void *to)
{
	return call(NR_CLOCK, (u32)clock, (word)to, 0, 0, 0, 0);
}

int prctl(word what, void *to)
{
	return call(NR_PRCTL, (u32)what, (word)to, 0, 0, 0, 0);
}

int sched_yield(void)
{
	return call(NR_YIELD, 0, 0, 0, 0, 0, 0);
}

int getpid(void)
{
	return call(NR_GETPID, 0, 0, 0, 0, 0, 0);
}

int gettid(void)
{
	return call(NR_GETTID, 0, 0, 0, 0, 0, 0);
}

u32 getuid(void)
{
	return call(NR_GETUID, 0, 0, 0, 0, 0, 0);
}

u32 getgid(void)
{
	return call(NR_GETGID, 0, 0, 0, 0, 0, 0);
}

#if defined(__arm__)
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
#endif

/* --- reading and writing --- */

static word get(void *to, word size)
{
	word had = 0;

	while (had < size) {
		long part = call(NR_READ, 0, (word)to + had, size - had, 0, 0, 0);

		if (part <= 0)
			break;
		had += part;
	}
	return had;
}

static void say(const void *from, word size)
{
	for (word done = 0; done < size;) {
		long part = call(NR_WRITE, 1, (word)from + done, size - done, 0, 0, 0);

		if (part <= 0)
			call(NR_EXIT, 3, 0, 0, 0, 0, 0);
		done += part;
	}
}

static void say_hex(const u8 *from, word size)
{
	char text[128];
	word used = 0;

	for (word i = 0; i < size; i++) {
		for (int half = 4; half >= 0; half -= 4) {
			u8 digit = from[i] >> half & 15;

			text[used++] = digit < 10 ? '0' + digit : 'a' + digit - 10;
		}
		if (used == sizeof(text)) {
			say(text, used);
			used = 0;
		}
	}
	say(text, used);
}

static void say_number(const char *name, word size, u64 value)
{
	u8 bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = value >> (56 - 8 * i);
	say(name, size);
	say_hex(bytes, 8);
}

#define SAY(name, value) say_number(name, sizeof(name) - 1, value)

/* --- the two ways to be used --- */

/* Where whoever drives the process says that a run is to end: a pipe that does not block, or -1. */
static long stop_pipe = -1;

/* What runs ask while they go on (`attend`): nonzero when they are to end, also as nobody drives them. */
__attribute__((used)) u64 pp_stop_asked(struct state *st)
{
	u8 said;

	return stop_pipe >= 0 && call(NR_READ, stop_pipe, (word)&said, 1, 0, 0, 0) >= 0;
}

static long number_of(const char *text)
{
	long number = 0;

	while (*text >= '0' && *text <= '9')
		number = number * 10 + (*text++ - '0');
	return number;
}

static void serve(void)
{
	struct request ask;

	while (get(&ask, sizeof(ask)) == sizeof(ask)) {
		const u64 *a = ask.a;
		void *memory = (void *)(word)a[0];
		u64 result;

		switch (ask.what) {
		case READ:
			say(memory, a[1]);
			break;
		case WRITE:
			/* Not by read(2), which would say EFAULT where a store is to be stopped. */
			for (word i = 0, part; i < a[1]; i += part) {
				u8 some[256];

				part = a[1] - i < sizeof(some) ? a[1] - i : sizeof(some);
				if (get(some, part) != part)
					return;
				for (word j = 0; j < part; j++)
					((volatile u8 *)memory)[i + j] = some[j];
			}
			break;
		case CALL:
			result = ((u64 (*)(void *, u64, u64, u64, u64))memory)((void *)(word)a[1], a[2], a[3],
									       a[4], a[5]);
			say(&result, sizeof(result));
		}
	}
}

/* What the run printed and cloned, in hexadecimal: a line for each. */
static void say_log(struct state *st)
{
	u8 *record = P(pp_job.scratch);
	s64 length;

	while (st->logged && (length = pp_ringbuf_consume(P(pp_job.log), record, pp_job.scratch_room)) >= 4) {
		if (*(u32 *)record == LOG_PRINT) {
			say("printed ", 8);
			say_hex(record + 4, length - 4);
		} else {
			SAY("clone ", ((u32 *)record)[1]);
			say(" ", 1);
			say_hex(record + 16, length - 16);
		}
		say("\n", 1);
	}
	if (st->lost) {
		SAY("lost ", st->lost);
		say("\n", 1);
	}
}

static int once(void)
{
	const struct job *job = &pp_job;
	struct state *st = (void *)(word)job->state;
	u64 (*entry)(void *, u64, u64) = (void *)(word)job->entry;
	u8 *input = (void *)(word)job->input;
	u64 length, result, elapsed;

	if (!job->entry)	/* contexts of its type are not made here */
		return 5;
	length = get(input, job->room);
	st->budget = job->budget;
	if (job->kind == JOB_PACKET) {
		struct packet packet = { job->input, length, 0 };

		pp_run_batch(st, (void *)entry, job->packets, &packet, 1, job->budget, &elapsed);
		result = packet.result;
	} else {
		st->ctx = job->input;
		st->ctx_end = job->input + (length < job->least ? job->least : length);
		result = entry(st, st->ctx_end > st->ctx ? st->ctx : 0, job->kind == JOB_FLAT ? length : 0);
		if (st->held || st->locked)
			pp_end_run(st);
	}
	say_log(st);
	if (st->fault) {
		SAY("fault ", st->fault);
		SAY("\npc ", st->fault_pc);
		SAY("\naddress ", st->fault_address);
		SAY("\nsize ", st->fault_size);
		say("\n", 1);
		return 1;
	}
	SAY("r0 ", result);
	say("\nmemory ", 8);
	if (job->kind == JOB_PACKET)
		say_hex(P(st->meta), st->data_end - st->meta);
	else
		say_hex(input, st->ctx_end - st->ctx);
	say("\n", 1);
	if (st->redirect) {
		SAY("redirect ", st->redirect);
		SAY("\ntarget ", st->redirect_target);
		SAY("\nflags ", st->redirect_flags);
		say("\n", 1);
	}
	return 0;
}

/* The data of a ring buffer lie there twice in a row, so that no record wraps. */
static int double_rings(void)
{
	const struct ring *ring = (void *)(word)pp_job.rings;
	const struct ring *end = (void *)(word)pp_job.rings_end;

	for (; ring < end; ring++) {
		long file = call(NR_MEMFD, (word)"ring", 0, 0, 0, 0, 0);

		if (file < 0 || call(NR_FTRUNCATE, file, ring->size, 0, 0, 0, 0) < 0)
			return 0;
		for (int i = 0; i < 2; i++) {
			word at = ring->address + i * ring->size;

			/* PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED */
			if ((word)call(NR_MMAP, at, ring->size, 3, 0x11, file, 0) != at)
				return 0;
		}
	}
	return 1;
}

static int begin_maps(void)
{
	const struct put *each = P(pp_job.puts), *end = P(pp_job.puts_end);

	for (; each < end; each++)
		if (((update_fn *)P(each->function))(0, each->map, each->key, each->value, 0))
			return 0;
	return 1;
}

/* --- confined: the system calls that are left --- */

/* An instruction of classic BPF (struct sock_filter), and the ones that are used. */
struct filter {
	u16 code;
	u8 yes, no;
	u32 k;
};

enum { LOAD = 0x20, IF_EQUAL = 0x15, RETURN = 0x06 };
/* Offsets in struct seccomp_data; of an argument the low half, since all that are looked at are ints. */
enum { DATA_NR = 0, DATA_ARCH = 4, DATA_ARGS = 16 };
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
enum { LOW_HALF = 4 };
#else
enum { LOW_HALF = 0 };
#endif
enum { PR_GET_NAME = 16, PR_SET_SECCOMP = 22, PR_SET_NO_NEW_PRIVS = 38, SECCOMP_MODE_FILTER = 2 };
#define SECCOMP_RET_KILL_PROCESS 0x80000000u
#define SECCOMP_RET_ALLOW 0x7fff0000u

static struct filter filters[48] = { { RETURN, 0, 0, SECCOMP_RET_KILL_PROCESS } };
static u32 filters_used;

static void add_filter(u16 code, u8 yes, u8 no, u32 k)
{
	filters[filters_used++] = (struct filter){ code, yes, no, k };
}

static void allow(u32 number)
{
	add_filter(IF_EQUAL, 0, 1, number);
	add_filter(RETURN, 0, 0, SECCOMP_RET_ALLOW);
}

/* Only when its first argument is one of two numbers. */
static void allow_first(u32 number, u32 one, u32 other)
{
	add_filter(IF_EQUAL, 0, 5, number);
	add_filter(LOAD, 0, 0, DATA_ARGS + LOW_HALF);
	add_filter(IF_EQUAL, 2, 0, one);
	add_filter(IF_EQUAL, 1, 0, other);
	add_filter(RETURN, 0, 0, SECCOMP_RET_KILL_PROCESS);
	add_filter(RETURN, 0, 0, SECCOMP_RET_ALLOW);
}

/* Whatever code runs from here on: any other system call ends the process with SIGSYS, and so does
 * one of another ABI. Memory keeps its rights, since nobody can change them. */
static int confine(void)
{
	struct {
		u16 length;
		struct filter *filters;
	} program;

	add_filter(LOAD, 0, 0, DATA_ARCH);
	add_filter(IF_EQUAL, 1, 0, AUDIT_ARCH);
	add_filter(RETURN, 0, 0, SECCOMP_RET_KILL_PROCESS);
	add_filter(LOAD, 0, 0, DATA_NR);
	allow_first(NR_READ, 0, stop_pipe >= 0 ? stop_pipe : 0);
	allow_first(NR_WRITE, 1, 1);
	allow_first(NR_PRCTL, PR_GET_NAME, PR_GET_NAME);
	allow(NR_CLOCK);
	allow(NR_YIELD);
	allow(NR_GETPID);
	allow(NR_GETTID);
	allow(NR_GETUID);
	allow(NR_GETGID);
	allow(NR_EXIT);
	add_filter(RETURN, 0, 0, SECCOMP_RET_KILL_PROCESS);
	program.length = filters_used;
	program.filters = filters;
	return call(NR_PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0) == 0 &&
	       call(NR_PRCTL, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (word)&program, 0, 0, 0) == 0;
}

/* What it ends with is told in words by foreign/process.py. */
enum { NO_MAPS = 4, NOT_CONFINED = 6 };

__attribute__((used)) void pp_start(const word *stack)
{
	int code = 0;

	if (!double_rings() || !begin_maps())
		code = NO_MAPS;
	else if (stack[0] > 1) {
		if (stack[0] > 2)
			stop_pipe = number_of((const char *)stack[3]);
		if (*(const char *)stack[2] == 'c' && !confine())
			code = NOT_CONFINED;
		else
			serve();
	}
	else
		code = once();
	call(NR_EXIT, code, 0, 0, 0, 0, 0);
}
