// SPDX-License-Identifier: Apache-2.0
/*
 * The entry of libFuzzer: two actors, their turns, and how inputs are changed.
 *
 * An input is a head (how many steps are actor 0's, the program types, the lengths of packets, how fast
 * the clock goes) and steps. The actors are two stacks of one thread, and the second takes its turn at that access of
 * memory which a step names; so every interleaving is an input, and is found again by running it
 * again. In a build with PARALLEL they are two threads.
 */
#include "world.h"
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

size_t LLVMFuzzerMutate(uint8_t *, size_t, size_t);
void __sanitizer_start_switch_fiber(void **, const void *, size_t) __attribute__((weak));
void __sanitizer_finish_switch_fiber(void *, const void **, size_t *) __attribute__((weak));

struct head {
	u8 split, types, mode;
	u8 lengths[4];
	u8 pace;
};

#ifdef PARALLEL
enum { PATIENCE = 100000, ALONE = 0 };
#else
enum { STACK = 256 << 10, PATIENCE = 40, ALONE = 1 };
#endif

static const struct head *input;
static __thread struct actor *current;
#ifndef PARALLEL
static u32 countdown;
#endif
u64 thread_self(void)
{
	return current ? current->number + 1 : 0;
}

static int other_waits;		/* the other actor has steps left, and no thread of its own */

/* --- the clock: what an input does must not depend on the machine --- */

static u64 now_ns;

int world_clock(int clock, struct moment *now)
{
	u64 step = 1ULL << (input->pace & 31), at = __atomic_add_fetch(&now_ns, step, __ATOMIC_RELAXED);

	now->seconds = at / 1000000000;
	now->nanoseconds = at % 1000000000;
	return 0;
}

/* --- turns --- */

#ifndef PARALLEL
static ucontext_t contexts[ACTORS];
static u8 second_stack[STACK] __attribute__((aligned(16)));
static const void *main_bottom;
static size_t main_size;

static void switch_actor(int finished)
{
	u32 from = current->number, to = !from;
	void *fake = NULL;

	current = &actors[to];
	if (__sanitizer_start_switch_fiber)
		__sanitizer_start_switch_fiber(finished ? NULL : &fake, to ? second_stack : main_bottom,
					       to ? STACK : main_size);
	swapcontext(&contexts[from], &contexts[to]);
	if (__sanitizer_finish_switch_fiber)
		__sanitizer_finish_switch_fiber(fake, NULL, NULL);
}
#endif

/* The other actor's turn, when the step that runs has it here. */
void point(void)
{
#ifndef PARALLEL
	if (countdown && !--countdown && other_waits)
		switch_actor(0);
#endif
}

void begin_step(struct actor *actor, u8 when)
{
	actor->waits = 0;
#ifndef PARALLEL
	countdown = when & 1 ? 0 : (when < 128 ? when / 2 : (when - 126) * 8);
#endif
}

/* The second actor makes one step a turn. */
void end_step(const struct actor *actor)
{
#ifndef PARALLEL
	if (actor->number && other_waits)
		switch_actor(0);
#endif
}

/* The checks of a helper are made; an odd `when` counts from here. */
void begin_call(u8 when)
{
#ifndef PARALLEL
	if (when & 1)
		countdown = when / 2 + 1;
#endif
}

/* Called by loops that wait for a lock: the other may have it; else nobody gives it back. */
int sched_yield(void)
{
	if (!current)
		return 0;
	if (current->waits < BOUNDED && ++current->waits > PATIENCE) {
		u32 number = current->number;

		for (u32 i = 0; ALONE && i < CANDIDATES && !other_waits; i++)
			if (maps[i] && maps[i]->lock)
				escape("map %u: actor %u waits for a lock for ever", i, number);
		longjmp(current->stuck, 1);
	}
#ifndef PARALLEL
	if (other_waits)
		switch_actor(0);
#else
	syscall(SYS_sched_yield);
#endif
	return 0;
}

int is_alone(const struct actor *actor)
{
	return ALONE && !other_waits && !actors[!actor->number].runs;
}

#define TURN(name) void __sanitizer_cov_##name(void *at) { (void)at; point(); }
TURN(load1) TURN(load2) TURN(load4) TURN(load8) TURN(load16)
TURN(store1) TURN(store2) TURN(store4) TURN(store8) TURN(store16)

/* --- an actor from its first step to its last, in as many runs as it takes --- */

static void act(struct actor *actor, const struct head *head)
{
	u32 length = head->lengths[2 * actor->number] | head->lengths[2 * actor->number + 1] << 8;

	length = head->mode & 2 << actor->number ? length << 1 : length % 200;
	actor->late = (head->mode >> 4 & 7) == 7;
	actor->stops = head->mode >> 7;
	begin_run(actor, length, 0);
	while (actor->at < actor->end && actor->room) {
		if (setjmp(actor->stuck)) {
			actor->ends = 1;
			end_drains(actor);
			actor->st->maps = programs[actor->number].target->maps;
			actor->st->maps_end = programs[actor->number].target->maps_end;
			memset(actor->key_sizes, 0, 4 * EACH_FRAMES);
			actor->still = actor->repeats = actor->python = 0;
			actor->waits = 0;
		} else {
			run_steps(actor);
		}
		if (actor->ends || actor->leaves) {
			end_run(actor);
			begin_run(actor, length, 0);
		}
	}
	end_run(actor);
}

#ifdef PARALLEL
static void *act_second(void *unused)
{
	current = &actors[1];
	act(&actors[1], input);
	current = NULL;
	return NULL;
}

static void act_both(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, act_second, NULL);
	current = &actors[0];
	act(&actors[0], input);
	current = NULL;
	pthread_join(thread, NULL);
}
#else
static void act_second(void)
{
	if (__sanitizer_finish_switch_fiber)
		__sanitizer_finish_switch_fiber(NULL, &main_bottom, &main_size);
	act(&actors[1], input);
	other_waits = 0;
	switch_actor(1);
}

static void act_both(void)
{
	countdown = 0;
	getcontext(&contexts[1]);
	contexts[1].uc_stack.ss_sp = second_stack;
	contexts[1].uc_stack.ss_size = STACK;
	contexts[1].uc_link = NULL;
	makecontext(&contexts[1], act_second, 0);
	current = &actors[0];
	other_waits = 1;
	act(&actors[0], input);
	while (other_waits) {
		switch_actor(0);
	}
	current = NULL;
}
#endif

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
	make_world();
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct step *steps = (const void *)(data + HEAD_BYTES);
	u32 count, split;

	if (size < HEAD_BYTES + STEP_BYTES)
		return -1;
	input = (const void *)data;
	count = (size - HEAD_BYTES) / STEP_BYTES;
	split = input->mode & 1 ? count * input->split / 256 : count;
	for (u32 i = 0; i < ACTORS; i++)
		actors[i].type = (i ? input->types >> 4 : input->types & 15) % PROGRAM_TYPES;
	now_ns = 1ULL << 40;
	reset_world();
	load_texts(steps, count);
	begin_steps(&actors[0], steps, split);
	begin_steps(&actors[1], steps + split, count - split);
	act_both();
	check_world();
	return 0;
}

/* --- how inputs are changed: step by step, so that the others keep their meaning --- */

static u32 seed_of;

static u32 any(u32 below)
{
	seed_of = seed_of * 1664525 + 1013904223;
	return (u32)(((u64)(seed_of ^ seed_of >> 15) * below) >> 32);
}

/* `count` new steps of a few operations on a few things: what belongs together meets. */
static void make_steps(struct step *steps, u32 count)
{
	u32 ops = 1 + any(6), things = 1 + any(4), whens = any(3), base = any(256);
	u8 op[6], thing[4];

	for (u32 i = 0; i < 6; i++)
		op[i] = any(3) ? near_op(any(2) ? base : any(256), any(5)) : own_op(any(256));
	for (u32 i = 0; i < 4; i++)
		thing[i] = any(256);
	for (; count; count--, steps++) {
		for (u32 i = 0; i < 5; i++) {
			steps->arg[i].kind = any(256);
			steps->arg[i].low = any(4) ? thing[any(things)] : any(256);
			steps->arg[i].high = any(2) ? any(4) : any(256);
		}
		steps->op = op[any(ops)];
		steps->when = whens && !any(3) ? any(2) ? any(256) : any(64) : 0;
	}
}

static void change_step(struct step *step)
{
	struct operand *operand = &step->arg[any(5)];
	static const signed char by[] = { 1, -1, 8, -8 };

	switch (any(7)) {
	case 0:
		step->op = any(3) ? near_op(any(256), 0) : own_op(any(256));
		break;
	case 1:
		step->when = any(2) ? 0 : any(256);
		break;
	case 2:
		operand->kind = any(256);
		break;
	case 3:
		operand->low = any(256);
		break;
	case 4:
		operand->high = any(256);
		break;
	case 5:
		operand->low += by[any(4)];
		break;
	default:
		*operand = step->arg[any(5)];
	}
}

static u32 change_steps(struct step *steps, u32 count, u32 most)
{
	u32 at = any(count), other = any(count), run = 1 + any(4);

	switch (any(8)) {
	case 0:
	case 1:			/* new ones */
		run = 1 + any(12);
		if (count + run > most)
			break;
		memmove(&steps[at + run], &steps[at], (count - at) * STEP_BYTES);
		make_steps(&steps[at], run);
		return count + run;
	case 2:			/* some less */
		run = run < count - at ? run : count - at;
		if (run == count)
			break;
		memmove(&steps[at], &steps[at + run], (count - at - run) * STEP_BYTES);
		return count - run;
	case 3:			/* some once more */
		run = run < count - other ? run : count - other;
		if (count + run > most)
			break;
		memmove(&steps[at + run], &steps[at], (count - at) * STEP_BYTES);
		other += other >= at ? run : 0;
		memmove(&steps[at], &steps[other], run * STEP_BYTES);
		return count + run;
	default:
		for (; run; run--)
			change_step(&steps[any(2) ? at : any(count)]);
	}
	return count;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed)
{
	struct step *steps = (void *)(data + HEAD_BYTES);
	u32 count, room;

	if (most < HEAD_BYTES + STEP_BYTES)
		return 0;
	seed_of = seed;
	room = (most - HEAD_BYTES) / STEP_BYTES;
	room = room < STEPS ? room : STEPS;
	if (size < HEAD_BYTES + STEP_BYTES) {
		memset(data, 0, HEAD_BYTES);
		make_steps(steps, 1);
		return HEAD_BYTES + STEP_BYTES;
	}
	count = (size - HEAD_BYTES) / STEP_BYTES;
	count = count < room ? count : room;
	if (!any(4)) {
		count = 1 + any(room < 64 ? room : 64);
		make_steps(steps, count);
	}
	for (u32 rounds = 1 + any(4); rounds; rounds--)
		count = change_steps(steps, count, room);
	if (!any(8))
		data[any(HEAD_BYTES)] = any(256);
	if (!any(16))
		LLVMFuzzerMutate(data + HEAD_BYTES, count * STEP_BYTES, count * STEP_BYTES);
	return HEAD_BYTES + count * STEP_BYTES;
}

/* The head and some steps of one, then some of the other. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t size, const uint8_t *other, size_t more,
				 uint8_t *out, size_t most, unsigned int seed)
{
	u32 first, second, from;

	if (size < HEAD_BYTES + STEP_BYTES || more < HEAD_BYTES + STEP_BYTES)
		return 0;
	seed_of = seed;
	first = 1 + any((size - HEAD_BYTES) / STEP_BYTES);
	from = any((more - HEAD_BYTES) / STEP_BYTES);
	second = (more - HEAD_BYTES) / STEP_BYTES - from;
	if (HEAD_BYTES + (u64)(first + second) * STEP_BYTES > most)
		return 0;
	memcpy(out, one, HEAD_BYTES + first * STEP_BYTES);
	memcpy(out + HEAD_BYTES + first * STEP_BYTES, other + HEAD_BYTES + from * STEP_BYTES,
	       second * STEP_BYTES);
	return HEAD_BYTES + (first + second) * STEP_BYTES;
}

/* --- what the runtime has from Python --- */

int PyGILState_Ensure(void) { return 0; }
void PyGILState_Release(int lock) { (void)lock; }
void Py_DecRef(void *result) { (void)result; }

/* Without arguments it is what ends changes (Changes.settle). */
void *PyObject_CallFunction(void *function, const char *format, ...)
{
	if (!format && current)
		settle_changes(current);
	return format || !current || !current->stops ? function : NULL;
}

u64 PyLong_AsUnsignedLongLongMask(void *result) { return N(result); }
void PyErr_WriteUnraisable(void *function) { (void)function; }
void PyErr_Clear(void) { }

/* Of a tuple of packets: do_py_join() has an area for each, NULL where it is no bytes. */
void *PyTuple_GetItem(void *tuple, long at) { return &((struct joined *)tuple)[at]; }
int PyBytes_AsStringAndSize(void *item, char **bytes, long *size)
{
	const struct joined *joined = item;

	*bytes = joined->bytes;
	*size = joined->size;
	return joined->bytes ? 0 : -1;
}
int PyErr_CheckSignals(void) { return current && current->stops; }
void PyErr_Fetch(void **type, void **value, void **trace) { *type = *value = *trace = P(1); }
void PyErr_NormalizeException(void **type, void **value, void **trace) { *trace = *trace ? *trace : *type; }
int PyException_SetTraceback(void *value, void *trace) { return value == trace; }

/* A step that waits for ever is left by longjmp(), with what it allocated. */
const char *__asan_default_options(void) { return "detect_leaks=0"; }
