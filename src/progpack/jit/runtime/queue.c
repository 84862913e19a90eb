// SPDX-License-Identifier: Apache-2.0
/* Queue, stack and bloom filter: values without keys; a part of runtime.c. */

static u64 bloom_bit(const struct map *map, const u8 *value, u32 hasher)
{
	return hash_bytes(map->seed + hasher, value, map->value_size) & map->bits_mask;
}

static s64 bloom_push(struct map *map, const u8 *value, u64 flags)
{
	if (flags)
		return -EINVAL_;
	for (u32 i = 0; i < map->hashers; i++) {
		u64 bit = bloom_bit(map, value, i);

		__atomic_fetch_or((u64 *)P(map->bits) + bit / 64, 1ULL << bit % 64, __ATOMIC_RELAXED);
	}
	return 0;
}

static s64 bloom_peek(const struct map *map, const u8 *value)
{
	for (u32 i = 0; i < map->hashers; i++) {
		u64 bit = bloom_bit(map, value, i);

		if (!(__atomic_load_n((u64 *)P(map->bits) + bit / 64, __ATOMIC_RELAXED) >> bit % 64 & 1))
			return -ENOENT_;
	}
	return 0;
}

/* The i-th value from the oldest on. */
static u64 queued(const struct map *map, u32 i)
{
	u64 at = (u64)map->hand + i;

	return value_of(map, at < map->max_entries ? at : at - map->max_entries);
}

static u64 put_sample(struct map *ring, u64 sample, u64 size);

u64 pp_map_push(struct state *st, u64 map_address, u64 value, u64 flags)
{
	struct map *map = P(map_address);
	s64 result = 0;

	if (map->type == MAP_USER_RINGBUF)	/* Python's: the flags are its size */
		return put_sample(map, value, flags);

	if (map->type == MAP_BLOOM_FILTER)
		return bloom_push(map, P(value), flags);
	if (flags & NOEXIST || flags > EXIST)
		return -EINVAL_;
	lock(map);
	if (map->count < map->max_entries) {
		map->count++;
	} else if (flags & EXIST) {
		map->hand = map->hand + 1 < map->max_entries ? map->hand + 1 : 0;
	} else {
		result = -E2BIG_;
	}
	if (!result)
		memcpy(P(queued(map, map->count - 1)), P(value), map->value_size);
	unlock(map);
	return result;
}

__attribute__((noinline)) static s64 take(struct map *map, u8 *value, int remove)
{
	s64 result = 0;

	lock(map);
	if (!map->count) {
		memset(value, 0, map->value_size);
		result = -ENOENT_;
	} else {
		u32 at = map->type == MAP_STACK ? map->count - 1 : 0;

		memcpy(value, P(queued(map, at)), map->value_size);
		if (remove) {
			map->count--;
			if (map->type == MAP_QUEUE)
				map->hand = map->hand + 1 < map->max_entries ? map->hand + 1 : 0;
		}
	}
	unlock(map);
	return result;
}

u64 pp_map_pop(struct state *st, u64 map_address, u64 value)
{
	return take(P(map_address), P(value), 1);
}

u64 pp_map_peek(struct state *st, u64 map_address, u64 value)
{
	struct map *map = P(map_address);

	return map->type == MAP_BLOOM_FILTER ? bloom_peek(map, P(value)) : take(map, P(value), 0);
}
