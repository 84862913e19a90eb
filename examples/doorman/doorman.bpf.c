// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* TCP segments go on where a socket of this host takes them; all others are dropped and counted. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <linux/tcp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define BPF_TCP_LISTEN 10
/* Bytes, as bit-fields of the headers have the byte order of the machine that compiles. */
#define IPV4_WITHOUT_OPTIONS 0x45
#define TCP_FLAGS(tcp) (((__u8 *)(tcp))[13])
#define SYN 2

__u64 unwanted;

SEC("tc")
int admit(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	struct tcphdr *tcp = (void *)(ip + 1);
	struct bpf_sock_tuple tuple = {};
	struct bpf_sock *sk;
	int taken;

	if ((void *)(tcp + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) ||
	    *(__u8 *)ip != IPV4_WITHOUT_OPTIONS || ip->protocol != IPPROTO_TCP)
		return TC_ACT_OK;
	tuple.ipv4.saddr = ip->saddr;
	tuple.ipv4.daddr = ip->daddr;
	tuple.ipv4.sport = tcp->source;
	tuple.ipv4.dport = tcp->dest;
	sk = bpf_sk_lookup_tcp(skb, &tuple, sizeof(tuple.ipv4), BPF_F_CURRENT_NETNS, 0);
	if (!sk) {
		unwanted++;
		return TC_ACT_SHOT;
	}
	/* A listener takes what begins a connection, a connection takes the rest. */
	taken = sk->state != BPF_TCP_LISTEN || TCP_FLAGS(tcp) & SYN;
	bpf_sk_release(sk);
	return taken ? TC_ACT_OK : TC_ACT_SHOT;
}

char LICENSE[] SEC("license") = "GPL";
