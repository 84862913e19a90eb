// SPDX-License-Identifier: Apache-2.0
/*
 * Maps of sockets, and the helpers that send packets and streams to what is in them; a part of runtime.c.
 * See net/core/sock_map.c, kernel/bpf/reuseport_array.c and net/core/filter.c (Linux 6.18).
 */

enum { OF_UNIX = 1, OF_INET = 2, OF_INET6 = 10, OF_VSOCK = 40 };
enum { SOCK_STREAM_ = 1, SOCK_DGRAM_ = 2, SOCK_SEQPACKET_ = 5, PROTO_TCP = 6, PROTO_UDP = 17 };
enum { TCP_ESTABLISHED_ = 1, TCP_TIME_WAIT_ = 6, TCP_LISTEN_ = 10, TCP_NEW_SYN_RECV_ = 12 };
enum { SK_DROP, SK_PASS };
enum { TO_INGRESS = 1 };	/* BPF_F_INGRESS */

static int is_inet(const struct socket *socket, u32 type, u32 protocol)
{
	return (socket->family == OF_INET || socket->family == OF_INET6) && socket->type == type &&
	       socket->protocol == protocol;
}

static int is_tcp(const struct socket *socket)
{
	return is_inet(socket, SOCK_STREAM_, PROTO_TCP);
}

static int is_udp(const struct socket *socket)
{
	return is_inet(socket, SOCK_DGRAM_, PROTO_UDP);
}

/* sock_map_sk_state_allowed() */
static int is_settled(const struct socket *socket)
{
	if (is_tcp(socket))
		return socket->state == TCP_ESTABLISHED_ || socket->state == TCP_LISTEN_;
	if ((socket->family == OF_UNIX && socket->type == SOCK_STREAM_) ||
	    (socket->family == OF_VSOCK &&
	     (socket->type == SOCK_STREAM_ || socket->type == SOCK_SEQPACKET_)))
		return socket->state == TCP_ESTABLISHED_;
	return 1;
}

/* sk_fullsock(), sock_map_sk_is_suitable() */
static u64 problem_of(const struct socket *socket)
{
	if (socket->state == TCP_TIME_WAIT_ || socket->state == TCP_NEW_SYN_RECV_)
		return -EINVAL_;
	if (!is_tcp(socket) && !is_udp(socket) && socket->family != OF_UNIX && socket->family != OF_VSOCK)
		return -EOPNOTSUPP_;
	return is_settled(socket) ? 0 : -EOPNOTSUPP_;
}

static u64 put_own(struct state *st, u64 map_address, u64 key, struct socket *socket, u64 flags)
{
	const struct map *map = P(map_address);
	u32 index;

	if (flags > EXIST)
		return -EINVAL_;
	__builtin_memcpy(&index, P(key), map->key_size < 4 ? map->key_size : 4);
	if (map->type == MAP_SOCKMAP && index >= map->max_entries)
		return -E2BIG_;
	if (!socket->cookie)
		socket->cookie = pp_get_socket_cookie(st, st->ctx);
	return update_hash(st, map_address, key, N(socket), flags, 0);
}

/* bpf_map_update_elem() on a map of sockets: sock_map_update_elem() */
static u64 put_socket(struct state *st, u64 map_address, u64 key, u64 value, u64 flags)
{
	struct socket socket;
	u64 problem;

	__builtin_memcpy(&socket, P(value), sizeof(socket));	/* another thread may write to it */
	problem = problem_of(&socket);
	return problem ? problem : put_own(st, map_address, key, &socket, flags);
}

/* A copy of the socket under a key: 1 where there is one. */
static int find_socket(u64 map_address, u64 key, struct socket *socket)
{
	struct map *map = P(map_address);
	u32 at;

	lock(map);
	at = chain_find(map, P(key), hash_key(map, P(key)));
	if (at)
		__builtin_memcpy(socket, P(value_of(map, at - 1)), sizeof(*socket));
	unlock(map);
	return !!at;
}

static u64 send_to(struct state *st, u64 map_address, u64 key, u64 flags, int message)
{
	struct socket socket;
	int refused;

	if (flags & ~(u64)TO_INGRESS || !find_socket(map_address, key, &socket))
		return SK_DROP;
	/* sock_map_redirect_allowed() */
	refused = is_tcp(&socket) ? socket.state == TCP_LISTEN_ : socket.state != TCP_ESTABLISHED_;
	if (socket.family == OF_VSOCK)
		refused |= message || flags;
	if (message && !flags)
		refused |= !is_tcp(&socket);
	if (refused)
		return SK_DROP;
	note_redirect(st, REDIRECT_MAP, (u32)socket.cookie, map_address, flags);
	return SK_PASS;
}

u64 pp_sk_redirect_map(struct state *st, u64 ctx, u64 map_address, u64 key, u64 flags)
{
	u32 index = key;

	return send_to(st, map_address, N(&index), flags, 0);
}

u64 pp_msg_redirect_map(struct state *st, u64 ctx, u64 map_address, u64 key, u64 flags)
{
	u32 index = key;

	return send_to(st, map_address, N(&index), flags, 1);
}

u64 pp_sk_redirect_hash(struct state *st, u64 ctx, u64 map_address, u64 key, u64 flags)
{
	return send_to(st, map_address, key, flags, 0);
}

u64 pp_msg_redirect_hash(struct state *st, u64 ctx, u64 map_address, u64 key, u64 flags)
{
	return send_to(st, map_address, key, flags, 1);
}

/* All sockets that could share a port are of one group. */
u64 pp_sk_select_reuseport(struct state *st, u64 ctx, u64 map_address, u64 key, u64 flags)
{
	const struct map *map = P(map_address);
	struct socket socket;

	if (!find_socket(map_address, key, &socket))
		return -ENOENT_;
	if (map->type != MAP_REUSEPORT_SOCKARRAY && !is_udp(&socket) &&
	    !(is_tcp(&socket) && socket.state == TCP_LISTEN_))
		return -EINVAL_;
	note_redirect(st, REDIRECT_MAP, (u32)socket.cookie, map_address, 0);
	return 0;
}

/* Offsets in struct bpf_sock_ops */
enum {
	OPS_OP = 0, OPS_FAMILY = 20, OPS_REMOTE_IP4 = 24, OPS_LOCAL_IP4 = 28, OPS_REMOTE_IP6 = 32, OPS_LOCAL_IP6 = 48,
	OPS_REMOTE_PORT = 64, OPS_LOCAL_PORT = 68, OPS_STATE = 88,
};
/* BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB, PASSIVE_ESTABLISHED_CB and TCP_LISTEN_CB */
enum { ACTIVE_ESTABLISHED = 4, PASSIVE_ESTABLISHED = 5, BEGINS_TO_LISTEN = 11 };

/* The socket of a connection that begins, or that begins to listen, from what the context tells of it. */
u64 pp_sock_map_update(struct state *st, u64 ctx, u64 map_address, u64 key, u64 flags)
{
	u32 op = get32(ctx + OPS_OP);
	struct socket socket = {
		.family = get32(ctx + OPS_FAMILY), .type = SOCK_STREAM_, .protocol = PROTO_TCP,
		.src_ip4 = get32(ctx + OPS_LOCAL_IP4), .src_port = get32(ctx + OPS_LOCAL_PORT),
		.dst_port = get16(ctx + OPS_REMOTE_PORT + 2), .dst_ip4 = get32(ctx + OPS_REMOTE_IP4),
		.state = get32(ctx + OPS_STATE), .rx_queue_mapping = -1U,
	};

	if (op != ACTIVE_ESTABLISHED && op != PASSIVE_ESTABLISHED && op != BEGINS_TO_LISTEN)
		return -EOPNOTSUPP_;
	for (u32 i = 0; i < 4; i++) {
		socket.src_ip6[i] = get32(ctx + OPS_LOCAL_IP6 + 4 * i);
		socket.dst_ip6[i] = get32(ctx + OPS_REMOTE_IP6 + 4 * i);
	}
	if (problem_of(&socket))
		return -EOPNOTSUPP_;
	return put_own(st, map_address, key, &socket, flags);
}

/* What a socket of a map is known by; 0 for an address of another kind. */
static u64 cookie_at(const struct map *map, u64 address)
{
	u64 offset = address - map->values, cookie;

	if (!holds_sockets(map) || offset % map->stride)
		return 0;
	__builtin_memcpy(&cookie, P(address + __builtin_offsetof(struct socket, cookie)), 8);
	return cookie;
}
