// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only
// Copyright The progpack developers
//
// A packet program that prints what it sees: the first packets of each Ethernet protocol.

#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

// Set by the loader: how many packets of each protocol are printed.
const volatile __u32 most = 1;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32); // Ethernet protocol, host order
	__type(value, __u32); // packets
} seen SEC(".maps");

SEC("tc")
int hello(struct __sk_buff *skb)
{
	__u32 protocol = bpf_ntohs(skb->protocol), zero = 0, *count;

	bpf_map_update_elem(&seen, &protocol, &zero, BPF_NOEXIST);
	count = bpf_map_lookup_elem(&seen, &protocol);
	if (count && __sync_fetch_and_add(count, 1) < most)
		bpf_printk("protocol %x: %d bytes, mark %d", protocol, skb->len, skb->mark);
	return 0;
}

char _license[] SEC("license") = "GPL";
