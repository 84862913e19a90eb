// SPDX-License-Identifier: Apache-2.0
/* The tunnels that a packet came and leaves by; a part of runtime.c. See net/core/filter.c (Linux 6.18). */

enum { OF_IPV6 = 1, WITH_FLAGS = 16, GET_FLAGS = OF_IPV6 | WITH_FLAGS };
enum { ZERO_CSUM_TX = 2, DONT_FRAGMENT = 4, SEQ_NUMBER = 8, NO_TUNNEL_KEY = 16, SET_FLAGS = 31 };
/* IP_TUNNEL_*_BIT; options are those of Geneve, VXLAN, ERSPAN and GTP. */
enum { HAS_CSUM = 1, HAS_KEY = 4, HAS_SEQ = 8, IS_WHOLE = 0x100, IS_NEW = 0x2000, HAS_OPTIONS = 0xd800 };
enum { FLOW_LABEL = 0xfffff, MOST_OPTIONS = 255, OLDEST_KEY = 8 };

struct tunnel_key {		/* struct bpf_tunnel_key */
	u32 id;
	u8 remote[16];
	u8 service, hops;
	u16 more;		/* must be 0 where it is set; the flags where they are asked for */
	u32 label;
	u8 local[16];
};

/* Of the structure there were shorter ones, each the beginning of the next. */
static int known_key(u64 size)
{
	return size == OLDEST_KEY || size == 22 || size == 24 || size == 28 || size == sizeof(struct tunnel_key);
}

/* skb_tunnel_info(): what the program has set, else the tunnel that the packet came by; or 0. */
static const struct tunnel *tunnel_of(const struct state *st)
{
	const struct environment *world = given(st, GIVEN_TUNNEL);

	if (st->tunnelled)
		return P(st->tunnel);
	return world ? &world->tunnel : 0;
}

u64 pp_skb_set_tunnel_key(struct state *st, u64 ctx, u64 from, u64 size, u64 flags)
{
	struct tunnel *tunnel = P(st->tunnel);
	u64 addresses = flags & OF_IPV6 ? 16 : 4;
	struct tunnel_key key;

	if (flags & ~(u64)SET_FLAGS || !known_key(size))
		return -EINVAL_;
	memset(&key, 0, sizeof(key));
	memcpy(&key, P(from), size);
	if ((!(flags & OF_IPV6) && key.label) || key.more)
		return -EINVAL_;
	memset(tunnel, 0, sizeof(*tunnel));
	memcpy(tunnel->source, key.local, addresses);
	memcpy(tunnel->target, key.remote, addresses);
	tunnel->id = key.id;
	tunnel->label = key.label & FLOW_LABEL;
	tunnel->service = key.service;
	tunnel->hops = key.hops;
	tunnel->ipv6 = flags & OF_IPV6;
	tunnel->flags = IS_NEW | (flags & DONT_FRAGMENT ? IS_WHOLE : 0) | (flags & ZERO_CSUM_TX ? 0 : HAS_CSUM) |
			(flags & SEQ_NUMBER ? HAS_SEQ : 0) | (flags & NO_TUNNEL_KEY ? 0 : HAS_KEY);
	st->tunnelled = 1;
	return 0;
}

u64 pp_skb_get_tunnel_key(struct state *st, u64 ctx, u64 to, u64 size, u64 flags)
{
	const struct tunnel *tunnel = tunnel_of(st);
	struct tunnel_key key;
	int problem = 0;

	if (!tunnel || flags & ~(u64)GET_FLAGS)
		problem = EINVAL_;
	else if (tunnel->ipv6 != (flags & OF_IPV6))
		problem = EPROTO_;
	else if (!known_key(size) || (size == OLDEST_KEY && tunnel->ipv6))
		problem = EINVAL_;
	if (problem) {
		clear_bytes(st, to, size);
		return -problem;
	}
	/* Where it comes from is where an answer goes. */
	memcpy(key.remote, tunnel->source, sizeof(key.remote));
	memcpy(key.local, tunnel->target, sizeof(key.local));
	key.id = tunnel->id;
	key.label = tunnel->label;
	key.service = tunnel->service;
	key.hops = tunnel->hops;
	key.more = flags & WITH_FLAGS ? network16(tunnel->flags) : 0;
	memcpy(P(to), &key, size);
	return 0;
}

u64 pp_skb_set_tunnel_opt(struct state *st, u64 ctx, u64 from, u64 size)
{
	struct tunnel *tunnel = P(st->tunnel);

	if (!st->tunnelled || size & 3)	/* options are for the program's own */
		return -EINVAL_;
	if (size > MOST_OPTIONS)
		return -ENOMEM_;
	memcpy(tunnel->options, P(from), size);
	tunnel->length = size;
	tunnel->flags |= size ? HAS_OPTIONS : 0;
	return 0;
}

u64 pp_skb_get_tunnel_opt(struct state *st, u64 ctx, u64 to, u64 size)
{
	const struct tunnel *tunnel = tunnel_of(st);

	clear_bytes(st, to, size);
	if (!tunnel || !(tunnel->flags & HAS_OPTIONS))
		return -ENOENT_;
	if (size < tunnel->length)
		return -ENOMEM_;
	memcpy(P(to), tunnel->options, tunnel->length);
	return tunnel->length;
}
