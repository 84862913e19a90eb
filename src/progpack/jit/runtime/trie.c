// SPDX-License-Identifier: Apache-2.0
/*
 * LPM_TRIE: prefixes by their bits; a part of runtime.c. An element is found by its prefix; what a key has
 * behind it is kept and means nothing, as in the kernel.
 *
 * A node stands at a place, which is three bits of a key, and has a word for each value of them. A word names
 * two things. What is below: another node, at any later place, or one element alone. And the longest of the
 * elements that end in these three bits and have the word's value; links[] has the next shorter one of them.
 * The word that the map begins with has the element of no bits, and the first node below.
 *
 * Places that no node stands at are not looked at on the way, so a look-up compares its key once, at the end,
 * with an element that was found. Whatever is below a node shares the bits in front of it with that element.
 * So those tell too how far the way was right, and a shorter prefix is on it: it is walked again as far.
 *
 * Each node has two elements or things below at least, so that there are fewer nodes than elements, and a
 * look-up reads no more than a cache line at each place where elements part or end.
 */

enum { TRIE_BITS = 3, TRIE_WAYS = 1 << TRIE_BITS };
enum { HEAD_BYTES = 8, HEAD_PLACES = HEAD_BYTES * 8 / TRIE_BITS };
enum { LPM_KEY = 4 + 256 };	/* bpf_lpm_trie_key: u32 prefixlen, at most 256 bytes */

/* A key as a trie is asked for it; none of it is read once more from where it came from. */
struct prefix {
	u64 head;		/* its first bits, the first one on top, and zeros */
	u32 length;
	u8 key[LPM_KEY + 1];	/* and a zero */
};

/* The first 8 bytes of `left`, the first one on top; zeros behind them where they are less. */
static u64 head_of_bits(const u8 *bits, u32 left)
{
	u64 word = 0;
	u32 half;

	if (left >= HEAD_BYTES) {
		__builtin_memcpy(&word, bits, HEAD_BYTES);
		return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? word : __builtin_bswap64(word);
	}
	if (left == sizeof(half)) {
		__builtin_memcpy(&half, bits, sizeof(half));
		return (u64)(__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? half : __builtin_bswap32(half)) << 32;
	}
	for (u32 i = 0; i < left; i++)
		word |= (u64)bits[i] << (56 - 8 * i);
	return word;
}

/* Reads a key: 0 where it has more bits than there are. Short ones are in `head` alone unless `whole`. */
__attribute__((noinline)) static int read_prefix(const struct map *map, u64 address, struct prefix *prefix, int whole)
{
	u32 bytes = map->key_size - 4;
	const u8 *key = P(address);

	if (whole || bytes >= HEAD_BYTES) {
		memcpy(prefix->key, key, map->key_size);
		prefix->key[map->key_size] = 0;
		key = prefix->key;
	}
	__builtin_memcpy(&prefix->length, key, 4);
	prefix->head = head_of_bits(key + 4, bytes);
	return prefix->length <= bytes * 8;
}

static const u8 *key_of(const struct map *map, u32 at)
{
	return (u8 *)P(map->keys) + (u64)(at - 1) * map->key_stride;
}

static u32 bits_of(const struct map *map, u32 at)
{
	u32 length;

	__builtin_memcpy(&length, key_of(map, at), 4);
	return length;
}

/* The first bit in which a key and an element's differ, behind their prefixes, too; or how many there are. */
__attribute__((noinline)) static u32 common_bits(const struct map *map, const struct prefix *prefix, u32 at)
{
	u32 bytes = map->key_size - 4, done = HEAD_BYTES;
	const u8 *other = key_of(map, at) + 4;
	u64 differ = prefix->head ^ head_of_bits(other, bytes);

	if (differ)
		return __builtin_clzll(differ);
	for (; done < bytes; done += HEAD_BYTES) {
		differ = head_of_bits(prefix->key + 4 + done, bytes - done) ^
			 head_of_bits(other + done, bytes - done);
		if (differ)
			return done * 8 + __builtin_clzll(differ);
	}
	return bytes * 8;
}

/* The value of three bits; bits behind the end of a key are zeros. */
static u32 three_of(const u8 *bits, u32 place)
{
	u32 first = place * TRIE_BITS;

	return ((u32)bits[first / 8] << 8 | bits[first / 8 + 1]) >> (16 - TRIE_BITS - first % 8) & (TRIE_WAYS - 1);
}

static u32 three_bits(const struct prefix *prefix, u32 place)
{
	if (place < HEAD_PLACES)
		return prefix->head << place * TRIE_BITS >> (64 - TRIE_BITS);
	return three_of(prefix->key + 4, place);
}

/* --- words: from below, what is below; the element; whether below is an element; the node's place --- */

static u32 part_of(const struct map *map, u64 word)
{
	return word & ((1ULL << map->index_bits) - 1);
}

static u32 below(const struct map *map, u64 word)
{
	return part_of(map, word);
}

static u32 longest(const struct map *map, u64 word)
{
	return part_of(map, word >> map->index_bits);
}

static int is_alone(const struct map *map, u64 word)
{
	return word >> 2 * map->index_bits & 1;
}

static u32 place_of(const struct map *map, u64 word)
{
	return word >> (2 * map->index_bits + 1);
}

static u64 alone(const struct map *map, u32 at)
{
	return 1ULL << 2 * map->index_bits | at;
}

static u64 *words_of(const struct map *map, u32 node)
{
	return (u64 *)P(map->nodes) + (u64)node * TRIE_WAYS;
}

static u64 read_word(const u64 *word)
{
	return __atomic_load_n(word, __ATOMIC_RELAXED);
}

static u64 longest_mask(const struct map *map)
{
	return ((1ULL << map->index_bits) - 1) << map->index_bits;
}

/* Changes what is below, as such words have it. */
static void set_below(const struct map *map, u64 *word, u64 other)
{
	u64 mask = longest_mask(map);

	__atomic_store_n(word, (*word & mask) | (other & ~mask), __ATOMIC_RELAXED);
}

static void set_longest(const struct map *map, u64 *word, u32 at)
{
	__atomic_store_n(word, (*word & ~longest_mask(map)) | (u64)at << map->index_bits, __ATOMIC_RELAXED);
}

/* --- looking --- */

/*
 * The longest element that has the first `bits` of a key, which are right up to there. While a writer is at
 * work a link may lead anywhere, and is not followed for ever.
 */
__attribute__((noinline)) static u32 walk_again(const struct map *map, const struct prefix *prefix, u32 bits)
{
	const u32 *links = P(map->links);
	u64 word = read_word(&map->root);
	u32 found = 0, next = 0;

	for (;;) {
		u32 at = longest(map, word), place = place_of(map, word);

		for (u32 left = TRIE_BITS; at && left && bits_of(map, at) > bits; left--)
			at = __atomic_load_n(&links[at - 1], __ATOMIC_RELAXED);
		if (at)
			found = at;
		if (!below(map, word) || is_alone(map, word) || place < next || place * TRIE_BITS >= bits)
			return found;
		next = place + 1;
		word = read_word(words_of(map, below(map, word)) + three_bits(prefix, place));
	}
}

static u32 walk(const struct map *map, const struct prefix *prefix)
{
	u64 word = read_word(&map->root);
	u32 found = longest(map, word), next = 0, bits, length;

	while (below(map, word) && !is_alone(map, word)) {
		u32 place = place_of(map, word), at;

		if (place < next || place * TRIE_BITS >= prefix->length)	/* a writer is at work; or the end */
			break;
		next = place + 1;
		word = read_word(words_of(map, below(map, word)) + three_bits(prefix, place));
		at = longest(map, word);
		found = at ? at : found;
	}
	if (below(map, word) && is_alone(map, word))
		found = below(map, word);
	if (!found)
		return 0;
	bits = common_bits(map, prefix, found);
	length = bits_of(map, found);
	if (bits >= length && length <= prefix->length)
		return found;
	return walk_again(map, prefix, bits < prefix->length ? bits : prefix->length);
}

u64 pp_lpm_lookup(struct state *st, u64 map_address, u64 key_address)
{
	struct map *map = P(map_address);
	struct prefix prefix;
	u32 at;

	if (!read_prefix(map, key_address, &prefix, 0))
		return 0;
	for (int tries = 0; tries < 64; tries++) {
		u32 before = __atomic_load_n(&map->sequence, __ATOMIC_ACQUIRE);

		if (before & 1)
			continue;
		at = walk(map, &prefix);
		__atomic_thread_fence(__ATOMIC_ACQUIRE);
		if (__atomic_load_n(&map->sequence, __ATOMIC_RELAXED) == before)
			return at ? value_of(map, at - 1) : 0;
	}
	lock(map);
	at = walk(map, &prefix);
	unlock(map);
	return at ? value_of(map, at - 1) : 0;
}

/* --- changes, with the map's lock --- */

/* The place of the three bits in which a prefix ends; not of one without bits. */
static u32 last_place(u32 length)
{
	return (length - 1) / TRIE_BITS;
}

/* The element of just this prefix, or 0. */
__attribute__((noinline)) static u32 trie_find(const struct map *map, const struct prefix *prefix)
{
	const u32 *links = P(map->links);
	u64 word = map->root;
	u32 end = last_place(prefix->length), at;

	if (!prefix->length)
		return longest(map, word);
	for (;;) {
		u32 place = place_of(map, word);

		if (!below(map, word) || (!is_alone(map, word) && place > end))
			return 0;
		if (is_alone(map, word)) {
			at = below(map, word);
			break;
		}
		word = words_of(map, below(map, word))[three_bits(prefix, place)];
		if (place < end)
			continue;
		for (at = longest(map, word); at && bits_of(map, at) > prefix->length;)
			at = links[at - 1];
		break;
	}
	if (!at || bits_of(map, at) != prefix->length || common_bits(map, prefix, at) < prefix->length)
		return 0;
	return at;
}

/* Any element that is in a node or below it. */
static u32 any_of(const struct map *map, u32 node)
{
	const u64 *words = words_of(map, node);

	for (u32 i = 0;; i++) {
		if (longest(map, words[i]))
			return longest(map, words[i]);
		if (is_alone(map, words[i]))
			return below(map, words[i]);
		if (below(map, words[i])) {
			words = words_of(map, below(map, words[i]));
			i = -1;
		}
	}
}

/* An element that goes as far with a prefix as any: one that is where the prefix's bits lead to. */
static u32 nearest(const struct map *map, const struct prefix *prefix)
{
	u64 word = map->root;
	u32 node = 0;

	while (below(map, word) && !is_alone(map, word)) {
		node = below(map, word);
		word = words_of(map, node)[three_bits(prefix, place_of(map, word))];
	}
	return is_alone(map, word) ? below(map, word) : node ? any_of(map, node) : 0;
}

/* A node, which is empty: one that was given back, else the next that was never used. There is one. */
static u32 take_node(struct map *map)
{
	u32 node = map->free_node;

	if (!node)
		return ++map->nodes_reached;
	map->free_node = below(map, *words_of(map, node));
	set_below(map, words_of(map, node), 0);
	return node;
}

/* The words of a node that an element of a prefix covers when the node stands where the prefix ends. */
static u32 covered(const struct prefix *prefix, u32 *count)
{
	u32 place = last_place(prefix->length);

	*count = 1U << (TRIE_BITS * (place + 1) - prefix->length);
	return three_bits(prefix, place) & ~(*count - 1);
}

/* Puts an element among those of a node. */
__attribute__((noinline)) static void cover(const struct map *map, u32 node, const struct prefix *prefix, u32 at)
{
	u32 count, first = covered(prefix, &count), *links = P(map->links), shorter;
	u64 *words = words_of(map, node) + first;

	for (shorter = longest(map, *words); shorter && bits_of(map, shorter) > prefix->length;)
		shorter = links[shorter - 1];
	__atomic_store_n(&links[at - 1], shorter, __ATOMIC_RELAXED);
	for (; count; count--, words++) {
		u32 each = longest(map, *words);

		if (each == shorter) {
			set_longest(map, words, at);
			continue;
		}
		while (links[each - 1] != shorter && links[each - 1] != at)
			each = links[each - 1];
		__atomic_store_n(&links[each - 1], at, __ATOMIC_RELAXED);
	}
}

/* Puts another element, or none, in the place of one among those of a node. */
static void uncover(const struct map *map, u32 node, const struct prefix *prefix, u32 at, u32 other)
{
	u32 count, first = covered(prefix, &count), *links = P(map->links);
	u64 *words = words_of(map, node) + first;

	for (; count; count--, words++) {
		u32 each = longest(map, *words);

		if (each == at) {
			set_longest(map, words, other);
			continue;
		}
		while (links[each - 1] != at && links[each - 1] != other)
			each = links[each - 1];
		__atomic_store_n(&links[each - 1], other, __ATOMIC_RELAXED);
	}
}

/* Puts a node at a place between a word and what is below it; `near` is an element of that. */
static u32 part(struct map *map, u64 *word, u32 place, u32 near)
{
	u32 node = take_node(map);
	struct prefix other;
	u64 old = *word;

	read_prefix(map, N(key_of(map, near)), &other, 1);
	if (is_alone(map, old) && last_place(other.length) == place)
		cover(map, node, &other, near);
	else
		set_below(map, words_of(map, node) + three_bits(&other, place), old);
	((u8 *)P(map->things))[node] = 1;
	set_below(map, word, (u64)place << (2 * map->index_bits + 1) | node);
	return node;
}

/* Puts an element in, whose prefix is not there yet. */
__attribute__((noinline)) static void trie_add(struct map *map, const struct prefix *prefix, u32 at)
{
	u32 near = nearest(map, prefix), end = last_place(prefix->length), parts = end, node = 0;
	u8 *things = P(map->things);
	u64 *word = &map->root;

	((u32 *)P(map->links))[at - 1] = 0;
	if (!prefix->length) {
		set_longest(map, word, at);
		return;
	}
	if (near) {
		u32 bits = common_bits(map, prefix, near), length = bits_of(map, near);

		if (bits < length && bits < prefix->length)
			parts = bits / TRIE_BITS;
		else if (length < prefix->length)
			parts = last_place(length);
	}
	while (below(map, *word)) {
		u32 place = place_of(map, *word);

		node = !is_alone(map, *word) && place <= parts ? below(map, *word) :
		       part(map, word, parts, near);
		place = place_of(map, *word);
		if (place == end) {
			cover(map, node, prefix, at);
			things[node]++;
			return;
		}
		word = words_of(map, node) + three_bits(prefix, place);
	}
	set_below(map, word, alone(map, at));
	things[node] += node > 0;
}

/* Puts the one thing that is left of a node in its place. */
static void shrink(struct map *map, u64 *word, u32 node)
{
	u64 *words = words_of(map, node), left = 0;

	for (u32 i = 0; i < TRIE_WAYS; i++) {
		if (below(map, words[i]))
			left = words[i];
		else if (longest(map, words[i]))
			left = alone(map, longest(map, words[i]));
		__atomic_store_n(&words[i], 0, __ATOMIC_RELAXED);
	}
	set_below(map, word, left);
	set_below(map, words, map->free_node);
	map->free_node = node;
}

/* Takes an element out, or puts one of the same prefix in its place. */
__attribute__((noinline)) static void trie_replace(struct map *map, const struct prefix *prefix, u32 at, u32 other)
{
	u64 *word = &map->root, *above = NULL;
	u32 *links = P(map->links), node = 0;

	if (other)
		__atomic_store_n(&links[other - 1], links[at - 1], __ATOMIC_RELAXED);
	if (!prefix->length) {
		set_longest(map, word, other);
		return;
	}
	while (!is_alone(map, *word)) {
		u32 place = place_of(map, *word);

		above = word;
		node = below(map, *word);
		if (place == last_place(prefix->length)) {
			uncover(map, node, prefix, at, other ? other : links[at - 1]);
			break;
		}
		word = words_of(map, node) + three_bits(prefix, place);
	}
	if (word != above)
		set_below(map, word, other ? alone(map, other) : 0);
	if (!other && above && --((u8 *)P(map->things))[node] == 1)
		shrink(map, above, node);
}
