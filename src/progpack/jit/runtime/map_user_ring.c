// SPDX-License-Identifier: Apache-2.0
/*
 * Rings that Python writes and programs drain; a part of runtime.c. While a callback runs, its sample is a
 * record that the run holds. See kernel/bpf/ringbuf.c (Linux 6.18).
 */

enum { MOST_SAMPLES = 128 * 1024 };	/* BPF_MAX_USER_RINGBUF_SAMPLES */

/* For Python: a sample that is there at once; -E2BIG: no ring of this size has room, -ENOSPC: not now. */
static u64 put_sample(struct map *ring, u64 sample, u64 size)
{
	u64 length = (size + RINGBUF_HEADER + 7) & ~7ULL, position;

	if (size > ring->max_entries || length > ring->max_entries)
		return -E2BIG_;
	lock(ring);
	position = ring->producer;
	if (position + length - __atomic_load_n(&ring->consumer, __ATOMIC_ACQUIRE) > ring->max_entries) {
		unlock(ring);
		return -ENOSPC_;
	}
	__atomic_store_n(&record_at(ring, position)->length, size, __ATOMIC_RELAXED);
	mark(ring, position, length);
	memcpy(P(ring->values + (position & (ring->max_entries - 1)) + RINGBUF_HEADER), P(sample), size);
	__atomic_store_n(&record_at(ring, position)->state, RECORD_DONE, __ATOMIC_RELEASE);
	__atomic_store_n(&ring->producer, position + length, __ATOMIC_RELEASE);
	unlock(ring);
	return 0;
}

/* Take the record at the consumer out. */
static void pass_sample(struct map *ring, struct record *record)
{
	u64 room = record_room(record);

	__atomic_store_n(&record->state, RECORD_NONE, __ATOMIC_RELAXED);
	__atomic_store_n(&ring->consumer, ring->consumer + room, __ATOMIC_RELEASE);
}

/* After a callback: the sample that it had. */
static void release_sample(struct state *st, struct map *ring)
{
	struct record *record = record_at(ring, ring->consumer);

	if (ring->consumer == __atomic_load_n(&ring->producer, __ATOMIC_ACQUIRE) ||
	    __atomic_load_n(&record->state, __ATOMIC_ACQUIRE) != busy(st))
		return;
	forget_held(st, record);
	st->record = st->record_end = 0;
	pass_sample(ring, record);
}

/*
 * For bpf_user_ringbuf_drain(): the dynptr of the next sample goes to each_key; `at` records were looked at
 * before. Returned is how many were now, or 0 when there is no more. `fp` is the frame of the callback.
 */
u64 pp_drain(struct state *st, u64 map_address, u64 at, u64 fp)
{
	struct map *ring = P(map_address);
	u64 frame = each_frame(st, fp), place = st->keys + frame * EACH_KEY;

	if (at) {
		release_sample(st, ring);
	} else {
		u32 nobody = 0;

		if (!__atomic_compare_exchange_n(&ring->hand, &nobody, st->serial << 1 | 1, 0, __ATOMIC_ACQUIRE,
						 __ATOMIC_RELAXED))
			return 0;	/* somebody drains it: the end says so */
		((u32 *)P(st->key_sizes))[frame] = sizeof(struct dynptr);
	}
	while (at < MOST_SAMPLES && st->held < HELD_MOST &&
	       ring->consumer != __atomic_load_n(&ring->producer, __ATOMIC_ACQUIRE)) {
		struct record *record = record_at(ring, ring->consumer);
		u64 sample = ring->values + (ring->consumer & (ring->max_entries - 1)) + RINGBUF_HEADER;

		at++;
		if (__atomic_load_n(&record->state, __ATOMIC_ACQUIRE) != RECORD_DONE) {
			pass_sample(ring, record);	/* a run ended in the middle of it */
			continue;
		}
		__atomic_store_n(&record->state, busy(st), __ATOMIC_RELEASE);
		note_held(st, ring, record);
		set_dynptr(place, sample, record_length(record) | DYNPTR_LOCAL);
		st->each_key = place;
		return at;
	}
	return 0;
}

/* 0, or -EBUSY: somebody else drains the ring. */
u64 pp_drain_end(struct state *st, u64 map_address, u64 fp)
{
	struct map *ring = P(map_address);
	u32 *size = (u32 *)P(st->key_sizes) + each_frame(st, fp);

	if (!*size)
		return -EBUSY_;
	*size = 0;
	release_sample(st, ring);
	__atomic_store_n(&ring->hand, 0, __ATOMIC_RELEASE);
	return 0;
}
