// SPDX-License-Identifier: Apache-2.0
/*
 * What a fork needs of maps (jit/map_forks.py), whoever makes it: handlers of pthread_atfork(3), so that a
 * child finds each map whole and no lock taken by a thread that is not there; a part of runtime.c.
 *
 * They may run in any thread, with Python's lock or without it, and call nothing but pthread_self().
 */

enum { FORK_LOOKS = 1 << 22 };	/* at locks that are taken, in all: a program may never give one back */

typedef u64 self_fn(void);

static void lock_forks(struct forks *forks)
{
	u32 looks = 0;

	while (__atomic_exchange_n(&forks->lock, 1, __ATOMIC_ACQUIRE))
		if (!(++looks & 0x3f))
			sched_yield();
}

static void unlock_forks(struct forks *forks)
{
	__atomic_store_n(&forks->lock, 0, __ATOMIC_RELEASE);
}

/* A map that is there from now on, and one that goes: its memory stays until this returns. */
void pp_fork_add(struct forks *forks, struct map *map)
{
	lock_forks(forks);
	map->before = 0;
	map->behind = forks->maps;
	if (map->behind)
		((struct map *)P(map->behind))->before = N(map);
	forks->maps = N(map);
	unlock_forks(forks);
}

/* The third argument is what Python tells of it. */
void pp_fork_remove(struct forks *forks, struct map *map)
{
	lock_forks(forks);
	if (map->behind)
		((struct map *)P(map->behind))->before = map->before;
	if (map->before)
		((struct map *)P(map->before))->behind = map->behind;
	else
		forks->maps = map->behind;
	unlock_forks(forks);
}

/* A state that stays for ever. */
void pp_fork_state(struct forks *forks, struct state *st)
{
	lock_forks(forks);
	st->behind = forks->states;
	forks->states = N(st);
	unlock_forks(forks);
}

static u32 lock_words(const struct map *map)
{
	return !map->lock_at ? 0 : map->slots ? map->slots : map->max_entries;
}

/* The lock in a slot's value, NULL where there is no element. */
static u32 *lock_word(const struct map *map, u32 slot)
{
	if (map->slots && !((u8 *)P(map->used))[slot])
		return NULL;
	return P(value_of(map, slot) + map->lock_at - 1);
}

/* Whether a run of this thread has a lock, or a serial. */
static int is_own(const struct forks *forks, u64 locked, u32 serial)
{
	u64 self = ((self_fn *)P(forks->thread_self))();
	const struct state *st;

	for (u64 at = forks->states; at; at = st->behind) {
		st = P(at);
		if (__atomic_load_n(&st->thread, __ATOMIC_RELAXED) == self &&
		    (locked ? st->locked == locked : st->serial == serial))
			return 1;
	}
	return 0;
}

/* Locks in values, as far as they can be had; `taken` has a byte for each. */
static u32 take_words(const struct forks *forks, const struct map *map, u32 looks)
{
	u32 words = lock_words(map);
	u8 *taken = P(map->taken);

	for (u32 slot = 0; slot < words; slot++) {
		u32 *word = lock_word(map, slot);

		taken[slot] = 0;
		if (!word || is_own(forks, N(word), 0))
			continue;
		while (!(taken[slot] = !__atomic_exchange_n(word, 1, __ATOMIC_ACQUIRE)) && looks)
			if (!(--looks & 0x3f))
				sched_yield();
	}
	return looks;
}

/* What was taken is given back; in a child also what could not be had, but for this thread's own. */
static void give_words(const struct forks *forks, const struct map *map, int child)
{
	u32 words = lock_words(map);
	u8 *taken = P(map->taken);

	for (u32 slot = 0; slot < words; slot++) {
		u32 *word = lock_word(map, slot);

		if (word && (taken[slot] || (child && !is_own(forks, N(word), 0))))
			__atomic_store_n(word, 0, __ATOMIC_RELEASE);
	}
}

/*
 * Records that other threads are at: the child may have what they say of them from after the fork began
 * and the data from before.
 */
static void cut_records(const struct forks *forks, struct map *ring, int cut)
{
	u64 position = cut ? __atomic_load_n(&ring->consumer, __ATOMIC_ACQUIRE) : ring->taken;

	/* Python may take records out meanwhile; those are looked at once more after the fork. */
	ring->taken = position;

	while (position != ring->producer) {
		struct record *record = record_at(ring, position);
		u32 state = __atomic_load_n(&record->state, __ATOMIC_ACQUIRE);

		if (!cut)
			__atomic_fetch_and(&record->length, ~RECORD_CUT, __ATOMIC_RELAXED);
		else if ((state & RECORD_MASK) == RECORD_BUSY && !is_own(forks, 0, state >> 2))
			__atomic_fetch_or(&record->length, RECORD_CUT, __ATOMIC_RELAXED);
		position += record_room(record);
	}
}

/* In a child: those are discarded. */
static void discard_cut(struct map *ring)
{
	u64 position = ring->consumer;

	while (position != ring->producer) {
		struct record *record = record_at(ring, position);

		if (record->length & RECORD_CUT)
			record->state = RECORD_DISCARDED;
		position += record_room(record);
	}
}

/* Before a fork: nobody changes a map until it is over. Whoever has a map's lock waits for no other. */
void pp_fork_before(struct forks *forks)
{
	u32 looks = FORK_LOOKS;
	struct map *map;

	lock_forks(forks);
	for (u64 at = forks->maps; at; at = map->behind) {
		map = P(at);
		lock(map);
		looks = take_words(forks, map, looks);
		if (is_ring(map))
			cut_records(forks, map, 1);
	}
}

static void end_fork(struct forks *forks, int child)
{
	struct map *map;

	for (u64 at = forks->maps; at; at = map->behind) {
		map = P(at);
		give_words(forks, map, child);
		if (is_ring(map) && child)
			discard_cut(map);
		if (map->type == MAP_USER_RINGBUF && child && !is_own(forks, 0, map->hand >> 1))
			map->hand = 0;	/* who drains it is not there */
		if (is_ring(map))
			cut_records(forks, map, 0);
		unlock(map);
	}
	unlock_forks(forks);
}

void pp_fork_parent(struct forks *forks)
{
	end_fork(forks, 0);
}

/*
 * In the child only this thread is there, and its random numbers are others than its parent's. Whoever
 * runs something next notices that the state is not his (jit/program.py).
 */
void pp_fork_child(struct forks *forks)
{
	struct state *st;

	end_fork(forks, 1);
	for (u64 at = forks->states; at; at = st->behind) {
		st = P(at);
		if (!st->held && !st->locked)
			st->thread = 0;
		st->random = ((st->random ^ clock_ns(1)) * GOLDEN ^ (u32)getpid()) | 1;
	}
}
