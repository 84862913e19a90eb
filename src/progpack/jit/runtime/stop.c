// SPDX-License-Identifier: Apache-2.0
/*
 * How a run is ended from outside; a part of runtime.c. A run goes through its budget in slices; where
 * one ends, compiled code calls pp_more(), which looks at the clock and asks whoever drives the run.
 */

enum { SHORT_NS = 500000, LONG_NS = 4000000, ATTEND_NS = 20000000 };

enum { ASKED = 1 << 20 };	/* in `fault_pc`, while there is no fault: pp_more() was asked, at the instruction below it */

static u64 clock_ns(int clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (u64)now.seconds * 1000000000ULL + (u64)now.nanoseconds;
}

typedef u64 attend_fn(struct state *);

static u64 goes_on(struct state *st, u32 pc)
{
	u64 now = clock_ns(1), past = now - st->looked;

	st->looked = now;
	if (past < SHORT_NS && st->slice < MOST_SLICE)
		st->slice *= 2;
	else if (past > LONG_NS && st->slice > LEAST_SLICE)
		st->slice /= 2;
	if (st->deadline && now >= st->deadline)
		return fail(st, FAULT_TIME, pc, 0, 0);
	if (st->attend && now - st->attended >= ATTEND_NS) {
		st->attended = now;
		if (((attend_fn *)P(st->attend))(st))
			return fail(st, FAULT_STOPPED, pc, 0, 0);
	}
	return 1;
}

static u64 first_limit(const struct state *st, u64 budget)
{
	return budget > st->slice ? budget - st->slice : 0;
}

/* The next limit of a run that has `left` of its budget, which is less than the last; -1 when it ends. */
s64 pp_more(struct state *st, u64 left, u32 pc)
{
	if (st->fault)	/* of a helper that ended in the middle of its work */
		return -1;
	if ((s64)left < 0) {
		fail(st, FAULT_BUDGET, pc, 0, 0);
		return -1;
	}
	if (!goes_on(st, pc))
		return -1;
	st->walked = 0;
	st->fault_pc = ASKED | AT_PC(pc);
	return st->limit = first_limit(st, left);
}

/* --- helpers that handle many bytes: they look in between, too --- */

/*
 * Whether a helper goes on after a piece of its work; if not, a fault is noted, and the helper ends with
 * what is done. Not with a lock held: handlers of signals may use maps. Whoever handles so much has asked
 * pp_more() for it just before, so the instruction is known. Without a run (Python) nothing ends it.
 */
static int next_piece(struct state *st)
{
	return !st || (!st->fault && goes_on(st, AT_PC(st->fault_pc)));
}

__attribute__((noinline)) static void copy_many(struct state *st, u64 to, u64 from, u64 size)
{
	u64 done;

	if (to - from >= size) {	/* none of it is written before it is read */
		for (done = 0; done < size && (!done || next_piece(st)); done += PIECE)
			__builtin_memmove(P(to + done), P(from + done),
					  size - done < PIECE ? size - done : PIECE);
		return;
	}
	for (done = size; done && (done == size || next_piece(st));) {
		u64 part = done < PIECE ? done : PIECE;

		done -= part;
		__builtin_memmove(P(to + done), P(from + done), part);
	}
}

/* As memmove(), for as many bytes as a program says. */
static void copy_bytes(struct state *st, u64 to, u64 from, u64 size)
{
	if (size <= PIECE)
		__builtin_memmove(P(to), P(from), size);
	else
		copy_many(st, to, from, size);
}

/* As memset() with zeros. */
static void clear_bytes(struct state *st, u64 at, u64 size)
{
	for (; size > PIECE; size -= PIECE, at += PIECE) {
		memset(P(at), 0, PIECE);
		if (!next_piece(st))
			return;
	}
	memset(P(at), 0, size);
}
