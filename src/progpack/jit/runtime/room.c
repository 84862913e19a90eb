// SPDX-License-Identifier: Apache-2.0
/* The head and the tail of packets, room in the middle, VLAN tags; a part of runtime.c. */

/*
 * The ends of a packet move here only: 0 when they would leave its buffer. What else a helper must not
 * do (MAX_SKB, XDP_HARD_END) it says with the kernel's answer before.
 */
static int move_front(struct state *st, u64 meta, u64 data)
{
	if (meta < st->buffer || data < meta || st->data_end < data)
		return 0;
	st->meta = meta;
	st->data = data;
	return 1;
}

static int move_end(struct state *st, u64 end)
{
	if (end < st->data || end > st->buffer_end)
		return 0;
	if (!st->fragments || end < st->data_end)
		st->data_end = end;
	st->fragments = end - st->data_end;
	return 1;
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
	u64 old = st->data, front = st->meta, meta = old - front, data = old + (s64)(int)by;

	if (data < st->buffer + XDP_FRAME + meta || data > st->data_end - ETHERNET ||
	    !move_front(st, data - meta, data))
		return -EINVAL_;
	if (meta)
		__builtin_memmove(P(data - meta), P(front), meta);
	if (data < old)
		memset(P(data), 0, old - data);
	xdp_moved(st);
	return 0;
}

/* Up to where the tail may grow: to the end of the page that it is in, as bpf_xdp_frags_increase_tail(). */
static u64 tail_limit(const struct state *st)
{
	return st->fragments ? st->data_end + (st->fragments + XDP_FRAGMENT - 1) / XDP_FRAGMENT * XDP_FRAGMENT :
			    st->buffer + XDP_HARD_END;
}

u64 pp_xdp_adjust_tail(struct state *st, u64 ctx, u64 by)
{
	u64 old = packet_end(st), end = old + (s64)(int)by;

	if (end > old && end > tail_limit(st))
		return -EINVAL_;
	if (end < st->data + ETHERNET || !move_end(st, end))
		return -EINVAL_;
	if (end > old)
		memset(P(old), 0, end - old);
	xdp_moved(st);
	return 0;
}

u64 pp_xdp_adjust_meta(struct state *st, u64 ctx, u64 by)
{
	u64 old = st->meta, meta = old + (s64)(int)by, size = st->data - meta;

	if (meta < st->buffer + XDP_FRAME || meta > st->data)
		return -EINVAL_;
	if (size & 3 || size > 252)	/* xdp_metalen_invalid() */
		return -EACCES_;
	if (!move_front(st, meta, st->data))
		return -EINVAL_;
	if (meta < old)
		memset(P(meta), 0, old - meta);
	xdp_moved(st);
	return 0;
}

/* --- the head and the tail of an skb --- */

static void skb_moved(struct state *st)
{
	put32(st->ctx + SKB_LEN, (u32)length_of(st));
	put32(st->ctx + SKB_DATA_END, (u32)st->data_end);
}

/*
 * Make room for `size` zeros at `offset`, which lies in the packet: 0, or -ENOMEM beyond MAX_SKB.
 * The kernel's skb may grow further where its memory does; it ends with -ENOMEM, too.
 */
static s64 insert(struct state *st, u64 offset, u64 size)
{
	u64 at = st->data + offset, rest = packet_end(st) - at;

	if (offset > length_of(st) || length_of(st) + size > MAX_SKB ||
	    !move_end(st, packet_end(st) + size))
		return -ENOMEM_;
	__builtin_memmove(P(at + size), P(at), rest);
	memset(P(at), 0, size);
	skb_moved(st);
	return 0;
}

/* Take `size` bytes at `offset` out of the packet: 0, or -ENOMEM when it has not so many there. */
static s64 take_out(struct state *st, u64 offset, u64 size)
{
	u64 at = st->data + offset, length = length_of(st);

	if (offset > length || size > length - offset ||
	    !move_end(st, packet_end(st) - size))
		return -ENOMEM_;
	__builtin_memmove(P(at), P(at + size), length - offset - size);
	skb_moved(st);
	return 0;
}

u64 pp_skb_pull_data(struct state *st, u64 ctx, u64 size)
{
	return (u32)size > length_of(st) ? -ENOMEM_ : 0;
}

u64 pp_skb_change_tail(struct state *st, u64 ctx, u64 to, u64 flags)
{
	u64 length = length_of(st), old = packet_end(st);

	to = (u32)to;
	if (flags || to > MAX_SKB || to < st->network)
		return -EINVAL_;
	if (!move_end(st, st->data + to))
		return -ENOMEM_;
	if (to > length)
		memset(P(old), 0, to - length);
	skb_moved(st);
	return 0;
}

u64 pp_skb_change_head(struct state *st, u64 ctx, u64 by, u64 flags)
{
	by = (u32)by;
	if (flags || by > 0x7fffffff || length_of(st) + by > MAX_SKB)
		return -EINVAL_;
	if (insert(st, 0, by))
		return -ENOMEM_;
	st->network += by;
	return 0;
}

enum { LONGER = 20 };	/* bytes of an IPv6 header more than of IPv4's */

/* The header gets longer or shorter at its front; the program writes the new one. */
u64 pp_skb_change_proto(struct state *st, u64 ctx, u64 to, u64 flags)
{
	u32 protocol = get32(ctx + SKB_PROTOCOL), v4 = network16(0x0800), v6 = network16(0x86dd);

	if (flags)
		return -EINVAL_;
	if (protocol == v4 && (u16)to == v6) {
		if (insert(st, st->network, LONGER))
			return -ENOMEM_;
	} else if (protocol == v6 && (u16)to == v4) {
		if (take_out(st, st->network, LONGER))
			return -ENOMEM_;
	} else {
		return -ENOTSUPP_;
	}
	put32(ctx + SKB_PROTOCOL, (u16)to);
	put32(ctx + SKB_HASH, 0);
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
		if (take_out(st, at, by))
			return -ENOMEM_;
		if (flags & ADJ_DECAP_L3)
			put32(ctx + SKB_PROTOCOL, flags & ADJ_DECAP_IPV4 ? v4 : v6);
		return 0;
	}
	if (length + by > MAX_SKB)
		return -ENOTSUPP_;
	problem = encap_problem(flags, by);
	if (problem)
		return problem;
	if (insert(st, at, by))
		return -ENOMEM_;
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

		if (length_of(st) < ETHERNET || insert(st, ETHERTYPE, 4))
			return -ENOMEM_;
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

/* Takes the outermost tag out of a packet of at least ETHERNET + 4 bytes: its number. */
static u32 untag(struct state *st, u64 ctx)
{
	u32 tag = network16(get16(st->data + ETHERTYPE + 2));

	if (take_out(st, ETHERTYPE, 4))
		return tag;
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
