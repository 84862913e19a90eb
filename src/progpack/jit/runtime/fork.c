// SPDX-License-Identifier: Apache-2.0
/*
 * What a fork needs of maps (jit/map_forks.py), so that a child finds each of them whole and no lock
 * taken by a thread that is not there; a part of runtime.c.
 */

enum { FORK_LOOKS = 1 << 22 };	/* at locks that are taken, in all: a program may never give one back */

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

static int is_own(const u32 *word, const u64 *own, u64 count)
{
	for (u64 i = 0; i < count; i++)
		if (own[i] == N(word))
			return 1;
	return 0;
}

/*
 * Takes the locks of maps and, as far as they can be had, those in their values; `taken` has a byte
 * for each. `own` are those that the thread which forks has itself. Whoever has a map's lock waits
 * for no other lock.
 */
void pp_fork_begin(const u64 *maps, u64 count, const u64 *own, u64 own_count, u8 *taken)
{
	u32 looks = FORK_LOOKS;

	for (u64 i = 0; i < count; i++) {
		struct map *map = P(maps[i]);
		u32 words = lock_words(map);

		lock(map);
		for (u32 slot = 0; slot < words; slot++, taken++) {
			u32 *word = lock_word(map, slot);

			if (!word || is_own(word, own, own_count))
				continue;
			while (!(*taken = !__atomic_exchange_n(word, 1, __ATOMIC_ACQUIRE)) && looks)
				if (!(--looks & 0x3f))
					sched_yield();
		}
	}
}

/* Gives back what pp_fork_begin() took, in parent and child. */
void pp_fork_end(const u64 *maps, u64 count, const u8 *taken)
{
	for (u64 i = 0; i < count; i++) {
		struct map *map = P(maps[i]);
		u32 words = lock_words(map);

		for (u32 slot = 0; slot < words; slot++, taken++)
			if (*taken)
				__atomic_store_n(lock_word(map, slot), 0, __ATOMIC_RELEASE);
		unlock(map);
	}
}

/* In the child: no lock is taken but those that the thread which forked has itself. */
void pp_fork_locks(struct map *map, const u64 *own, u64 count)
{
	u32 words = lock_words(map);

	for (u32 slot = 0; slot < words; slot++) {
		u32 *word = lock_word(map, slot);

		if (word && !is_own(word, own, count))
			*word = 0;
	}
	map->lock = 0;
}

/*
 * In the child: records of runs that are not there are discarded; `serials` are those of the runs that
 * are. `states` are the records before the fork, when their data were copied: one that was not finished
 * then is not in the copy.
 */
void pp_fork_ring(struct map *ring, const struct record *states, const u32 *serials, u64 count)
{
	u64 position = ring->consumer;

	while (position != ring->producer) {
		struct record *record = record_at(ring, position);
		int own = 0;

		record->state = states[record - (struct record *)P(ring->records)].state;

		for (u64 i = 0; i < count; i++)
			own |= record->state == (RECORD_BUSY | serials[i] << 2);
		if ((record->state & RECORD_MASK) == RECORD_BUSY && !own)
			record->state = RECORD_DISCARDED;
		position += ((u64)record->length + RINGBUF_HEADER + 7) & ~7ULL;
	}
}
