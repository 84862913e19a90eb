// SPDX-License-Identifier: Apache-2.0
/* Where packets shall go: noted, for whoever runs the program; a part of runtime.c. */

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
	if (!(flags & BROADCAST) && !pp_hash_lookup(NULL, map_address, N(&index)))
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
	log_record(st, LOG_CLONE, N(head), sizeof(head), st->data, length_of(st));
	return 0;
}
