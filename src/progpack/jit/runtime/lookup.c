// SPDX-License-Identifier: Apache-2.0
/* Elements of maps, found while others change them; a part of runtime.c. */

static void lock(struct map *map)
{
	u32 looks = 0;

	while (__atomic_exchange_n(&map->lock, 1, __ATOMIC_ACQUIRE))
		while (__atomic_load_n(&map->lock, __ATOMIC_RELAXED))
			if (!(++looks & 0xff))	/* who has it may have been put aside */
				sched_yield();
}

static void unlock(struct map *map)
{
	__atomic_store_n(&map->lock, 0, __ATOMIC_RELEASE);
}

enum { LOCK_SPINS = 1 << 28, LOCK_UNIT = 256 };

/*
 * Take a lock that lies in a value. A program can write to it, and the thread that has it may have been
 * put aside: after LOCK_SPINS looks, or where the run is to end, the answer is 0, else how many units of
 * the budget the looks were, and one.
 */
static u64 take_lock(struct state *st, u32 *word)
{
	u32 looks = 0;

	while (__atomic_exchange_n(word, 1, __ATOMIC_ACQUIRE))
		while (__atomic_load_n(word, __ATOMIC_RELAXED)) {
			if (++looks >= LOCK_SPINS || (!(looks & (PIECE - 1)) && !next_piece(st)))
				return 0;
			if (!(looks & 0x3ff))
				sched_yield();
		}
	return 1 + looks / LOCK_UNIT;
}

/* Between these two a lock-free reader sees an odd or a changed sequence and looks again. */
static void write_begin(struct map *map)
{
	lock(map);
	__atomic_store_n(&map->sequence, map->sequence + 1, __ATOMIC_RELAXED);
	__atomic_thread_fence(__ATOMIC_RELEASE);
}

static void write_end(struct map *map)
{
	__atomic_store_n(&map->sequence, map->sequence + 1, __ATOMIC_RELEASE);
	unlock(map);
}

/* Both halves of a product, one over the other: no bit of it is known of who knows one factor only. */
static u64 fold(u64 a, u64 b)
{
#ifdef __SIZEOF_INT128__
	unsigned __int128 product = (unsigned __int128)a * b;

	return (u64)product ^ (u64)(product >> 64);
#else
	u64 low = (a & 0xffffffff) * (b & 0xffffffff), cross = (a >> 32) * (b & 0xffffffff) + (low >> 32);
	u64 other = (a & 0xffffffff) * (b >> 32) + (cross & 0xffffffff);

	return a * b ^ ((a >> 32) * (b >> 32) + (cross >> 32) + (other >> 32));
#endif
}

/*
 * Keys that collide cannot be chosen without the seed: it is in every factor. What a word changes in the
 * hash is not known either, so no later word can be chosen that undoes it.
 */
static u32 hash_bytes(u64 seed, const u8 *key, u32 left)
{
	u64 factor = (seed << 32 | seed) ^ GOLDEN, hash = factor;

	factor |= 1;
	for (; left >= 8; left -= 8, key += 8) {
		u64 word;

		__builtin_memcpy(&word, key, 8);
		hash = fold(hash ^ word, factor);
	}
	if (left) {
		u64 word = 0;

		if (left & 4) {
			u32 half;

			__builtin_memcpy(&half, key, 4);
			word = half;
			key += 4;
		}
		for (left &= 3; left; left--, key++)
			word = word << 8 | *key;
		hash = fold(hash ^ word, factor);
	}
	/* Keys at equal distances lie at nearly equal distances in one product, and meet for some factors. */
	return (hash * GOLDEN) >> 32;
}

static u32 hash_key(const struct map *map, const u8 *key)
{
	return hash_bytes(map->seed, key, map->key_size);
}

static int same_key(const struct map *map, u32 slot, const u8 *key)
{
	const u8 *other = (u8 *)P(map->keys) + (u64)slot * map->key_stride;
	u32 left = map->key_size;

	for (; left >= 8; left -= 8, key += 8, other += 8) {
		u64 a, b;

		__builtin_memcpy(&a, key, 8);
		__builtin_memcpy(&b, other, 8);
		if (a != b)
			return 0;
	}
	for (; left; left--, key++, other++)
		if (*key != *other)
			return 0;
	return 1;
}

static u32 *head_of(const struct map *map, u32 hash)
{
	return (u32 *)P(map->heads) + (hash & map->buckets_mask);
}

/* The slot + 1 of a key, or 0. Bounded even when a writer changes the links meanwhile. */
static u32 chain_find(const struct map *map, const u8 *key, u32 hash)
{
	const u32 *links = P(map->links), *hashes = P(map->hashes);
	u32 left = map->slots;
	u32 at = __atomic_load_n(head_of(map, hash), __ATOMIC_RELAXED);

	for (; at && at <= map->slots && left; left--) {
		if (hashes[at - 1] == hash && same_key(map, at - 1, key))
			return at;
		at = __atomic_load_n(&links[at - 1], __ATOMIC_RELAXED);
	}
	return 0;
}

static u64 value_of(const struct map *map, u32 slot)
{
	return map->values + (u64)slot * map->stride;
}

/* The element of a key, or 0: slot + 1. Writers may be at work; who holds the lock asks at once. */
__attribute__((noinline)) static u32 hash_find(struct map *map, const u8 *key)
{
	u32 hash = hash_key(map, key);
	u32 at;

	for (int tries = 0; tries < 64; tries++) {
		u32 before = __atomic_load_n(&map->sequence, __ATOMIC_ACQUIRE);

		if (before & 1)
			continue;
		at = chain_find(map, key, hash);
		__atomic_thread_fence(__ATOMIC_ACQUIRE);
		if (__atomic_load_n(&map->sequence, __ATOMIC_RELAXED) == before)
			return at;
	}
	lock(map);
	at = chain_find(map, key, hash);
	unlock(map);
	return at;
}

static u32 cpu_of(const struct state *st, const struct map *map)
{
	return map->cpus > 1 && st ? st->cpu : 0;
}

static u64 value_on(const struct map *map, u32 slot, u32 cpu)
{
	return value_of(map, slot) + cpu * map->cpu_stride;
}

static int is_lru(const struct map *map)
{
	return map->type == MAP_LRU_HASH || map->type == MAP_LRU_PERCPU_HASH;
}

u64 pp_hash_lookup(struct state *st, u64 map_address, u64 key_address)
{
	struct map *map = P(map_address);
	u32 at = hash_find(map, P(key_address));

	if (!at)
		return 0;
	/* Only programs count as users: st is NULL when Python looks (htab_lru_map_lookup_sys). */
	if (st && is_lru(map))
		__atomic_store_n((u8 *)P(map->refs) + at - 1, 1, __ATOMIC_RELAXED);
	return value_on(map, at - 1, cpu_of(st, map));
}

u64 pp_array_lookup(struct state *st, u64 map_address, u64 key_address)
{
	const struct map *map = P(map_address);
	u32 index;

	__builtin_memcpy(&index, P(key_address), 4);
	return index < map->max_entries ? value_on(map, index, cpu_of(st, map)) : 0;
}

u64 pp_lpm_lookup(struct state *st, u64 map_address, u64 key_address);

u64 pp_map_lookup(struct state *st, u64 map_address, u64 key_address)
{
	const struct map *map = P(map_address);
	u64 found;

	switch (map->type) {
	case MAP_ARRAY:
	case MAP_PERCPU_ARRAY:
		return pp_array_lookup(st, map_address, key_address);
	case MAP_LPM_TRIE:
		return pp_lpm_lookup(st, map_address, key_address);
	case MAP_ARRAY_OF_MAPS:
	case MAP_HASH_OF_MAPS:
		found = map->type == MAP_ARRAY_OF_MAPS ?
				pp_array_lookup(st, map_address, key_address) :
				pp_hash_lookup(st, map_address, key_address);
		return found ? __atomic_load_n((u64 *)P(found), __ATOMIC_ACQUIRE) : 0;
	}
	return pp_hash_lookup(st, map_address, key_address);
}

/* The value of a key on a CPU that is named: bpf_map_lookup_percpu_elem(). */
u64 pp_map_lookup_percpu(struct state *st, u64 map_address, u64 key_address, u64 cpu)
{
	struct map *map = P(map_address);
	u32 index, at;

	if ((u32)cpu >= map->cpus)
		return 0;
	if (map->type == MAP_PERCPU_ARRAY) {
		__builtin_memcpy(&index, P(key_address), 4);
		return index < map->max_entries ? value_on(map, index, (u32)cpu) : 0;
	}
	at = hash_find(map, P(key_address));
	if (at && is_lru(map))
		__atomic_store_n((u8 *)P(map->refs) + at - 1, 1, __ATOMIC_RELAXED);
	return at ? value_on(map, at - 1, (u32)cpu) : 0;
}
