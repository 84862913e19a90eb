// SPDX-License-Identifier: Apache-2.0
/*
 * What a program may reach; a part of runtime.c. A check says nonzero when the program may go on, and
 * 0 with the fault noted.
 *
 * A check and the use of what it found are one step: where other threads, or the program, can change
 * what is found at an address, the check gives what it found, and the helper works on that. Only
 * functions called pp_check_*, and what they call, look for maps, records, locks and timers.
 */

static int next_piece(struct state *st);

/* The first fault is why a run ends, also where a check ends it because its time is over. */
static u64 fail(struct state *st, enum fault kind, u32 at, u64 address, u64 size)
{
	st->fault_pc = AT_PC(at);
	if (st->fault)
		return 0;
	st->fault = kind;
	st->fault_address = address;
	st->fault_size = size;
	return 0;
}

static int within(u64 address, u64 size, u64 start, u64 end)
{
	return address >= start && address <= end && size <= end - address;
}

/* The maps that a map of maps holds: pointers where other maps have values. */
static int holds_maps(const struct map *map)
{
	return map->type == MAP_ARRAY_OF_MAPS || map->type == MAP_HASH_OF_MAPS;
}

/* Rings of both directions. */
static int is_ring(const struct map *map)
{
	return map->type == MAP_RINGBUF || map->type == MAP_USER_RINGBUF;
}

/* Maps of sockets, which programs read, and helpers put in and take out for them. */
static int holds_sockets(const struct map *map)
{
	return map->type == MAP_SOCKMAP || map->type == MAP_SOCKHASH || map->type == MAP_REUSEPORT_SOCKARRAY;
}

/* The inner maps of a map of maps, NULL for other maps. The table may be replaced: read it once. */
static const struct members *members_of(const struct map *map)
{
	return P(__atomic_load_n(&map->members, __ATOMIC_ACQUIRE));
}

/*
 * A member that this run may have, or NULL. One that left before the run began may be gone, and its
 * place another's: the place is read until both words are of one map.
 */
static struct map *member(const struct state *st, const struct members *of, u64 number)
{
	const u64 *words = of->words + number * of->width;

	for (;;) {
		u64 map = __atomic_load_n(words, __ATOMIC_ACQUIRE);
		u64 left = of->width > 1 ? __atomic_load_n(words + 1, __ATOMIC_ACQUIRE) : -1ULL;

		if (__atomic_load_n(words, __ATOMIC_ACQUIRE) == map)
			return left > st->began ? P(map) : NULL;
	}
}

/* The maps of a program in order, NULL where it has few. */
static const struct map_index *index_of(u64 maps, u64 end)
{
	return end - maps > FEW_MAPS * sizeof(struct map_slot) ? P(((const u64 *)P(maps))[-1]) : NULL;
}

static int has_map(const struct map_index *index, u64 map)
{
	u64 low = 0, high = index->maps;

	while (low < high) {
		u64 middle = (low + high) / 2;

		if (index->words[middle] == map)
			return 1;
		if (index->words[middle] < map)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

/* The map whose values have an address, or NULL. */
static struct map *area_around(const struct map_index *index, u64 address)
{
	const struct map_slot *areas = (const struct map_slot *)(index->words + index->maps);
	u64 low = 0, high = index->areas;

	while (low < high) {
		u64 middle = (low + high) / 2;

		if (address < areas[middle].values)
			high = middle;
		else if (address < areas[middle].values_end)
			return P(areas[middle].map);
		else
			low = middle + 1;
	}
	return NULL;
}

/*
 * The maps that a run may reach, one after the other: those of its program first, then those that
 * maps of maps among them hold. Whoever asks whether something is of one of them asks here.
 */
struct reach {
	const struct state *st;
	const struct map_index *index;
	const struct map_slot *slot, *end;
	const u64 *holder, *holders_end;	/* each first of `step` words */
	u32 step;
	const struct members *inner;
	u64 number;
};

static struct reach reach_from(const struct state *st, u64 maps, u64 end)
{
	const struct map_index *index = index_of(maps, end);
	struct reach reach = { st, index, P(maps), P(end), P(maps), P(end), 3, NULL, 0 };

	if (index) {
		reach.holder = index->words + index->maps + 3 * index->areas;
		reach.holders_end = reach.holder + index->holders;
		reach.step = 1;
	}
	return reach;
}

static struct reach reach_of(const struct state *st)
{
	return reach_from(st, st->maps, st->maps_end);
}

/* The next of them, or NULL. They come and go while the run is at work. */
static struct map *next_map(struct reach *at)
{
	if (at->slot < at->end)
		return P(at->slot++->map);
	for (;;) {
		while (at->inner && at->number < at->inner->count) {
			struct map *map = member(at->st, at->inner, at->number++);

			if (map)
				return map;
		}
		if (at->holder == at->holders_end)
			return NULL;
		at->inner = members_of(P(*at->holder));
		at->holder += at->step;
		at->number = 0;
	}
}

/*
 * Whether a check goes on looking at one map after the other, which it counts; if not, a fault is noted.
 * Nothing is taken from the budget for that, and there may be very many maps.
 */
static int walks_on(const struct state *of)
{
	struct state *st = (struct state *)of;

	if (++st->walked < WALKED)
		return 1;
	st->walked = 0;
	return next_piece(st);
}

/* The map whose values have an address, shown to programs or not, or NULL: no two have one. */
static struct map *map_around(const struct state *st, u64 address)
{
	struct reach reach = reach_of(st);
	struct map *map;

	if (reach.index) {
		map = area_around(reach.index, address);
		if (map)
			return map;
		reach.slot = reach.end;
	}
	while ((map = next_map(&reach)) && walks_on(st))
		if (address >= map->values && address < map->values_end)
			return map;
	return NULL;
}

/*
 * The map that was asked for last, if it is still this run's: nothing has left what runs reach since
 * it was found, or it left after this run began, which keeps it.
 */
static const struct map *known_map(const struct state *st)
{
	return st->known_maps == st->maps && st->known_began == st->began ? P(st->known) : NULL;
}

/* Whether programs may not read, or not write, the values of a map (BPF_F_WRONLY_PROG, BPF_F_RDONLY_PROG). */
static int denies(const struct map *map, int write)
{
	return map->denied & (write ? DENIED_WRITE : DENIED_READ);
}

static struct record *record_at(const struct map *ring, u64 position)
{
	return (struct record *)P(ring->records) + ((position & (ring->max_entries - 1)) >> 3);
}

static u32 busy(const struct state *st)
{
	return RECORD_BUSY | st->serial << 2;
}

/* Bytes of a record's data, and of all of it in the ring. */
static u64 record_length(const struct record *record)
{
	return __atomic_load_n(&record->length, __ATOMIC_RELAXED) & ~RECORD_CUT;
}

static u64 record_room(const struct record *record)
{
	return (record_length(record) + RINGBUF_HEADER + 7) & ~7ULL;
}

/*
 * The record of a ring that an offset may lie in, whether this run has it or not, or NULL: the next
 * header below, which is at most RECORD_MARKS units away or is found by a mark. What a mark says is
 * only a place to look at: it may be of a record that is not there any more.
 */
static const struct record *record_around(const struct map *ring, u64 offset, u64 *start)
{
	const struct record *records = P(ring->records);
	u64 mask = (ring->max_entries >> 3) - 1, at = offset >> 3;

	while (at--) {
		const struct record *record = records + (at & mask);
		u64 back;

		if (__atomic_load_n(&record->state, __ATOMIC_ACQUIRE) == RECORD_NONE) {
			if (at % RECORD_MARKS)
				continue;
			back = __atomic_load_n(&record->length, __ATOMIC_RELAXED);
			if (back > at)
				return NULL;
			at -= back;
		}
		*start = ring->values + (at << 3) + RINGBUF_HEADER;
		return at <= mask ? records + at : NULL;
	}
	return NULL;
}

/*
 * Whether memory lies in one record of a ring that this run has reserved and not given back. The rest
 * of a ring is nobody's: where a header would be, and what was submitted.
 */
static int in_record(const struct state *st, const struct map *ring, u64 address, u64 size)
{
	const struct record *record;
	u64 start;

	if (!st->held || !within(address, size, ring->values, ring->values_end))
		return 0;
	record = record_around(ring, address - ring->values, &start);
	return record && __atomic_load_n(&record->state, __ATOMIC_ACQUIRE) == busy(st) &&
	       within(address, size, start, start + record_length(record));
}

/* What was given of the world, if that is among it; else 0. */
static struct environment *given(const struct state *st, u64 what)
{
	struct environment *world = P(st->environment);

	return world && world->given & what ? world : 0;
}

/* The socket of the environment that lies around an address, or NULL. */
static const struct open_socket *open_socket_around(const struct state *st, u64 address)
{
	const struct environment *world = given(st, GIVEN_OPEN);
	u64 offset = world ? address - N(world->open.sockets) : 0;

	return world && offset < world->open.count * sizeof(*world->open.sockets) ?
		       &world->open.sockets[offset / sizeof(*world->open.sockets)] : NULL;
}

/* What a program may touch of the maps that it reaches, those inside of others too. */
__attribute__((noinline)) static int allowed_inside(const struct state *st, u64 address, u64 size, int write)
{
	const struct map *map = map_around(st, address);

	if (!map)
		return 0;
	if (map->shown && within(address, size, map->shown, map->shown_end) && !denies(map, write))
		return 1;
	return is_ring(map) && in_record(st, map, address, size);
}

/* As allowed(), of what is neither in the stack nor found by looking through few maps. */
__attribute__((noinline)) static int allowed_beside(const struct state *st, u64 address, u64 size, int write)
{
	const struct region *region = P(st->regions);
	const struct region *end = P(st->regions_end);
	const struct map *known = known_map(st);
	const struct open_socket *open = write ? NULL : open_socket_around(st, address);

	if (open)
		return within(address, size, N(open), N(open) + READABLE_SOCKET);
	if (known && known->shown && within(address, size, known->shown, known->shown_end) &&
	    !denies(known, write))
		return 1;
	if (within(address, size, st->record, st->record_end))
		return 1;
	/* Among them: the fields of a context of which not all may be read or written. */
	for (; region < end; region++)
		if (within(address, size, region->start, region->end) &&
		    (!write || region->writable))
			return 1;
	if (!write && within(address, size, st->keys, st->keys + EACH_FRAMES * EACH_KEY)) {
		u64 at = address - st->keys;

		return at % EACH_KEY + size <= ((const u32 *)P(st->key_sizes))[at / EACH_KEY];
	}
	return allowed_inside(st, address, size, write);
}

/* As allowed(), of what is not in the stack. */
__attribute__((noinline)) static int allowed_behind(const struct state *st, u64 address, u64 size, int write)
{
	const struct map_slot *slot = P(st->maps);
	const struct map_slot *last = P(st->maps_end);

	if (within(address, size, st->meta, st->data_end) &&
	    (!write || st->writable & WRITABLE_PACKET))
		return 1;
	if (within(address, size, st->ctx, st->ctx_end) &&
	    st->writable & (write ? WRITABLE_CTX : READABLE_CTX))
		return 1;
	if (__builtin_expect(st->maps_end - st->maps > FEW_MAPS * sizeof(*slot), 0))
		return allowed_beside(st, address, size, write);
	for (; slot < last; slot++)
		if (within(address, size, slot->values, slot->values_end) && slot->values &&
		    !denies(P(slot->map), write))
			return 1;
	return allowed_beside(st, address, size, write);
}

static inline int allowed(const struct state *st, u64 address, u64 size, int write)
{
	return within(address, size, st->stack, st->stack_end) || allowed_behind(st, address, size, write);
}

__attribute__((noinline)) static u64 check_behind(struct state *st, u64 address, u64 size, u32 at)
{
	if (allowed_behind(st, address, size, AT_WRITE(at)))
		return 1;
	return fail(st, AT_WRITE(at) ? FAULT_WRITE : FAULT_READ, at, address, size);
}

/* Most of what is asked for lies in the stack: that needs no frame here. */
u64 pp_check(struct state *st, u64 address, u32 at)
{
	if (within(address, AT_SIZE(at), st->stack, st->stack_end))
		return 1;
	return check_behind(st, address, AT_SIZE(at), at);
}

u64 pp_check_range(struct state *st, u64 address, u64 size, u32 at)
{
	if (size == 0 || within(address, size, st->stack, st->stack_end))
		return 1;
	return check_behind(st, address, size, at);
}

__attribute__((noinline)) static int is_map(struct reach reach, u64 address)
{
	const struct map *map;

	if (reach.index) {
		if (has_map(reach.index, address))
			return 1;
		reach.slot = reach.end;
	}
	while ((map = next_map(&reach)) && walks_on(reach.st))
		if (N(map) == address)
			return 1;
	return 0;
}

/* `types` has a bit for each map type that the helper takes; a write needs a writable map. */
u64 pp_check_map(struct state *st, u64 address, u64 types, u32 at)
{
	if (address && (N(known_map(st)) == address || is_map(reach_of(st), address))) {
		const struct map *map = P(address);

		st->known = address;
		st->known_maps = st->maps;
		st->known_began = st->began;
		if (map->type < 64 && (types >> map->type & 1) &&
		    !(AT_WRITE(at) && denies(map, 1) && !holds_sockets(map)))
			return 1;
	}
	return fail(st, FAULT_MAP, at, address, 0);
}

static const struct map *ring_of(const struct state *st, u64 address)
{
	const struct map *map = map_around(st, address);

	return map && map->type == MAP_RINGBUF && address - map->values >= RINGBUF_HEADER &&
			       ((address - map->values) & 7) == 0 ? map : NULL;
}

/*
 * The record whose memory is at an address: reserved by this run, neither submitted nor discarded
 * yet. It is what the helper works on, a struct record *; 0: there is none.
 */
u64 pp_check_record(struct state *st, u64 address, u32 at)
{
	const struct map *ring = ring_of(st, address);

	if (ring) {
		u64 position = address - RINGBUF_HEADER - ring->values;
		struct record *record = record_at(ring, position);

		if (__atomic_load_n(&record->state, __ATOMIC_ACQUIRE) == busy(st))
			return N(record);
	}
	return fail(st, FAULT_HELPER, at, address, 0);
}

u64 pp_check_ctx(struct state *st, u64 address, u32 at)
{
	if (address == st->ctx || (!address && st->no_context))
		return 1;
	return fail(st, FAULT_HELPER, at, address, 0);
}
