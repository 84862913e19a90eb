// SPDX-License-Identifier: Apache-2.0
/*
 * Storage of objects of a kernel and of control groups; a part of runtime.c. An object is known by a number:
 * the socket of a run by its cookie, the task by its thread's number, any other by its address.
 */

enum { STORAGE_CREATE = 1 };	/* BPF_LOCAL_STORAGE_GET_F_CREATE */
#define NO_OBJECT (~0ULL)	/* for null */

/* What names an object, which need not be readable; never 0. */
u64 pp_check_object(struct state *st, u64 address, u32 at)
{
	const struct open_socket *open = open_socket_around(st, address);
	const struct map *map;
	u64 cookie = 0;

	if (!address)
		return NO_OBJECT;
	if (open)
		return open->socket.cookie;
	if (address - TASKS - 1 < 0xffffffff)
		return address - TASKS;
	if (within(address, 1, st->ctx, st->ctx_end)) {
		if (within(address, sizeof(struct socket), st->ctx, st->ctx_end))
			__builtin_memcpy(&cookie, P(address + __builtin_offsetof(struct socket, cookie)), 8);
		if (!cookie)
			cookie = pp_get_socket_cookie(st, address);
	} else {
		map = map_around(st, address);
		if (map)
			cookie = cookie_at(map, address);
	}
	return cookie ? cookie : address;
}

/* A new element, of zeros where there is no value; 0: there is no room for one. */
static u64 new_storage(struct state *st, struct map *map, u64 key, u64 value)
{
	write_begin(map);
	hash_update(map, P(key), P(value), NOEXIST, cpu_of(st, map), 0);
	write_end(map);
	return pp_hash_lookup(st, N(map), key);	/* another's, where that came in between */
}

u64 pp_storage_get(struct state *st, u64 map_address, u64 object, u64 value, u64 flags)
{
	u64 found;

	if (object == NO_OBJECT || flags > STORAGE_CREATE)
		return 0;
	found = pp_hash_lookup(st, map_address, N(&object));
	return found || !flags ? found : new_storage(st, P(map_address), N(&object), value);
}

u64 pp_storage_delete(struct state *st, u64 map_address, u64 object)
{
	return object == NO_OBJECT ? -EINVAL_ : pp_map_delete(st, map_address, N(&object));
}

/* The kernel makes it when the program is attached; here it is made when it is asked for. */
u64 pp_get_local_storage(struct state *st, u64 map_address, u64 flags)
{
	/* struct bpf_cgroup_storage_key, of which a key has 8 bytes or all */
	struct {
		u64 cgroup;
		u32 attach, unused;
	} key = { pp_get_current_cgroup_id(st), (u32)st->attach, 0 };
	u64 found = pp_hash_lookup(st, map_address, N(&key));

	return found ? found : new_storage(st, P(map_address), N(&key), 0);
}
