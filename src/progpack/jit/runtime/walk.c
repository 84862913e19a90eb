// SPDX-License-Identifier: Apache-2.0
/*
 * Where the packets of a capture are; a part of runtime.c. The bytes come from anywhere: each number is
 * compared with what is there before it is used.
 *
 * Only what captures are full of is read here: records of pcap, enhanced packets of pcapng. At all else,
 * and at whatever is cut off or damaged, the walk stops, and packets/pcap.py reads on from there.
 */

enum { BLOCK_TYPE = 0, BLOCK_LENGTH = 4, BLOCK_BODY = 8, BLOCK_LEAST = 12 };
enum { BLOCK_INTERFACE = 1, BLOCK_PACKET = 2, BLOCK_SIMPLE = 3, BLOCK_ENHANCED = 6, BLOCK_SECTION = 0x0a0d0d0a };
enum { ENHANCED_HIGH = 12, ENHANCED_LOW = 16, ENHANCED_CAPTURED = 20, ENHANCED_LENGTH = 24, ENHANCED_DATA = 28 };
enum { RECORD_SECONDS = 0, RECORD_REST = 4, RECORD_CAPTURED = 8, RECORD_LENGTH = 12 };
enum { MOST_CAPTURED = 256 << 20 };	/* MAX_LENGTH of packets/pcap.py */
enum { NS = 1000000000 };

static u32 file32(const struct walk *walk, const u8 *at)
{
	u32 value;

	__builtin_memcpy(&value, at, 4);
	return walk->swapped ? __builtin_bswap32(value) : value;
}

static void add_packet(struct walk *walk, u64 start, u32 captured, u32 length, u64 time, u32 link)
{
	u64 row = walk->count++;

	((u64 *)P(walk->starts))[row] = start;
	((u64 *)P(walk->ends))[row] = start + captured;
	((u64 *)P(walk->times))[row] = time;
	((u32 *)P(walk->lengths))[row] = length;
	((u32 *)P(walk->links))[row] = link;
	walk->cut += captured < length;
}

/* Bytes of the record at `at`, of which `left` are there; 0: it is not read here. */
static u64 walk_record(struct walk *walk, const u8 *window, u64 at, u64 left)
{
	u32 captured;

	if (left < walk->header)
		return 0;
	captured = file32(walk, window + at + RECORD_CAPTURED);
	if (captured > MOST_CAPTURED || captured > left - walk->header)
		return 0;
	add_packet(walk, at + walk->header, captured, file32(walk, window + at + RECORD_LENGTH),
		   (u64)file32(walk, window + at + RECORD_SECONDS) * NS +
			   (u64)file32(walk, window + at + RECORD_REST) * walk->unit,
		   walk->link);
	return (u64)walk->header + captured;
}

/* Whether an enhanced packet block of `total` bytes is well formed; its packet is added. */
static int walk_enhanced(struct walk *walk, const u8 *window, u64 at, u32 total)
{
	const u8 *block = window + at;
	const struct port *port;
	u32 number, captured;
	u64 ticks;

	if (total < ENHANCED_DATA + 4)
		return 0;
	number = file32(walk, block + BLOCK_BODY);
	captured = file32(walk, block + ENHANCED_CAPTURED);
	if (number >= walk->port_count || captured > total - ENHANCED_DATA - 4)
		return 0;
	port = (const struct port *)P(walk->port_table) + number;
	ticks = (u64)file32(walk, block + ENHANCED_HIGH) << 32 | file32(walk, block + ENHANCED_LOW);
	if (!port->unit || ticks > port->last)
		return 0;
	add_packet(walk, at + ENHANCED_DATA, captured, file32(walk, block + ENHANCED_LENGTH),
		   ticks * port->unit + port->offset, port->link);
	return 1;
}

static u64 walk_block(struct walk *walk, const u8 *window, u64 at, u64 left)
{
	const u8 *block = window + at;
	u32 total;

	if (left < BLOCK_LEAST)
		return 0;
	total = file32(walk, block + BLOCK_LENGTH);
	if (total < BLOCK_LEAST || total % 4 || total > MOST_CAPTURED || total > left ||
	    file32(walk, block + total - 4) != total)
		return 0;
	switch (file32(walk, block + BLOCK_TYPE)) {
	case BLOCK_ENHANCED:
		return walk_enhanced(walk, window, at, total) ? total : 0;
	case BLOCK_SECTION:
	case BLOCK_INTERFACE:
	case BLOCK_PACKET:
	case BLOCK_SIMPLE:
		return 0;
	}
	return total;
}

/* Adds the packets of [at, end) of a window to the table: where the walk stopped. */
u64 pp_walk(struct walk *walk, const u8 *window, u64 at, u64 end)
{
	walk->count = walk->cut = 0;
	while (at < end && walk->count < walk->room) {
		u64 size = walk->header ? walk_record(walk, window, at, end - at) :
					  walk_block(walk, window, at, end - at);

		if (!size)
			break;
		at += size;
	}
	return at;
}

/*
 * Counts how often each value occurs, in slots of which `count` is 0 where nothing was counted; their
 * number is a power of two. How many values were counted before one found no slot.
 */
u64 pp_tally(const u64 *values, u64 number, struct tally *slots, u64 slot_count)
{
	for (u64 i = 0; i < number; i++) {
		u64 at = (values[i] ^ values[i] >> 32) & (slot_count - 1), tried = 0;

		while (slots[at].count && slots[at].value != values[i]) {
			if (++tried == slot_count)
				return i;
			at = (at + 1) & (slot_count - 1);
		}
		slots[at].value = values[i];
		slots[at].count++;
	}
	return number;
}
