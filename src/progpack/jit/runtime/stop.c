// SPDX-License-Identifier: Apache-2.0
/*
 * How a run is ended from outside; a part of runtime.c. A run goes through its budget in slices; where
 * one ends, compiled code calls pp_more(), which looks at the clock and asks whoever drives the run.
 */

enum { SHORT_NS = 500000, LONG_NS = 4000000, ATTEND_NS = 20000000 };

enum { ASKED = 1 << 20 };	/* in `fault_pc`, while there is no fault: pp_more() was asked */

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
	if ((s64)left < 0) {
		fail(st, FAULT_BUDGET, pc, 0, 0);
		return -1;
	}
	if (!goes_on(st, pc))
		return -1;
	st->fault_pc = ASKED;
	return st->limit = first_limit(st, left);
}
