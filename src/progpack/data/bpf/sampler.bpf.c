// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only
// Copyright The progpack developers
//
// A packet sampler for a raw socket: one packet of "one_in" is kept, and its first bytes go to a
// ring buffer with what is known about it. All packets are counted by protocol.

#include <linux/bpf.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define SNAPSHOT 64

struct sample {
	__u64 time_ns;
	__u64 number; // of the packet, from 0
	__u32 length; // of the packet
	__u32 captured; // bytes of data, at most SNAPSHOT; the rest is zero
	__u32 protocol; // Ethernet protocol, host order
	__u32 interface;
	__u8 data[SNAPSHOT];
};

struct protocol {
	__u64 packets;
	__u64 bytes;
};

// Set by the loader: which packets, and how many bytes of them the socket keeps.
const volatile __u32 one_in = 8;
const volatile __u32 keep_bytes = 0xffff;

__u64 seen = 0;
__u64 sampled = 0;
// Samples that found the ring buffer full.
__u64 lost = 0;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 128 * 1024);
} samples SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, struct protocol);
} protocols SEC(".maps");

static __always_inline void count(__u32 protocol, __u32 bytes)
{
	struct protocol *known = bpf_map_lookup_elem(&protocols, &protocol);
	struct protocol first = { .packets = 1, .bytes = bytes };

	if (known) {
		__sync_fetch_and_add(&known->packets, 1);
		__sync_fetch_and_add(&known->bytes, bytes);
	} else {
		bpf_map_update_elem(&protocols, &protocol, &first, BPF_ANY);
	}
}

static __always_inline int take(struct __sk_buff *skb, __u64 number, __u32 protocol)
{
	struct sample *sample = bpf_ringbuf_reserve(&samples, sizeof(*sample), 0);
	__u32 length = skb->len;
	__u32 wanted = length < SNAPSHOT ? length : SNAPSHOT;

	if (!sample) {
		__sync_fetch_and_add(&lost, 1);
		return 0;
	}
	__builtin_memset(sample, 0, sizeof(*sample));
	sample->time_ns = bpf_ktime_get_ns();
	sample->number = number;
	sample->length = length;
	sample->protocol = protocol;
	sample->interface = skb->ifindex;
	// The kernel wants to see that the length is neither 0 nor too big.
	if (wanted > 0 && wanted <= SNAPSHOT &&
	    bpf_skb_load_bytes(skb, 0, sample->data, wanted) == 0)
		sample->captured = wanted;
	bpf_ringbuf_submit(sample, 0);
	__sync_fetch_and_add(&sampled, 1);
	return 1;
}

SEC("socket")
int sampler(struct __sk_buff *skb)
{
	__u64 number = __sync_fetch_and_add(&seen, 1);
	__u32 protocol = bpf_ntohs(skb->protocol);

	count(protocol, skb->len);
	if (!one_in || number % one_in)
		return 0;
	return take(skb, number, protocol) ? keep_bytes : 0;
}

char _license[] SEC("license") = "GPL";
