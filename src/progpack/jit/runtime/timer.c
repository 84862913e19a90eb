// SPDX-License-Identifier: Apache-2.0
/*
 * Timers; a part of runtime.c. They do not run by themselves: Python asks for those that are due
 * and calls their functions. What a timer is set to lies outside of the value that it is in.
 */

enum { TIMER_ABS = 1, TIMER_PIN = 2 };

static struct timer *timer_at(const struct map *map, u64 address)
{
	return (struct timer *)P(map->timers) + (address - map->values) / map->stride;
}

/* A member of that type of a value; `other` is the map that it must be of, or 0. */
u64 pp_check_timer(struct state *st, u64 address, u64 other, u32 at)
{
	const struct map *map = find_member(st, address, 1);

	if (map && map->timers && (!other || N(map) == other))
		return 1;
	return fail(st, FAULT_HELPER, at, address, 16);
}

static struct timer *timer_of(struct state *st, u64 address)
{
	return timer_at(find_member(st, address, 1), address);
}

u64 pp_timer_init(struct state *st, u64 address, u64 map, u64 flags)
{
	struct timer *timer = timer_of(st, address);

	/* CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME; here all of them are the second. */
	if (flags != 0 && flags != 1 && flags != 7)
		return -EINVAL_;
	if (__atomic_exchange_n(&timer->known, 1, __ATOMIC_ACQ_REL))
		return -EBUSY_;
	timer->function = timer->armed = 0;
	return 0;
}

u64 pp_timer_set_callback(struct state *st, u64 address, u64 function)
{
	struct timer *timer = timer_of(st, address);

	if (!timer->known)
		return -EINVAL_;
	timer->program = ((const struct target *)P(st->target))->serial;
	timer->function = function;
	return 0;
}

u64 pp_timer_start(struct state *st, u64 address, u64 delay, u64 flags)
{
	struct timer *timer = timer_of(st, address);

	if (flags & ~3ULL || !timer->known || !timer->function)
		return -EINVAL_;
	timer->expires = flags & TIMER_ABS ? delay : pp_ktime_get_ns(st) + delay;
	__atomic_store_n(&timer->armed, 1, __ATOMIC_RELEASE);
	return 0;
}

u64 pp_timer_cancel(struct state *st, u64 address)
{
	struct timer *timer = timer_of(st, address);

	if (!timer->known)
		return -EINVAL_;
	timer->function = 0;
	return __atomic_exchange_n(&timer->armed, 0, __ATOMIC_ACQ_REL);
}

/* The element that it is in has gone, and what it was set to with it. */
static void drop_timer(const struct map *map, u32 slot)
{
	struct timer *timer = (struct timer *)P(map->timers) + slot;

	timer->known = timer->armed = 0;
	timer->function = 0;
}
