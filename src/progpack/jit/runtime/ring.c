// SPDX-License-Identifier: Apache-2.0
/*
 * Ring buffers, and what is like them: samples of perf events, the log of a run; a part of runtime.c.
 * There is as much memory again behind the data, so a record never wraps.
 */

/* Say inside of a record where it begins, at places that are not far apart; see record_around(). */
static void mark(const struct map *ring, u64 position, u64 length)
{
	u64 first = position >> 3, end = (position + length) >> 3;
	u64 at = (first | (RECORD_MARKS - 1)) + 1;

	for (; at < end; at += RECORD_MARKS)
		__atomic_store_n(&record_at(ring, at << 3)->length, at - first, __ATOMIC_RELAXED);
}

static void note_held(struct state *st, const struct map *ring, const struct record *record)
{
	struct held *held = P(st->holding);

	held[st->held++] = (struct held){ N(ring), N(record) };
}

/* The one that was reserved last is looked at first. */
static void forget_held(struct state *st, const struct record *record)
{
	struct held *held = P(st->holding);

	for (u32 i = st->held; i--;)
		if (held[i].record == N(record)) {
			held[i] = held[--st->held];
			return;
		}
}

/* The memory of a new record of zeros, or 0: the ring has no room. */
static u64 reserve(struct state *st, u64 map_address, u64 size, u64 flags)
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
	__atomic_store_n(&record_at(ring, position)->length, size, __ATOMIC_RELAXED);
	mark(ring, position, length);
	__atomic_store_n(&record_at(ring, position)->state, busy(st), __ATOMIC_RELEASE);
	__atomic_store_n(&ring->producer, position + length, __ATOMIC_RELEASE);
	unlock(ring);
	note_held(st, ring, record_at(ring, position));
	position = ring->values + (position & (ring->max_entries - 1)) + RINGBUF_HEADER;
	st->record = position;
	st->record_end = position + size;
	/* The kernel leaves what was there; its verifier lets nobody read it. */
	clear_bytes(st, position, size);
	return position;
}

/* Of a helper: it ends the run where that holds more records than any program of the kernel can. */
u64 pp_ringbuf_reserve(struct state *st, u64 map_address, u64 size, u64 flags, u32 at)
{
	if (st->held >= HELD_MOST)
		return fail(st, FAULT_HELPER, at, map_address, 0);
	return reserve(st, map_address, size, flags);
}

/* Submit or discard a record that this run reserved. */
static u64 commit(struct state *st, struct record *record, u32 to)
{
	forget_held(st, record);
	/* Which of several it was is not looked at: in_record() finds the others. */
	st->record = st->record_end = 0;
	__atomic_store_n(&record->state, to, __ATOMIC_RELEASE);
	return 0;
}

/* The record whose memory is at an address that reserve just gave. */
static struct record *reserved_at(const struct map *ring, u64 address)
{
	return record_at(ring, address - RINGBUF_HEADER - ring->values);
}

/*
 * Give back the records of this run, but for those in the rings that it reaches with the maps from `maps` to
 * `end`. Nobody else changes a record that is held, so no lock is needed.
 */
__attribute__((noinline)) static void discard_but(struct state *st, u64 maps, u64 end)
{
	struct held *held = P(st->holding);
	u32 kept = 0;

	st->record = st->record_end = 0;
	for (u32 i = 0; i < st->held; i++) {
		struct record *record = P(held[i].record);

		if (is_map(reach_from(st, maps, end), held[i].ring))
			held[kept++] = held[i];
		else
			__atomic_store_n(&record->state, RECORD_DISCARDED, __ATOMIC_RELEASE);
	}
	st->held = kept;
}

/*
 * After a run that kept records or a lock: they are given back, or nobody could read past the
 * records or take the lock.
 */
void pp_end_run(struct state *st)
{
	if (st->locked) {
		__atomic_store_n((u32 *)P(st->locked), 0, __ATOMIC_RELEASE);
		st->locked = 0;
	}
	if (st->held)
		discard_but(st, 0, 0);
}

u64 pp_ringbuf_submit(struct state *st, u64 record, u64 flags)
{
	return commit(st, P(record), RECORD_DONE);
}

u64 pp_ringbuf_discard(struct state *st, u64 record, u64 flags)
{
	return commit(st, P(record), RECORD_DISCARDED);
}

u64 pp_ringbuf_output(struct state *st, u64 map_address, u64 data, u64 size, u64 flags)
{
	u64 place;

	if (flags > 3)		/* BPF_RB_NO_WAKEUP, BPF_RB_FORCE_WAKEUP: nobody sleeps here */
		return -EINVAL_;
	place = reserve(st, map_address, size, 0);
	if (!place)
		return -EAGAIN_;
	copy_bytes(st, place, data, size);
	/* Where the run has ended in the middle nobody gets half a record. */
	return commit(st, reserved_at(P(map_address), place), st->fault ? RECORD_DISCARDED : RECORD_DONE);
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
		if ((state & RECORD_MASK) == RECORD_BUSY)
			return -1;
		length = record_length(record);
		if (state == RECORD_DONE && length > room)
			return length;
		if (state == RECORD_DONE)
			memcpy(out, P(ring->values + (position & (ring->max_entries - 1)) +
				      RINGBUF_HEADER), length);
		__atomic_store_n(&record->state, RECORD_NONE, __ATOMIC_RELAXED);
		__atomic_store_n(&ring->consumer,
				 position + record_room(record),
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
	if (packet > packet_end(st) - st->data)
		return -EFAULT_;
	record = reserve(st, map->ring, 8 + size + packet, 0);
	if (!record) {
		__atomic_fetch_add(&map->lost, 1, __ATOMIC_RELAXED);
		return -ENOSPC_;
	}
	__builtin_memcpy(P(record), &cpu, 8);
	copy_bytes(st, record + 8, data, size);
	memcpy(P(record + 8 + size), P(st->data), packet);
	return commit(st, reserved_at(P(map->ring), record), st->fault ? RECORD_DISCARDED : RECORD_DONE);
}

/* What these are given is the kernel's form of a packet, of which no byte is here. */
u64 pp_kernel_packet_output(struct state *st, u64 packet, u64 map_address, u64 flags, u64 data, u64 size)
{
	if (flags >> 32 && !(flags >> 52))
		return -EFAULT_;
	return pp_perf_event_output(st, packet, map_address, flags, data, size);
}

/* No counter is ever in an array here, as none is in a kernel's where nobody opened one. */
u64 pp_perf_event_read(struct state *st, u64 map_address, u64 flags)
{
	u64 cpu = flags & 0xffffffff;

	if (flags >> 32)
		return -EINVAL_;
	if (cpu == 0xffffffff)	/* BPF_F_CURRENT_CPU */
		cpu = st->cpu;
	return cpu >= ((struct map *)P(map_address))->max_entries ? -E2BIG_ : -ENOENT_;
}

enum { EVENT_VALUE = 24 };	/* struct bpf_perf_event_value */

u64 pp_perf_event_read_value(struct state *st, u64 map_address, u64 flags, u64 to, u64 size)
{
	clear_bytes(st, to, size);
	return size == EVENT_VALUE ? pp_perf_event_read(st, map_address, flags) : -EINVAL_;
}

/* A record in the run's log: its kind, a head and a body. Without room it is counted only. */
static void log_record(struct state *st, u32 kind, u64 head, u64 head_size, u64 body, u64 size)
{
	u64 record = st->log ? reserve(st, st->log, 4 + head_size + size, 0) : 0;

	st->logged++;
	if (!record) {
		st->lost++;
		return;
	}
	__builtin_memcpy(P(record), &kind, 4);
	memcpy(P(record + 4), P(head), head_size);
	memcpy(P(record + 4 + head_size), P(body), size);
	commit(st, reserved_at(P(st->log), record), RECORD_DONE);
}
