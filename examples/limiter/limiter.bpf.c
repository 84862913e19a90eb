// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Each source address has a bucket of two tokens; one comes back each 100 ms. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define MOST 2
#define INTERVAL 100000000ULL	/* nanoseconds */

struct bucket {
	__u64 filled;		/* CLOCK_MONOTONIC of the last token */
	__u64 tokens;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct bucket);
} buckets SEC(".maps");

static void refill(struct bucket *bucket)
{
	__u64 more = (bpf_ktime_get_ns() - bucket->filled) / INTERVAL;

	bucket->filled += more * INTERVAL;
	bucket->tokens = bucket->tokens + more < MOST ? bucket->tokens + more : MOST;
}

SEC("xdp")
int limit(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	struct bucket *bucket, first = { .tokens = MOST - 1 };
	__u32 source;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	source = ip->saddr;
	bucket = bpf_map_lookup_elem(&buckets, &source);
	if (!bucket) {
		first.filled = bpf_ktime_get_ns();
		bpf_map_update_elem(&buckets, &source, &first, BPF_ANY);
		return XDP_PASS;
	}
	refill(bucket);
	if (!bucket->tokens)
		return XDP_DROP;
	bucket->tokens--;
	return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
