// SPDX-License-Identifier: Apache-2.0
/*
 * Devices, the socket of a run, and the answer of a program of a control group; a part of runtime.c. There are
 * the loopback and the device that the packet came by (net/core/filter.c, Linux 6.18).
 */

enum { LOOPBACK = 1, LOOPBACK_MTU = 65536, ETHERNET_MTU = 1500 };
enum { CHECK_SEGMENTS = 1, FRAGMENTATION_NEEDED = 1 };	/* BPF_MTU_CHK_SEGS, BPF_MTU_CHK_RET_FRAG_NEEDED */
enum { XDP_MD = 24, XDP_INGRESS_IFINDEX = 12, SKB_IFINDEX = 40 };

u64 pp_check_mtu(struct state *st, u64 ctx, u64 ifindex, u64 place, u64 difference, u64 flags)
{
	int xdp = st->ctx_end - st->ctx == XDP_MD;
	u32 own = get32(ctx + (xdp ? XDP_INGRESS_IFINDEX : SKB_IFINDEX)), given = get32(place);
	u32 device = (u32)ifindex ? (u32)ifindex : own, mtu, length;

	if (flags & ~(xdp ? 0ULL : CHECK_SEGMENTS) || (flags && ((u32)difference || given)))
		return -EINVAL_;
	if (device != LOOPBACK && device != own)
		return -ENODEV_;
	mtu = device == LOOPBACK ? LOOPBACK_MTU : ETHERNET_MTU;
	length = (given ? given + ETHERNET : (u32)(st->data_end - st->data)) + (u32)difference;
	put32(place, mtu);
	return (int)length > (int)(mtu + ETHERNET) ? FRAGMENTATION_NEEDED : 0;
}

enum { NEIGHBOUR = 20 };	/* struct bpf_redir_neigh */

static u64 redirect_or_drop(struct state *st, u64 ifindex, int refused)
{
	if (refused)
		return TC_ACT_SHOT;
	note_redirect(st, REDIRECT_IFINDEX, (u32)ifindex, 0, 0);
	return TC_ACT_REDIRECT;
}

u64 pp_redirect_peer(struct state *st, u64 ifindex, u64 flags)
{
	return redirect_or_drop(st, ifindex, !!flags);
}

u64 pp_redirect_neigh(struct state *st, u64 ifindex, u64 next, u64 size, u64 flags)
{
	return redirect_or_drop(st, ifindex, flags || (size && size != NEIGHBOUR));
}

/* The socket that a caller put into the context is a full one, and has the cookie of the run's own. */
u64 pp_get_socket_cookie(struct state *st, u64 of)
{
	const struct environment *world = given(st, GIVEN_SOCKETS);
	const struct open_socket *open = open_socket_around(st, of);

	return open ? open->socket.cookie : world ? world->socket_cookie : 1;
}

u64 pp_get_netns_cookie(struct state *st, u64 of)
{
	const struct environment *world = given(st, GIVEN_SOCKETS);

	return world ? world->netns_cookie : 1;
}

u64 pp_get_socket_uid(struct state *st, u64 ctx)
{
	return (u32)pp_get_current_uid_gid(st);
}

/* What the caller of the program is told: a field of the context, or a word of the state. */
static u64 retval_place(const struct state *st)
{
	return st->retval_at ? st->retval_at : N(&st->retval);
}

u64 pp_get_retval(struct state *st)
{
	return (s64)(int)get32(retval_place(st));
}

u64 pp_set_retval(struct state *st, u64 value)
{
	put32(retval_place(st), (u32)value);
	st->retval_set = 1;
	st->retval = (u32)value;
	return 0;
}
