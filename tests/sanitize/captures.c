// SPDX-License-Identifier: Apache-2.0
/*
 * The walk through captures (runtime/walk.c) on any bytes. Window and table have exactly the size that
 * the walk is told, so that the address sanitizer sees each byte too many; what the table says must lie
 * in the window, in order, and behind the first call nothing may be read twice.
 *
 * An input: 8 bytes of how the walk begins, then the window.
 */
#include "layout.h"

void *malloc(uptr);
void free(void *);
void *memcpy(void *, const void *, uptr);
_Noreturn void abort(void);

#include "walk.c"

enum { HEAD = 8, MOST_ROOM = 8, PORTS = 3 };

static void must(int right)
{
	if (!right)
		abort();
}

/* The packets of one call lie in [at, stop), one behind the other; the next place. */
static u64 walk_once(struct walk *walk, const u8 *window, u64 at, u64 end)
{
	u64 stop = pp_walk(walk, window, at, end), low = at, cut = 0;
	const u64 *starts = P(walk->starts), *ends = P(walk->ends);

	must(at <= stop && stop <= end && walk->count <= walk->room);
	for (u64 row = 0; row < walk->count; row++) {
		must(low <= starts[row] && starts[row] <= ends[row] && ends[row] <= stop);
		low = ends[row];
		cut += ends[row] - starts[row] < ((u32 *)P(walk->lengths))[row];
	}
	must(cut == walk->cut);
	return stop;
}

static void tally(const u64 *values, u64 count)
{
	struct tally slots[4] = { 0 };
	u64 counted = pp_tally(values, count, slots, 4), sum = 0;

	must(counted <= count);
	for (u32 i = 0; i < 4; i++)
		sum += slots[i].count;
	must(sum == counted);
	for (u64 i = 0; i < counted; i++) {
		u64 found = 0;

		for (u32 slot = 0; slot < 4; slot++)
			found += slots[slot].count && slots[slot].value == values[i];
		must(found == 1);
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, uptr size)
{
	static const struct port ports[PORTS] = {
		{ 1000, 0, ~0ULL / 1000, 0 }, { 0 }, { 1, 1ULL << 40, ~0ULL - (1ULL << 40), 7 }
	};
	static const u32 headers[] = { 0, 0, 16, 24 };
	struct walk walk = { 0 };
	u64 at, stop;
	u8 *window;

	if (size < HEAD)
		return 0;
	window = malloc(size - HEAD);
	memcpy(window, data + HEAD, size - HEAD);
	walk.header = headers[data[0] & 3];
	walk.swapped = data[0] >> 2 & 1;
	walk.unit = data[0] & 8 ? 1 : 1000;
	walk.port_count = data[1] % (PORTS + 1);
	walk.port_table = N(ports);
	walk.room = 1 + data[2] % MOST_ROOM;
	walk.starts = N(malloc(walk.room * 8));
	walk.ends = N(malloc(walk.room * 8));
	walk.times = N(malloc(walk.room * 8));
	walk.lengths = N(malloc(walk.room * 4));
	walk.links = N(malloc(walk.room * 4));
	for (at = data[3] % (size - HEAD + 1);; at = stop) {
		stop = walk_once(&walk, window, at, size - HEAD);
		tally(P(walk.times), walk.count);
		if (stop == at)
			break;
	}
	free(P(walk.starts));
	free(P(walk.ends));
	free(P(walk.times));
	free(P(walk.lengths));
	free(P(walk.links));
	free(window);
	return 0;
}
