// SPDX-License-Identifier: Apache-2.0
/* Many elements in one call, for Python; a part of runtime.c. */

/* Bytes of an element's value in a batch: those of all CPUs, or as it is. */
static u64 batch_value(const struct map *map)
{
	return map->cpus > 1 ? (u64)map->cpus * map->stride : map->value_size;
}

/* How many were put in before the first that could not be; why, in *problem. */
u64 pp_update_batch(struct map *map, u64 keys, u64 values, u64 count, u64 flags, s64 *problem)
{
	u64 step = batch_value(map), done;

	*problem = 0;
	for (done = 0; done < count; done++) {
		*problem = pp_map_update(NULL, N(map), keys + done * map->key_size,
					 values + done * step, flags, 0);
		if (*problem)
			break;
	}
	return done;
}

/* How many of the keys were there, which they are no longer. */
u64 pp_delete_batch(struct map *map, u64 keys, u64 count)
{
	u64 found = 0;

	for (u64 i = 0; i < count; i++)
		found += !pp_map_delete(NULL, N(map), keys + i * map->key_size);
	return found;
}

/*
 * Up to `count` elements from slot *at on; *at is where to go on. Each is copied whole, with the
 * map locked for all of them.
 */
u64 pp_lookup_batch(struct map *map, u64 keys, u64 values, u64 count, u32 *at)
{
	u64 step = batch_value(map), found = 0;
	int array = map->type == MAP_ARRAY || map->type == MAP_PERCPU_ARRAY;
	u32 slots = map->max_entries, slot = *at;

	if (!array) {
		lock(map);
		slots = map->reached;
	}
	for (; slot < slots && found < count; slot++) {
		u64 to = values + found * step;

		if (array)
			__builtin_memcpy(P(keys + found * 4), &slot, 4);
		else if (((u8 *)P(map->used))[slot])
			memcpy(P(keys + found * map->key_size),
			       (u8 *)P(map->keys) + (u64)slot * map->key_stride, map->key_size);
		else
			continue;
		for (u32 i = 0; i < map->cpus; i++)
			memcpy(P(to + (u64)i * map->stride), P(value_on(map, slot, i)),
			       map->value_size);
		found++;
	}
	if (!array)
		unlock(map);
	*at = slot;
	return found;
}
