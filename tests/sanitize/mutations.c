// SPDX-License-Identifier: Apache-2.0
/*
 * Packets as runtime/fuzz.c makes them, in memory of exactly the size that they may take. The arguments are
 * the shortest and the longest packet, the number of packets that are known, and the seed.
 */
#include "runtime.c"

void *malloc(uptr);
void free(void *);
int printf(const char *, ...);
int atoi(const char *);
void abort(void);

enum { ROUNDS = 20000 };

static void *room(u64 size)
{
	void *memory = malloc(size);

	if (!memory)
		abort();
	return memory;
}

int main(int argc, char **argv)
{
	u64 shortest = atoi(argv[1]), longest = atoi(argv[2]), count = atoi(argv[3]), at = 0, i;
	u64 *starts = room(count * 8), *ends = room(count * 8), lengths[4], seen = 0;
	struct token tokens[] = { { { 1 }, 1 }, { { 1, 2 }, 2 }, { { 1, 2, 3, 4 }, 4 }, { { 8, 7, 6, 5, 4, 3, 2, 1 }, 8 } };
	u8 *bytes, *data = room(longest);
	struct fuzz fuzz = { .starts = N(starts), .ends = N(ends), .count = count, .shortest = shortest,
			     .longest = longest, .tokens = N(tokens), .token_count = argc % 2 ? 4 : 0,
			     .history = N(data), .lengths = N(lengths), .kept = 1, .random = atoi(argv[4]) };

	for (i = 0; i < count; i++) {
		starts[i] = at;
		at += shortest + i * 7 % (longest - shortest + 1);
		ends[i] = at;
	}
	bytes = room(at);
	memset(bytes, 0xa5, at);
	fuzz.bytes = N(bytes);
	for (i = 0; i < ROUNDS; i++) {
		u64 length = fuzz_make(&fuzz, data);

		if (length > longest || length < shortest)
			abort();
		seen |= 1ULL << (length - shortest) % 64;
	}
	printf("%llx\n", seen);
	free(starts);
	free(ends);
	free(bytes);
	free(data);
	return 0;
}
