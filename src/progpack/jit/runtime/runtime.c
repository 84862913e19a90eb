// SPDX-License-Identifier: Apache-2.0
/*
 * The native side of a run: address checks, maps, helpers and the packet loop.
 *
 * runtime.ll beside this file is what clang makes of it (see Makefile here); progpack compiles that
 * with LLVM once a process and installs it in packs of its own, so no C compiler is needed where
 * progpack runs. Only fixed-width types, so that the text is the same for every 64-bit target.
 *
 * Nothing here trusts a program: pointers that come from one were checked by the lowering or are
 * checked here, and everything that this file follows (links, keys, record states) lies outside
 * the memory that programs are given.
 */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long s64;

#define NULL ((void *)0)
#define ENOENT_ 2
#define E2BIG_ 7
#define EAGAIN_ 11
#define ENOMEM_ 12
#define EACCES_ 13
#define EFAULT_ 14
#define EBUSY_ 16
#define EEXIST_ 17
#define EINVAL_ 22
#define ENOSPC_ 28
#define ERANGE_ 34
#define ENOTSUPP_ 524

/* Layouts are mirrored by jit/layout.py; a test compares the offsets. */

struct region {
	u64 start, end;
	u64 writable;
};

struct map_slot {		/* one map as a program sees it */
	u64 map;		/* struct map * */
	u64 values, values_end;
};

struct state {
	u64 budget;		/* backward jumps and calls that are left */
	u32 fault;		/* enum fault */
	u32 fault_pc;
	u64 fault_address;
	u64 fault_size;
	u64 ctx, ctx_end;
	u64 data, data_end;	/* the packet */
	u64 stack, stack_end;
	u64 regions, regions_end;	/* struct region[]: fields of the context, arguments */
	u64 maps, maps_end;	/* struct map_slot[] */
	u64 runtime;		/* addresses of the functions here, in the order of layout.py */
	u64 buffer;		/* the packet buffer: headroom, then the packet */
	u64 writable;		/* WRITABLE_CTX, WRITABLE_PACKET, READABLE_CTX */
	u64 random;		/* state of the generator, not zero */
	u32 serial;		/* tells this state's ring buffer records from others' */
	u32 held;		/* records reserved and not given back */
	u64 fresh;		/* the context as a run of a batch begins with it */
	u32 cpu;		/* which CPU the run has; no two runs have one at once */
	u32 tails;		/* tail calls so far */
	u64 stack_low;		/* where the memory of the stack begins; `stack` is what is used */
	u64 failed;		/* struct target * of the program that failed, 0: the first one */
	u64 tail_result;
	u64 each_key, each_value;	/* the element that a callback is called with */
	u64 keys;		/* u8[EACH_FRAMES][EACH_KEY]: copies of such keys, for each frame */
	u64 key_sizes;		/* u32[EACH_FRAMES], 0: no key is there */
	u64 meta;		/* metadata in front of the packet; where `data` is without any */
	u64 log;		/* struct map * of the ring that takes text and clones, or 0 */
	u64 lost;		/* records that it had no room for */
	u64 locked;		/* the spin lock that the run holds, or 0 */
	u64 cgroup;		/* id of the cgroup of this process */
	u64 redirect_map;	/* struct map *, for REDIRECT_MAP */
	u64 redirect_flags;
	u32 redirect, redirect_target;	/* REDIRECT_*; interface or key */
	u32 network;		/* offset of the network header in the packet */
	u32 logged;		/* records in the log since Python looked */
	u64 target;		/* struct target * of the program that runs */
};

struct target {			/* a program as others call it */
	u64 entry;
	u64 maps, maps_end;
	u64 stack;		/* bytes that its frames take */
};

struct map {
	u32 type, key_size, value_size, max_entries;
	u32 stride, key_stride;	/* bytes from one value or key to the next */
	u32 slots, buckets_mask;	/* hash: max_entries + 1; number of buckets - 1 */
	u64 values, values_end;
	u64 keys;		/* u8[slots][key_stride] */
	u64 heads;		/* u32[buckets]: slot + 1, or 0 */
	u64 links;		/* u32[slots]: next slot + 1 in a bucket or in the free list */
	u64 hashes;		/* u32[slots] */
	u64 used;		/* u8[slots] */
	u32 lock, sequence;	/* sequence is odd while a writer is at work */
	u32 count, free;	/* elements; free list: slot + 1 */
	u32 seed, read_only;
	u64 records;		/* ring: struct record[size / 8] */
	u64 producer, consumer;	/* ring: positions in bytes, never wrapped */
	u64 cpu_stride;		/* per CPU: bytes from the values of one to those of the next */
	u32 cpus;		/* per CPU: how many there are, else 1 */
	u32 hand;		/* LRU: where to look for what was not used; queue: the oldest */
	u64 refs;		/* LRU: u8[slots], looked up since the hand passed */
	u64 lengths;		/* LPM: u32[], how many prefixes of each length there are */
	u64 bits;		/* bloom: u64[] of bits */
	u32 bits_mask, hashers;	/* bloom: number of bits - 1; how many are set for a value */
	u64 ring;		/* perf events: struct map * of the ring that takes them */
	u64 lost;		/* perf events: how many found no room */
	u32 lock_at, timer_at;	/* offset + 1 of such a member of a value, or 0 */
	u64 timers;		/* struct timer[slots], for maps with timer_at */
};

struct record {
	u32 length;
	u32 state;		/* RECORD_*; while busy with the owner's serial above it */
};

enum { MAP_HASH = 1, MAP_ARRAY = 2, MAP_PROG_ARRAY = 3, MAP_PERCPU_HASH = 5, MAP_PERCPU_ARRAY = 6, MAP_LRU_HASH = 9,
       MAP_LRU_PERCPU_HASH = 10, MAP_LPM_TRIE = 11, MAP_ARRAY_OF_MAPS = 12, MAP_HASH_OF_MAPS = 13,
       MAP_DEVMAP = 14, MAP_QUEUE = 22, MAP_STACK = 23, MAP_DEVMAP_HASH = 25, MAP_RINGBUF = 27, MAP_BLOOM_FILTER = 30 };
enum { ANY, NOEXIST, EXIST };
enum { RECORD_NONE, RECORD_BUSY, RECORD_DONE, RECORD_DISCARDED, RECORD_MASK = 3 };
enum { WRITABLE_CTX = 1, WRITABLE_PACKET = 2, READABLE_CTX = 4 };
enum { RINGBUF_HEADER = 8 };
enum { EACH_FRAMES = 17, EACH_KEY = 512 };	/* frames of a stack and one; MAX_BPF_STACK */
enum { STACK_BYTES = 2 * 8 * 512 };	/* what `stack_low` is the beginning of */
enum { MAX_TAILS = 33 };	/* MAX_TAIL_CALL_CNT */
enum fault { FAULT_NONE, FAULT_READ, FAULT_WRITE, FAULT_BUDGET, FAULT_ALIGN, FAULT_MAP,
	     FAULT_HELPER, FAULT_POISON };

/* The last argument of a check: instruction, access and what it is. Mirrored by layout.py. */
#define AT_PC(at) ((at) & 0xfffff)
#define AT_SIZE(at) (1ULL << (((at) >> 20) & 3))
#define AT_WRITE(at) (((at) >> 22) & 1)

void *memcpy(void *, const void *, u64);
void *memset(void *, int, u64);
int memcmp(const void *, const void *, u64);
struct timespec {
	s64 seconds, nanoseconds;
};
int clock_gettime(int, struct timespec *);
int sched_yield(void);
int getpid(void);
int gettid(void);
u32 getuid(void);
u32 getgid(void);
int prctl(int, ...);

#define P(address) ((void *)(address))

static u64 fail(struct state *st, enum fault kind, u32 at, u64 address, u64 size)
{
	st->fault = kind;
	st->fault_pc = AT_PC(at);
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

/* What program may touch in the maps that maps of its hold: they come and go while it runs. */
__attribute__((noinline)) static int allowed_inside(const struct state *st, u64 address, u64 size, int write)
{
	const struct map_slot *slot = P(st->maps);
	const struct map_slot *end = P(st->maps_end);

	for (; slot < end; slot++) {
		const struct map *map = P(slot->map);
		const u64 *inner = P(map->values), *last = P(map->values_end);

		if (!holds_maps(map))
			continue;
		for (; inner < last; inner++) {
			const struct map *found = P(__atomic_load_n(inner, __ATOMIC_ACQUIRE));

			if (found && within(address, size, found->values, found->values_end) &&
			    !(write && found->read_only))
				return 1;
		}
	}
	return 0;
}

static int allowed(const struct state *st, u64 address, u64 size, int write)
{
	const struct region *region = P(st->regions);
	const struct region *end = P(st->regions_end);
	const struct map_slot *slot = P(st->maps);
	const struct map_slot *last = P(st->maps_end);

	if (within(address, size, st->stack, st->stack_end))
		return 1;
	if (within(address, size, st->meta, st->data_end) &&
	    (!write || st->writable & WRITABLE_PACKET))
		return 1;
	if (within(address, size, st->ctx, st->ctx_end) &&
	    st->writable & (write ? WRITABLE_CTX : READABLE_CTX))
		return 1;
	for (; slot < last; slot++)
		if (within(address, size, slot->values, slot->values_end) && slot->values &&
		    !(write && ((const struct map *)P(slot->map))->read_only))
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

/* --- checks: nonzero when the program may go on, 0 with the fault noted --- */

u64 pp_check(struct state *st, u64 address, u32 at)
{
	u64 size = AT_SIZE(at);

	if (allowed(st, address, size, AT_WRITE(at)))
		return 1;
	return fail(st, AT_WRITE(at) ? FAULT_WRITE : FAULT_READ, at, address, size);
}

u64 pp_check_range(struct state *st, u64 address, u64 size, u32 at)
{
	if (size == 0 || allowed(st, address, size, AT_WRITE(at)))
		return 1;
	return fail(st, AT_WRITE(at) ? FAULT_WRITE : FAULT_READ, at, address, size);
}

__attribute__((noinline)) static int is_map(const struct state *st, u64 address)
{
	const struct map_slot *slot = P(st->maps);
	const struct map_slot *end = P(st->maps_end);

	for (; slot < end; slot++) {
		const struct map *map = P(slot->map);
		const u64 *inner = P(map->values), *last = P(map->values_end);

		if (slot->map == address)
			return 1;
		if (!holds_maps(map))
			continue;
		for (; inner < last; inner++)
			if (__atomic_load_n(inner, __ATOMIC_ACQUIRE) == address)
				return 1;
	}
	return 0;
}

/* `types` has a bit for each map type that the helper takes; a write needs a writable map. */
u64 pp_check_map(struct state *st, u64 address, u64 types, u32 at)
{
	if (address && is_map(st, address)) {
		const struct map *map = P(address);

		if (map->type < 64 && (types >> map->type & 1) &&
		    !(AT_WRITE(at) && map->read_only))
			return 1;
	}
	return fail(st, FAULT_MAP, at, address, 0);
}

static struct record *record_at(const struct map *ring, u64 position)
{
	return (struct record *)P(ring->records) + ((position & (ring->max_entries - 1)) >> 3);
}

static struct map *ring_of(const struct state *st, u64 address)
{
	const struct map_slot *slot = P(st->maps);
	const struct map_slot *end = P(st->maps_end);

	for (; slot < end; slot++) {
		struct map *map = P(slot->map);

		if (map->type == MAP_RINGBUF &&
		    address >= map->values + RINGBUF_HEADER && address <= map->values_end &&
		    ((address - map->values) & 7) == 0)
			return map;
	}
	return NULL;
}

static u32 busy(const struct state *st)
{
	return RECORD_BUSY | st->serial << 2;
}

/* A record's memory: reserved by this run, neither submitted nor discarded yet. */
u64 pp_check_record(struct state *st, u64 address, u32 at)
{
	struct map *ring = ring_of(st, address);

	if (ring) {
		u64 position = address - RINGBUF_HEADER - ring->values;

		if (__atomic_load_n(&record_at(ring, position)->state, __ATOMIC_ACQUIRE) ==
		    busy(st))
			return 1;
	}
	return fail(st, FAULT_HELPER, at, address, 0);
}

u64 pp_check_ctx(struct state *st, u64 address, u32 at)
{
	if (address == st->ctx)
		return 1;
	return fail(st, FAULT_HELPER, at, address, 0);
}

/* --- maps --- */

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

static u32 hash_bytes(u64 hash, const u8 *key, u32 left)
{
	for (; left >= 8; left -= 8, key += 8) {
		u64 word;

		__builtin_memcpy(&word, key, 8);
		hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
		hash ^= hash >> 29;
	}
	if (left & 4) {
		u32 word;

		__builtin_memcpy(&word, key, 4);
		hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
		hash ^= hash >> 29;
		key += 4;
	}
	for (left &= 3; left; left--, key++)
		hash = (hash ^ *key) * 0x9e3779b97f4a7c15ULL;
	return hash >> 32;
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

/*
 * LPM: an element is found by its prefix, the bits behind it cleared. `to` has room for the key of
 * any map of this type (bpf_lpm_trie_key: u32 prefixlen, at most 256 bytes).
 */
enum { LPM_KEY = 4 + 256 };

__attribute__((noinline)) static void prefix_of(const struct map *map, const u8 *key, u32 length, u8 *to)
{
	u32 bytes = map->key_size - 4, whole = length / 8;

	__builtin_memcpy(to, &length, 4);
	for (u32 i = 0; i < bytes; i++) {
		u32 mask = i < whole ? 0xff : i == whole ? 0xff00 >> (length & 7) : 0;

		to[4 + i] = key[4 + i] & mask;
	}
}

static u32 prefix_length(const u8 *key)
{
	u32 length;

	__builtin_memcpy(&length, key, 4);
	return length;
}

u64 pp_lpm_lookup(struct state *st, u64 map_address, u64 key_address)
{
	struct map *map = P(map_address);
	const u8 *key = P(key_address);
	const u32 *lengths = P(map->lengths);
	u32 length = prefix_length(key);
	u8 prefix[LPM_KEY];

	if (length > (map->key_size - 4) * 8)
		return 0;
	for (;; length--) {
		if (__atomic_load_n(&lengths[length], __ATOMIC_RELAXED)) {
			u32 at;

			prefix_of(map, key, length, prefix);
			at = hash_find(map, prefix);
			if (at)
				return value_of(map, at - 1);
		}
		if (!length)
			return 0;
	}
}

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
	if (holds_maps(map))	/* a pointer that is_map() would believe */
		__atomic_store_n((u64 *)P(value_of(map, at - 1)), 0, __ATOMIC_RELEASE);
	links[at - 1] = map->free;
	map->free = at;
}

static void count_prefix(struct map *map, u32 at, u32 by)
{
	u32 *lengths = P(map->lengths);
	u32 *length = &lengths[prefix_length((u8 *)P(map->keys) + (u64)(at - 1) * map->key_stride)];

	__atomic_store_n(length, *length + by, __ATOMIC_RELAXED);
}

static void drop(struct map *map, u32 hash, u32 at)
{
	if (map->type == MAP_LPM_TRIE)
		count_prefix(map, at, -1);
	unlink_slot(map, hash, at);
	give_back(map, at);
	map->count--;
}

/* Takes out the first element from the hand on that was not looked up since it came by last. */
static void evict(struct map *map)
{
	u8 *refs = P(map->refs);

	for (u64 left = 2ULL * map->slots; left; left--) {
		u32 slot = map->hand;

		map->hand = slot + 1 < map->slots ? slot + 1 : 0;
		if (!((u8 *)P(map->used))[slot])
			continue;
		if (refs[slot]) {
			refs[slot] = 0;
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
static void copy_value(const struct map *map, u8 *to, const u8 *from, int fresh)
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
		memcpy(to + at, from + at, end - at);
		if (fresh && next > end)
			memset(to + end, 0, next - end);
		at = next;
	}
}

/* Puts a value on one CPU, or on all of them; a new element has zeros on the others. */
static void put_value(const struct map *map, u32 slot, const u8 *value, u32 cpu, int all, int fresh)
{
	for (u32 i = 0; i < map->cpus; i++) {
		u8 *to = P(value_on(map, slot, i));

		if (all)
			memcpy(to, value + (u64)i * map->stride, map->value_size);
		else if (i == cpu)
			copy_value(map, to, value, fresh);
		else if (fresh)
			memset(to, 0, map->value_size);
	}
}

/*
 * A new slot takes the place of the old one, as in the kernel: who still holds a pointer to the
 * old value keeps reading whole data. There is one slot more than elements for that. Values of
 * each CPU are changed in place.
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
		put_value(map, old - 1, value, cpu, all, 0);
		return 0;
	}
	if (!old && map->count >= map->max_entries) {
		if (!is_lru(map))
			return map->type == MAP_LPM_TRIE ? -ENOSPC_ : -E2BIG_;
		evict(map);
	}
	at = map->free;
	map->free = links[at - 1];
	memcpy((u8 *)P(map->keys) + (u64)(at - 1) * map->key_stride, key, map->key_size);
	put_value(map, at - 1, value, cpu, all, 1);
	hashes[at - 1] = hash;
	links[at - 1] = *head_of(map, hash);
	((u8 *)P(map->used))[at - 1] = 1;
	if (is_lru(map))
		((u8 *)P(map->refs))[at - 1] = 0;
	if (map->type == MAP_LPM_TRIE)
		count_prefix(map, at, 1);
	__atomic_store_n(head_of(map, hash), at, __ATOMIC_RELEASE);
	map->count++;
	if (old)
		drop(map, hash, old);
	return 0;
}

enum { F_LOCK = 4 };

/* BPF_F_LOCK: the value is changed in place with its lock held, which this run must not have. */
static s64 update_locked(struct state *st, struct map *map, u32 slot, u64 value)
{
	u32 *word;

	if (!map->lock_at || (st && st->locked))
		return -EINVAL_;
	word = P(value_of(map, slot) + map->lock_at - 1);
	for (u32 left = 1 << 28; __atomic_exchange_n(word, 1, __ATOMIC_ACQUIRE);)
		if (!--left)
			return -EBUSY_;
		else if (!(left & 0xff))
			sched_yield();
	copy_value(map, P(value_of(map, slot)), P(value), 0);
	__atomic_store_n(word, 0, __ATOMIC_RELEASE);
	return 0;
}

u64 pp_hash_update(struct state *st, u64 map_address, u64 key, u64 value, u64 flags)
{
	struct map *map = P(map_address);
	u8 prefix[LPM_KEY];
	s64 result;

	if ((flags & ~(u64)F_LOCK) > EXIST || (flags & F_LOCK && !map->lock_at))
		return -EINVAL_;
	if (flags & F_LOCK) {
		u32 at = flags & NOEXIST ? 0 : hash_find(map, P(key));

		if (at)
			return update_locked(st, map, at - 1, value);
		flags &= ~(u64)F_LOCK;
	}
	if (map->type == MAP_LPM_TRIE) {
		u32 length = prefix_length(P(key));

		if (length > (map->key_size - 4) * 8)
			return -EINVAL_;
		prefix_of(map, P(key), length, prefix);
		key = (u64)prefix;
	}
	write_begin(map);
	/* Python, which has no state, gives the values of all CPUs. */
	result = hash_update(map, P(key), P(value), flags, cpu_of(st, map), map->cpus > 1 && !st);
	write_end(map);
	return result;
}

u64 pp_array_update(struct state *st, u64 map_address, u64 key, u64 value, u64 flags)
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
		result = update_locked(st, map, index, value);
	else
		put_value(map, index, P(value), cpu_of(st, map), map->cpus > 1 && !st, 0);
	if (map->timer_at && !result)
		drop_timer(map, index);
	return result;
}

/* Only for a map of a type that can be updated: the caller checked it. */
u64 pp_map_update(struct state *st, u64 map_address, u64 key, u64 value, u64 flags)
{
	struct map *map = P(map_address);

	if (map->type == MAP_ARRAY || map->type == MAP_PERCPU_ARRAY)
		return pp_array_update(st, map_address, key, value, flags);
	return pp_hash_update(st, map_address, key, value, flags);
}

u64 pp_map_delete(struct state *st, u64 map_address, u64 key)
{
	struct map *map = P(map_address);
	u8 prefix[LPM_KEY];
	u32 hash, at;

	if (map->type == MAP_ARRAY || map->type == MAP_PERCPU_ARRAY)
		return -EINVAL_;
	if (map->type == MAP_LPM_TRIE) {
		u32 length = prefix_length(P(key));

		if (length > (map->key_size - 4) * 8)
			return -EINVAL_;
		prefix_of(map, P(key), length, prefix);
		key = (u64)prefix;
	}
	write_begin(map);
	hash = hash_key(map, P(key));
	at = chain_find(map, P(key), hash);
	if (at)
		drop(map, hash, at);
	write_end(map);
	return at ? 0 : -ENOENT_;
}

/*
 * For Python: the first used slot at or after `slot`, its key and its values (of all CPUs, one
 * behind the other) copied; slots when there is none.
 */
u32 pp_hash_next(struct map *map, u32 slot, void *key, void *value)
{
	lock(map);
	for (; slot < map->slots; slot++) {
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
	return (st->stack_low + STACK_BYTES - fp) / EACH_KEY;
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

	st->each_key = (u64)key;
	((u32 *)P(st->key_sizes))[frame] = map->key_size;
	if (map->type == MAP_ARRAY || map->type == MAP_PERCPU_ARRAY) {
		if (at >= map->max_entries)
			return 0;
		__builtin_memcpy(key, &slot, 4);
		st->each_value = value_on(map, slot, cpu_of(st, map));
		return at + 1;
	}
	lock(map);
	while (slot < map->slots && !((u8 *)P(map->used))[slot])
		slot++;
	if (slot < map->slots) {
		memcpy(key, (u8 *)P(map->keys) + (u64)slot * map->key_stride, map->key_size);
		st->each_value = value_on(map, slot, cpu_of(st, map));
	}
	unlock(map);
	return slot < map->slots ? (u64)slot + 1 : 0;
}

u64 pp_each_end(struct state *st, u64 fp)
{
	((u32 *)P(st->key_sizes))[each_frame(st, fp)] = 0;
	return 0;
}

/* --- queue, stack and bloom filter: values without keys --- */

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

u64 pp_map_push(struct state *st, u64 map_address, u64 value, u64 flags)
{
	struct map *map = P(map_address);
	s64 result = 0;

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

/* --- ring buffer: the data is mapped twice in a row, so a record never wraps --- */

u64 pp_ringbuf_reserve(struct state *st, u64 map_address, u64 size, u64 flags)
{
	struct map *ring = P(map_address);
	u64 length, position;

	if (flags || size > ring->max_entries - RINGBUF_HEADER)
		return 0;
	length = (size + RINGBUF_HEADER + 7) & ~7ULL;
	lock(ring);
	position = ring->producer;
	if (position + length -
	    __atomic_load_n(&ring->consumer, __ATOMIC_ACQUIRE) > ring->max_entries - 1) {
		unlock(ring);
		return 0;
	}
	record_at(ring, position)->length = size;
	__atomic_store_n(&record_at(ring, position)->state, busy(st), __ATOMIC_RELEASE);
	__atomic_store_n(&ring->producer, position + length, __ATOMIC_RELEASE);
	unlock(ring);
	st->held++;
	position = ring->values + (position & (ring->max_entries - 1)) + RINGBUF_HEADER;
	/* The kernel leaves what was there; its verifier lets nobody read it. */
	memset(P(position), 0, size);
	return position;
}

static void finish(struct map *ring, struct state *st, u64 address, u32 to)
{
	u64 position = address - RINGBUF_HEADER - ring->values;

	st->held--;
	__atomic_store_n(&record_at(ring, position)->state, to, __ATOMIC_RELEASE);
}

static void commit(struct state *st, u64 address, u32 to)
{
	finish(ring_of(st, address), st, address, to);
}

/*
 * After a run that kept records or a lock: they are given back, or nobody could read past the
 * records or take the lock.
 */
void pp_end_run(struct state *st)
{
	const struct map_slot *slot = P(st->maps);
	const struct map_slot *end = P(st->maps_end);

	if (st->locked) {
		__atomic_store_n((u32 *)P(st->locked), 0, __ATOMIC_RELEASE);
		st->locked = 0;
	}
	if (!st->held)
		return;
	for (; slot < end; slot++) {
		struct map *ring = P(slot->map);
		u64 position;

		if (ring->type != MAP_RINGBUF)
			continue;
		lock(ring);
		for (position = ring->consumer; position != ring->producer;) {
			struct record *record = record_at(ring, position);

			position += ((u64)record->length + RINGBUF_HEADER + 7) & ~7ULL;
			if (record->state == busy(st))
				__atomic_store_n(&record->state, RECORD_DISCARDED,
						 __ATOMIC_RELEASE);
		}
		unlock(ring);
	}
	st->held = 0;
}

u64 pp_ringbuf_submit(struct state *st, u64 address, u64 flags)
{
	commit(st, address, RECORD_DONE);
	return 0;
}

u64 pp_ringbuf_discard(struct state *st, u64 address, u64 flags)
{
	commit(st, address, RECORD_DISCARDED);
	return 0;
}

u64 pp_ringbuf_output(struct state *st, u64 map_address, u64 data, u64 size, u64 flags)
{
	u64 record;

	if (flags > 3)		/* BPF_RB_NO_WAKEUP, BPF_RB_FORCE_WAKEUP: nobody sleeps here */
		return -EINVAL_;
	record = pp_ringbuf_reserve(st, map_address, size, 0);
	if (!record)
		return -EAGAIN_;
	memcpy(P(record), P(data), size);
	commit(st, record, RECORD_DONE);
	return 0;
}

/* BPF_RB_AVAIL_DATA, RING_SIZE, CONS_POS and PROD_POS */
u64 pp_ringbuf_query(struct state *st, u64 map_address, u64 what)
{
	const struct map *ring = P(map_address);
	u64 consumer = __atomic_load_n(&ring->consumer, __ATOMIC_ACQUIRE);
	u64 producer = __atomic_load_n(&ring->producer, __ATOMIC_ACQUIRE);

	switch (what) {
	case 0:
		return producer - consumer;
	case 1:
		return ring->max_entries;
	case 2:
		return consumer;
	case 3:
		return producer;
	}
	return 0;
}

/* For Python: the next finished record into `out` (at most `room` bytes): its length, or -1. */
s64 pp_ringbuf_consume(struct map *ring, void *out, u64 room)
{
	for (;;) {
		u64 position = ring->consumer;
		struct record *record = record_at(ring, position);
		u64 length;
		u32 state;

		if (position == __atomic_load_n(&ring->producer, __ATOMIC_ACQUIRE))
			return -1;
		state = __atomic_load_n(&record->state, __ATOMIC_ACQUIRE);
		if ((state & RECORD_MASK) == RECORD_BUSY || record->length > room)
			return -1;
		length = record->length;
		if (state == RECORD_DONE)
			memcpy(out, P(ring->values + (position & (ring->max_entries - 1)) +
				      RINGBUF_HEADER), length);
		__atomic_store_n(&record->state, RECORD_NONE, __ATOMIC_RELAXED);
		__atomic_store_n(&ring->consumer,
				 position + ((length + RINGBUF_HEADER + 7) & ~7ULL),
				 __ATOMIC_RELEASE);
		if (state == RECORD_DONE)
			return length;
	}
}

/*
 * A sample for the reader of a perf event array: the CPU in 8 bytes, what the program gives, and as
 * many bytes of the packet as the upper half of the flags says. No reader has to be there.
 */
u64 pp_perf_event_output(struct state *st, u64 ctx, u64 map_address, u64 flags, u64 data, u64 size)
{
	struct map *map = P(map_address);
	u64 cpu = flags & 0xffffffff, packet = flags >> 32 & 0xfffff, record;

	if (flags >> 52)
		return -EINVAL_;
	if (cpu == 0xffffffff)	/* BPF_F_CURRENT_CPU */
		cpu = st->cpu;
	if (cpu >= map->max_entries)
		return -E2BIG_;
	if (packet > st->data_end - st->data)
		return -EFAULT_;
	record = pp_ringbuf_reserve(st, map->ring, 8 + size + packet, 0);
	if (!record) {
		__atomic_fetch_add(&map->lost, 1, __ATOMIC_RELAXED);
		return -ENOSPC_;
	}
	__builtin_memcpy(P(record), &cpu, 8);
	memcpy(P(record + 8), P(data), size);
	memcpy(P(record + 8 + size), P(st->data), packet);
	finish(P(map->ring), st, record, RECORD_DONE);
	return 0;
}

/* Without a kernel there are no cgroups to be in: no element of a cgroup array is ever set. */
u64 pp_current_task_under_cgroup(struct state *st, u64 map_address, u64 index)
{
	return (u32)index >= ((struct map *)P(map_address))->max_entries ? -E2BIG_ : -EAGAIN_;
}

/* Nor is there a task: what the program reads of it is not there either. */
u64 pp_get_current_task(struct state *st)
{
	return 0;
}

/* Nor is there a stack of the kernel or of a task: what the helpers say that find none. */
u64 pp_get_stackid(struct state *st, u64 ctx, u64 map_address, u64 flags)
{
	return flags & ~0x7ffULL ? -EINVAL_ : -EFAULT_;
}

u64 pp_get_stack(struct state *st, u64 ctx, u64 buffer, u64 size, u64 flags)
{
	memset(P(buffer), 0, size);
	return flags & ~0x8ffULL ? -EINVAL_ : -EFAULT_;
}

/* --- what Python reads after a run --- */

enum { LOG_PRINT = 1, LOG_CLONE = 2 };

/* A record in the run's log: its kind, a head and a body. Without room it is counted only. */
static void log_record(struct state *st, u32 kind, u64 head, u64 head_size, u64 body, u64 size)
{
	u64 record = st->log ? pp_ringbuf_reserve(st, st->log, 4 + head_size + size, 0) : 0;

	st->logged++;
	if (!record) {
		st->lost++;
		return;
	}
	__builtin_memcpy(P(record), &kind, 4);
	memcpy(P(record + 4), P(head), head_size);
	memcpy(P(record + 4 + head_size), P(body), size);
	finish(P(st->log), st, record, RECORD_DONE);
}

/* --- time --- */

static u64 clock_ns(int clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (u64)now.seconds * 1000000000ULL + (u64)now.nanoseconds;
}

u64 pp_ktime_get_ns(struct state *st)
{
	return clock_ns(1);	/* CLOCK_MONOTONIC */
}

#include "packet.c"
#include "text.c"
#include "dynptr.c"
#include "timer.c"
#include "custom.c"
#include "batch.c"

/* --- other helpers --- */

u64 pp_ktime_get_boot_ns(struct state *st)
{
	return clock_ns(7);	/* CLOCK_BOOTTIME */
}

u64 pp_ktime_get_coarse_ns(struct state *st)
{
	return clock_ns(6);	/* CLOCK_MONOTONIC_COARSE */
}

u64 pp_ktime_get_tai_ns(struct state *st)
{
	return clock_ns(11);	/* CLOCK_TAI */
}

/* As a kernel with CONFIG_HZ=250 counts, from five minutes before 2^32 on (INITIAL_JIFFIES). */
u64 pp_jiffies64(struct state *st)
{
	return (u32)(-300 * 250) + clock_ns(6) / 4000000;
}

u64 pp_get_current_cgroup_id(struct state *st)
{
	return st->cgroup;
}

/* There is one node, no traced function, and no cookie that somebody gave when attaching. */
u64 pp_zero(struct state *st)
{
	return 0;
}

/* xorshift64*, one a state, seeded by Python: not for secrets, as in the kernel. */
u64 pp_get_prandom_u32(struct state *st)
{
	u64 x = st->random;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	st->random = x;
	return (x * 0x2545f4914f6cdd1dULL) >> 32;
}

u64 pp_get_smp_processor_id(struct state *st)
{
	return st->cpu;
}

u64 pp_get_current_pid_tgid(struct state *st)
{
	return (u64)getpid() << 32 | (u32)gettid();
}

u64 pp_get_current_uid_gid(struct state *st)
{
	return (u64)getgid() << 32 | getuid();
}

u64 pp_get_current_comm(struct state *st, u64 buffer, u64 size)
{
	u8 name[16] = { 0 };
	u64 length = size < 16 ? size : 16;

	if (!size)
		return -EINVAL_;
	prctl(16, name);	/* PR_GET_NAME */
	memset(P(buffer), 0, size);
	memcpy(P(buffer), name, length);
	((u8 *)P(buffer))[size - 1] = 0;
	return 0;
}

u64 pp_probe_read(struct state *st, u64 to, u64 size, u64 from)
{
	if (size == 0)
		return 0;
	if (!allowed(st, from, size, 0)) {
		memset(P(to), 0, size);
		return -EFAULT_;
	}
	__builtin_memmove(P(to), P(from), size);
	return 0;
}

/* The length with the terminating zero; the copy always ends with one. */
u64 pp_probe_read_str(struct state *st, u64 to, u64 size, u64 from)
{
	u8 *out = P(to);
	u64 length;

	if (size == 0)
		return 0;
	for (length = 0; length < size; length++) {
		if (!allowed(st, from + length, 1, 0)) {
			memset(out, 0, size);
			return -EFAULT_;
		}
		out[length] = ((const u8 *)P(from))[length];
		if (!out[length])
			return length + 1;
	}
	out[size - 1] = 0;
	return size;
}

/*
 * LD_ABS and LD_IND: the value in the low half, network order undone; all ones when the packet is
 * too short.
 */
u64 pp_load_packet(struct state *st, u64 offset, u64 size)
{
	u64 length = st->data_end - st->data, value = 0;
	const u8 *from;

	offset = (u32)offset;
	if (offset > length || size > length - offset)
		return ~0ULL;
	for (from = P(st->data + offset); size; size--, from++)
		value = value << 8 | *from;
	return value;
}

typedef u64 entry_fn(struct state *, u64, u64);

/*
 * 1 when another program has run in place of the rest of the one that calls, with its result in
 * `tail_result`; 0 when it goes on: there is no such program, it was one call too many, or the
 * stack below `fp` (the frame that the caller gives up) is too short.
 */
u64 pp_tail_call(struct state *st, u64 ctx, u64 map_address, u64 index, u64 fp)
{
	const struct map *map = P(map_address);
	const struct target *target;
	u64 maps = st->maps, maps_end = st->maps_end, stack = st->stack, stack_end = st->stack_end;
	u64 caller = st->target;

	if ((u32)index >= map->max_entries || st->tails >= MAX_TAILS)
		return 0;
	target = P(__atomic_load_n((u64 *)P(map->values) + (u32)index, __ATOMIC_ACQUIRE));
	if (!target || target->stack > fp - st->stack_low)
		return 0;
	st->tails++;
	st->maps = target->maps;
	st->maps_end = target->maps_end;
	st->target = (u64)target;
	st->stack = fp - target->stack;
	st->stack_end = fp;
	st->tail_result = ((entry_fn *)P(target->entry))(st, ctx, 0);
	if (st->fault && !st->failed)
		st->failed = (u64)target;
	st->maps = maps;
	st->maps_end = maps_end;
	st->target = caller;
	st->stack = stack;
	st->stack_end = stack_end;
	return 1;
}

/* --- many runs without Python in between --- */

struct packet {
	u64 address;
	u64 length;
	u64 result;
};

enum { CONTEXT_FLAT, CONTEXT_XDP, CONTEXT_SKB };
enum { HEADROOM = 256 };

static void set_xdp(struct state *st)
{
	st->meta = st->data;
	st->redirect = REDIRECT_NONE;
	put32(st->ctx, (u32)st->data);
	put32(st->ctx + 4, (u32)st->data_end);
	put32(st->ctx + 8, (u32)st->data);
}

static void set_skb(struct state *st, u64 length, u32 fresh)
{
	u32 protocol = 0;

	st->meta = st->data;
	st->redirect = REDIRECT_NONE;
	st->network = ETHERNET;
	if (fresh)
		memcpy(P(st->ctx), P(st->fresh), st->ctx_end - st->ctx);
	if (length >= 14)
		__builtin_memcpy(&protocol, P(st->data + 12), 2);
	put32(st->ctx, (u32)length);
	put32(st->ctx + 16, protocol);
	put32(st->ctx + 76, (u32)st->data);
	put32(st->ctx + 80, (u32)st->data_end);
	put32(st->ctx + 140, (u32)st->data);
	put32(st->ctx + 160, (u32)length);
}

static void set_packet(struct state *st, const struct packet *packet, u32 kind)
{
	st->data = st->buffer + HEADROOM;
	st->data_end = st->data + packet->length;
	st->meta = st->data;
	st->redirect = REDIRECT_NONE;
	memcpy(P(st->data), P(packet->address), packet->length);
	if (kind == CONTEXT_XDP)
		set_xdp(st);
	else if (kind == CONTEXT_SKB)
		set_skb(st, packet->length, 1);	/* the run before may have written to it */
}

/* Runs `entry` over `count` packets: how many ran without a fault; nanoseconds in *elapsed. */
u64 pp_run_batch(struct state *st, entry_fn *entry, u32 kind, struct packet *packets, u64 count,
		 u64 budget, u64 *elapsed)
{
	u64 began = clock_ns(1), done;

	st->fault = FAULT_NONE;
	st->failed = 0;
	for (done = 0; done < count; done++) {
		set_packet(st, &packets[done], kind);
		st->budget = budget;
		st->tails = 0;
		packets[done].result = entry(st, st->ctx, 0);
		if (st->held || st->locked)
			pp_end_run(st);
		if (st->fault)
			break;
	}
	*elapsed = clock_ns(1) - began;
	return done;
}

/*
 * The same over packets that lie one after the other at `base`: packet i is [offsets[i],
 * offsets[i + 1]). As many as fit are copied to the buffer at once (it has `room` bytes after its
 * headroom) and run where they are, so programs that move a packet's ends must not come here.
 * `fresh`: a run may have written to its context, the next one begins with a new one.
 */
u64 pp_run_packets(struct state *st, entry_fn *entry, u32 kind, const u8 *base, const u64 *offsets,
		   u64 count, u64 budget, u64 room, u32 fresh, u64 *results, u64 *elapsed)
{
	u64 began = clock_ns(1), buffer = st->buffer + HEADROOM, copied = 0, shift = 0, done;

	st->fault = FAULT_NONE;
	st->failed = 0;
	for (done = 0; done < count; done++) {
		u64 length = offsets[done + 1] - offsets[done];

		if (done == copied) {
			u64 first = offsets[done];

			while (copied < count && offsets[copied + 1] >= offsets[copied] &&
			       offsets[copied + 1] - first <= room)
				copied++;
			if (copied == done)
				break;	/* longer than was said */
			memcpy(P(buffer), base + first, offsets[copied] - first);
			shift = buffer - first;
		}
		st->data = shift + offsets[done];
		st->data_end = st->data + length;
		if (kind == CONTEXT_XDP)
			set_xdp(st);
		else
			set_skb(st, length, fresh);
		st->budget = budget;
		st->tails = 0;
		results[done] = entry(st, st->ctx, 0);
		if (st->held || st->locked)
			pp_end_run(st);
		if (st->fault)
			break;
	}
	*elapsed = clock_ns(1) - began;
	return done;
}

/* Calls entries[order[i]] with their states, `rounds` times over: what a call costs. */
u64 pp_call_many(const u64 *entries, struct state *const *states, const u32 *order, u64 count,
		 u64 rounds)
{
	u64 began = clock_ns(1);

	for (; rounds; rounds--)
		for (u64 i = 0; i < count; i++) {
			struct state *st = states[order[i]];

			((entry_fn *)P(entries[order[i]]))(st, st->ctx, 0);
		}
	return clock_ns(1) - began;
}
