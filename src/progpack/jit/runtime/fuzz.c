// SPDX-License-Identifier: Apache-2.0
/*
 * Many runs on packets that are made here, of those that are known: a part of runtime.c. What a packet
 * reaches is seen in the counters of the program (bpf/coverage.py), each of which is zero again after it.
 */

enum { MOST_CHANGES = 4, NEAR = 35, STEP = 32, TOKEN_BYTES = 8 };
enum change { FLIP, BYTE, ADD, EDGE, OVERWRITE, INSERT, COPY, CUT, FILL, SPLICE, LENGTH, CHANGES };

/* xorshift64* of Marsaglia and Vigna; the state is not zero. */
static inline u64 fuzz_random(struct fuzz *fuzz)
{
	u64 x = fuzz->random;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	fuzz->random = x;
	return (x * 0x2545f4914f6cdd1dULL) >> 32;
}

/* A number from 0 to `most` - 1, which is not 0: the upper half of a product, without a division. */
static inline u64 fuzz_below(struct fuzz *fuzz, u64 most)
{
	return (fuzz_random(fuzz) * most) >> 32;
}

/* A known packet: each second time one of the last quarter, of which less is known. */
static u64 fuzz_choose(struct fuzz *fuzz)
{
	u64 part = fuzz->count / 4 + 1;

	return fuzz_random(fuzz) & 1 ? fuzz_below(fuzz, fuzz->count) : fuzz->count - 1 - fuzz_below(fuzz, part);
}

/* Adds to the number of 1, 2 or 4 bytes at `at`, in one of both byte orders. */
static void fuzz_add(u8 *at, u64 size, u64 by, int big)
{
	u64 i, carry = by;

	for (i = 0; i < size; i++) {
		u8 *byte = at + (big ? size - 1 - i : i);

		carry += *byte;
		*byte = (u8)carry;
		carry >>= 8;
	}
}

static void fuzz_edge(struct fuzz *fuzz, u8 *at, u64 size)
{
	u64 kind = fuzz_below(fuzz, 4);

	memset(at, kind & 1 ? 0xff : 0, size);
	if (kind & 2)
		at[fuzz_random(fuzz) & 1 ? size - 1 : 0] ^= 0x80;
}

/* Bytes that are moved up or down behind `at`, to be `added` more or `cut` fewer; the new length. */
static u64 fuzz_room(struct fuzz *fuzz, u8 *data, u64 length, u64 at, u64 added, u64 cut)
{
	u64 rest;

	cut = least(cut, length - at);
	if (length - cut < fuzz->shortest)
		return length;
	rest = length - at - cut;
	if (at + added > fuzz->longest)
		return length;
	rest = least(rest, fuzz->longest - at - added);
	__builtin_memmove(data + at + added, data + at + cut, rest);
	return at + added + rest;
}

static u64 fuzz_splice(struct fuzz *fuzz, u8 *data, u64 length, u64 at)
{
	u64 other = fuzz_choose(fuzz);
	u64 start = ((u64 *)P(fuzz->starts))[other], size = ((u64 *)P(fuzz->ends))[other] - start;

	size = least(size, fuzz->longest);
	if (at >= size)
		return length;
	memcpy(data + at, (u8 *)P(fuzz->bytes) + start + at, size - at);
	return size;
}

static u64 fuzz_token(struct fuzz *fuzz, u8 *data, u64 length, u64 at, int insert)
{
	const struct token *token;

	if (!fuzz->token_count)
		return length;
	token = (const struct token *)P(fuzz->tokens) + fuzz_below(fuzz, fuzz->token_count);
	if (at + token->size > fuzz->longest)
		return length;
	if (insert) {
		u64 longer = fuzz_room(fuzz, data, length, at, token->size, 0);

		if (longer < at + token->size)
			return length;
		length = longer;
	} else if (at + token->size > length) {
		length = at + token->size;
	}
	memcpy(data + at, token->bytes, token->size);
	return length;
}

static u64 fuzz_length(struct fuzz *fuzz, u8 *data, u64 length)
{
	u64 wanted = fuzz->shortest + fuzz_below(fuzz, fuzz->longest - fuzz->shortest + 1);

	if (wanted > length)
		memset(data + length, 0, wanted - length);
	return wanted;
}

/* Changes a packet once: its length. `data` has room for `longest` bytes. */
static u64 fuzz_change(struct fuzz *fuzz, u8 *data, u64 length)
{
	u64 at = length ? fuzz_below(fuzz, length) : 0, size, from;
	enum change change = length ? fuzz_below(fuzz, CHANGES) : LENGTH;

	switch (change) {
	case FLIP:
		data[at] ^= 1 << fuzz_below(fuzz, 8);
		break;
	case BYTE:
		data[at] = (u8)fuzz_random(fuzz);
		break;
	case ADD:
		size = 1ULL << fuzz_below(fuzz, 3);
		if (at + size <= length)
			fuzz_add(data + at, size, fuzz_below(fuzz, 2 * NEAR + 1) - NEAR, fuzz_random(fuzz) & 1);
		break;
	case EDGE:
		fuzz_edge(fuzz, data + at, least(1ULL << fuzz_below(fuzz, 4), length - at));
		break;
	case OVERWRITE:
	case INSERT:
		return fuzz_token(fuzz, data, length, at, change == INSERT);
	case COPY:
		from = fuzz_below(fuzz, length);
		size = 1 + fuzz_below(fuzz, STEP);
		__builtin_memmove(data + at, data + from, least(size, length - (at > from ? at : from)));
		break;
	case CUT:
		return fuzz_room(fuzz, data, length, at, 0, 1 + fuzz_below(fuzz, STEP));
	case FILL:
		size = 1 + fuzz_below(fuzz, STEP);
		if (fuzz_room(fuzz, data, length, at, size, 0) == length)
			break;
		length = least(length + size, fuzz->longest);
		memset(data + at, (u8)fuzz_random(fuzz), least(size, length - at));
		break;
	case SPLICE:
		return fuzz_splice(fuzz, data, length, at);
	case LENGTH:
	case CHANGES:
		return fuzz_length(fuzz, data, length);
	}
	return length;
}

/* Makes the next packet at `data`: its length. */
static u64 fuzz_make(struct fuzz *fuzz, u8 *data)
{
	u64 known = fuzz_choose(fuzz), start = ((u64 *)P(fuzz->starts))[known];
	u64 length = least(((u64 *)P(fuzz->ends))[known] - start, fuzz->longest);
	u64 changes = 1ULL << fuzz_below(fuzz, MOST_CHANGES);

	memcpy(data, (u8 *)P(fuzz->bytes) + start, length);
	while (changes--)
		length = fuzz_change(fuzz, data, length);
	return length;
}

/* A bit for how often something was reached: 1, 2, 3, 4 to 7, and so on, as AFL has them. */
static inline u8 fuzz_often(u64 count)
{
	if (count < 4)
		return (u8)(1 << (count - 1));
	return count < 8 ? 8 : count < 16 ? 16 : count < 32 ? 32 : count < 128 ? 64 : 128;
}

/* Whether the last run reached what none had, or more often; all counters are zero afterwards. */
static int fuzz_look(struct fuzz *fuzz)
{
	const u64 *cells = P(fuzz->cells);
	u8 *seen = P(fuzz->seen);
	u64 i;
	int new = 0;

	for (i = 0; i < fuzz->cell_count; i++) {
		u64 *counter = P(cells[i]);
		u64 count = *counter;
		u8 often;

		if (!count)
			continue;
		*counter = 0;
		often = fuzz_often(count);
		new |= often & ~seen[i];
		seen[i] |= often;
	}
	return new;
}

/* Where the next packet goes, which stays there for the `kept` runs after it. */
static u8 *fuzz_next(const struct fuzz *fuzz)
{
	return (u8 *)P(fuzz->history) + (fuzz->executed & (fuzz->kept - 1)) * fuzz->longest;
}

static void fuzz_run(struct state *st, entry_fn *entry, u32 kind, struct fuzz *fuzz, const u8 *packet,
		     u64 length, u64 budget)
{
	u64 data = st->buffer + HEADROOM;

	((u64 *)P(fuzz->lengths))[fuzz->executed & (fuzz->kept - 1)] = length;
	if (put_packet(st, packet, length)) {
		set_packet(st, kind, data, data + split(st, kind, length), 1, budget);
		fuzz->result = run_one(st, entry);
	}
	fuzz->executed++;
}

/* So many runs, fewer where one is to be looked at: it reached something new, or ended in a fault. */
__attribute__((noinline)) static u64 fuzz_each(struct state *st, entry_fn *entry, u32 kind, struct fuzz *fuzz,
					       u64 count, u64 budget)
{
	u64 done;

	for (done = 0; done < count; done++) {
		u8 *packet = fuzz_next(fuzz);

		fuzz_run(st, entry, kind, fuzz, packet, fuzz_make(fuzz, packet), budget);
		fuzz->found = fuzz_look(fuzz);
		if (__builtin_expect(noted(st), 0))
			return done + !st->fault;
		if (__builtin_expect(fuzz->found, 0))
			return done + 1;
	}
	return done;
}

/* Runs `entry` on `count` new packets, until something is found: how many ran without a fault. */
u64 pp_fuzz(struct state *st, entry_fn *entry, u32 kind, struct fuzz *fuzz, u64 count, u64 budget)
{
	u64 done = 0, part, ran;

	st->failed = fuzz->found = 0;
	do {
		part = begin_chunk(st, count - done, budget);
		ran = fuzz_each(st, entry, kind, fuzz, part, budget);
		done += ran;
	} while (!fuzz->found && next_chunk(st, ran, part, count - done));
	__atomic_store_n(&st->passed, 0, __ATOMIC_RELEASE);
	return done;
}

/* Runs `entry` on one packet of at most `longest` bytes, and looks what it reached, in fuzz->found. */
u64 pp_fuzz_one(struct state *st, entry_fn *entry, u32 kind, struct fuzz *fuzz, const u8 *packet, u64 length,
		u64 budget)
{
	u8 *kept = fuzz_next(fuzz);

	length = least(length, fuzz->longest);
	memcpy(kept, packet, length);
	begin_chunk(st, 1, budget);
	st->failed = 0;
	fuzz_run(st, entry, kind, fuzz, kept, length, budget);
	fuzz->found = fuzz_look(fuzz);
	__atomic_store_n(&st->passed, 0, __ATOMIC_RELEASE);
	return fuzz->result;
}
