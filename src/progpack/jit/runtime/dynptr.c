// SPDX-License-Identifier: Apache-2.0
/*
 * Dynptrs and spin locks; a part of runtime.c.
 *
 * A dynptr is 16 bytes of the program's own memory, which the program may have written itself:
 * nothing of it is believed. What it points to is looked for in what the program may reach anyway
 * each time that it is used.
 */

struct dynptr {			/* struct bpf_dynptr_kern */
	u64 data;
	u32 size;		/* with the kind and the read-only bit above DYNPTR_SIZE */
	u32 offset;
};

#define DYNPTR_SIZE 0xffffffu
#define DYNPTR_LOCAL (1u << 28)
#define DYNPTR_RINGBUF (2u << 28)
#define DYNPTR_RDONLY (1u << 31)

static void set_dynptr(u64 at, u64 data, u32 size)
{
	struct dynptr made = { data, size, 0 };

	__builtin_memcpy(P(at), &made, sizeof(made));
}

u64 pp_dynptr_from_mem(struct state *st, u64 data, u64 size, u64 flags, u64 at)
{
	size = (u32)size;
	if (size > DYNPTR_SIZE || flags) {
		set_dynptr(at, 0, 0);
		return size > DYNPTR_SIZE ? -E2BIG_ : -EINVAL_;
	}
	set_dynptr(at, data, size | DYNPTR_LOCAL);
	return 0;
}

u64 pp_ringbuf_reserve_dynptr(struct state *st, u64 map, u64 size, u64 flags, u64 dynptr, u32 at)
{
	u64 record;

	size = (u32)size;
	set_dynptr(dynptr, 0, 0);
	if (flags)
		return -EINVAL_;
	if (size > DYNPTR_SIZE)
		return -E2BIG_;
	record = pp_ringbuf_reserve(st, map, size, 0, at);
	if (!record)
		return -EINVAL_;
	set_dynptr(dynptr, record, size | DYNPTR_RINGBUF);
	return 0;
}

/* Also in fragments, which a program does not access itself. */
static int in_packet(const struct state *st, u64 address, u64 size, int write)
{
	return within(address, size, st->data, packet_end(st)) && (!write || st->writable & WRITABLE_PACKET);
}

/*
 * Where `size` bytes at `offset` are, 0 with a negative errno in *problem when there are none. `helper`:
 * the runtime accesses them, not the program.
 */
static u64 dynptr_at(const struct state *st, u64 address, u64 offset, u64 size, int write, int helper, s64 *problem)
{
	struct dynptr dynptr;
	u64 whole;

	__builtin_memcpy(&dynptr, P(address), sizeof(dynptr));
	whole = dynptr.size & DYNPTR_SIZE;
	*problem = -EINVAL_;
	if (!dynptr.data || (write && dynptr.size & DYNPTR_RDONLY))
		return 0;
	*problem = -E2BIG_;
	if (size > whole || offset > whole - size)
		return 0;
	*problem = -EFAULT_;
	address = dynptr.data + dynptr.offset + offset;
	if (size && !allowed(st, address, size, write) && !(helper && in_packet(st, address, size, write)))
		return 0;
	*problem = 0;
	return address;
}

u64 pp_dynptr_read(struct state *st, u64 to, u64 size, u64 dynptr, u64 offset, u64 flags)
{
	s64 problem = -EINVAL_;
	u64 from = flags ? 0 : dynptr_at(st, dynptr, (u32)offset, (u32)size, 0, 1, &problem);

	if (!problem)
		copy_bytes(st, to, from, (u32)size);
	return problem;
}

u64 pp_dynptr_write(struct state *st, u64 dynptr, u64 offset, u64 from, u64 size, u64 flags)
{
	s64 problem = -EINVAL_;
	u64 to = flags ? 0 : dynptr_at(st, dynptr, (u32)offset, (u32)size, 1, 1, &problem);

	if (!problem)
		copy_bytes(st, to, from, (u32)size);
	return problem;
}

u64 pp_dynptr_data(struct state *st, u64 dynptr, u64 offset, u64 size)
{
	s64 problem;
	u64 found = dynptr_at(st, dynptr, (u32)offset, (u32)size, 1, 0, &problem);

	return problem ? 0 : found;
}

/*
 * Take the record out of a dynptr: 16 bytes that may be written, with the memory of a record of this
 * run, or no address, which is NO_RECORD. The dynptr is read once and points to nothing afterwards.
 */
enum { NO_RECORD = 1 };

u64 pp_check_dynptr(struct state *st, u64 address, u32 at)
{
	u64 data, record = NO_RECORD;

	if (!allowed(st, address, sizeof(struct dynptr), 1))
		return fail(st, FAULT_WRITE, at, address, sizeof(struct dynptr));
	__builtin_memcpy(&data, P(address), 8);
	if (data)
		record = pp_check_record(st, data, at);
	if (record)
		set_dynptr(address, 0, 0);
	return record;
}

u64 pp_ringbuf_submit_dynptr(struct state *st, u64 record, u64 flags)
{
	return record == NO_RECORD ? 0 : commit(st, P(record), RECORD_DONE);
}

u64 pp_ringbuf_discard_dynptr(struct state *st, u64 record, u64 flags)
{
	return record == NO_RECORD ? 0 : commit(st, P(record), RECORD_DISCARDED);
}

/* --- locks in values --- */

/* Whether an address is that of the member at `member` - 1 of a value of a map. */
static int member_of(const struct map *map, u64 address, u32 member)
{
	return member && address >= map->values && address < map->values_end &&
	       (address - map->values) % map->stride == member - 1;
}

static const struct map *find_member(const struct state *st, u64 address, int timer)
{
	const struct map *map = map_around(st, address);

	return map && member_of(map, address, timer ? map->timer_at : map->lock_at) ? map : NULL;
}

/* The lock of a value; `wanted` is what must be held: 0 to take it, 1 to give it back. */
u64 pp_check_lock(struct state *st, u64 address, u32 wanted, u32 at)
{
	if (wanted ? address && st->locked == address : !st->locked && find_member(st, address, 0))
		return 1;
	return fail(st, FAULT_HELPER, at, address, 4);
}

/* 0 with a fault noted when the lock was not free for long, else what `take_lock` says. */
u64 pp_spin_lock(struct state *st, u64 address, u32 at)
{
	u64 taken = take_lock(st, P(address));

	if (!taken)
		return fail(st, FAULT_HELPER, at, address, 4);
	st->locked = address;
	return taken;
}

u64 pp_spin_unlock(struct state *st, u64 address)
{
	st->locked = 0;
	__atomic_store_n((u32 *)P(address), 0, __ATOMIC_RELEASE);
	return 0;
}
