// SPDX-License-Identifier: Apache-2.0
/*
 * Timers; a part of runtime.c. They do not run by themselves: Python asks for those that are due
 * and calls their functions. What a timer is set to lies outside of the value that it is in, and
 * changes with the map's lock held, so that no two of its words are ever of two programs.
 */

enum { TIMER_ABS = 1 };

static struct timer *timer_at(const struct map *map, u64 address)
{
	return (struct timer *)P(map->timers) + (address - map->values) / map->stride;
}

/*
 * The map of a value's timer, which the helper works on with the address; `other` is the map that it
 * must be, or 0.
 */
u64 pp_check_timer(struct state *st, u64 address, u64 other, u32 at)
{
	const struct map *map = find_member(st, address, 1);

	if (map && (!other || N(map) == other))
		return N(map);
	return fail(st, FAULT_HELPER, at, address, 16);
}

u64 pp_timer_init(struct state *st, u64 in, u64 address, u64 map, u64 flags)
{
	struct map *held = P(in);
	struct timer *timer = timer_at(held, address);
	s64 result = 0;

	/* CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME; here all of them are the second. */
	if (flags != 0 && flags != 1 && flags != 7)
		return -EINVAL_;
	lock(held);
	if (timer->known)
		result = -EBUSY_;
	else
		*timer = (struct timer){ .known = 1 };
	unlock(held);
	return result;
}

u64 pp_timer_set_callback(struct state *st, u64 in, u64 address, u64 function)
{
	struct map *map = P(in);
	struct timer *timer = timer_at(map, address);
	s64 result = -EINVAL_;

	lock(map);
	if (timer->known) {
		timer->program = ((const struct target *)P(st->target))->serial;
		timer->function = function;
		result = 0;
	}
	unlock(map);
	return result;
}

u64 pp_timer_start(struct state *st, u64 in, u64 address, u64 delay, u64 flags)
{
	struct map *map = P(in);
	struct timer *timer = timer_at(map, address);
	u64 expires = flags & TIMER_ABS ? delay : pp_ktime_get_ns(st) + delay;
	s64 result = -EINVAL_;

	lock(map);
	if (!(flags & ~3ULL) && timer->known && timer->function) {
		timer->expires = expires;
		timer->armed = 1;
		result = 0;
	}
	unlock(map);
	return result;
}

u64 pp_timer_cancel(struct state *st, u64 in, u64 address)
{
	struct map *map = P(in);
	struct timer *timer = timer_at(map, address);
	s64 result = -EINVAL_;

	lock(map);
	if (timer->known) {
		result = timer->armed;
		timer->armed = 0;
		timer->function = 0;
	}
	unlock(map);
	return result;
}

/* The element that it is in has gone, and what it was set to with it. The caller has the lock. */
static void drop_timer(const struct map *map, u32 slot)
{
	((struct timer *)P(map->timers))[slot] = (struct timer){ 0 };
}

/* For Python: 1 with the timer of a slot in *out and no longer started, when it is due; else 0. */
u64 pp_timer_take(struct map *map, u32 slot, u64 moment, struct timer *out)
{
	struct timer *timer = (struct timer *)P(map->timers) + slot;
	u64 due;

	lock(map);
	due = timer->armed && timer->function && timer->expires <= moment;
	if (due) {
		*out = *timer;
		timer->armed = 0;
	}
	unlock(map);
	return due;
}
