// SPDX-License-Identifier: Apache-2.0
/*
 * The socket of a packet, its control group, and what an skb knows of its checksum, its time and its marks;
 * a part of runtime.c. See net/core/filter.c (Linux 6.18).
 */

enum { SKB_TSTAMP = 152, SKB_TSTAMP_TYPE = 180 };
enum { ECN_MASK = 3, ECN_CE = 3, IPV4_SIZE = 20, IPV6_SIZE = 40 };
enum { LEVEL_QUERY, LEVEL_INC, LEVEL_DEC, LEVEL_RESET, MAX_LEVEL = 3 };
enum { CLOCK_REAL, CLOCK_TAI_ = 2 };

/* The packets of a run begin without any checksum that somebody has looked at (CHECKSUM_NONE). */
u64 pp_csum_level(struct state *st, u64 ctx, u64 level)
{
	switch (level) {
	case LEVEL_QUERY:
		return st->checksum ? st->checksum - 1 : (u64)-EACCES_;
	case LEVEL_INC:
		st->checksum += st->checksum <= MAX_LEVEL;
		return 0;
	case LEVEL_DEC:
		st->checksum -= st->checksum > 0;
		return 0;
	case LEVEL_RESET:
		st->checksum = 0;
		return 0;
	}
	return -EINVAL_;
}

/* IP_ECN_set_ce(): the bits after it, and the sum of the header, which knows of them. */
static u64 mark_ipv4(u64 header)
{
	u8 *service = P(header + 1);
	u32 bits = (*service + 1) & ECN_MASK, sum;

	if (!(bits & 2))
		return !bits;
	sum = get16(header + 10) + network16(0xfffb + bits);
	put16(header + 10, (sum & 0xffff) + (sum >> 16));
	*service |= ECN_CE;
	return 1;
}

static u64 mark_ipv6(u64 header)
{
	u8 *service = P(header + 1);	/* the lower four bits of the traffic class are its upper four */

	if (!(*service >> 4 & ECN_MASK))
		return 0;
	*service |= ECN_CE << 4;
	return 1;
}

u64 pp_skb_ecn_set_ce(struct state *st, u64 ctx)
{
	u32 protocol = get32(ctx + SKB_PROTOCOL);
	u64 header = st->data + st->network, room = packet_end(st) > header ? packet_end(st) - header : 0;

	if (protocol == network16(0x0800) && room >= IPV4_SIZE)
		return mark_ipv4(header);
	if (protocol == network16(0x86dd) && room >= IPV6_SIZE)
		return mark_ipv6(header);
	return 0;
}

u64 pp_skb_set_tstamp(struct state *st, u64 ctx, u64 time, u64 type)
{
	u32 protocol = get32(ctx + SKB_PROTOCOL), clock = type;

	if (protocol != network16(0x0800) && protocol != network16(0x86dd))
		return -EOPNOTSUPP_;
	if (clock > CLOCK_TAI_ || (clock != CLOCK_REAL && !time))
		return -EINVAL_;
	__builtin_memcpy(P(ctx + SKB_TSTAMP), &time, sizeof(time));
	*(u8 *)P(ctx + SKB_TSTAMP_TYPE) = clock;
	return 0;
}

/* No packet came through IPsec. */
u64 pp_skb_get_xfrm_state(struct state *st, u64 ctx, u64 index, u64 to, u64 size, u64 flags)
{
	clear_bytes(st, to, size);
	return -EINVAL_;
}

/* The socket that a packet is of is one of this process's group. */
u64 pp_skb_cgroup_id(struct state *st, u64 ctx)
{
	return pp_get_current_cgroup_id(st);
}

u64 pp_skb_under_cgroup(struct state *st, u64 ctx, u64 map_address, u64 index)
{
	return pp_current_task_under_cgroup(st, map_address, index);
}

/* A message is in one piece, so that all of it is there already. */
u64 pp_msg_pull_data(struct state *st, u64 ctx, u64 start, u64 end, u64 flags)
{
	return flags || (u32)end <= (u32)start || (u32)end > length_of(st) ? -EINVAL_ : 0;
}

/* Nothing listens here, so nobody has given out a cookie. */
u64 pp_no_listener(struct state *st, u64 sk, u64 ip, u64 ip_size, u64 tcp, u64 tcp_size)
{
	return -EINVAL_;
}

enum { SOCK_OPS_FULLSOCK = 72, SOCK_OPS_CB_FLAGS = 84, ALL_CB_FLAGS = 0x7f };

u64 pp_sock_ops_cb_flags_set(struct state *st, u64 ctx, u64 flags)
{
	if (!get32(ctx + SOCK_OPS_FULLSOCK))
		return -EINVAL_;
	put32(ctx + SOCK_OPS_CB_FLAGS, flags & ALL_CB_FLAGS);
	return (u64)(s64)((int)flags & ~ALL_CB_FLAGS);
}
