// SPDX-License-Identifier: Apache-2.0
/*
 * The walk through captures (runtime/walk.c) on any bytes, and what is written of them (export.c). Window and table have exactly the size that
 * the walk is told, so that the address sanitizer sees each byte too many; what the table says must lie
 * in the window, in order, and behind the first call nothing may be read twice.
 *
 * An input: 8 bytes of how the walk begins, then the window.
 */
#include "layout.h"

void *malloc(uptr);
void free(void *);
void *memcpy(void *, const void *, uptr);
void *memset(void *, int, uptr);
_Noreturn void abort(void);

#include "walk.c"
#include "export.c"
enum { ETHERNET = 14, ETH_P_802_3_MIN = 0x600 };	/* of packet.c and run.c */
#include "frame.c"

enum { HEAD = 8, MOST_ROOM = 8, PORTS = 3, OUT = 96 };

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

/* Writes the packets of a table, with their times as results, into a buffer that is just large enough. */
static void write_out(const struct walk *walk, const u8 *window, u32 form, u64 longest)
{
	struct answer answers[2] = { { 1000, longest / 2, N(window), longest < 16 ? longest : 16, 1 }, { 0 } };
	struct export export = { .starts = walk->starts, .ends = walk->ends, .lengths = walk->lengths };
	const u32 ports[8] = { 1, NO_PORT, 2 };
	u64 before;
	u32 missing;

	export.times = export.values = walk->times;
	export.links = walk->links;
	export.left = N(window);
	export.left_starts = walk->starts;
	export.left_ends = walk->ends;
	export.answers = N(answers);
	export.slots = 2;
	export.ports = N(ports);
	export.room = OUT + longest;
	export.out = N(malloc(export.room));
	export.count = walk->count;
	export.form = form;
	do {
		before = export.row;
		missing = pp_export(&export);
		must(export.used <= export.room && before <= export.row && export.row <= export.count);
		if (missing == EXPORT_FULL)
			must(export.used);
		if (missing == EXPORT_FULL)
			export.used = 0;
		else if (missing == EXPORT_VALUE)
			answers[1] = (struct answer){ ((u64 *)P(walk->times))[export.row], longest, 0, 0, 1 };
		else if (missing == EXPORT_LINK && export.port_count == 8)
			break;
		else if (missing == EXPORT_LINK)
			export.port_count++;
	} while (missing);
	free(P(export.out));
}

/* Makes the packets Ethernet, which lie as they lay: one behind the other. */
static void frame(struct walk *walk, u8 *window, u64 size)
{
	static const struct link_form forms[8] = {
		{ FORM_COOKED, 16, 14, 0 }, { 0 }, { 0 }, { 0 }, { FORM_NONE, 0, 0, 0 },
		{ 0 }, { FORM_RAW, 0, 0, 0 }, { FORM_FAMILY, 4, 0, 0 }
	};
	u16 versions[16] = { 0 }, families[256] = { 0 };
	struct framing framing = { N(forms), N(versions), N(families) };
	u64 low = 0;

	versions[4] = families[2] = 0x800;
	must(pp_frame(walk, &framing, window) <= walk->count);
	for (u64 row = 0; row < walk->count; row++) {
		u64 start = ((u64 *)P(walk->starts))[row], end = ((u64 *)P(walk->ends))[row];

		must(low <= start && start <= end && end <= size);
		low = end;
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, uptr size)
{
	static const struct port ports[PORTS] = {
		{ 1000, 0, ~0ULL / 1000, 6 }, { 0 }, { 1, 1ULL << 40, ~0ULL - (1ULL << 40), 7 }
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
	walk.link = data[6] % 8;
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
		write_out(&walk, window, data[4] % 3, size - HEAD);
		if (data[5] & 1)
			frame(&walk, window, size - HEAD);
		write_out(&walk, window, data[4] % 3, size - HEAD);
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
