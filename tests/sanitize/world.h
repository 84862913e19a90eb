/* SPDX-License-Identifier: Apache-2.0 */
/* What a run of the harness works on: memory in areas with red zones between, maps, actors. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#undef NULL			/* layout.h has its own, and a map type of the other name */
#undef MAP_STACK
#include "layout.h"
#include "table.h"

enum { STEP_BYTES = 17, HEAD_BYTES = 8, STEPS = 400, CPUS = 2, ACTORS = 2, PROGRAMS = 4, RECENT = 8, BOUNDED = 1 << 30 };

struct operand {		/* what it means depends on the argument that it is for */
	u8 kind, low, high;
};

struct step {
	u8 op;			/* number of a helper, or OP_* */
	u8 when;		/* the other actor takes over at this access of the step; 0: never */
	struct operand arg[5];
};

struct joined {			/* a packet of a tuple of Python's */
	char *bytes;
	long size;
};

struct program {		/* as tail calls and timers see it */
	struct target *target;
	struct map_slot *slots;
	u32 count;
};

struct actor {			/* a thread that runs programs */
	struct state *st;
	u32 number, type;	/* which; index of the program type */
	const struct step *steps;
	u32 at, end;		/* the next step; after the last */
	u64 fp;
	u32 depth;		/* callbacks and programs that are running */
	u32 room;		/* steps that may still be made: inputs must not take long */
	int ends, leaves;	/* the run, the function */
	int still, repeats;	/* packets must not move; a loop is running */
	u32 before;		/* the helper before */
	u64 records[4];		/* that were reserved last */
	u64 recent[RECENT], number_of[RECENT];	/* addresses and numbers that helpers returned */
	u32 recents, numbers;
	u8 *ctx, *fresh, *buffer, *stack, *keys, *given;
	u64 text, constant;	/* where the last ones are */
	u32 *key_sizes;
	struct region *regions;
	struct map *log;
	struct { struct map *ring; u64 below; } drains[EACH_FRAMES];	/* under way; the innermost is last */
	u32 drain;		/* how many */
	jmp_buf stuck;		/* where a step goes on that waits for a lock nobody gives back */
	u32 waits, runs;	/* looks for a lock; whether a run is under way */
	u64 began;		/* changes before it */
	u64 late;		/* deadline of its runs */
	int stops;		/* somebody outside wants their end */
	_Atomic int python;	/* it does what Python does, with maps that Python has */
};

extern struct map *maps[CANDIDATES];	/* NULL: progpack refuses such a map */
extern struct program programs[PROGRAMS];
extern struct actor actors[ACTORS];
extern struct forks forks;

void make_world(void);
void reset_world(void);
void begin_run(struct actor *actor, u64 length, int callback);
void free_map(u32 number);
void new_map(u32 number);
int is_gone(u32 number);
void make_members(void);
void reset_members(void);
void note_run(struct actor *actor);
void note_end(struct actor *actor);
void settle_changes(const struct actor *actor);
void change_member(struct actor *actor, struct map *outer, u32 key, struct map *map);
u32 number_of(const struct map *map);
int may_hold(u32 outer, u32 map);
int is_given(const struct actor *actor, u64 address, u64 size, int write);
int is_ours(u64 address);
u8 *make_area(u64 size);
void check_world(void);

void end_run(struct actor *actor);
void run_steps(struct actor *actor);
void end_drains(struct actor *actor);
void load_texts(const struct step *steps, u32 count);
void begin_steps(struct actor *actor, const struct step *steps, u32 count);
u8 near_op(u32 n, u32 by);
u8 own_op(u32 n);
void begin_step(struct actor *actor, u8 when);
u64 thread_self(void);
struct moment {
	s64 seconds, nanoseconds;
};
int world_clock(int clock, struct moment *now);
int is_alone(const struct actor *actor);
void begin_call(u8 when);
void end_step(const struct actor *actor);
void point(void);		/* the other actor may take over here */

__attribute__((noreturn)) void escape(const char *format, ...);
