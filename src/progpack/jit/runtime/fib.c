// SPDX-License-Identifier: Apache-2.0
/* Routes and neighbours of the environment; a part of runtime.c. See bpf/oracle/helpers/fib.py. */

enum { FIB_DIRECT = 1, FIB_OUTPUT = 2, FIB_SKIP_NEIGH = 4, FIB_TBID = 8, FIB_SRC = 16, FIB_FLAGS = 63 };
enum { FIB_SUCCESS, FIB_BLACKHOLE, FIB_UNREACHABLE, FIB_PROHIBIT, FIB_NOT_FWDED, FIB_FWD_DISABLED,
       FIB_NO_NEIGH = 7, FIB_FRAG_NEEDED, FIB_NO_SRC_ADDR };
enum { AF_INET = 2, AF_INET6 = 10, TABLE_MAIN = 254, TABLE_LOCAL = 255 };
enum { RTN_UNICAST = 1, RTN_BLACKHOLE = 6, RTN_PROHIBIT = 8 };

/* struct bpf_fib_lookup of include/uapi/linux/bpf.h, without the names that share a place. */
struct fib_lookup {
	u8 family, protocol;
	u16 sport, dport, length;	/* the length is the MTU afterwards */
	u32 ifindex, metric;
	u8 src[16], dst[16];
	u32 vlan;		/* the table before */
	u8 smac[6], dmac[6];
};

/* Whether the first bits of two addresses are the same. */
static int same_bits(const u8 *a, const u8 *b, u32 bits)
{
	for (; bits >= 8; bits -= 8)
		if (*a++ != *b++)
			return 0;
	return !bits || !((*a ^ *b) >> (8 - bits));
}

/* ff00::/8, fe80::/10 and ::1, which are never forwarded. */
static int needs_strict(const u8 *address)
{
	u32 others = 0;

	for (int i = 0; i < 15; i++)
		others |= address[i];
	return address[0] == 0xff || (address[0] == 0xfe && (address[1] & 0xc0) == 0x80) ||
	       (!others && address[15] == 1);
}

static const struct device *device_of(const struct network *network, u32 ifindex)
{
	for (u64 i = 0; network && i < network->device_count; i++)
		if (network->devices[i].ifindex == ifindex)
			return &network->devices[i];
	return NULL;
}

/* The first is the one: they are in the order of looking. */
static const struct route *route_of(const struct network *network, struct fib_lookup *asked, u64 flags)
{
	u32 first = TABLE_MAIN, second = TABLE_LOCAL, oif = flags & FIB_OUTPUT ? asked->ifindex : 0;

	if (flags & FIB_DIRECT) {
		u32 table = flags & FIB_TBID ? asked->vlan : TABLE_MAIN;

		if (flags & FIB_TBID)
			asked->vlan = 0;
		/* IPv4's two tables are one. */
		if (asked->family == AF_INET6 || (table != first && table != second))
			first = second = table;
	}
	for (u64 i = 0; i < network->route_count; i++) {
		const struct route *route = &network->routes[i];

		if ((route->table != first && route->table != second) || route->family != asked->family ||
		    !same_bits(route->prefix, asked->dst, route->bits))
			continue;
		if (oif && route->kind < RTN_BLACKHOLE && route->ifindex != oif && asked->family == AF_INET)
			continue;
		return route;
	}
	return NULL;
}

static const struct neighbour *neighbour_of(const struct network *network, const struct fib_lookup *asked)
{
	for (u64 i = 0; i < network->neighbour_count; i++) {
		const struct neighbour *found = &network->neighbours[i];

		if (found->ifindex == asked->ifindex && found->family == asked->family &&
		    same_bits(found->address, asked->dst, found->family == AF_INET ? 32 : 128))
			return found;
	}
	return NULL;
}

static u64 fib_leave(const struct network *network, struct fib_lookup *asked, const struct route *route, u32 mtu,
		     u64 flags)
{
	u32 size = asked->family == AF_INET ? 4 : 16;
	const struct neighbour *neighbour;

	asked->metric = route->metric;
	asked->ifindex = route->ifindex;
	if (asked->family == AF_INET6 && route->gateway_family)
		memcpy(asked->dst, route->gateway, 16);
	if (flags & FIB_SRC) {
		if (asked->family == AF_INET6 && !route->has_source)
			return FIB_NO_SRC_ADDR;
		memcpy(asked->src, route->source, size);
	}
	if (asked->family == AF_INET && route->gateway_family) {
		asked->family = route->gateway_family;
		memcpy(asked->dst, route->gateway, asked->family == AF_INET ? 4 : 16);
	}
	if (!(flags & FIB_SKIP_NEIGH)) {
		neighbour = neighbour_of(network, asked);
		if (!neighbour)
			return FIB_NO_NEIGH;
		memcpy(asked->dmac, neighbour->mac, 6);
		memcpy(asked->smac, device_of(network, route->ifindex)->mac, 6);
	}
	asked->vlan = 0;
	if (mtu)
		asked->length = mtu;
	return FIB_SUCCESS;
}

static u64 fib_look_up(const struct network *network, struct fib_lookup *asked, u64 flags, int check_mtu)
{
	const struct device *device;
	const struct route *route;

	if (asked->family == AF_INET6 && (needs_strict(asked->src) || needs_strict(asked->dst)))
		return FIB_NOT_FWDED;
	device = device_of(network, asked->ifindex);
	if (!device)
		return -ENODEV_;
	if (!device->forwards)
		return FIB_FWD_DISABLED;
	route = route_of(network, asked, flags);
	if (!route || route->kind != RTN_UNICAST)
		return route && route->kind >= RTN_BLACKHOLE && route->kind <= RTN_PROHIBIT ?
			       FIB_BLACKHOLE + route->kind - RTN_BLACKHOLE : FIB_NOT_FWDED;
	if (check_mtu && asked->length > route->mtu) {
		asked->length = route->mtu;
		return FIB_FRAG_NEEDED;
	}
	return fib_leave(network, asked, route, check_mtu ? route->mtu : 0, flags);
}

u64 pp_fib_lookup(struct state *st, u64 ctx, u64 params, u64 size, u64 flags)
{
	const struct environment *world = given(st, GIVEN_NETWORK);
	const struct network *network = world ? &world->network : NULL;
	int xdp = st->ctx_end - st->ctx == XDP_MD, stated;
	const struct device *device;
	struct fib_lookup asked;
	u64 result;

	if (size < sizeof(asked) || (u32)flags & ~FIB_FLAGS)
		return -EINVAL_;
	memcpy(&asked, P(params), sizeof(asked));
	if (asked.family != AF_INET && asked.family != AF_INET6)
		return -EAFNOSUPPORT_;
	stated = xdp || asked.length;
	result = fib_look_up(network, &asked, flags, stated);
	if (result == FIB_SUCCESS && !stated) {
		/* The packet against the device: is_skb_forwardable(), with room for a VLAN tag. */
		device = device_of(network, asked.ifindex);
		if (length_of(st) > device->mtu + ETHERNET + 4)
			result = FIB_FRAG_NEEDED;
		asked.length = device->mtu;
	}
	memcpy(P(params), &asked, sizeof(asked));
	return result;
}
