// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only
// Copyright The progpack developers
//
// A counting firewall: IPv4 and IPv6, with up to two VLAN tags.
//
// A packet is dropped when its source is in the map "blocked", or when the first rule whose prefix
// its source has says so. Every source and every verdict is counted. Addresses are 16 bytes in
// network order; an IPv4 address a.b.c.d is ::ffff:a.b.c.d.

#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define MAX_RULES 16
#define MAX_TAGS 2

enum verdict {
	PASS = 0,
	PASS_RULE = 1,
	PASS_NOT_IP = 2,
	DROP_HOST = 3,
	DROP_RULE = 4,
	DROP_SHORT = 5,
	DROP_DEFAULT = 6,
	VERDICTS = 7,
};

struct address {
	__u32 word[4];
};

struct source {
	__u64 packets;
	__u64 bytes;
	__u64 dropped;
	__u64 last_ns;
};

// A rule applies when (source & mask) == prefix. The first one without an action ends the list.
struct rule {
	struct address prefix;
	struct address mask;
	__u32 action; // XDP_DROP, XDP_PASS, or XDP_ABORTED (0): end of the list
	__u32 reserved;
	__u64 hits;
};

struct vlan_tag {
	__be16 control;
	__be16 protocol;
};

// Set by the loader: what happens to IP packets that nothing else decides, and whether sources
// are counted one by one.
const volatile __u32 default_action = XDP_PASS;
const volatile __u32 count_sources = 1;

__u64 total_packets = 0;
__u64 total_bytes = 0;
// Sources that did not fit the map.
__u64 untracked = 0;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, struct address);
	__type(value, struct source);
} sources SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, struct address);
	__type(value, __u64);
} blocked SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_RULES);
	__type(key, __u32);
	__type(value, struct rule);
} rules SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, VERDICTS);
	__type(key, __u32);
	__type(value, __u64);
} verdicts SEC(".maps");

// Find the source address. Returns PASS with *from filled in, PASS_NOT_IP or DROP_SHORT.
static __always_inline enum verdict parse(struct xdp_md *ctx, struct address *from)
{
	void *at = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = at;
	__be16 protocol;

	if ((void *)(eth + 1) > end)
		return DROP_SHORT;
	protocol = eth->h_proto;
	at = eth + 1;
#pragma clang loop unroll(full)
	for (int i = 0; i < MAX_TAGS; i++) {
		struct vlan_tag *tag = at;

		if (protocol != bpf_htons(ETH_P_8021Q) && protocol != bpf_htons(ETH_P_8021AD))
			break;
		if ((void *)(tag + 1) > end)
			return DROP_SHORT;
		protocol = tag->protocol;
		at = tag + 1;
	}
	if (protocol == bpf_htons(ETH_P_IP)) {
		struct iphdr *ip = at;

		if ((void *)(ip + 1) > end || ip->version != 4 || ip->ihl < 5)
			return DROP_SHORT;
		from->word[0] = 0;
		from->word[1] = 0;
		from->word[2] = bpf_htonl(0xffff);
		from->word[3] = ip->saddr;
		return PASS;
	}
	if (protocol == bpf_htons(ETH_P_IPV6)) {
		struct ipv6hdr *ip = at;

		if ((void *)(ip + 1) > end || ip->version != 6)
			return DROP_SHORT;
		for (int i = 0; i < 4; i++)
			from->word[i] = ip->saddr.in6_u.u6_addr32[i];
		return PASS;
	}
	return PASS_NOT_IP;
}

static __always_inline int matches(const struct rule *rule, const struct address *from)
{
	__u32 differ = 0;

	for (int i = 0; i < 4; i++)
		differ |= (from->word[i] & rule->mask.word[i]) ^ rule->prefix.word[i];
	return !differ;
}

// A function of its own: it is called once, and its frame is small.
static __attribute__((noinline)) int decide(const struct address *from)
{
	__u64 *hits = bpf_map_lookup_elem(&blocked, from);

	if (hits) {
		__sync_fetch_and_add(hits, 1);
		return DROP_HOST;
	}
	for (__u32 i = 0; i < MAX_RULES; i++) {
		__u32 index = i;
		struct rule *rule = bpf_map_lookup_elem(&rules, &index);

		if (!rule || rule->action == XDP_ABORTED)
			break;
		if (matches(rule, from)) {
			__sync_fetch_and_add(&rule->hits, 1);
			return rule->action == XDP_DROP ? DROP_RULE : PASS_RULE;
		}
	}
	return default_action == XDP_DROP ? DROP_DEFAULT : PASS;
}

static __always_inline void count_source(const struct address *from, __u64 bytes, int dropped)
{
	struct source *known = bpf_map_lookup_elem(&sources, from);

	if (!known) {
		struct source fresh = {};

		bpf_map_update_elem(&sources, from, &fresh, BPF_NOEXIST);
		known = bpf_map_lookup_elem(&sources, from);
		if (!known) {
			__sync_fetch_and_add(&untracked, 1);
			return;
		}
	}
	__sync_fetch_and_add(&known->packets, 1);
	__sync_fetch_and_add(&known->bytes, bytes);
	if (dropped)
		__sync_fetch_and_add(&known->dropped, 1);
	known->last_ns = bpf_ktime_get_ns();
}

SEC("xdp")
int firewall(struct xdp_md *ctx)
{
	__u64 bytes = ctx->data_end - ctx->data;
	struct address from = {};
	__u64 *counter;
	__u32 verdict;
	int dropped;

	__sync_fetch_and_add(&total_packets, 1);
	__sync_fetch_and_add(&total_bytes, bytes);
	verdict = parse(ctx, &from);
	if (verdict == PASS) {
		verdict = decide(&from);
		dropped = verdict >= DROP_HOST;
		if (count_sources)
			count_source(&from, bytes, dropped);
	} else {
		dropped = verdict >= DROP_HOST;
	}
	counter = bpf_map_lookup_elem(&verdicts, &verdict);
	if (counter)
		__sync_fetch_and_add(counter, 1);
	return dropped ? XDP_DROP : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
