// SPDX-License-Identifier: Apache-2.0
/*
 * Helpers on packets, as net/core/filter.c (Linux 6.18) has them; a part of runtime.c.
 *
 * A packet lies behind HEADROOM bytes of its buffer. An XDP program moves its beginning and end
 * there; the packet of an skb program always begins at the same place, and what is behind a change
 * moves. What an XDP packet has behind its linear part are fragments, which only helpers reach; an skb
 * has none. Checksums are not offloaded (CHECKSUM_NONE).
 */

enum { MAX_SKB = 16384 - 320 };		/* BPF_SKB_MAX_LEN: SKB_MAX_ORDER(0, 2) for pages of 4096 */
enum { XDP_FRAME = 40, XDP_HARD_END = 4096 - 320 };	/* struct xdp_frame; skb_shared_info */
enum { XDP_FRAGMENT = 4096 };	/* bytes of a fragment, but for the last one */
enum { ETHERNET = 14, ETHERTYPE = 12 };
/* Offsets of struct __sk_buff. */
enum { SKB_LEN = 0, SKB_PKT_TYPE = 4, SKB_PROTOCOL = 16, SKB_VLAN_PRESENT = 20, SKB_VLAN_TCI = 24,
       SKB_VLAN_PROTO = 28, SKB_HASH = 68, SKB_DATA = 76, SKB_DATA_END = 80, SKB_DATA_META = 140, SKB_WIRE_LEN = 160 };

static u32 get32(u64 address)
{
	u32 value;

	__builtin_memcpy(&value, P(address), 4);
	return value;
}

static void put32(u64 address, u32 value)
{
	__builtin_memcpy(P(address), &value, 4);
}

static u32 get16(u64 address)
{
	u16 value;

	__builtin_memcpy(&value, P(address), 2);
	return value;
}

static void put16(u64 address, u32 value)
{
	u16 half = value;

	__builtin_memcpy(P(address), &half, 2);
}

/* A number as it is in a packet: its bytes in network order. */
static u32 network16(u32 value)
{
	u8 bytes[2] = { value >> 8, value };

	return get16(N(bytes));
}

static u64 length_of(const struct state *st)
{
	return packet_end(st) - st->data;
}

/* --- bytes of the packet --- */

/* `start`: where `offset` counts from. */
static u64 load_bytes(struct state *st, u64 start, u64 offset, u64 to, u64 size)
{
	u64 from = start + (u32)offset;

	if ((u32)offset > 0x7fffffff || from > packet_end(st) || size > packet_end(st) - from) {
		clear_bytes(st, to, size);
		return -EFAULT_;
	}
	copy_bytes(st, to, from, size);
	return 0;
}

u64 pp_skb_load_bytes(struct state *st, u64 ctx, u64 offset, u64 to, u64 size)
{
	return load_bytes(st, st->data, offset, to, size);
}

/* From BPF_HDR_START_MAC (0) or BPF_HDR_START_NET (1) on; bare IP has no MAC. */
u64 pp_skb_load_bytes_relative(struct state *st, u64 ctx, u64 offset, u64 to, u64 size, u64 from)
{
	u64 start = (u32)from ? st->data + st->network : link_header(st);

	if ((u32)from > 1 || !start) {
		clear_bytes(st, to, size);
		return -EFAULT_;
	}
	return load_bytes(st, start, offset, to, size);
}

static int writable(const struct state *st, u64 offset, u64 size)
{
	u64 length = length_of(st);

	return offset <= length && size <= length - offset;
}

u64 pp_skb_store_bytes(struct state *st, u64 ctx, u64 offset, u64 from, u64 size, u64 flags)
{
	offset = (u32)offset;
	if (flags & ~3ULL)	/* BPF_F_RECOMPUTE_CSUM, BPF_F_INVALIDATE_HASH */
		return -EINVAL_;
	if (offset > 0x7fffffff || !writable(st, offset, size))
		return -EFAULT_;
	copy_bytes(st, st->data + offset, from, size);
	if (flags & 2)
		put32(st->ctx + SKB_HASH, 0);
	return 0;
}

u64 pp_xdp_load_bytes(struct state *st, u64 ctx, u64 offset, u64 to, u64 size)
{
	offset = (u32)offset;
	if (offset > 0xffff || size > 0xffff)
		return -EFAULT_;
	if (!writable(st, offset, size))
		return -EINVAL_;
	__builtin_memmove(P(to), P(st->data + offset), size);
	return 0;
}

u64 pp_xdp_store_bytes(struct state *st, u64 ctx, u64 offset, u64 from, u64 size)
{
	offset = (u32)offset;
	if (offset > 0xffff || size > 0xffff)
		return -EFAULT_;
	if (!writable(st, offset, size))
		return -EINVAL_;
	__builtin_memmove(P(st->data + offset), P(from), size);
	return 0;
}

u64 pp_xdp_get_buff_len(struct state *st, u64 ctx)
{
	return length_of(st);
}

/* --- checksums: one's complement sums, include/net/checksum.h --- */

static u32 csum_add(u32 a, u32 b)
{
	u32 sum = a + b;

	return sum + (sum < b);
}

static u32 csum_fold(u32 sum)		/* csum_fold() without its complement */
{
	sum = (sum & 0xffff) + (sum >> 16);
	return (sum & 0xffff) + (sum >> 16);
}

static u32 csum_bytes(struct state *st, u64 from, u64 size, u32 sum)
{
	for (; size >= 4; size -= 4, from += 4) {
		sum = csum_add(sum, get32(from));
		if (!(size & (PIECE - 1)) && !next_piece(st))
			break;
	}
	return sum;
}

u64 pp_csum_diff(struct state *st, u64 from, u64 from_size, u64 to, u64 to_size, u64 seed)
{
	u32 sum = seed;

	if (((u32)from_size | (u32)to_size) & 3)
		return -EINVAL_;
	if (from_size && to_size)
		sum = csum_add(csum_bytes(st, to, to_size, sum), ~csum_bytes(st, from, from_size, 0));
	else if (to_size)
		sum = csum_bytes(st, to, to_size, sum);
	else if (from_size)
		sum = ~csum_bytes(st, from, from_size, ~sum);
	return csum_fold(sum);
}

/* `to` in place of `from` in what the checksum at `place` is of. */
static void replace(u64 place, u32 from, u32 to)
{
	u32 sum = csum_add(~get16(place), ~from);

	put16(place, ~csum_fold(csum_add(sum, to)));
}

static void replace_half(u64 place, u32 from, u32 to)
{
	u32 sum = (~get16(place) & 0xffff) + (~from & 0xffff);

	sum = (sum & 0xffff) + (sum >> 16) + (to & 0xffff);
	put16(place, ~((sum & 0xffff) + (sum >> 16)));
}

static void replace_by_diff(u64 place, u32 diff)
{
	put16(place, ~csum_fold(csum_add(diff, ~get16(place))));
}

u64 pp_l3_csum_replace(struct state *st, u64 ctx, u64 offset, u64 from, u64 to, u64 flags)
{
	u64 place = st->data + (u32)offset;

	if (flags & ~0xfULL)
		return -EINVAL_;
	if ((u32)offset > 0xffff || offset & 1 || !writable(st, (u32)offset, 2))
		return -EFAULT_;
	switch (flags) {
	case 0:
		if (from)
			return -EINVAL_;
		replace_by_diff(place, to);
		return 0;
	case 2:
		replace_half(place, from, to);
		return 0;
	case 4:
		replace(place, from, to);
		return 0;
	}
	return -EINVAL_;
}

enum { MARK_MANGLED_0 = 0x20, MARK_ENFORCE = 0x40 };

u64 pp_l4_csum_replace(struct state *st, u64 ctx, u64 offset, u64 from, u64 to, u64 flags)
{
	u64 place = st->data + (u32)offset;

	if (flags & ~0xffULL)	/* among them BPF_F_PSEUDO_HDR and BPF_F_IPV6: for offloads only */
		return -EINVAL_;
	if ((u32)offset > 0xffff || offset & 1 || !writable(st, (u32)offset, 2))
		return -EFAULT_;
	if (flags & MARK_MANGLED_0 && !(flags & MARK_ENFORCE) && !get16(place))
		return 0;
	switch (flags & 0xf) {
	case 0:
		if (from)
			return -EINVAL_;
		replace_by_diff(place, to);
		break;
	case 2:
		replace(place, (u16)from, (u16)to);
		break;
	case 4:
		replace(place, from, to);
		break;
	default:
		return -EINVAL_;
	}
	if (flags & MARK_MANGLED_0 && !get16(place))
		put16(place, 0xffff);
	return 0;
}

u64 pp_csum_update(struct state *st, u64 ctx, u64 sum)
{
	return -ENOTSUPP_;	/* only for CHECKSUM_COMPLETE */
}

/* --- what else an skb holds --- */

/* From and to other than for this host (PACKET_OTHERHOST and below), as skb_pkt_type_ok(). */
u64 pp_skb_change_type(struct state *st, u64 ctx, u64 type)
{
	if (get32(ctx + SKB_PKT_TYPE) > 3 || (u32)type > 3)
		return -EINVAL_;
	put32(ctx + SKB_PKT_TYPE, (u32)type);
	return 0;
}

/* A hash of addresses and ports that is not zero; the kernel's has a secret in it. */
u64 pp_get_hash_recalc(struct state *st, u64 ctx)
{
	u32 hash = get32(ctx + SKB_HASH), protocol = get32(ctx + SKB_PROTOCOL);
	u64 start = st->data + st->network, room, from, size, ports;

	if (hash)
		return hash;
	room = packet_end(st) > start ? packet_end(st) - start : 0;
	if (protocol == network16(0x0800) && room >= 20) {
		from = 12, size = 8, ports = (*(u8 *)P(start) & 15) * 4;
	} else if (protocol == network16(0x86dd) && room >= 40) {
		from = 8, size = 32, ports = 40;
	} else {
		return 0;
	}
	hash = 0x811c9dc5;
	for (u64 i = 0; i < size; i++)
		hash = (hash ^ ((u8 *)P(start))[from + i]) * 0x01000193;
	for (u64 i = ports; i < ports + 4 && i < room; i++)
		hash = (hash ^ ((u8 *)P(start))[i]) * 0x01000193;
	hash = hash ? hash : 1;
	put32(ctx + SKB_HASH, hash);
	return hash;
}

u64 pp_set_hash(struct state *st, u64 ctx, u64 hash)
{
	put32(ctx + SKB_HASH, (u32)hash);
	return 0;
}

u64 pp_set_hash_invalid(struct state *st, u64 ctx)
{
	put32(ctx + SKB_HASH, 0);
	return 0;
}
