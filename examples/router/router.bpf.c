// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Packets go where the kernel's routes say: their Ethernet header is written, and they are redirected. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define AF_INET 2

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, BPF_FIB_LKUP_RET_FRAG_NEEDED + 1);
	__type(key, __u32);
	__type(value, __u64);
} answers SEC(".maps");

static void count(__u32 answer)
{
	__u64 *times = bpf_map_lookup_elem(&answers, &answer);

	if (times)
		__sync_fetch_and_add(times, 1);
}

SEC("xdp")
int route(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct bpf_fib_lookup fib = { .family = AF_INET, .ifindex = ctx->ingress_ifindex };
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	long answer;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	fib.ipv4_src = ip->saddr;
	fib.ipv4_dst = ip->daddr;
	fib.tot_len = bpf_ntohs(ip->tot_len);
	answer = bpf_fib_lookup(ctx, &fib, sizeof(fib), 0);
	if (answer < 0)
		return XDP_ABORTED;
	count(answer);
	switch (answer) {
	case BPF_FIB_LKUP_RET_SUCCESS:
		__builtin_memcpy(eth->h_dest, fib.dmac, ETH_ALEN);
		__builtin_memcpy(eth->h_source, fib.smac, ETH_ALEN);
		return bpf_redirect(fib.ifindex, 0);
	case BPF_FIB_LKUP_RET_BLACKHOLE:
	case BPF_FIB_LKUP_RET_UNREACHABLE:
	case BPF_FIB_LKUP_RET_PROHIBIT:
		return XDP_DROP;
	}
	return XDP_PASS;	/* the kernel knows more: neighbours, fragments */
}

char _license[] SEC("license") = "GPL";
