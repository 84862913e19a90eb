// SPDX-License-Identifier: Apache-2.0
/*
 * What a program's own executable begins with: no C library, the system calls of its CPU (cpus/), and
 * what compilers expect to find (memcpy and its like).
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

enum { READ = 1, WRITE, CALL, CALL_ASKING, CALL_HELPER, ANSWER };

/* What a call that may ask (CALL_ASKING) says, each a struct request: that it has ended, with a[0]; or that a
 * replaced helper is called: its number, the place of the call, r1 to r5. */
enum { ENDED, ASKS };
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

#define ENTRY "pp_start"
#include CPU

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

typedef u64 helper_fn(struct state *, u64, u64, u64, u64, u64, u64);

/* Whether a run may ask now: whoever drives the process answers. */
static int may_ask;

/* Until the input ends, or, where `st` asks, what is answered. */
static u64 serve(struct state *st)
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
					return 0;
				for (word j = 0; j < part; j++)
					((volatile u8 *)memory)[i + j] = some[j];
			}
			break;
		case CALL:
			result = ((u64 (*)(void *, u64, u64, u64, u64))memory)((void *)(word)a[1], a[2], a[3],
									       a[4], a[5]);
			say(&result, sizeof(result));
			break;
		case CALL_ASKING:
			may_ask = 1;
			result = ((u64 (*)(void *, u64, u64, u64, u64))memory)((void *)(word)a[1], a[2], a[3],
									       a[4], a[5]);
			may_ask = 0;
			ask.what = ENDED;
			ask.a[0] = result;
			say(&ask, sizeof(ask));
			break;
		case CALL_HELPER:
			result = ((helper_fn *)memory)(st, a[1], a[2], a[3], a[4], a[5], a[6]);
			say(&result, sizeof(result));
			break;
		case ANSWER:
			return a[0];
		}
	}
	return 0;
}

/* What replaced helpers are: a function of whoever drives the process. Where nobody does, the run ends. */
__attribute__((used)) u64 pp_ask(struct state *st, u64 number, u64 a, u64 b, u64 c, u64 d, u64 e, u32 at)
{
	struct request question = { ASKS, { number, at, a, b, c, d, e } };

	if (!may_ask) {
		st->fault_pc = AT_PC(at);
		st->fault_address = st->fault_size = 0;
		st->fault = FAULT_HELPER;
		return 0;
	}
	say(&question, sizeof(question));
	return serve(st);
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
		} else if (*(u32 *)record == LOG_SIGNAL) {
			SAY("signal ", ((u32 *)record)[1]);
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
		say_hex(P(st->meta), packet_end(st) - st->meta);
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
			serve(0);
	}
	else
		code = once();
	call(NR_EXIT, code, 0, 0, 0, 0, 0);
}
