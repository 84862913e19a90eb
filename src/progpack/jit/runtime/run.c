// SPDX-License-Identifier: Apache-2.0
/* Programs that call programs, and many runs without Python in between; a part of runtime.c. */

typedef u64 entry_fn(struct state *, u64, u64);

enum { PACKET_HOST, PACKET_MULTICAST = 2, PACKET_OTHERHOST };
enum { ETH_P_802_3_MIN = 0x600, ETH_P_802_3 = 1, ETH_P_802_2 = 4 };

/*
 * 1 when another program has run in place of the rest of the one that calls, with its result in
 * `tail_result`; 0 when it goes on: there is no such program, or it was one call too many. `fp` is the
 * frame that the caller gives up. There is stack for all calls that a run may make (STACK_BYTES).
 */
u64 pp_tail_call(struct state *st, u64 ctx, u64 map_address, u64 index, u64 fp, u32 at)
{
	const struct map *map = P(map_address);
	const struct target *target;
	u64 maps = st->maps, maps_end = st->maps_end, stack = st->stack, stack_end = st->stack_end;
	u64 caller = st->target;

	if ((u32)index >= map->max_entries || st->tails >= MAX_TAILS)
		return 0;
	target = P(__atomic_load_n((u64 *)P(map->values) + (u32)index, __ATOMIC_ACQUIRE));
	if (!target)
		return 0;
	if (target->stack > fp - st->stack_low)
		return !fail(st, FAULT_HELPER, at, fp, target->stack);
	st->tails++;
	st->maps = target->maps;
	st->maps_end = target->maps_end;
	st->record = st->record_end = 0;	/* it may be of a ring that the other program does not have */
	st->target = N(target);
	st->stack = fp - target->stack;
	st->stack_end = fp;
	st->tail_result = ((entry_fn *)P(target->entry))(st, ctx, 0);
	if (__builtin_expect(st->fault, 0) && !st->failed)
		st->failed = N(target);
	if (__builtin_expect(st->held, 0))	/* who goes on cannot give back what only the other program reaches */
		discard_but(st, maps, maps_end);
	st->maps = maps;
	st->maps_end = maps_end;
	st->target = caller;
	st->stack = stack;
	st->stack_end = stack_end;
	return 1;
}

/* --- many runs without Python in between --- */

/*
 * What a run begins with that has the packet [data, end). `fresh`: the run before may have written to
 * the context. Nothing is read again that was written here: the compiler cannot know that the context
 * and the state are apart.
 */
static inline void set_xdp(struct state *st, u64 data, u64 end)
{
	u64 ctx = st->ctx;

	put32(ctx, (u32)data);
	put32(ctx + 4, (u32)end);
	put32(ctx + 8, (u32)data);
}

/* eth_type_trans() of a frame for the loopback, whose addresses are zeros: who it is for, and what it is. */
static inline u32 frame_type(u64 data)
{
	if (!(get32(data) | get16(data + 4)))
		return PACKET_HOST;
	return *(u8 *)P(data) & 1 ? PACKET_MULTICAST : PACKET_OTHERHOST;
}

static inline u32 frame_protocol(u64 data, u64 length)
{
	u8 *type = P(data + ETHERTYPE);

	if (type[0] >= ETH_P_802_3_MIN >> 8)
		return get16(N(type));
	return network16(length >= ETHERNET + 2 && get16(data + ETHERNET) == 0xffff ? ETH_P_802_3 : ETH_P_802_2);
}

static inline void set_skb(struct state *st, u64 data, u64 end, u32 fresh)
{
	u64 ctx = st->ctx, length = end - data;
	int framed = length >= ETHERNET;

	st->network = ETHERNET;
	st->checksum = st->tunnelled = 0;
	if (fresh)
		memcpy(P(ctx), P(st->fresh), st->ctx_end - ctx);
	put32(ctx + SKB_LEN, (u32)length);
	put32(ctx + SKB_PKT_TYPE, framed ? frame_type(data) : PACKET_HOST);
	put32(ctx + SKB_PROTOCOL, framed ? frame_protocol(data, length) : 0);
	put32(ctx + SKB_DATA, (u32)data);
	put32(ctx + SKB_DATA_END, (u32)end);
	put32(ctx + SKB_DATA_META, (u32)data);
	put32(ctx + SKB_WIRE_LEN, (u32)length);
}

static inline u64 least(u64 a, u64 b)
{
	return a < b ? a : b;
}

/* Whether a packet may be in fragments. */
static inline int splits(u32 kind)
{
	return kind == CONTEXT_XDP;
}

/* Notes what of a packet is in fragments: the bytes of its linear part. */
__attribute__((noinline)) static u64 split(struct state *st, u32 kind, u64 length)
{
	u64 linear = splits(kind) ? least(length, st->linear) : length;

	st->fragments = length - linear;
	return linear;
}

/*
 * The bytes of a packet from which on split() is called, or more than `longest`. After a packet in
 * fragments it is 0, so that `fragments` is right of the next one as well.
 */
static u64 bound_of(const struct state *st, u32 kind, u64 longest)
{
	if (st->fragments)
		return 0;
	return least(least(longest, ~0ULL - 1), splits(kind) ? st->linear : ~0ULL) + 1;
}

/* What a run begins with whose packet has the linear part [data, end). */
static inline __attribute__((always_inline)) void set_packet(struct state *st, u32 kind, u64 data, u64 end,
							    u32 fresh, u64 budget)
{
	st->data = st->meta = data;
	st->data_end = end;
	st->redirect = REDIRECT_NONE;
	st->budget = budget;
	st->tails = 0;
	if (kind == CONTEXT_XDP)
		set_xdp(st, data, end);
	else if (kind == CONTEXT_SKB)
		set_skb(st, data, end, fresh);
}

/* A fault, or that pp_more() was asked, so that `limit` is not what the next run begins with: one look. */
static int noted(const struct state *st)
{
	return *(const u64 *)&st->fault != 0;
}

/* Runs `entry`: its result; what it still had is given back. */
static inline u64 run_one(struct state *st, entry_fn *entry)
{
	u64 result = entry(st, st->ctx, 0);

	if (__builtin_expect(st->held | st->locked, 0))
		pp_end_run(st);
	return result;
}

/* Puts a packet into the buffer, if there is room: whether there was. */
static inline int put_packet(struct state *st, const u8 *packet, u64 length)
{
	u64 data = st->buffer + HEADROOM;

	if (__builtin_expect(length > st->buffer_end - data, 0))
		return fail(st, FAULT_WRITE, 0, data, length);
	memcpy(P(data), packet, length);
	return 1;
}

/* What of a run is to be looked at: a fault, what it printed or sends, that its packet is another one. */
static u64 to_look_at(const struct state *st, const u8 *packet, u64 length)
{
	u64 data = st->buffer + HEADROOM, noted = 0;

	if (st->fault)
		noted |= NOTED_FAULT;
	if (st->logged | st->redirect | st->retval_set | st->tunnelled)
		noted |= NOTED_EFFECTS;
	if (st->meta != data || packet_end(st) != data + length || memcmp(P(data), packet, length))
		noted |= NOTED_PACKET;
	return noted;
}

/*
 * A run with a context that is `fresh` but for the packet, without a time limit: its result.
 */
u64 pp_run_once(struct state *st, struct once *once, const u8 *packet, u64 length, u64 budget, u64 attend)
{
	u64 data = st->buffer + HEADROOM, result;

	st->fault = st->fault_pc = 0;
	st->failed = st->deadline = st->link = 0;
	st->retval = st->retval_set = 0;
	st->attend = attend;
	st->limit = first_limit(st, budget);
	st->network = ETHERNET;
	if (!put_packet(st, packet, length)) {
		*once = (struct once){ once->entry, once->kind, NOTED_FAULT, HEADROOM, 0 };
		return 0;
	}
	memcpy(P(st->ctx), P(st->fresh), st->ctx_end - st->ctx);
	set_packet(st, once->kind, data, data + split(st, once->kind, length), 0, budget);
	result = run_one(st, P(once->entry));
	once->noted = to_look_at(st, packet, length);
	once->start = st->meta - st->buffer;
	once->size = packet_end(st) - st->meta;
	return result;
}

/* Both say how many packets ran without a fault; they end early where something is noted. */
__attribute__((noinline)) static u64 run_each(struct state *st, entry_fn *entry, u32 kind, struct packet *packets,
					      u64 count, u64 budget)
{
	u64 done, data = st->buffer + HEADROOM;

	for (done = 0; done < count; done++) {
		if (!put_packet(st, P(packets[done].address), packets[done].length))
			return done;
		set_packet(st, kind, data, data + split(st, kind, packets[done].length), 1, budget);
		packets[done].result = run_one(st, entry);
		if (__builtin_expect(noted(st), 0))
			return done + !st->fault;
	}
	return done;
}

/*
 * Runs over packets where they are: packet i is [shift + starts[i], shift + ends[i]). The caller's memory
 * may change meanwhile: both are read once, and lie from the end before them, which is `low` at first, to
 * `limit`; no packet has more than `longest` bytes.
 */
static inline __attribute__((always_inline)) u64 run_within(struct state *st, entry_fn *entry, u32 kind,
							    const u64 *starts, const u64 *ends, u64 count, u64 low,
							    u64 limit, u64 shift, u64 longest, u64 budget,
							    u32 fresh, u64 *results)
{
	u64 done, start, end, linear, bound = bound_of(st, kind, longest);

	for (done = 0; done < count; done++, low = end) {
		start = __atomic_load_n(&starts[done], __ATOMIC_RELAXED);
		end = linear = __atomic_load_n(&ends[done], __ATOMIC_RELAXED);
		if (__builtin_expect(start < low || end > limit, 0))
			break;
		if (__builtin_expect(end - start >= bound, 0)) {
			if (!splits(kind) || end < start || end - start > longest)
				break;
			linear = start + split(st, kind, end - start);
			bound = bound_of(st, kind, longest);
		}
		set_packet(st, kind, shift + start, shift + linear, fresh, budget);
		results[done] = run_one(st, entry);
		if (__builtin_expect(noted(st), 0))
			return done + !st->fault;
	}
	return done;
}

/* A loop for each kind of context, which keeps what it needs in registers. */
__attribute__((noinline)) static u64 run_xdp(struct state *st, entry_fn *entry, const u64 *starts, const u64 *ends,
					     u64 count, u64 low, u64 limit, u64 shift, u64 longest, u64 budget,
					     u64 *results)
{
	return run_within(st, entry, CONTEXT_XDP, starts, ends, count, low, limit, shift, longest, budget, 0, results);
}

__attribute__((noinline)) static u64 run_skb(struct state *st, entry_fn *entry, const u64 *starts, const u64 *ends,
					     u64 count, u64 low, u64 limit, u64 shift, u64 longest, u64 budget,
					     u32 fresh, u64 *results)
{
	return run_within(st, entry, CONTEXT_SKB, starts, ends, count, low, limit, shift, longest, budget, fresh,
			  results);
}

static u64 run_there(struct state *st, entry_fn *entry, u32 kind, const u64 *starts, const u64 *ends, u64 count,
		     u64 low, u64 limit, u64 shift, u64 longest, u64 budget, u32 fresh, u64 *results)
{
	if (kind == CONTEXT_XDP)
		return run_xdp(st, entry, starts, ends, count, low, limit, shift, longest, budget, results);
	return run_skb(st, entry, starts, ends, count, low, limit, shift, longest, budget, fresh, results);
}

enum { PACKETS_AHEAD = 4, LINE = 64 };

/* The same, each where it is for itself: what a run reads first is asked for before its turn. */
__attribute__((noinline)) static u64 run_apart(struct state *st, entry_fn *entry, u32 kind, const u64 *starts,
					       const u64 *ends, u64 count, u64 longest, u64 budget, u32 fresh,
					       u64 *results)
{
	u64 done, size, linear, bound = bound_of(st, kind, longest);

	for (done = 0; done < count; done++) {
		if (count - done > PACKETS_AHEAD) {
			__builtin_prefetch(P(starts[done + PACKETS_AHEAD]));
			__builtin_prefetch(P(starts[done + PACKETS_AHEAD] + LINE));
		}
		size = linear = ends[done] - starts[done];
		if (__builtin_expect(size >= bound, 0)) {
			if (size > longest)
				break;
			linear = split(st, kind, size);
			bound = bound_of(st, kind, longest);
		}
		set_packet(st, kind, starts[done], starts[done] + linear, fresh, budget);
		results[done] = run_one(st, entry);
		if (__builtin_expect(noted(st), 0))
			return done + !st->fault;
	}
	return done;
}

/* The same, as many as fit copied to the buffer at once; also fewer when one is longer than `room`. */
__attribute__((noinline)) static u64 run_copied(struct state *st, entry_fn *entry, u32 kind, const u8 *base,
						const u64 *starts, const u64 *ends, u64 count, u64 longest,
						u64 budget, u64 room, u32 fresh, u64 *results)
{
	u64 buffer = st->buffer + HEADROOM, done = 0, ran, part, low, limit;

	while (done < count) {
		low = limit = __atomic_load_n(&starts[done], __ATOMIC_RELAXED);
		for (part = 0; part < count - done; part++) {
			u64 start = __atomic_load_n(&starts[done + part], __ATOMIC_RELAXED);
			u64 end = __atomic_load_n(&ends[done + part], __ATOMIC_RELAXED);

			if (start < limit || end < start || end - low > room)
				break;
			limit = end;
		}
		memcpy(P(buffer), base + low, limit - low);
		ran = run_there(st, entry, kind, starts + done, ends + done, part, low, limit, buffer - low,
				longest, budget, fresh, results + done);
		done += ran;
		if (!part || ran < part || noted(st))
			break;	/* part 0: longer than was said, or than the buffer */
	}
	return done;
}

/* Whether there is room for any packet that a run can leave. */
static int may_leave(const struct state *st, const struct left *left)
{
	return left->room - left->used >= st->buffer_end - st->buffer;
}

static void leave(const struct state *st, struct left *left)
{
	u64 size = length_of(st);

	memcpy(P(left->bytes + left->used), P(st->data), size);
	((u64 *)P(left->starts))[left->count] = left->used;
	left->used += size;
	((u64 *)P(left->ends))[left->count++] = left->used;
}

/* The same, each of them copied to the same place before it runs. */
__attribute__((noinline)) static u64 run_alone(struct state *st, entry_fn *entry, u32 kind, const u8 *base,
					       const u64 *starts, const u64 *ends, u64 count, u64 budget,
					       u64 room, u64 *results)
{
	u64 done, start, end, size, linear, data = st->buffer + HEADROOM, bound = bound_of(st, kind, room);
	struct left *left = P(st->left);

	for (done = 0; done < count; done++) {
		start = __atomic_load_n(&starts[done], __ATOMIC_RELAXED);
		end = __atomic_load_n(&ends[done], __ATOMIC_RELAXED);
		if (left && !may_leave(st, left))
			break;
		size = linear = end - start;
		if (__builtin_expect(size >= bound, 0)) {
			if (end < start || size > room)
				break;
			linear = split(st, kind, size);
			bound = bound_of(st, kind, room);
		}
		memcpy(P(data), base + start, size);
		set_packet(st, kind, data, data + linear, 1, budget);
		results[done] = run_one(st, entry);
		if (left && !st->fault)
			leave(st, left);
		if (__builtin_expect(noted(st), 0))
			return done + !st->fault;
	}
	return done;
}

/* How many of the packets that are left run before the next look whether the batch is to end. */
static u64 begin_chunk(struct state *st, u64 left, u64 budget)
{
	st->fault = st->fault_pc = 0;
	st->limit = first_limit(st, budget);
	return left < st->chunk ? left : st->chunk;
}

enum { SETTLE_NS = 2000000 };

/*
 * Between two packets a batch has nothing of what it reached: here all its runs have ended, and one
 * begins. Only its own program is still its own (grace.py). What was taken out is ended by who makes the
 * next change; by the batch, when nobody did so for some time.
 */
static u64 pass(struct state *st)
{
	const struct changes *changes = P(st->changes);
	u64 oldest;

	if (!changes)
		return 1;
	/* All that the packets before did is done when the note is seen. */
	st->began = __atomic_load_n(&changes->count, __ATOMIC_ACQUIRE);
	__atomic_store_n(&st->passed, st->began, __ATOMIC_RELEASE);
	oldest = __atomic_load_n(&changes->oldest, __ATOMIC_RELAXED);
	if (!oldest || oldest > st->began)
		return 1;
	if (st->awaited != oldest) {
		st->awaited = oldest;
		st->waits_since = st->looked;
	} else if (st->looked >= st->waits_since + SETTLE_NS) {
		st->waits_since = st->looked + ATTEND_NS;	/* another run may have it still */
		if (settle(st, changes->settle))
			return fail(st, FAULT_STOPPED, 0, 0, 0);
	}
	return 1;
}

/* Whether the next chunk may begin after one of `part` packets, of which so many `ran`. */
static int next_chunk(struct state *st, u64 ran, u64 part, u64 left)
{
	return !st->fault && (ran == part || noted(st)) && left && goes_on(st, 0) && pass(st);
}

/* Runs `entry` over `count` packets: how many ran without a fault; nanoseconds in *elapsed. */
u64 pp_run_batch(struct state *st, entry_fn *entry, u32 kind, struct packet *packets, u64 count,
		 u64 budget, u64 *elapsed)
{
	u64 began = clock_ns(1), done = 0, part, ran;

	st->failed = 0;
	do {
		part = begin_chunk(st, count - done, budget);
		ran = run_each(st, entry, kind, packets + done, part, budget);
		done += ran;
	} while (next_chunk(st, ran, part, count - done));
	__atomic_store_n(&st->passed, 0, __ATOMIC_RELEASE);
	*elapsed = clock_ns(1) - began;
	return done;
}

/*
 * The same over packets that lie one after the other at `base`: packet i is [starts[i], ends[i]). As many
 * as fit are copied to the buffer at once (it has `room` bytes after its headroom) and run there; with
 * BATCH_ALONE one after the other, all at the same place. With BATCH_THERE they run where they are, below
 * `base` + `room`; with BATCH_APART too, each for itself, and `starts` and `ends` are addresses. A packet of more than `longest` bytes ends it.
 */
u64 pp_run_packets(struct state *st, entry_fn *entry, u32 kind, const u8 *base, const u64 *starts,
		   const u64 *ends, u64 count, u64 longest, u64 budget, u64 room, u32 how, u64 *results,
		   u64 *elapsed)
{
	u64 began = clock_ns(1), done = 0, part, ran;
	u32 fresh = how & BATCH_FRESH;

	if (!(how & BATCH_THERE))
		room = least(room, st->buffer_end - st->buffer - HEADROOM);
	st->failed = 0;
	do {
		const u64 *from = starts + done, *to = ends + done;

		part = begin_chunk(st, count - done, budget);
		if (how & BATCH_ALONE)
			ran = run_alone(st, entry, kind, base, from, to, part, budget, least(room, longest),
					results + done);
		else if (how & BATCH_APART)
			ran = run_apart(st, entry, kind, from, to, part, longest, budget, fresh, results + done);
		else if (how & BATCH_THERE)
			ran = run_there(st, entry, kind, from, to, part, 0, room, N(base), longest, budget,
					fresh, results + done);
		else
			ran = run_copied(st, entry, kind, base, from, to, part, longest, budget, room,
					 fresh, results + done);
		done += ran;
	} while (next_chunk(st, ran, part, count - done));
	__atomic_store_n(&st->passed, 0, __ATOMIC_RELEASE);
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
