// SPDX-License-Identifier: Apache-2.0
/*
 * Look-ups among the sockets of the environment; a part of runtime.c. See sk_lookup() in net/core/filter.c,
 * net/ipv4/inet_hashtables.c, net/ipv4/udp.c and those of IPv6 (Linux 6.18), and bpf/oracle/sockets.py.
 */

enum { TUPLE_IPV4 = 12, TUPLE_IPV6 = 36, TCP_CLOSE_ = 7 };
enum { SKB_BYTES = 192 };
enum { CONNECTED = 16 };	/* more than any other score */

struct tuple {			/* struct bpf_sock_tuple: the destination is the end of the socket */
	const u32 *source, *target;
	u32 words;		/* of an address: 1 or 4 */
	u32 source_port;	/* in network order */
	u32 target_port, device;
};

static int is_any(const u32 *address, u32 words)
{
	return !address[0] && (words == 1 || !(address[1] | address[2] | address[3]));
}

/* ::ffff:0:0/96: what a socket of IPv6 has of IPv4. */
static int is_mapped(const u32 *address)
{
	return !(address[0] | address[1]) && !get16(N(address + 2)) && get16(N(address + 2) + 2) == 0xffff;
}

/* An end of a socket as an address of the family that is looked up, or NULL: it has none. */
static const u32 *end_of(const struct open_socket *open, const struct tuple *asked, int far)
{
	const struct socket *socket = &open->socket;
	const u32 *six = far ? socket->dst_ip6 : socket->src_ip6;

	if (asked->words == 4)
		return socket->family == OF_INET6 ? six : NULL;
	if (socket->family == OF_INET6 && (open->ipv6only || !(is_any(six, 4) || is_mapped(six))))
		return NULL;
	return far ? &socket->dst_ip4 : &socket->src_ip4;
}

/* Whether a socket has an address, and the port and the device that are looked up. */
static int is_at(const struct open_socket *open, const struct tuple *asked, const u32 *address)
{
	const u32 *near = end_of(open, asked, 0);
	u32 device = open->socket.bound_dev_if;

	return near && !memcmp(near, address, 4 * asked->words) &&
	       open->socket.src_port == asked->target_port && (!device || device == asked->device);
}

static int is_from(const struct open_socket *open, const struct tuple *asked)
{
	const u32 *far = end_of(open, asked, 1);

	return far && !memcmp(far, asked->source, 4 * asked->words) &&
	       open->socket.dst_port == asked->source_port;
}

/* Connections of mapped addresses are among those of IPv4: sk_ehashfn(). */
static const struct open_socket *connection(const struct open_sockets *all, const struct tuple *asked)
{
	if (asked->words == 4 && is_mapped(asked->source))
		return NULL;
	for (u64 i = all->count; i--;) {
		const struct open_socket *open = &all->sockets[i];
		u32 state = open->socket.state;

		if (is_tcp(&open->socket) && state != TCP_LISTEN_ && state != TCP_CLOSE_ &&
		    is_at(open, asked, asked->target) && is_from(open, asked))
			return open;
	}
	return NULL;
}

/* compute_score() of net/ipv4/udp.c and net/ipv6/udp.c, and udp4_lib_lookup4() */
static u32 score_udp(const struct open_socket *open, const struct tuple *asked)
{
	const u32 *far = end_of(open, asked, 1);
	u32 port = open->socket.dst_port, ends;

	if (!is_udp(&open->socket) || !far)
		return 0;
	ends = !is_any(far, asked->words);
	if (ends && memcmp(far, asked->source, 4 * asked->words))
		return 0;
	if (port && port != asked->source_port)
		return 0;
	if (ends && port)
		return CONNECTED;
	return 1 + 2 * (ends + !!port + !!open->socket.bound_dev_if) + (open->socket.family == OF_INET);
}

/* compute_score() of net/ipv4/inet_hashtables.c and net/ipv6/inet6_hashtables.c */
static u32 score_listener(const struct open_socket *open)
{
	if (!is_tcp(&open->socket) || open->socket.state != TCP_LISTEN_)
		return 0;
	return 1 + (open->socket.family == OF_INET) + !!open->socket.bound_dev_if;
}

/* The best of those that have an address. The last one of several comes first in the kernel's lists. */
static const struct open_socket *best_at(const struct open_sockets *all, const struct tuple *asked,
					 const u32 *address, u32 protocol)
{
	const struct open_socket *best = NULL;
	u32 most = 0;

	for (u64 i = all->count; i--;) {
		const struct open_socket *open = &all->sockets[i];
		u32 score;

		if (!is_at(open, asked, address))
			continue;
		score = protocol == PROTO_TCP ? score_listener(open) : score_udp(open, asked);
		if (score > most) {
			most = score;
			best = open;
		}
	}
	return best;
}

static const struct open_socket *best_of(const struct open_sockets *all, const struct tuple *asked, u32 protocol)
{
	const struct open_socket *found = best_at(all, asked, asked->target, protocol);
	u32 any[4] = { 0 };

	return found ? found : best_at(all, asked, any, protocol);
}

/* The device that a look-up is for: that of the packet; programs of sockets' addresses have none. */
static u32 device_for(const struct state *st, u64 ctx)
{
	u64 size = st->ctx_end - st->ctx;

	return size == XDP_MD ? get32(ctx + XDP_INGRESS_IFINDEX) : size >= SKB_BYTES ? get32(ctx + SKB_IFINDEX) : 0;
}

/* __bpf_skc_lookup(). No number stands for another network namespace. */
static const struct open_socket *look_up(struct state *st, u64 ctx, u64 at, u64 size, u64 netns, u64 flags,
					 u32 protocol)
{
	const struct environment *world = given(st, GIVEN_OPEN);
	u32 words = size == TUPLE_IPV4 ? 1 : 4;
	struct { u32 addresses[8]; u16 source_port, target_port; } tuple;
	struct tuple asked = { tuple.addresses, tuple.addresses + words, words, 0, 0, 0 };
	const struct open_socket *found = NULL;

	if (!world || (size != TUPLE_IPV4 && size != TUPLE_IPV6) || flags || (int)netns >= 0)
		return NULL;
	memcpy(&tuple, P(at), 8 * words);
	asked.source_port = get16(at + 8 * words);
	asked.target_port = network16(get16(at + 8 * words + 2));
	asked.device = device_for(st, ctx);
	if (protocol == PROTO_TCP)
		found = connection(&world->open, &asked);
	return found ? found : best_of(&world->open, &asked, protocol);
}

/* sk_to_full_sk(): the listener of a request; none is there of a connection that waits to be forgotten. */
static const struct open_socket *full_socket(const struct state *st, const struct open_socket *open)
{
	const struct socket *socket = &open->socket;
	int four = socket->family == OF_INET || (!open->ipv6only && is_mapped(socket->src_ip6));
	struct tuple asked = { four ? &socket->dst_ip4 : socket->dst_ip6, four ? &socket->src_ip4 : socket->src_ip6,
			       four ? 1 : 4, 0, socket->src_port, socket->bound_dev_if };

	if (!is_tcp(socket) || (socket->state != TCP_TIME_WAIT_ && socket->state != TCP_NEW_SYN_RECV_))
		return open;
	return socket->state == TCP_TIME_WAIT_ ? NULL :
						 best_of(&given(st, GIVEN_OPEN)->open, &asked, PROTO_TCP);
}

static u64 look_up_full(struct state *st, u64 ctx, u64 at, u64 size, u64 netns, u64 flags, u32 protocol)
{
	const struct open_socket *found = look_up(st, ctx, at, size, netns, flags, protocol);

	return found ? N(full_socket(st, found)) : 0;
}

u64 pp_sk_lookup_tcp(struct state *st, u64 ctx, u64 tuple, u64 size, u64 netns, u64 flags)
{
	return look_up_full(st, ctx, tuple, size, netns, flags, PROTO_TCP);
}

u64 pp_sk_lookup_udp(struct state *st, u64 ctx, u64 tuple, u64 size, u64 netns, u64 flags)
{
	return look_up_full(st, ctx, tuple, size, netns, flags, PROTO_UDP);
}

u64 pp_skc_lookup_tcp(struct state *st, u64 ctx, u64 tuple, u64 size, u64 netns, u64 flags)
{
	return N(look_up(st, ctx, tuple, size, netns, flags, PROTO_TCP));
}

/* The socket that a caller put into the context is a full one. */
u64 pp_sk_fullsock(struct state *st, u64 sk)
{
	const struct open_socket *open = open_socket_around(st, sk);

	return open && full_socket(st, open) != open ? 0 : sk;
}

/* That socket is no listener. */
u64 pp_get_listener_sock(struct state *st, u64 sk)
{
	const struct open_socket *open = open_socket_around(st, sk);

	open = open ? full_socket(st, open) : NULL;
	return open && open->socket.state == TCP_LISTEN_ ? N(open) : 0;
}

/*
 * What a socket is as one of another kind: bpf_skc_to_*(). It has the address behind the bytes of its struct
 * bpf_sock, which helpers know and nobody reads: struct tcp_sock and the like are not there.
 */
static u64 converted(const struct open_socket *open, int is)
{
	return open && is ? N(open) + READABLE_SOCKET : 0;
}

static u64 to_full(struct state *st, u64 sk, u32 protocol, int only6)
{
	const struct open_socket *open = open_socket_around(st, sk);

	return converted(open, open && full_socket(st, open) == open && open->socket.protocol == protocol &&
				       (!only6 || open->socket.family == OF_INET6));
}

static u64 to_half(struct state *st, u64 sk, u32 state)
{
	const struct open_socket *open = open_socket_around(st, sk);

	return converted(open, open && is_tcp(&open->socket) && open->socket.state == state);
}

u64 pp_skc_to_tcp_sock(struct state *st, u64 sk)
{
	return to_full(st, sk, PROTO_TCP, 0);
}

u64 pp_skc_to_tcp6_sock(struct state *st, u64 sk)
{
	return to_full(st, sk, PROTO_TCP, 1);
}

u64 pp_skc_to_udp6_sock(struct state *st, u64 sk)
{
	return to_full(st, sk, PROTO_UDP, 1);
}

u64 pp_skc_to_tcp_timewait_sock(struct state *st, u64 sk)
{
	return to_half(st, sk, TCP_TIME_WAIT_);
}

u64 pp_skc_to_tcp_request_sock(struct state *st, u64 sk)
{
	return to_half(st, sk, TCP_NEW_SYN_RECV_);
}

/* As cookie_at(), of an element that is there. */
static int is_element(const struct map *map, u64 address)
{
	u64 offset = address - map->values;

	return holds_sockets(map) && offset % map->stride == 0 && ((const u8 *)P(map->used))[offset / map->stride];
}

/* A copy of the socket at an address, of a map or of the context, and the map; 0: nothing is known of it. */
static int named_socket(const struct state *st, u64 address, struct socket *socket, u64 *map_address)
{
	const struct map *map = map_around(st, address);

	if (!(map ? is_element(map, address) : within(address, sizeof(*socket), st->ctx, st->ctx_end)))
		return 0;
	memcpy(socket, P(address), sizeof(*socket));	/* another thread may write to it */
	*map_address = N(map);
	return 1;
}

/* Offsets in struct bpf_sk_lookup, and BPF_SK_LOOKUP_F_* */
enum { LOOKUP_SK = 0, LOOKUP_FAMILY = 8, LOOKUP_PROTOCOL = 12 };
enum { LOOKUP_REPLACE = 1, LOOKUP_FLAGS = 3 };

/*
 * Whether a socket takes packets of IPv4. One that is bound to an address of IPv6 does not: __inet6_bind(). Of
 * one that is bound to :: it is not known in a map whether it has IPV6_V6ONLY.
 */
static int takes_ipv4(const struct socket *socket)
{
	return socket->family != OF_INET6 || is_any(socket->src_ip6, 4) || is_mapped(socket->src_ip6);
}

/*
 * Why a look-up cannot end with a socket. References are counted but to those of these two kinds, which have
 * SOCK_RCU_FREE.
 */
static u64 lookup_problem(u64 ctx, const struct socket *socket)
{
	int uncounted = is_tcp(socket) ? socket->state == TCP_LISTEN_ : is_udp(socket) && socket->src_port;

	if (!uncounted || socket->state == TCP_ESTABLISHED_)
		return -ESOCKTNOSUPPORT_;
	if (socket->protocol != get32(ctx + LOOKUP_PROTOCOL))
		return -EPROTOTYPE_;
	if (socket->family == get32(ctx + LOOKUP_FAMILY))
		return 0;
	return socket->family == OF_INET || !takes_ipv4(socket) ? -EAFNOSUPPORT_ : 0;
}

/* bpf_sk_lookup_assign(), and bpf_sk_assign() of a packet that is not at the ingress of tc, as in a test run. */
u64 pp_sk_assign(struct state *st, u64 ctx, u64 sk, u64 flags)
{
	struct socket socket;
	u64 problem = 0, map = 0, selected;

	if (st->ctx_end - st->ctx >= SKB_BYTES)
		return !sk || flags ? -EINVAL_ : -EOPNOTSUPP_;
	if (flags & ~(u64)LOOKUP_FLAGS)
		return -EINVAL_;
	if (sk)
		problem = named_socket(st, sk, &socket, &map) ? lookup_problem(ctx, &socket) : -ESOCKTNOSUPPORT_;
	if (problem)
		return problem;
	memcpy(&selected, P(ctx + LOOKUP_SK), sizeof(selected));
	if (selected && !(flags & LOOKUP_REPLACE))
		return -EEXIST_;
	memcpy(P(ctx + LOOKUP_SK), &sk, sizeof(sk));
	if (!sk)
		note_redirect(st, REDIRECT_NONE, 0, 0, 0);
	else
		note_redirect(st, map ? REDIRECT_MAP : REDIRECT_IFINDEX,
			      (u32)(socket.cookie ? socket.cookie : pp_get_socket_cookie(st, st->ctx)), map, flags);
	return 0;
}
