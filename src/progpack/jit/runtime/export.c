// SPDX-License-Identifier: Apache-2.0
/*
 * What is written of many runs: rows of CSV, and what goes on of packets as records of pcap or blocks of
 * pcapng; a part of runtime.c. What a return value means is said by a table, so that it has one home.
 */

enum { EXPORT_CSV, EXPORT_PCAP, EXPORT_PCAPNG };
enum { EXPORT_DONE, EXPORT_FULL, EXPORT_VALUE, EXPORT_LINK };
enum { DIGITS = 20, MOST_WRITTEN = 256 << 10 };		/* MAXIMUM_SNAPLEN of libpcap */
enum { RECORD_HEADER = 16, ENHANCED_FIXED = ENHANCED_DATA + 4 };

static const struct answer *answer_of(const struct export *export, u64 value)
{
	const struct answer *answers = P(export->answers);
	u64 at = value & (export->slots - 1);

	for (u64 tried = 0; tried < export->slots && answers[at].known; tried++) {
		if (answers[at].value == value)
			return answers + at;
		at = (at + 1) & (export->slots - 1);
	}
	return NULL;
}

/* A number of a file in the order of little-endian machines. */
static u8 *put_le32(u8 *to, u32 value)
{
	for (u32 i = 0; i < 4; i++)
		*to++ = value >> 8 * i;
	return to;
}

static u8 *put_bytes(u8 *to, const void *from, u64 size)
{
	memcpy(to, from, size);
	return to + size;
}

static u8 *put_decimal(u8 *to, u64 value)
{
	u8 digits[DIGITS];
	u32 count = 0;

	do
		digits[count++] = '0' + value % 10;
	while (value /= 10);
	while (count)
		*to++ = digits[--count];
	return to;
}

static int export_row(struct export *export, const struct answer *answer, u64 size)
{
	u8 *to = (u8 *)P(export->out) + export->used;

	if (export->room - export->used < 2 * (DIGITS + 1) + answer->text_size)
		return EXPORT_FULL;
	to = put_decimal(to, export->number + export->row);
	*to++ = ',';
	to = put_decimal(to, size);
	*to++ = ',';
	to = put_bytes(to, P(answer->text), answer->text_size);
	export->used = N(to) - export->out;
	return EXPORT_DONE;
}

/* What goes on of the packet [data, data + size), which had `length` bytes in all. */
static int export_record(struct export *export, u64 data, u64 size, u32 length, u64 time)
{
	u8 *to = (u8 *)P(export->out) + export->used;

	if (export->room - export->used < RECORD_HEADER + size)
		return EXPORT_FULL;
	if (time / NS > 0xffffffff) {
		export->untimed++;
		time = 0;
	}
	to = put_le32(to, time / NS);
	to = put_le32(to, time % NS);
	to = put_le32(to, size);
	to = put_le32(to, length);
	to = put_bytes(to, P(data), size);
	export->used = N(to) - export->out;
	return EXPORT_DONE;
}

static int export_block(struct export *export, const struct answer *answer, u64 data, u64 size, u32 length,
			u64 time)
{
	u8 *to = (u8 *)P(export->out) + export->used;
	u64 padding = -size & 3, total = ENHANCED_FIXED + size + padding + answer->text_size;
	u32 link = ((const u32 *)P(export->links))[export->row], port = NO_PORT;

	if (link < export->port_count)
		port = ((const u32 *)P(export->ports))[link];
	if (port == NO_PORT)
		return EXPORT_LINK;
	if (export->room - export->used < total)
		return EXPORT_FULL;
	if (time == NO_TIME) {
		export->untimed++;
		time = 0;
	}
	to = put_le32(to, BLOCK_ENHANCED);
	to = put_le32(to, total);
	to = put_le32(to, port);
	to = put_le32(to, time >> 32);
	to = put_le32(to, time);
	to = put_le32(to, size);
	to = put_le32(to, length);
	to = put_bytes(to, P(data), size);
	for (; padding; padding--)
		*to++ = 0;
	to = put_bytes(to, P(answer->text), answer->text_size);
	to = put_le32(to, total);
	export->used = N(to) - export->out;
	return EXPORT_DONE;
}

static u64 word(u64 column, u64 row)
{
	return ((const u64 *)P(column))[row];
}

static int export_one(struct export *export)
{
	const struct answer *answer = answer_of(export, word(export->values, export->row));
	u64 row = export->row, captured = word(export->ends, row) - word(export->starts, row), start, size, kept, missing;
	u32 length = ((const u32 *)P(export->lengths))[row];

	if (!answer)
		return EXPORT_VALUE;
	if (export->form == EXPORT_CSV)
		return export_row(export, answer, captured);
	start = word(export->left_starts, row);
	size = word(export->left_ends, row) - start;
	kept = size < answer->keep ? size : answer->keep;
	/* What the capture cut off is still missing. */
	missing = length > captured ? length - captured : 0;
	length = missing < 0xffffffff - size ? size + missing : 0xffffffff;
	if (kept > MOST_WRITTEN)
		export->too_long++;
	else if (kept && export->form == EXPORT_PCAP)
		return export_record(export, export->left + start, kept, length, word(export->times, row));
	else if (kept)
		return export_block(export, answer, export->left + start, kept, length,
				    word(export->times, row));
	return EXPORT_DONE;
}

/* Writes rows from `row` on: EXPORT_DONE behind the last, else what is missing for the one at `row`. */
u64 pp_export(struct export *export)
{
	for (; export->row < export->count; export->row++) {
		int missing = export_one(export);

		if (missing)
			return missing;
	}
	return EXPORT_DONE;
}
