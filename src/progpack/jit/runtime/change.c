// SPDX-License-Identifier: Apache-2.0
/* Elements of maps, put in, taken out and walked; a part of runtime.c. */

static void unlink_slot(struct map *map, u32 hash, u32 at)
{
	u32 *links = P(map->links);
	u32 *link = head_of(map, hash);

	while (*link != at)
		link = &links[*link - 1];
	__atomic_store_n(link, links[at - 1], __ATOMIC_RELAXED);
}

static void drop_timer(const struct map *map, u32 slot);

static void give_back(struct map *map, u32 at)
{
	u32 *links = P(map->links);

	((u8 *)P(map->used))[at - 1] = 0;
	if (map->timer_at)
		drop_timer(map, at - 1);
	if (holds_maps(map))	/* in executables the values are the table of members */
		__atomic_store_n((u64 *)P(value_of(map, at - 1)), 0, __ATOMIC_RELEASE);
	links[at - 1] = map->free;
	map->free = at;
}

/* A free slot, + 1: one that was given back, else the next that was never used; 0 when there is none. */
static u32 take_slot(struct map *map)
{
	u32 at = map->free;

	if (at)
		map->free = ((u32 *)P(map->links))[at - 1];
	else if (map->reached < map->slots)
		at = ++map->reached;
	return at;
}

static void drop(struct map *map, u32 hash, u32 at)
{
	unlink_slot(map, hash, at);
	give_back(map, at);
	map->count--;
}

/*
 * Takes out the first element from the hand on that was not looked up since it came by last; when it
 * has passed LRU_LOOKS of those that were, the next that is there, as the kernel does after so many
 * scans (bpf_lru_list_shrink()). Each that it passes was looked up by a program before, which is what
 * pays for it, and one call does not take long with the lock held.
 */
static void evict(struct map *map)
{
	u8 *refs = P(map->refs), *used = P(map->used);
	u32 passed = 0;

	for (u64 left = (u64)map->slots + LRU_LOOKS; left; left--) {
		u32 slot = map->hand;

		map->hand = slot + 1 < map->slots ? slot + 1 : 0;
		if (!used[slot])
			continue;
		if (refs[slot] && passed < LRU_LOOKS) {
			refs[slot] = 0;
			passed++;
			continue;
		}
		drop(map, ((u32 *)P(map->hashes))[slot], slot + 1);
		return;
	}
}

/*
 * A value without its lock and its timer, which belong to the place and not to the value
 * (copy_map_value()); a new place has zeros there.
 */
static void copy_value(struct state *st, const struct map *map, u8 *to, const u8 *from, int fresh)
{
	u32 at = 0;

	while (at < map->value_size) {
		u32 end = map->value_size, next = end;

		if (map->lock_at && map->lock_at - 1 >= at && map->lock_at - 1 < end) {
			end = map->lock_at - 1;
			next = end + 4;
		}
		if (map->timer_at && map->timer_at - 1 >= at && map->timer_at - 1 < end) {
			end = map->timer_at - 1;
			next = end + 16;
		}
		copy_bytes(st, N(to + at), N(from + at), end - at);
		if (fresh && next > end)
			memset(to + end, 0, next - end);
		at = next;
	}
}

/* A run that finds the address finds what is behind it whole. The address that was there. */
u64 pp_publish(u64 at, u64 address)
{
	return __atomic_exchange_n((u64 *)P(at), address, __ATOMIC_ACQ_REL);
}

/* Puts a value on one CPU, or on all of them; a new element has zeros on the others, and where there is none. */
static void put_value(struct state *st, const struct map *map, u32 slot, const u8 *value, u32 cpu,
		      int all, int fresh)
{
	if (!value) {
		for (u32 i = 0; i < map->cpus; i++)
			memset(P(value_on(map, slot, i)), 0, map->value_size);
		return;
	}
	if (map->cpus == 1 && !(map->lock_at | map->timer_at) && !holds_maps(map)) {
		copy_bytes(st, value_of(map, slot), N(value), map->value_size);
		return;
	}
	for (u32 i = 0; i < map->cpus; i++) {
		u8 *to = P(value_on(map, slot, i));

		if (holds_maps(map)) {
			u64 address;

			__builtin_memcpy(&address, value, sizeof(address));
			pp_publish(N(to), address);
		} else if (all)
			memcpy(to, value + (u64)i * map->stride, map->value_size);
		else if (i == cpu)
			copy_value(st, map, to, value, fresh);
		else if (fresh)
			memset(to, 0, map->value_size);
	}
}

/*
 * The caller has the lock, so values are put in whole, without a look at the clock: check_map() bounds
 * those of maps with a lock, as the kernel does.
 *
 * A new slot takes the place of the old one, as in the kernel: whoever looks the key up finds one of
 * the two values whole. There is one slot more than elements for that. A pointer to the old value
 * stays good for access, but the next update may put another element there, as in the kernel, too.
 * Values of each CPU are changed in place.
 */
static s64 hash_update(struct map *map, const u8 *key, const u8 *value, u64 flags, u32 cpu, int all)
{
	u32 *links = P(map->links), *hashes = P(map->hashes);
	u32 hash = hash_key(map, key);
	u32 old = chain_find(map, key, hash), at;

	if (old && flags == NOEXIST)
		return -EEXIST_;
	if (!old && flags == EXIST)
		return -ENOENT_;
	if (old && map->cpus > 1) {
		put_value(NULL, map, old - 1, value, cpu, all, 0);
		return 0;
	}
	if (!old && map->count >= map->max_entries) {
		if (!is_lru(map))
			return -E2BIG_;
		evict(map);
	}
	at = take_slot(map);
	if (!at)	/* one slot is free by what was done above */
		return -ENOMEM_;
	memcpy((u8 *)P(map->keys) + (u64)(at - 1) * map->key_stride, key, map->key_size);
	put_value(NULL, map, at - 1, value, cpu, all, 1);
	hashes[at - 1] = hash;
	links[at - 1] = *head_of(map, hash);
	((u8 *)P(map->used))[at - 1] = 1;
	if (is_lru(map))
		((u8 *)P(map->refs))[at - 1] = 0;
	__atomic_store_n(head_of(map, hash), at, __ATOMIC_RELEASE);
	map->count++;
	if (old)
		drop(map, hash, old);
	return 0;
}

enum { F_LOCK = 4 };

/*
 * BPF_F_LOCK: the value is changed in place with its lock held, which this run must not have. A lock
 * that is not free for long ends the run, as in pp_spin_lock(); for Python it is -EBUSY.
 */
static s64 update_locked(struct state *st, struct map *map, u32 slot, u64 value, u32 at)
{
	u32 *word;

	if (!map->lock_at || (st && st->locked))
		return -EINVAL_;
	word = P(value_of(map, slot) + map->lock_at - 1);
	if (!take_lock(st, word)) {
		if (st)
			fail(st, FAULT_HELPER, at, N(word), 4);
		return -EBUSY_;
	}
	copy_value(st, map, P(value_of(map, slot)), P(value), 0);
	__atomic_store_n(word, 0, __ATOMIC_RELEASE);
	return 0;
}

/* Refuses in the order of trie_update_elem(); a new slot takes the place of the old one as in a hash. */
static s64 put_prefix(struct map *map, const struct prefix *prefix, const u8 *value, u64 flags)
{
	u32 old = trie_find(map, prefix), at;

	if (old && flags == NOEXIST)
		return -EEXIST_;
	if (!old && flags == EXIST)
		return -ENOENT_;
	if (!old && map->count >= map->max_entries)
		return -ENOSPC_;
	at = take_slot(map);
	if (!at)	/* one slot is free by what was done above */
		return -ENOMEM_;
	memcpy((u8 *)P(map->keys) + (u64)(at - 1) * map->key_stride, prefix->key, map->key_size);
	put_value(NULL, map, at - 1, value, 0, 0, 1);
	((u8 *)P(map->used))[at - 1] = 1;
	if (old) {
		trie_replace(map, prefix, old, at);
		give_back(map, old);
	} else {
		trie_add(map, prefix, at);
		map->count++;
	}
	return 0;
}

__attribute__((noinline)) static s64 update_trie(struct map *map, u64 key, u64 value, u64 flags)
{
	struct prefix prefix;
	s64 result;

	if (!read_prefix(map, key, &prefix, 1))
		return -EINVAL_;
	write_begin(map);
	result = put_prefix(map, &prefix, P(value), flags);
	write_end(map);
	return result;
}

__attribute__((noinline)) static s64 delete_prefix(struct map *map, u64 key)
{
	struct prefix prefix;
	u32 at;

	if (!read_prefix(map, key, &prefix, 1))
		return -EINVAL_;
	write_begin(map);
	at = trie_find(map, &prefix);
	if (at) {
		trie_replace(map, &prefix, at, 0);
		give_back(map, at);
		map->count--;
	}
	write_end(map);
	return at ? 0 : -ENOENT_;
}

static u64 update_hash(struct state *st, u64 map_address, u64 key, u64 value, u64 flags, u32 place)
{
	struct map *map = P(map_address);
	s64 result;

	if ((flags & ~(u64)F_LOCK) > EXIST || (flags & F_LOCK && !map->lock_at))
		return -EINVAL_;
	if (flags & F_LOCK) {
		u32 at = flags & NOEXIST ? 0 : hash_find(map, P(key));

		if (at)
			return update_locked(st, map, at - 1, value, place);
		flags &= ~(u64)F_LOCK;
	}
	if (map->type == MAP_LPM_TRIE)
		return update_trie(map, key, value, flags);
	write_begin(map);
	/* Python, which has no state, gives the values of all CPUs. */
	result = hash_update(map, P(key), P(value), flags, cpu_of(st, map), map->cpus > 1 && !st);
	write_end(map);
	return result;
}

static u64 update_array(struct state *st, u64 map_address, u64 key, u64 value, u64 flags, u32 place)
{
	struct map *map = P(map_address);
	s64 result = 0;
	u32 index;

	/* In the order of array_map_update_elem(). */
	if ((flags & ~(u64)F_LOCK) > EXIST)
		return -EINVAL_;
	__builtin_memcpy(&index, P(key), 4);
	if (index >= map->max_entries)
		return -E2BIG_;
	if (flags & NOEXIST)
		return -EEXIST_;
	if (flags & F_LOCK)
		result = update_locked(st, map, index, value, place);
	else
		put_value(st, map, index, P(value), cpu_of(st, map), map->cpus > 1 && !st, 0);
	if (map->timer_at && !result) {
		lock(map);
		drop_timer(map, index);
		unlock(map);
	}
	return result;
}

static u64 put_socket(struct state *st, u64 map_address, u64 key, u64 value, u64 flags);

/* Only for a map of a type that can be updated: the caller checked it. A fault may be noted. */
u64 pp_map_update(struct state *st, u64 map_address, u64 key, u64 value, u64 flags, u32 at)
{
	const struct map *map = P(map_address);

	if (map->type == MAP_ARRAY || map->type == MAP_PERCPU_ARRAY)
		return update_array(st, map_address, key, value, flags, at);
	if (holds_sockets(map))
		return put_socket(st, map_address, key, value, flags);
	return update_hash(st, map_address, key, value, flags, at);
}

u64 pp_hash_update(struct state *st, u64 map_address, u64 key, u64 value, u64 flags)
{
	return update_hash(st, map_address, key, value, flags, 0);
}

u64 pp_array_update(struct state *st, u64 map_address, u64 key, u64 value, u64 flags)
{
	return update_array(st, map_address, key, value, flags, 0);
}

u64 pp_map_delete(struct state *st, u64 map_address, u64 key)
{
	struct map *map = P(map_address);
	u32 hash, at;

	if (map->type == MAP_ARRAY || map->type == MAP_PERCPU_ARRAY)
		return -EINVAL_;
	if (map->type == MAP_LPM_TRIE)
		return delete_prefix(map, key);
	write_begin(map);
	hash = hash_key(map, P(key));
	at = chain_find(map, P(key), hash);
	if (at)
		drop(map, hash, at);
	write_end(map);
	return at ? 0 : st && map->type == MAP_SOCKMAP ? -EINVAL_ : -ENOENT_;
}

/*
 * For Python: the first used slot at or after `slot`, its key and its values (of all CPUs, one
 * behind the other) copied; slots when there is none.
 */
u32 pp_hash_next(struct map *map, u32 slot, void *key, void *value)
{
	lock(map);
	for (;; slot++) {
		if (slot >= map->reached) {
			slot = map->slots;
			break;
		}
		if (!((u8 *)P(map->used))[slot])
			continue;
		memcpy(key, (u8 *)P(map->keys) + (u64)slot * map->key_stride, map->key_size);
		for (u32 i = 0; i < map->cpus; i++)
			memcpy((u8 *)value + (u64)i * map->stride, P(value_on(map, slot, i)),
			       map->value_size);
		break;
	}
	unlock(map);
	return slot;
}

static u64 each_frame(const struct state *st, u64 fp)
{
	return (st->stack_low + STACK_BYTES - fp) / FRAME_BYTES;
}

/*
 * For bpf_for_each_map_elem(): the element at or after `at` goes to each_key and each_value, where
 * to go on is returned, or 0 when there is none. `fp` is the frame of the callback.
 */
u64 pp_each(struct state *st, u64 map_address, u64 at, u64 fp)
{
	struct map *map = P(map_address);
	u64 frame = each_frame(st, fp);
	u8 *key = (u8 *)P(st->keys) + frame * EACH_KEY;
	u32 slot = at;

	st->each_key = N(key);
	((u32 *)P(st->key_sizes))[frame] = map->key_size;
	if (map->type == MAP_ARRAY || map->type == MAP_PERCPU_ARRAY) {
		if (at >= map->max_entries)
			return 0;
		__builtin_memcpy(key, &slot, 4);
		st->each_value = value_on(map, slot, cpu_of(st, map));
		return at + 1;
	}
	lock(map);
	while (slot < map->reached && !((u8 *)P(map->used))[slot]) {
		if (++slot & (PIECE - 1))
			continue;
		unlock(map);
		if (!next_piece(st))
			return 0;
		lock(map);
	}
	if (slot < map->reached) {
		memcpy(key, (u8 *)P(map->keys) + (u64)slot * map->key_stride, map->key_size);
		st->each_value = value_on(map, slot, cpu_of(st, map));
	} else {
		slot = map->slots;
	}
	unlock(map);
	return slot < map->slots ? (u64)slot + 1 : 0;
}

u64 pp_each_end(struct state *st, u64 fp)
{
	((u32 *)P(st->key_sizes))[each_frame(st, fp)] = 0;
	return 0;
}
