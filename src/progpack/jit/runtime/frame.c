// SPDX-License-Identifier: Apache-2.0
/*
 * Packets of other link types as Ethernet frames, where they lie: the header of 14 bytes is written over
 * the link's own header and over the record's header in front of it, which has been read. Which link types
 * there are, packets/link.py says.
 */

enum { FORM_ETHERNET, FORM_COOKED, FORM_RAW, FORM_FAMILY, FORM_NONE };
enum { ADDRESSES = 12, PROTOCOL_LLC = 4, FAMILY_BYTES = 4, MOST_FAMILIES = 256 };

static u32 network_number(const u8 *at)
{
	return at[0] << 8 | at[1];
}

static u32 cooked_type(const u8 *data, const struct link_form *form, u32 length)
{
	u32 protocol = network_number(data + form->at);

	if (protocol != PROTOCOL_LLC)
		return protocol >= ETH_P_802_3_MIN ? protocol : 0;
	return length - form->size < ETH_P_802_3_MIN ? length - form->size : ETH_P_802_3_MIN - 1;
}

static u32 family_type(const struct framing *framing, const u8 *data)
{
	u32 little = data[0] | data[1] << 8 | data[2] << 16 | (u32)data[3] << 24;
	u32 big = (u32)data[0] << 24 | data[1] << 16 | data[2] << 8 | data[3];
	u32 family = little < big ? little : big;

	return family < MOST_FAMILIES ? ((const u16 *)P(framing->families))[family] : 0;
}

/* The EtherType of a packet whose link header has been captured, or 0: it has none. */
static u32 type_of(const struct framing *framing, const struct link_form *form, const u8 *data, u64 captured,
		   u32 length)
{
	if (captured < form->size)
		return 0;
	switch (form->kind) {
	case FORM_COOKED:
		return cooked_type(data, form, length);
	case FORM_FAMILY:
		return family_type(framing, data);
	case FORM_RAW:
		return captured ? ((const u16 *)P(framing->versions))[data[0] >> 4] : 0;
	}
	return 0;
}

/* Makes the packet of a row Ethernet, or says only whether it can be. */
static int frame_row(const struct walk *walk, const struct framing *framing, u8 *window, u64 row, int make)
{
	const struct link_form *form = (const struct link_form *)P(framing->forms) + ((const u32 *)P(walk->links))[row];
	u64 *start = (u64 *)P(walk->starts) + row, low = row ? ((const u64 *)P(walk->ends))[row - 1] : 0;
	u32 *length = (u32 *)P(walk->lengths) + row, type, wire;
	u64 captured = ((const u64 *)P(walk->ends))[row] - *start;
	u8 *to;

	if (form->kind == FORM_ETHERNET)
		return 1;
	wire = *length > captured ? *length : captured;
	type = type_of(framing, form, window + *start, captured, wire);
	if (!type || *start + form->size < low + ETHERNET)
		return 0;
	if (!make)
		return 1;
	*start += (u64)form->size - ETHERNET;	/* which may be back */
	to = window + *start;
	memset(to, 0, ADDRESSES);
	to[ADDRESSES] = type >> 8;
	to[ADDRESSES + 1] = type;
	wire -= form->size;
	*length = wire < 0xffffffff - ETHERNET ? wire + ETHERNET : 0xffffffff;
	return 1;
}

/* Makes all packets of the table Ethernet: how many can be before one that cannot, then none is made. */
u64 pp_frame(const struct walk *walk, const struct framing *framing, u8 *window)
{
	for (int make = 0; make < 2; make++)
		for (u64 row = 0; row < walk->count; row++)
			if (!frame_row(walk, framing, window, row, make))
				return row;
	return walk->count;
}
