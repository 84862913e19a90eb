// SPDX-License-Identifier: Apache-2.0
/* The head and the tail of packets, room in the middle, VLAN tags; a part of runtime.c. */

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
