// SPDX-License-Identifier: Apache-2.0
/*
 * Helpers on packets, as net/core/filter.c (Linux 6.18) has them; a part of runtime.c.
 *
 * A packet lies behind HEADROOM bytes of its buffer. An XDP program moves its beginning and end
 * there; the packet of an skb program always begins at the same place, and what is behind a change
 * moves. No packet has fragments, and its checksums are not offloaded (CHECKSUM_NONE).
 */

enum { MAX_SKB = 16384 - 320 };		/* BPF_SKB_MAX_LEN: SKB_MAX_ORDER(0, 2) for pages of 4096 */
enum { XDP_FRAME = 40, XDP_HARD_END = 4096 - 320 };	/* struct xdp_frame; skb_shared_info */
enum { ETHERNET = 14, ETHERTYPE = 12 };
/* Offsets of struct __sk_buff. */
enum { SKB_LEN = 0, SKB_PKT_TYPE = 4, SKB_PROTOCOL = 16, SKB_VLAN_PRESENT = 20, SKB_VLAN_TCI = 24,
       SKB_VLAN_PROTO = 28, SKB_HASH = 68, SKB_DATA = 76, SKB_DATA_END = 80, SKB_DATA_META = 140 };
enum { REDIRECT_NONE, REDIRECT_IFINDEX, REDIRECT_MAP };

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

	return get16((u64)bytes);
}

static u64 length_of(const struct state *st)
{
	return st->data_end - st->data;
}

/* --- bytes of the packet --- */

static u64 load_bytes(const struct state *st, u64 start, u64 offset, u64 to, u64 size)
{
	u64 length = length_of(st);

	offset = (u32)offset;
	if (offset > 0x7fffffff || start + offset > length || size > length - start - offset) {
		memset(P(to), 0, size);
		return -EFAULT_;
	}
	memcpy(P(to), P(st->data + start + offset), size);
	return 0;
}

u64 pp_skb_load_bytes(struct state *st, u64 ctx, u64 offset, u64 to, u64 size)
{
	return load_bytes(st, 0, offset, to, size);
}

/* From BPF_HDR_START_MAC (0) or BPF_HDR_START_NET (1) on; without Ethernet there is no MAC. */
u64 pp_skb_load_bytes_relative(struct state *st, u64 ctx, u64 offset, u64 to, u64 size, u64 from)
{
	if ((u32)from > 1 || ((u32)from == 0 && !st->network)) {
		memset(P(to), 0, size);
		return -EFAULT_;
	}
	return load_bytes(st, (u32)from ? st->network : 0, offset, to, size);
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
	__builtin_memmove(P(st->data + offset), P(from), size);
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

static u32 csum_bytes(u64 from, u64 size, u32 sum)
{
	for (; size >= 4; size -= 4, from += 4)
		sum = csum_add(sum, get32(from));
	return sum;
}

u64 pp_csum_diff(struct state *st, u64 from, u64 from_size, u64 to, u64 to_size, u64 seed)
{
	u32 sum = seed;

	if (((u32)from_size | (u32)to_size) & 3)
		return -EINVAL_;
	if (from_size && to_size)
		sum = csum_add(csum_bytes(to, to_size, sum), ~csum_bytes(from, from_size, 0));
	else if (to_size)
		sum = csum_bytes(to, to_size, sum);
	else if (from_size)
		sum = ~csum_bytes(from, from_size, ~sum);
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

/* --- the head and the tail of an XDP packet --- */

static void xdp_moved(struct state *st)
{
	put32(st->ctx, (u32)st->data);
	put32(st->ctx + 4, (u32)st->data_end);
	put32(st->ctx + 8, (u32)st->meta);
}

/* The kernel leaves what was there in front of a packet; here it is zeros. */
u64 pp_xdp_adjust_head(struct state *st, u64 ctx, u64 by)
{
	u64 meta = st->data - st->meta, data = st->data + (s64)(int)by;

	if (data < st->buffer + XDP_FRAME + meta || data > st->data_end - ETHERNET)
		return -EINVAL_;
	if (meta)
		__builtin_memmove(P(data - meta), P(st->meta), meta);
	if (data < st->data)
		memset(P(data), 0, st->data - data);
	st->data = data;
	st->meta = data - meta;
	xdp_moved(st);
	return 0;
}

u64 pp_xdp_adjust_tail(struct state *st, u64 ctx, u64 by)
{
	u64 end = st->data_end + (s64)(int)by;

	if ((int)by >= 0 ? end > st->data_end && end > st->buffer + XDP_HARD_END :
			   end < st->data + ETHERNET)
		return -EINVAL_;
	if (end < st->data + ETHERNET)
		return -EINVAL_;
	if (end > st->data_end)
		memset(P(st->data_end), 0, end - st->data_end);
	st->data_end = end;
	xdp_moved(st);
	return 0;
}

u64 pp_xdp_adjust_meta(struct state *st, u64 ctx, u64 by)
{
	u64 meta = st->meta + (s64)(int)by, size = st->data - meta;

	if (meta < st->buffer + XDP_FRAME || meta > st->data)
		return -EINVAL_;
	if (size & 3 || size > 252)	/* xdp_metalen_invalid() */
		return -EACCES_;
	if (meta < st->meta)
		memset(P(meta), 0, st->meta - meta);
	st->meta = meta;
	xdp_moved(st);
	return 0;
}

/* --- the head and the tail of an skb --- */

static void skb_moved(struct state *st)
{
	put32(st->ctx + SKB_LEN, (u32)length_of(st));
	put32(st->ctx + SKB_DATA_END, (u32)st->data_end);
}

/* `size` zeros at `offset`; the buffer has TAILROOM bytes for what small changes add. */
static void insert(struct state *st, u64 offset, u64 size)
{
	u64 at = st->data + offset;

	__builtin_memmove(P(at + size), P(at), st->data_end - at);
	memset(P(at), 0, size);
	st->data_end += size;
	skb_moved(st);
}

static void take_out(struct state *st, u64 offset, u64 size)
{
	u64 at = st->data + offset;

	__builtin_memmove(P(at), P(at + size), st->data_end - at - size);
	st->data_end -= size;
	skb_moved(st);
}

u64 pp_skb_pull_data(struct state *st, u64 ctx, u64 size)
{
	return (u32)size > length_of(st) ? -ENOMEM_ : 0;
}

u64 pp_skb_change_tail(struct state *st, u64 ctx, u64 to, u64 flags)
{
	u64 length = length_of(st);

	to = (u32)to;
	if (flags || to > MAX_SKB || to < st->network)
		return -EINVAL_;
	if (to > length)
		memset(P(st->data_end), 0, to - length);
	st->data_end = st->data + to;
	skb_moved(st);
	return 0;
}

u64 pp_skb_change_head(struct state *st, u64 ctx, u64 by, u64 flags)
{
	by = (u32)by;
	if (flags || by > 0x7fffffff || length_of(st) + by > MAX_SKB)
		return -EINVAL_;
	insert(st, 0, by);
	st->network += by;
	return 0;
}

enum { ADJ_ENCAP_IPV4 = 2, ADJ_ENCAP_IPV6 = 4, ADJ_ENCAP_L3 = 6, ADJ_GRE = 8, ADJ_UDP = 16,
       ADJ_NO_CSUM_RESET = 32, ADJ_ENCAP_ETH = 64, ADJ_DECAP_IPV4 = 128, ADJ_DECAP_IPV6 = 256,
       ADJ_DECAP_L3 = 384 };
#define ADJ_MASK 0xff000000000001ffULL

/* What the kernel says to room for an outer header, besides making it. */
static s64 encap_problem(u64 flags, u64 by)
{
	u64 inner = flags >> 56;	/* BPF_ADJ_ROOM_ENCAP_L2 */

	if (!(flags & ADJ_ENCAP_L3))
		return 0;
	if ((flags & ADJ_ENCAP_L3) == ADJ_ENCAP_L3 || (flags & ADJ_GRE && flags & ADJ_UDP))
		return -EINVAL_;
	if ((flags & ADJ_ENCAP_ETH && inner < ETHERNET) || inner > by)
		return -EINVAL_;
	return 0;
}

u64 pp_skb_adjust_room(struct state *st, u64 ctx, u64 diff, u64 mode, u64 flags)
{
	u32 protocol = get32(ctx + SKB_PROTOCOL), v4 = network16(0x0800), v6 = network16(0x86dd);
	u64 by = (int)diff < 0 ? -(s64)(int)diff : (int)diff, length = length_of(st);
	u64 base = protocol == v4 ? 20 : 40, least = base, at = st->network;
	s64 problem;

	if (flags & ~ADJ_MASK)
		return -EINVAL_;
	if (by > 0xfff)
		return -EFAULT_;
	if ((protocol != v4 && protocol != v6) || (u32)mode > 1)
		return -ENOTSUPP_;
	at += (u32)mode ? 0 : base;
	if (flags & ADJ_DECAP_L3) {
		if ((int)diff >= 0 || (flags & ADJ_DECAP_L3) == ADJ_DECAP_L3)
			return -EINVAL_;
		least = flags & ADJ_DECAP_IPV4 ? 20 : 40;
	}
	if ((int)diff < 0) {
		u64 rest = length - st->network;

		if (by >= rest || rest - by < least)
			return -ENOTSUPP_;
		if (flags & ~(1ULL | ADJ_DECAP_L3 | ADJ_NO_CSUM_RESET))
			return -EINVAL_;
		if (at + by > length)
			return -ENOMEM_;
		take_out(st, at, by);
		if (flags & ADJ_DECAP_L3)
			put32(ctx + SKB_PROTOCOL, flags & ADJ_DECAP_IPV4 ? v4 : v6);
		return 0;
	}
	if (length + by > MAX_SKB)
		return -ENOTSUPP_;
	problem = encap_problem(flags, by);
	if (problem)
		return problem;
	if (at > length)
		return -ENOMEM_;
	insert(st, at, by);
	if (flags & ADJ_ENCAP_L3)
		put32(ctx + SKB_PROTOCOL, flags & ADJ_ENCAP_IPV4 ? v4 : v6);
	return 0;
}

/* --- VLAN tags: one beside the packet, as a network card hands it over, the others in it --- */

static int is_vlan(u32 protocol)
{
	return protocol == network16(0x8100) || protocol == network16(0x88a8);
}

u64 pp_skb_vlan_push(struct state *st, u64 ctx, u64 protocol, u64 tag)
{
	if (!is_vlan((u16)protocol))
		protocol = network16(0x8100);
	if (get32(ctx + SKB_VLAN_PRESENT)) {
		u32 outer = get32(ctx + SKB_VLAN_PROTO);

		if (length_of(st) < ETHERNET)
			return -ENOMEM_;
		insert(st, ETHERTYPE, 4);
		put16(st->data + ETHERTYPE, outer);
		put16(st->data + ETHERTYPE + 2, network16(get32(ctx + SKB_VLAN_TCI)));
		put32(ctx + SKB_PROTOCOL, outer);
		st->network += 4;
	}
	put32(ctx + SKB_VLAN_PRESENT, 1);
	put32(ctx + SKB_VLAN_TCI, (u16)tag);
	put32(ctx + SKB_VLAN_PROTO, (u16)protocol);
	return 0;
}

/* Takes the outermost tag out of the packet: its number. */
static u32 untag(struct state *st, u64 ctx)
{
	u32 tag = network16(get16(st->data + ETHERTYPE + 2));

	take_out(st, ETHERTYPE, 4);
	put32(ctx + SKB_PROTOCOL, get16(st->data + ETHERTYPE));
	st->network = st->network > ETHERNET ? st->network - 4 : st->network;
	return tag;
}

u64 pp_skb_vlan_pop(struct state *st, u64 ctx)
{
	if (get32(ctx + SKB_VLAN_PRESENT)) {
		put32(ctx + SKB_VLAN_PRESENT, 0);
		put32(ctx + SKB_VLAN_TCI, 0);
		put32(ctx + SKB_VLAN_PROTO, 0);
	} else {
		if (!is_vlan(get32(ctx + SKB_PROTOCOL)))
			return 0;
		if (length_of(st) < ETHERNET + 4)
			return -ENOMEM_;
		untag(st, ctx);
	}
	if (is_vlan(get32(ctx + SKB_PROTOCOL)) && length_of(st) >= ETHERNET + 4) {
		u32 protocol = get32(ctx + SKB_PROTOCOL);

		put32(ctx + SKB_VLAN_TCI, untag(st, ctx));
		put32(ctx + SKB_VLAN_PRESENT, 1);
		put32(ctx + SKB_VLAN_PROTO, protocol);
	}
	return 0;
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
	room = st->data_end > start ? st->data_end - start : 0;
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

/* --- where packets shall go: noted, for whoever runs the program --- */

enum { TC_ACT_SHOT = 2, TC_ACT_REDIRECT = 7, XDP_ABORTED = 0, XDP_REDIRECT = 4 };

static void note_redirect(struct state *st, u32 kind, u32 target, u64 map, u64 flags)
{
	st->redirect = kind;
	st->redirect_target = target;
	st->redirect_map = map;
	st->redirect_flags = flags;
}

u64 pp_redirect(struct state *st, u64 ifindex, u64 flags)
{
	int xdp = st->ctx_end - st->ctx == 24;		/* struct xdp_md */

	if (flags & ~(xdp ? 0ULL : 1ULL))	/* BPF_F_INGRESS */
		return xdp ? XDP_ABORTED : TC_ACT_SHOT;
	note_redirect(st, REDIRECT_IFINDEX, (u32)ifindex, 0, flags);
	return xdp ? XDP_REDIRECT : TC_ACT_REDIRECT;
}

enum { BROADCAST = 8, EXCLUDE_INGRESS = 16 };

u64 pp_redirect_map(struct state *st, u64 map_address, u64 key, u64 flags)
{
	struct map *map = P(map_address);
	u64 more = map->type == MAP_DEVMAP || map->type == MAP_DEVMAP_HASH ?
			BROADCAST | EXCLUDE_INGRESS : 0;
	u32 index = key;

	if (flags & ~(3 | more))
		return XDP_ABORTED;
	if (!(flags & BROADCAST) && !pp_hash_lookup(NULL, map_address, (u64)&index))
		return flags & 3;
	note_redirect(st, REDIRECT_MAP, index, map_address, flags & BROADCAST ? flags : 0);
	return XDP_REDIRECT;
}

/* Another packet goes out, as this one is now. */
u64 pp_clone_redirect(struct state *st, u64 ctx, u64 ifindex, u64 flags)
{
	u32 head[3] = { (u32)ifindex, (u32)flags, 0 };

	if (flags & ~1ULL)
		return -EINVAL_;
	log_record(st, LOG_CLONE, (u64)head, sizeof(head), st->data, length_of(st));
	return 0;
}
