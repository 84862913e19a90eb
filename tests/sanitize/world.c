// SPDX-License-Identifier: Apache-2.0
/*
 * Memory, maps and actors, laid out as progpack/jit/maps/handle.py, mapkinds.py and workspace.py do.
 *
 * Everything is made once, at the same addresses in every process, and gets its first content anew
 * for every input. Between two areas at least RED_ZONE bytes are poisoned. `tags` says of each byte
 * who may read and write it: what a check lets pass is compared with it.
 */
#include "world.h"
#include <stdarg.h>
#include <unistd.h>

void __asan_poison_memory_region(const volatile void *, size_t) __attribute__((weak));
void __asan_unpoison_memory_region(const volatile void *, size_t) __attribute__((weak));
void AnnotateBenignRaceSized(const char *, int, const volatile void *, size_t, const char *)
	__attribute__((weak));

u64 run_entry(struct state *, u64, u64);
u64 pp_attend(struct state *);
void pp_fork_add(struct forks *, struct map *);
void pp_fork_remove(struct forks *, struct map *);
void pp_fork_state(struct forks *, struct state *);

enum { ARENA = 4 << 20, RED_ZONE = 4096, AREAS = 512, PAGE = 4096, LOG_RING = 16384 };
#define BASE 0x20000000UL	/* below 4 GiB: contexts hold addresses in 32 bits */
enum { READ_BY = 1, WRITE_BY = 2, TAG_BITS = 2, TAG_ALL = 5 };

struct map *maps[CANDIDATES];
struct program programs[PROGRAMS];
struct actor actors[ACTORS];
struct forks forks;

static u8 tags[ARENA];
static u64 used;
static struct { u8 *at, *first; u64 size, whole; } areas[AREAS];	/* whole: a ring's are two */
static u32 area_count;
static u8 holds[CANDIDATES][CANDIDATES], named[CANDIDATES], gone[CANDIDATES];
static u32 first_area[CANDIDATES + 1];	/* of each map */

void escape(const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "==ERROR: escape: ");
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	abort();
}

static void poison(u64 address, u64 size)
{
	if (__asan_poison_memory_region)
		__asan_poison_memory_region(P(address), size);
}

static void unpoison(u64 address, u64 size)
{
	if (__asan_unpoison_memory_region)
		__asan_unpoison_memory_region(P(address), size);
}

/* Programs race for these by the rules of BPF, or a sequence tells the reader. */
static void races(const void *at, u64 size, const char *why)
{
	if (AnnotateBenignRaceSized)
		AnnotateBenignRaceSized(__FILE__, __LINE__, at, size, why);
}

/* `size` bytes, zero when an input begins, with red zones around. */
u8 *make_area(u64 size)
{
	u8 *at = P(BASE + used + RED_ZONE);

	used += RED_ZONE + ((size + 15) & ~15ULL);
	if (used + RED_ZONE > ARENA || area_count == AREAS)
		escape("the arena is too small");
	unpoison(N(at), size);
	areas[area_count].at = at;
	areas[area_count].whole = size;
	areas[area_count++].size = size;
	return at;
}

/* As ring_area(): the same pages twice in a row. */
static u8 *make_ring(u64 size)
{
	int file = memfd_create("ring", MFD_CLOEXEC);
	u8 *at;

	used = (used + PAGE - 1) & ~(PAGE - 1ULL);
	at = make_area(2 * size);
	areas[area_count - 1].size = size;
	if (ftruncate(file, size))
		escape("no ring");
	for (int copy = 0; copy < 2; copy++)
		if (mmap(at + copy * size, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file,
			 0) == MAP_FAILED)
			escape("no ring");
	close(file);
	return at;
}

static void set_tags(const void *at, u64 size, u8 tag)
{
	memset(tags + (N(at) - BASE), tag, size);
}

int is_ours(u64 address)
{
	return address >= BASE && address < BASE + ARENA;
}

/*
 * Whether these bytes lie in one record of a ring that the actor has reserved and not given back. With
 * two threads nobody can walk through a ring but its reader: there only races are looked for.
 */
#ifdef PARALLEL
static int is_in_record(const struct actor *actor, const struct map *ring, u64 address, u64 size)
{
	return 1;
}
#else
static int is_in_record(const struct actor *actor, const struct map *ring, u64 address, u64 size)
{
	const struct record *records = P(ring->records);
	u64 position = ring->consumer;

	while (position < ring->producer) {
		u64 offset = position & (ring->max_entries - 1);
		const struct record *record = &records[offset >> 3];
		u64 length = record->length & ~RECORD_CUT, at = ring->values + offset + RINGBUF_HEADER;

		if (address >= at && address + size <= at + length)
			return record->state == (RECORD_BUSY | actor->st->serial << 2);
		position += (length + RINGBUF_HEADER + 7) & ~7ULL;
	}
	return 0;
}
#endif

static int is_a_ring(const struct map *map)
{
	return map->type == MAP_RINGBUF || map->type == MAP_USER_RINGBUF;
}

/* Whether the actor's program was given these bytes, whatever the runtime thinks. */
int is_given(const struct actor *actor, u64 address, u64 size, int write)
{
	u8 wanted = (write ? WRITE_BY : READ_BY) << TAG_BITS * actor->number;

	for (u32 i = 0; i < CANDIDATES && size; i++)
		if (maps[i] && is_a_ring(maps[i]) && address >= maps[i]->values &&
		    address < maps[i]->values_end)
			return is_in_record(actor, maps[i], address, size);
	for (u64 i = 0; i < size; i++)
		if (!is_ours(address + i) || !(tags[address + i - BASE] & wanted))
			return 0;
	return 1;
}

/* --- maps --- */

enum { WAYS = 8, NODE = 8 * WAYS };	/* of a trie's node: words, bytes */

static void make_table(struct map *map)
{
	u32 buckets = 16;	/* max(4, ...) bits; tables here are small */

	map->slots = map->max_entries + 1;
	map->key_stride = (map->key_size + 7) & ~7U;
	map->keys = N(make_area(map->slots * map->key_stride));
	map->links = N(make_area(4 * map->slots));
	map->used = N(make_area(map->slots));
	races(P(map->keys), map->slots * map->key_stride, "sequence");
	races(P(map->links), 4 * map->slots, "sequence");
	if (map->type == MAP_LRU_HASH || map->type == MAP_LRU_PERCPU_HASH)
		map->refs = N(make_area(map->slots));
	if (map->type == MAP_LPM_TRIE) {
		map->nodes = N(make_area(map->max_entries * NODE));
		map->things = N(make_area(map->max_entries));
		map->index_bits = 64 - __builtin_clzll(map->slots);
		return;
	}
	map->buckets_mask = buckets - 1;
	map->heads = N(make_area(4 * buckets));
	map->hashes = N(make_area(4 * map->slots));
	races(P(map->hashes), 4 * map->slots, "sequence");
}

static struct map *make_header(u32 type, u32 max_entries)
{
	struct map *map = (void *)make_area(sizeof(*map));

	map->type = type;
	map->max_entries = max_entries;
	map->cpus = 1;
	return map;
}

static struct map *make_log(u32 size)
{
	struct map *map = make_header(MAP_RINGBUF, size);

	map->values = N(make_ring(size));
	map->values_end = map->values + 2 * size;
	map->records = N(make_area(size));
	races(P(map->values), 2 * size, "values");
	return map;
}

enum { PERF_EVENTS = 4, PERCPU_GROUPS = 21 };

struct shape {			/* a row of MAP_ROWS */
	u32 number, type, key_size, value_size, max_entries, stride, bytes, denied, lock_at,
	    timer_at, hashed, given, bits, hashers, slot;
};

static int per_cpu(const struct shape *shape)
{
	return shape->type == MAP_PERCPU_ARRAY || shape->type == MAP_PERCPU_HASH ||
	       shape->type == MAP_LRU_PERCPU_HASH || shape->type == PERCPU_GROUPS;
}

static struct map *make_map(const struct shape *shape)
{
	struct map *map;
	u64 size = shape->bytes, cpu_stride = (size + 63) & ~63ULL;
	u8 tag = READ_BY | (shape->denied & DENIED_WRITE ? 0 : WRITE_BY);

	if (shape->type == MAP_RINGBUF || shape->type == MAP_USER_RINGBUF) {
		map = make_log(shape->max_entries);
		map->type = shape->type;
	} else {
		map = make_header(shape->type, shape->max_entries);
		size = per_cpu(shape) ? cpu_stride * CPUS : size;
		map->values = N(make_area(size));
		map->values_end = map->values + size;
		races(P(map->values), size, "values");
	}
	map->key_size = shape->key_size;
	map->value_size = shape->value_size;
	map->stride = shape->stride;
	map->denied = shape->denied;
	map->lock_at = shape->lock_at;
	map->timer_at = shape->timer_at;
	map->seed = 42;
	if (per_cpu(shape)) {
		map->cpus = CPUS;
		map->cpu_stride = cpu_stride;
	}
	if (shape->hashed)
		make_table(map);
	if (shape->lock_at)
		map->taken = N(make_area(map->max_entries + shape->hashed));
	if (shape->timer_at)
		map->timers = N(make_area((map->max_entries + shape->hashed) * sizeof(struct timer)));
	if (shape->bits) {
		map->bits = N(make_area(shape->bits / 8));
		map->bits_mask = shape->bits - 1;
		map->hashers = shape->hashers;
	}
	if (shape->type == PERF_EVENTS)
		map->ring = N(make_log(LOG_RING));
	if (shape->given) {
		map->shown = map->values;
		map->shown_end = map->values_end;
		set_tags(P(map->values), map->values_end - map->values, tag * TAG_ALL);
	}
	return map;
}

u32 number_of(const struct map *map)
{
	u32 i = 0;

	while (maps[i] != map)
		i++;
	return i;
}

int may_hold(u32 outer, u32 map)
{
	return holds[outer][map];
}

static void make_maps(void)
{
#define MAP(...) { __VA_ARGS__ },
	static const struct shape shapes[] = { MAP_ROWS };
#undef MAP

	for (u32 i = 0, n = 0; i < CANDIDATES; i++) {
		first_area[i] = area_count;
		if (shapes[n].number != i)
			continue;
		named[i] = shapes[n].slot;
		maps[i] = make_map(&shapes[n]);
		n += n + 1 < sizeof(shapes) / sizeof(*shapes);
	}
	first_area[CANDIDATES] = area_count;
	make_members();
#define INNER(outer, map) holds[outer][map] = 1;
	INNER_ROWS
#undef INNER
}

/* The memory of a map that nobody has any more. With threads it stays: who has it is not noted. */
void free_map(u32 number)
{
#ifdef PARALLEL
	return;
#endif
	if (named[number] || gone[number])
		return;
	gone[number] = 1;
	pp_fork_remove(&forks, maps[number]);
	for (u32 i = first_area[number]; i < first_area[number + 1]; i++)
		poison(N(areas[i].at), areas[i].whole);
}

/* A new map where one was that has gone. */
void new_map(u32 number)
{
	if (!gone[number])
		return;
	for (u32 i = first_area[number]; i < first_area[number + 1]; i++) {
		unpoison(N(areas[i].at), areas[i].whole);
		memcpy(areas[i].at, areas[i].first, areas[i].size);
	}
	gone[number] = 0;
	pp_fork_add(&forks, maps[number]);
}

int is_gone(u32 number)
{
	return gone[number];
}

/* --- programs and actors --- */

static int gives_values(const struct map *map)
{
	return tags[map->values - BASE] != 0;
}

/* The index of a program's maps, as progpack/jit/maps/index.py makes it. */
static u64 make_index(const struct program *program)
{
	u64 count = program->count;
	struct map_index *index = (void *)make_area(sizeof(*index) + (5 * count) * 8);
	struct map_slot *areas = (void *)(index->words + count);
	u64 *holders = index->words + 4 * count;

	index->maps = index->areas = count;
	for (u64 i = 0; i < count; i++) {
		struct map *map = P(program->slots[i].map);
		u64 at = i, place = i;

		for (; at && index->words[at - 1] > N(map); at--)
			index->words[at] = index->words[at - 1];
		index->words[at] = N(map);
		for (; place && areas[place - 1].values > map->values; place--)
			areas[place] = areas[place - 1];
		areas[place] = (struct map_slot){ N(map), map->values, map->values_end };
		if (map->type == MAP_ARRAY_OF_MAPS || map->type == MAP_HASH_OF_MAPS)
			holders[index->holders++] = N(map);
	}
	return N(index);
}

/* Program 0 and 1 have all maps, in either order; 2 has every second one, 3 has none. */
static void make_program(u32 number, u64 entry)
{
	struct program *program = &programs[number];

	program->target = (void *)make_area(sizeof(struct target));
	/* The word in front of the slots is the address of their index. */
	program->slots = (void *)(make_area(8 + CANDIDATES * sizeof(struct map_slot)) + 8);
	for (u32 i = 0; i < CANDIDATES && number < 3; i++) {
		u32 at = number == 1 ? CANDIDATES - 1 - i : i;
		struct map *map = maps[at];
		struct map_slot *slot = &program->slots[program->count];

		if (!map || !named[at] || (number == 2 && i & 1))
			continue;
		slot->map = N(map);
		slot->values = gives_values(map) ? map->values : 0;
		slot->values_end = gives_values(map) ? map->values_end : 0;
		program->count++;
	}
	((u64 *)program->slots)[-1] = number ? 0 : make_index(program);
	program->target->entry = entry;
	program->target->maps = N(program->slots);
	program->target->maps_end = N(program->slots + program->count);
	program->target->serial = number + 1;
	program->target->stack = FRAME_SIZE << number;
}

enum { CONTEXT_BYTES = 256, REGIONS = 16 };
/* Of include/uapi/linux/rtnetlink.h; the families are those of sockets. */
enum { IPV4 = 2, IPV6 = 10, UNICAST = 1, BLACKHOLE = 6, MAIN_TABLE = 254 };
/* Bits of IP_TUNNEL_KEY and IP_TUNNEL_GENEVE_OPT. */
enum { GENEVE_KEY = 0x804 };

/*
 * Sockets for tuples of small numbers, which stacks begin with: those of IPv4 go from k to 0, those of IPv6
 * from k, 0, k + 1, 0 to k + 2, 0, k + 3, 0, all to port 0.
 */
static void open_sockets(struct open_sockets *open)
{
	static const u32 states[] = { 1, 6, 7, 10, 12 };

	for (u32 i = 0; i < 40; i++) {
		struct socket *socket = &open->sockets[i].socket;
		u32 k = i % 5;

		socket->cookie = i + 1;
		socket->family = i & 1 ? IPV4 : IPV6;
		socket->type = i & 2 ? 1 : 2;
		socket->protocol = i & 2 ? 6 : 17;
		socket->state = states[i / 8];
		socket->bound_dev_if = i & 4 ? 1 : 0;
		socket->dst_ip4 = k;
		socket->dst_port = (k + (i & 1 ? 1 : 4)) % 5;
		if (socket->family == IPV6 && i < 30) {
			u32 near[4] = { (k + 2) % 5, 0, (k + 3) % 5, 0 }, far[4] = { k, 0, (k + 1) % 5, 0 };

			memcpy(socket->src_ip6, near, 16);
			memcpy(socket->dst_ip6, far, 16);
		}
		open->sockets[i].ipv6only = i == 31;
	}
	open->count = 40;
}

/* A world with a tunnel, and with a network in which every address has a route: inputs that look up are rare enough. */
static u64 make_environment(void)
{
	struct environment *world = (void *)make_area(sizeof(*world));
	struct network *network = &world->network;

	world->given = GIVEN_SOCKETS | GIVEN_NETWORK | GIVEN_TUNNEL | GIVEN_OPEN;
	world->tunnel = (struct tunnel){ { 9, 0, 0, 10 }, { 1, 0, 0, 10 }, 7, 0, GENEVE_KEY, 3, 61, 0, 8, { 1, 2, 3, 4 } };
	open_sockets(&world->open);
	network->device_count = 8;
	for (u32 i = 0; i < 8; i++)
		network->devices[i] = (struct device){ i, 64 * i, i != 3, { 2, i }, { 0 } };
	network->route_count = 5;
	network->routes[0] = (struct route){ { 127 }, { 0 }, { 1 }, IPV4, 8, 1, 0, 100, MAIN_TABLE, BLACKHOLE, 0, 1, 0 };
	network->routes[1] = (struct route){ { 10 }, { 0 }, { 1 }, IPV4, 9, 1, 0, 100, MAIN_TABLE, UNICAST, 0, 1, 0 };
	network->routes[2] = (struct route){ { 0 }, { 10, 0, 0, 1 }, { 1 }, IPV4, 0, 1, 0, 100, MAIN_TABLE, UNICAST, IPV4, 1, 0 };
	network->routes[3] = (struct route){ { 32 }, { 0 }, { 0 }, IPV6, 3, 2, 7, 200, MAIN_TABLE, UNICAST, 0, 0, 0 };
	network->routes[4] = (struct route){ { 0 }, { 32, 1 }, { 32 }, IPV6, 0, 2, 7, 200, MAIN_TABLE, UNICAST, IPV6, 1, 0 };
	network->neighbour_count = 2;
	network->neighbours[0] = (struct neighbour){ { 10, 0, 0, 1 }, IPV4, 1, { 2 }, { 0 } };
	network->neighbours[1] = (struct neighbour){ { 32, 1 }, IPV6, 2, { 2 }, { 0 } };
	return N(world);
}

static struct open_sockets *open_of(const struct actor *actor)
{
	return &((struct environment *)P(actor->st->environment))->open;
}

static void make_actor(struct actor *actor)
{
	struct state *st = (void *)make_area(sizeof(*st));

	actor->st = st;
	actor->stack = make_area(2 * STACK_SIZE);
	actor->ctx = make_area(CONTEXT_BYTES);
	actor->fresh = make_area(CONTEXT_BYTES);
	actor->buffer = make_area(BUFFER);
	actor->keys = make_area(EACH_FRAMES * EACH_KEY);
	actor->key_sizes = (void *)make_area(4 * EACH_FRAMES);
	actor->regions = (void *)make_area(REGIONS * sizeof(struct region));
	actor->given = make_area(40);
	actor->log = make_log(LOG_RING);
	st->keys = N(actor->keys);
	st->key_sizes = N(actor->key_sizes);
	st->holding = N(make_area((HELD_MOST + 1) * sizeof(struct held)));
	st->tunnel = N(make_area(sizeof(struct tunnel)));
	st->stack_low = N(actor->stack);
	st->stack_end = st->stack_low + 2 * STACK_SIZE;
	st->buffer = N(actor->buffer);
	st->buffer_end = st->buffer + BUFFER;
	st->fresh = N(actor->fresh);
	st->log = N(actor->log);
	st->random = 42;
	st->serial = actor->number + 7;
	st->cpu = actor->number;
	st->cgroup = 1;
	st->environment = actor->number ? 0 : make_environment();
}


void make_world(void)
{
	if (mmap(P(BASE), ARENA, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED)
		escape("no arena");
	poison(BASE, ARENA);
	make_maps();
	for (u32 i = 0; i < PROGRAMS; i++)
		make_program(i, N(run_entry));
	for (u32 i = 0; i < ACTORS; i++) {
		actors[i].number = i;
		make_actor(&actors[i]);
	}
	for (u32 i = 0; i < area_count; i++) {
		areas[i].first = malloc(areas[i].size);
		memcpy(areas[i].first, areas[i].at, areas[i].size);
	}
}

static void set_context(struct actor *actor)
{
	static const struct { u32 type, size, rights; } contexts[] = {
#define CONTEXT(...) { __VA_ARGS__ },
		CONTEXT_ROWS
#undef CONTEXT
	};
	static const struct { u32 type, first, end, writable; } fields[] = {
#define FIELDS(...) { __VA_ARGS__ },
		FIELD_ROWS
#undef FIELDS
	};
	u32 type = actor->type, size = contexts[type].size, shift = TAG_BITS * actor->number;
	struct state *st = actor->st;
	struct region *region = actor->regions;

	poison(N(actor->ctx) + size, CONTEXT_BYTES - size);
	st->ctx = N(actor->ctx);
	st->ctx_end = st->ctx + size;
	st->writable = contexts[type].rights;
	set_tags(actor->ctx, CONTEXT_BYTES, 0);
	set_tags(actor->ctx, size, ((st->writable & READABLE_CTX ? READ_BY : 0) |
				    (st->writable & WRITABLE_CTX ? WRITE_BY : 0)) << shift);
	for (u32 i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (fields[i].type != type)
			continue;
		*region++ = (struct region){ st->ctx + fields[i].first, st->ctx + fields[i].end,
					     fields[i].writable };
		for (u32 at = fields[i].first; at < fields[i].end; at++)
			tags[st->ctx + at - BASE] |= (READ_BY | (fields[i].writable ? WRITE_BY : 0))
						     << shift;
	}
	*region++ = (struct region){ N(actor->given), N(actor->given) + 40, 0 };
	st->regions = N(actor->regions);
	st->regions_end = N(region);
}

/* As Map._note() and Workspace do. */
static void reset_forks(void)
{
	memset(&forks, 0, sizeof(forks));
	forks.thread_self = N(thread_self);
	for (u32 i = 0; i < CANDIDATES; i++)
		if (maps[i])
			pp_fork_add(&forks, maps[i]);
	for (u32 i = 0; i < ACTORS; i++) {
		actors[i].st->thread = i + 1;
		pp_fork_state(&forks, actors[i].st);
	}
}

void reset_world(void)
{
	for (u32 i = 0; i < ACTORS; i++)
		unpoison(N(actors[i].ctx), CONTEXT_BYTES);
	for (u32 i = 0; i < CANDIDATES; i++)
		new_map(i);
	for (u32 i = 0; i < area_count; i++)
		memcpy(areas[i].at, areas[i].first, areas[i].size);
	reset_members();
	reset_forks();
	for (u32 i = 0; i < ACTORS; i++) {
		struct actor *actor = &actors[i];
		u32 shift = TAG_BITS * i;

		actor->recents = actor->numbers = actor->depth = actor->drain = 0;
		actor->text = actor->constant = actor->before = 0;
		memset(actor->records, 0, sizeof(actor->records));
		memset(actor->recent, 0, sizeof(actor->recent));
		memset(actor->number_of, 0, sizeof(actor->number_of));
		set_tags(actor->buffer, BUFFER, (READ_BY | WRITE_BY) << shift);
		set_tags(actor->stack, 2 * STACK_SIZE, (READ_BY | WRITE_BY) << shift);
		set_tags(actor->keys, EACH_FRAMES * EACH_KEY, READ_BY << shift);
		set_tags(actor->given, 40, READ_BY << shift);
		for (u64 n = 0; actor->st->environment && n < open_of(actor)->count; n++)
			set_tags(&open_of(actor)->sockets[n], READABLE_SOCKET, READ_BY << shift);
		for (u32 word = 0; word < STACK_SIZE / 4; word++)	/* small keys and sizes */
			((u64 *)actor->stack)[word] = word % 5;
		set_context(actor);
	}
}

/* As Workspace.enter(), or enter_callback() for the function of a timer. */
void begin_run(struct actor *actor, u64 length, int callback)
{
	static const u8 frame[] = "\1\2\3\4\5\6\7\10\11\12\13\14\10\0\105\0\0\50";
	struct state *st = actor->st;
	const struct program *program = &programs[actor->number];

	st->fault = FAULT_NONE;
	st->failed = 0;
	st->tails = 0;
	st->fault_pc = 0;
	st->budget = 1 << 20;
	st->slice = LEAST_SLICE;
	st->limit = st->budget - st->slice;
	st->chunk = 2;
	st->deadline = actor->late;
	st->attended = 0;
	st->attend = N(pp_attend);
	note_run(actor);
	st->target = N(program->target);
	st->maps = program->target->maps;
	st->maps_end = program->target->maps_end;
	st->stack = st->stack_end - 8 * FRAME_SIZE;
	st->redirect = REDIRECT_NONE;
	st->network = actor->type == LAYER_3 || callback ? 0 : 14;
	st->link = actor->type == LAYER_3 && !callback && length & 2 ? 14 : 0;
	st->attach = length & 1 ? 25 : 0;	/* fexit: the last argument is what the function returned */
	st->checksum = st->tunnelled = 0;
	st->meta = st->data = st->data_end = st->buffer + HEADROOM;
	st->linear = length & 8 ? 3520 : length % 64;
	st->fragments = 0;
	actor->fp = st->stack_end - (callback ? FRAME_SIZE : 0);
	actor->depth = 0;
	actor->ends = actor->leaves = 0;
	if (actor->type && !callback) {
		length = length < BUFFER - HEADROOM - TAILROOM ? length : BUFFER - HEADROOM - TAILROOM;
		st->data_end += length;
		if (actor->type == 1 && length > st->linear) {
			st->data_end = st->data + st->linear;
			st->fragments = length - st->linear;
		}
		memcpy(P(st->data), frame, length < sizeof(frame) ? length : sizeof(frame));
	}
	memset(P(st->ctx), 0, st->ctx_end - st->ctx);
	((u32 *)P(st->ctx))[0] = actor->type == 1 ? (u32)st->data : (u32)length;
	if (actor->type == 2)
		((u32 *)P(st->ctx))[4] = length & 1 ? 0x0008 : 0xdd86;	/* ETH_P_IP, ETH_P_IPV6 */
	if (actor->type == OF_SOCK_OPS) {
		((u32 *)P(st->ctx))[0] = 3 + length % 10;			/* op */
		((u32 *)P(st->ctx))[5] = length & 16 ? 0 : 2;			/* family */
		((u32 *)P(st->ctx))[22] = length & 32 ? 10 : 1;			/* state */
	}
	memcpy(actor->fresh, actor->ctx, st->ctx_end - st->ctx);
}

/* --- what must hold between two steps --- */

static u32 check_chain(u32 number, const struct map *map, u32 at, u32 chained)
{
	const u32 *links = P(map->links);
	const u8 *taken = P(map->used);

	for (; at; at = links[at - 1])
		if (at > map->slots || !taken[at - 1] || ++chained > map->slots)
			escape("map %u: a chain is broken", number);
	return chained;
}

/* The elements in a node and below it; one that covers several words is counted with the first. */
static u32 check_node(u32 number, const struct map *map, u32 node, u32 *nodes)
{
	const u64 *words = (const u64 *)P(map->nodes) + (u64)node * WAYS;
	u64 mask = (1ULL << map->index_bits) - 1;
	u8 seen[64] = { 0 };
	u32 found = 0, things = 0;

	if (node >= map->max_entries || ++*nodes >= map->max_entries || map->slots > sizeof(seen))
		escape("map %u: a node too many", number);
	for (u32 i = 0; i < WAYS; i++) {
		u32 below = words[i] & mask, at = words[i] >> map->index_bits & mask;

		check_chain(number, map, at, 0);
		for (; at; at = ((u32 *)P(map->links))[at - 1]) {
			things += !seen[at - 1];
			found += !seen[at - 1];
			seen[at - 1] = 1;
		}
		things += below > 0;
		if (words[i] >> 2 * map->index_bits & 1)
			found += check_chain(number, map, below, 0) > 0;
		else if (below)
			found += check_node(number, map, below, nodes);
	}
	if (things < 2 || things != ((u8 *)P(map->things))[node])
		escape("map %u: a node of %u things", number, things);
	return found;
}

static u32 check_trie(u32 number, const struct map *map)
{
	u64 mask = (1ULL << map->index_bits) - 1;
	u32 below = map->root & mask, found = (map->root >> map->index_bits & mask) > 0;
	u32 nodes = 0, free = 0;

	if (map->root >> 2 * map->index_bits & 1)
		found++;
	else if (below)
		found += check_node(number, map, below, &nodes);
	for (u32 at = map->free_node; at; at = ((u64 *)P(map->nodes))[at * WAYS] & mask)
		if (at >= map->max_entries || ++free > map->max_entries)
			escape("map %u: its free nodes are broken", number);
	if (nodes + free != map->nodes_reached)
		escape("map %u: %u nodes, %u free", number, nodes, free);
	return found;
}

static void check_table(u32 number, const struct map *map)
{
	const u32 *links = P(map->links), *heads = P(map->heads);
	const u8 *taken = P(map->used);
	u32 count = 0, chained = 0, free = 0;

	for (u32 i = 0; i < map->slots; i++)
		count += taken[i];
	for (u32 at = map->free; at; at = links[at - 1])
		if (at > map->slots || taken[at - 1] || ++free > map->slots)
			escape("map %u: its free list is broken", number);
	if (map->type == MAP_LPM_TRIE)
		chained = check_trie(number, map);
	else
		for (u32 i = 0; i <= map->buckets_mask; i++)
			chained = check_chain(number, map, heads[i], chained);
	if (count != map->count || chained != count || free + count != map->reached ||
	    map->reached > map->slots ||
	    count > map->max_entries)
		escape("map %u: %u elements, %u used, %u in chains, %u free", number, map->count, count,
		       chained, free);
}

static void check_ring(u32 number, const struct map *ring)
{
	const struct record *records = P(ring->records);
	u64 position = ring->consumer;

	while (position < ring->producer) {
		const struct record *record = &records[(position & (ring->max_entries - 1)) >> 3];

		if (record->length > ring->max_entries)
			escape("ring %u: a record of %u bytes", number, record->length);
		for (u32 i = 0; i < ACTORS; i++)
			if (record->state == (RECORD_BUSY | actors[i].st->serial << 2) &&
			    !actors[i].st->held)
				escape("ring %u: a record that nobody holds any more", number);
		position += ((u64)record->length + RINGBUF_HEADER + 7) & ~7ULL;
	}
	if (position != ring->producer || ring->producer - ring->consumer > ring->max_entries)
		escape("ring %u: from %llu to %llu", number, ring->consumer, ring->producer);
}

/* After all runs: tables are whole, locks are free, records are given back. */
void check_world(void)
{
	for (u32 i = 0; i < CANDIDATES; i++) {
		if (!maps[i] || gone[i])
			continue;
		if (maps[i]->lock)
			escape("map %u: its lock is taken", i);
		if (maps[i]->sequence & 1)
			escape("map %u: its sequence is odd", i);
		if (maps[i]->slots)
			check_table(i, maps[i]);
		if (is_a_ring(maps[i]))
			check_ring(i, maps[i]);
		if (maps[i]->type == MAP_USER_RINGBUF && maps[i]->hand)
			escape("map %u: nobody drains it any more", i);
	}
}
