// SPDX-License-Identifier: Apache-2.0
/* Programs that call helpers and keep what these said in `out`; tests/jit/test_helpers.py. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

char _license[] SEC("license") = "GPL";

long out[32];
char text[256];
u8 bytes[64];

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, u32);
} ports SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} ring SEC(".maps");

struct counter {
	u32 before;
	struct bpf_spin_lock lock;
	u64 hits;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, u32);
	__type(value, struct counter);
} locked SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, struct counter);
} locked_hash SEC(".maps");

#define NET 14
/* An address that is computed, not one that waits in read-only data to be filled in. */
#define AT(object) ({ long at = (long)(object); asm volatile("" : "+r"(at)); at; })

SEC("xdp") int adjust_head(struct xdp_md *ctx)
{
	out[0] = bpf_xdp_adjust_head(ctx, -20);
	out[1] = ctx->data_end - ctx->data;
	out[2] = bpf_xdp_adjust_head(ctx, 8);
	out[3] = bpf_xdp_adjust_head(ctx, -300);
	out[4] = bpf_xdp_adjust_head(ctx, 2000);
	out[5] = bpf_xdp_get_buff_len(ctx);
	out[6] = bpf_xdp_adjust_head(ctx, -204);
	out[7] = bpf_xdp_adjust_head(ctx, -1);
	out[8] = bpf_xdp_adjust_head(ctx, 214);
	return XDP_PASS;
}

SEC("xdp") int adjust_tail(struct xdp_md *ctx)
{
	out[0] = bpf_xdp_adjust_tail(ctx, -10);
	out[1] = bpf_xdp_adjust_tail(ctx, 30);
	out[2] = bpf_xdp_adjust_tail(ctx, 4000);
	out[3] = bpf_xdp_adjust_tail(ctx, -4000);
	out[4] = bpf_xdp_adjust_tail(ctx, 0);
	out[5] = bpf_xdp_get_buff_len(ctx);
	return XDP_PASS;
}

SEC("xdp") int adjust_meta(struct xdp_md *ctx)
{
	u32 *meta;

	out[0] = bpf_xdp_adjust_meta(ctx, -8);
	meta = (void *)(long)ctx->data_meta;
	if ((void *)(meta + 2) > (void *)(long)ctx->data)
		return XDP_DROP;
	meta[0] = 0x11223344;
	meta[1] = 0x55667788;
	out[1] = bpf_xdp_adjust_meta(ctx, -3);
	out[2] = bpf_xdp_adjust_meta(ctx, -300);
	out[3] = bpf_xdp_adjust_meta(ctx, 40);
	out[4] = bpf_xdp_adjust_head(ctx, 4);
	out[5] = ctx->data - ctx->data_meta;
	out[6] = bpf_xdp_adjust_meta(ctx, 4);
	out[7] = ctx->data_end - ctx->data_meta;
	return XDP_PASS;
}

SEC("xdp") int xdp_bytes(struct xdp_md *ctx)
{
	out[0] = bpf_xdp_load_bytes(ctx, 4, bytes, 16);
	out[1] = bytes[0] | bytes[15] << 8;
	bytes[3] = 0xee;
	out[2] = bpf_xdp_store_bytes(ctx, 20, bytes, 8);
	out[3] = bpf_xdp_load_bytes(ctx, 60, bytes, 8);
	out[4] = bpf_xdp_store_bytes(ctx, 60, bytes, 8);
	out[5] = bpf_xdp_load_bytes(ctx, 0x10000, bytes, 8);
	return XDP_TX;
}

SEC("xdp") int to_interface(struct xdp_md *ctx)
{
	out[0] = bpf_redirect(1, 1);
	out[1] = bpf_redirect(3, 0);
	return out[1];
}

SEC("xdp") int to_map(struct xdp_md *ctx)
{
	u32 key = 1, *port;

	out[0] = bpf_redirect_map(&ports, 3, XDP_PASS);
	out[1] = bpf_redirect_map(&ports, 9, XDP_TX);
	out[2] = bpf_redirect_map(&ports, 1, 1 << 10);
	out[3] = bpf_redirect_map(&ports, 1, 0);
	out[4] = bpf_redirect_map(&ports, 2, BPF_F_BROADCAST | BPF_F_EXCLUDE_INGRESS);
	port = bpf_map_lookup_elem(&ports, &key);
	out[5] = port ? *port : -1;
	key = 3;
	port = bpf_map_lookup_elem(&ports, &key);
	out[6] = port ? *port : -1;
	return bpf_redirect_map(&ports, 1, XDP_DROP) == XDP_REDIRECT ? XDP_PASS : XDP_DROP;
}

SEC("xdp") int sums(struct xdp_md *ctx)
{
	u32 a[4] = { 0x12345678, 0xffffffff, 0, 0x80000001 }, b[3] = { 0xdeadbeef, 1, 0xfffffffe };
	u32 ones[2] = { 0xffffffff, 0xffffffff }, zeros[2] = { 0, 0 };

	out[0] = bpf_csum_diff(0, 0, a, sizeof(a), 0);
	out[1] = bpf_csum_diff(a, sizeof(a), 0, 0, 0);
	out[2] = bpf_csum_diff(a, sizeof(a), b, sizeof(b), 7);
	out[3] = bpf_csum_diff(b, sizeof(b), a, sizeof(a), 0xfffffff0);
	out[4] = bpf_csum_diff(0, 0, 0, 0, 0x12345);
	out[5] = bpf_csum_diff(zeros, sizeof(zeros), 0, 0, 0);
	out[6] = bpf_csum_diff(0, 0, zeros, sizeof(zeros), 0);
	out[7] = bpf_csum_diff(ones, sizeof(ones), 0, 0, 0);
	out[8] = bpf_csum_diff(0, 0, ones, sizeof(ones), 0);
	out[9] = bpf_csum_diff(ones, sizeof(ones), zeros, sizeof(zeros), 0);
	out[10] = bpf_csum_diff(zeros, sizeof(zeros), ones, sizeof(ones), 0);
	return XDP_PASS;
}

SEC("tc") int store(struct __sk_buff *skb)
{
	u8 data[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	out[0] = bpf_skb_store_bytes(skb, 20, data, 8, 0);
	out[1] = bpf_skb_store_bytes(skb, 60, data, 8, 0);
	out[2] = bpf_skb_store_bytes(skb, 20, data, 8, 4);
	out[3] = bpf_skb_load_bytes(skb, 18, bytes, 12);
	out[4] = bytes[2] | bytes[9] << 8;
	out[5] = bpf_skb_load_bytes(skb, 1000, bytes, 4);
	out[6] = bpf_skb_load_bytes_relative(skb, 0, bytes, 4, BPF_HDR_START_NET);
	out[7] = bytes[0];
	out[8] = bpf_skb_load_bytes_relative(skb, 12, bytes, 2, BPF_HDR_START_MAC);
	out[9] = bytes[0] << 8 | bytes[1];
	out[10] = bpf_skb_load_bytes_relative(skb, 50, bytes, 4, BPF_HDR_START_NET);
	out[11] = bpf_skb_load_bytes_relative(skb, 0, bytes, 4, 2);
	out[12] = bpf_skb_pull_data(skb, 40);
	out[13] = bpf_skb_pull_data(skb, 4000);
	out[14] = bpf_skb_pull_data(skb, 0);
	return 0;
}

SEC("tc") int checksums(struct __sk_buff *skb)
{
	out[0] = bpf_l3_csum_replace(skb, NET + 10, 0x0102, 0x0304, 2);
	out[1] = bpf_l3_csum_replace(skb, NET + 10, 0x01020304, 0x05060708, 4);
	out[2] = bpf_l3_csum_replace(skb, NET + 10, 0, 0x1ffff, 0);
	out[3] = bpf_l3_csum_replace(skb, NET + 10, 1, 0x1ffff, 0);
	out[4] = bpf_l3_csum_replace(skb, NET + 11, 0, 1, 0);
	out[5] = bpf_l3_csum_replace(skb, NET + 10, 0, 1, 3);
	out[6] = bpf_l3_csum_replace(skb, NET + 10, 0, 1, 16);
	out[7] = bpf_l3_csum_replace(skb, 63, 0, 1, 2);
	out[8] = bpf_l4_csum_replace(skb, 40, 0x0a000001, 0xc0a80001, 4 | BPF_F_PSEUDO_HDR);
	out[9] = bpf_l4_csum_replace(skb, 40, 0x5000, 0x901f, 2);
	out[10] = bpf_l4_csum_replace(skb, 42, 0x5000, 0x901f, 2 | BPF_F_MARK_MANGLED_0);
	out[11] = bpf_l4_csum_replace(skb, 44, 0, 0xffff, BPF_F_MARK_MANGLED_0 | BPF_F_MARK_ENFORCE);
	out[12] = bpf_l4_csum_replace(skb, 40, 0, 1, 3);
	out[13] = bpf_l4_csum_replace(skb, 40, 0, 1, 0x100);
	out[14] = bpf_l4_csum_replace(skb, 0x10000, 0, 1, 2);
	out[15] = bpf_csum_update(skb, 5);
	return 0;
}

SEC("tc") int tail(struct __sk_buff *skb)
{
	out[0] = bpf_skb_change_tail(skb, 50, 0);
	out[1] = skb->len;
	out[2] = bpf_skb_change_tail(skb, 100, 0);
	out[3] = bpf_skb_change_tail(skb, 13, 0);
	out[4] = bpf_skb_change_tail(skb, 50, 1);
	out[5] = bpf_skb_change_tail(skb, 1 << 20, 0);
	out[6] = skb->data_end - skb->data >= 50;
	out[7] = bpf_skb_change_tail(skb, 14, 0);
	out[8] = skb->len;
	out[9] = bpf_skb_change_tail(skb, 80, 0);
	return 0;
}

SEC("tc") int head(struct __sk_buff *skb)
{
	out[0] = bpf_skb_change_head(skb, 14, 0);
	out[1] = skb->len;
	out[2] = bpf_skb_change_head(skb, 4, 1);
	out[3] = bpf_skb_change_head(skb, 1 << 20, 0);
	out[4] = bpf_skb_load_bytes(skb, 14, bytes, 8);
	out[5] = bytes[0];
	out[6] = bpf_skb_load_bytes_relative(skb, 0, bytes, 1, BPF_HDR_START_NET);
	out[7] = bytes[0];
	return 0;
}

SEC("tc") int room(struct __sk_buff *skb)
{
	out[0] = bpf_skb_adjust_room(skb, 8, BPF_ADJ_ROOM_NET, 0);
	out[1] = skb->len;
	out[2] = bpf_skb_adjust_room(skb, 20, BPF_ADJ_ROOM_MAC, 0);
	out[3] = bpf_skb_adjust_room(skb, -20, BPF_ADJ_ROOM_MAC, 0);
	out[4] = bpf_skb_adjust_room(skb, -4, BPF_ADJ_ROOM_NET, 0);
	out[5] = bpf_skb_adjust_room(skb, 8, 2, 0);
	out[6] = bpf_skb_adjust_room(skb, 0x1000, 0, 0);
	out[7] = bpf_skb_adjust_room(skb, 8, 0, 1 << 20);
	out[8] = bpf_skb_adjust_room(skb, -50, BPF_ADJ_ROOM_MAC, 0);
	out[9] = bpf_skb_adjust_room(skb, 28, BPF_ADJ_ROOM_MAC,
				     BPF_F_ADJ_ROOM_ENCAP_L3_IPV4 | BPF_F_ADJ_ROOM_ENCAP_L4_UDP);
	out[10] = skb->len;
	out[11] = bpf_skb_adjust_room(skb, 8, 1, 6);
	return 0;
}

SEC("tc") int vlan(struct __sk_buff *skb)
{
	out[0] = bpf_skb_vlan_push(skb, 0x81, 5);
	out[1] = skb->vlan_present << 16 | skb->vlan_tci;
	out[2] = skb->vlan_proto;
	out[3] = bpf_skb_vlan_push(skb, 0xa888, 0x2007);
	out[4] = skb->vlan_tci;
	out[5] = skb->len;
	out[6] = skb->protocol;
	out[7] = bpf_skb_vlan_pop(skb);
	out[8] = skb->vlan_present << 16 | skb->vlan_tci;
	out[9] = skb->len;
	out[10] = bpf_skb_vlan_push(skb, 0x81, 9);
	out[11] = bpf_skb_vlan_pop(skb);
	out[12] = bpf_skb_vlan_pop(skb);
	out[13] = bpf_skb_vlan_pop(skb);
	out[14] = skb->vlan_present;
	out[15] = skb->protocol;
	return 0;
}

SEC("tc") int skb_misc(struct __sk_buff *skb)
{
	out[0] = bpf_skb_change_type(skb, 9);
	out[1] = bpf_skb_change_type(skb, 1);
	out[2] = skb->pkt_type;
	out[3] = bpf_set_hash(skb, 77);
	out[4] = bpf_get_hash_recalc(skb);
	bpf_set_hash_invalid(skb);
	out[5] = skb->hash;
	out[6] = bpf_redirect(1, 2);
	out[7] = bpf_redirect(5, BPF_F_INGRESS);
	return 0;
}

SEC("tc") int numbers(struct __sk_buff *skb)
{
	static const char t[][24] = { "  42 rest", "-17", "0x1fz", "0779", "-", "", "x",
				      "18446744073709551615", "9223372036854775807", "0x" };
	int i = 0;

#define BOTH(n, s, flags)                                                                     \
	do {                                                                                  \
		char copy[24];                                                                \
		long value = 5;                                                               \
		unsigned long word = 6;                                                       \
		__builtin_memcpy(copy, t[n], 24);                                             \
		out[i++] = bpf_strtol(copy, s, flags, &value) << 32 ^ value;                  \
		out[i++] = bpf_strtoul(copy, s, flags, &word) << 32 ^ word;                   \
	} while (0)
	BOTH(0, 10, 0);
	BOTH(1, 4, 10);
	BOTH(2, 6, 0);
	BOTH(2, 6, 16);
	BOTH(3, 5, 0);
	BOTH(3, 5, 8);
	BOTH(4, 1, 0);
	BOTH(6, 2, 0);
	BOTH(7, 21, 0);
	BOTH(8, 20, 10);
	BOTH(9, 3, 16);
	BOTH(9, 3, 0);
	BOTH(1, 3, 7);
	return 0;
}

SEC("tc") int printing(struct __sk_buff *skb)
{
	static const char name[] = "thing";
	static const u8 ip[16] = { 192, 0, 2, 7, 0, 0, 0xab };
	u64 args[10];

#define PRINT(at, fmt, ...)                                                                   \
	({                                                                                    \
		static const char f[] = fmt;                                                  \
		u64 a[] = { __VA_ARGS__ };                                                    \
		out[at] = bpf_snprintf(text + 32 * at, 32, f, a, sizeof(a));                  \
	})
	PRINT(0, "%d %u %x|%X", -5, -6u, 0xbeef, 0xbeef);
	PRINT(1, "[%5d][%-5d][%05d]", 42, 42, -42);
	PRINT(2, "%lld %llx", -1ull, 0x123456789abull);
	PRINT(3, "<%s><%8s><%-8s>", AT(name), AT(name), AT(name));
	PRINT(4, "%pi4 %pI4", AT(ip), AT(ip));
	PRINT(5, "%px%%%c", 0x1234, 'z');
	PRINT(6, "%pI6", AT(ip));
	PRINT(7, "%+d % d %lu", 7, 7, 1ull << 63);
	return 0;
}

SEC("tc") int comparing(struct __sk_buff *skb)
{
	char a[8] = "abcd", b[4] = { 'a', 'b', 'c', 'd' };

	out[0] = bpf_strncmp(a, 8, "abcd");
	out[1] = bpf_strncmp(a, 8, "abce");
	out[2] = bpf_strncmp(a, 8, "abcc");
	out[3] = bpf_strncmp(b, 4, "abcdef");
	out[4] = bpf_strncmp(b, 4, "abc");
	return 0;
}

SEC("tc") int locks(struct __sk_buff *skb)
{
	struct counter fresh = { 1, { 0 }, 100 }, *found;
	u32 key = 1;

	found = bpf_map_lookup_elem(&locked, &key);
	if (!found)
		return 1;
	bpf_spin_lock(&found->lock);
	found->hits += 5;
	bpf_spin_unlock(&found->lock);
	out[0] = found->hits;
	out[1] = bpf_map_update_elem(&locked, &key, &fresh, 0);
	out[2] = found->hits;
	fresh.hits = 200;
	out[3] = bpf_map_update_elem(&locked, &key, &fresh, BPF_F_LOCK);
	out[4] = found->hits;
	out[5] = bpf_map_update_elem(&locked_hash, &key, &fresh, BPF_F_LOCK);
	fresh.hits = 300;
	out[6] = bpf_map_update_elem(&locked_hash, &key, &fresh, BPF_F_LOCK | BPF_EXIST);
	found = bpf_map_lookup_elem(&locked_hash, &key);
	out[7] = found ? found->hits : -1;
	out[8] = bpf_map_update_elem(&locked_hash, &key, &fresh, BPF_F_LOCK | BPF_NOEXIST);
	out[9] = bpf_map_update_elem(&locked_hash, &key, &fresh, 8);
	return 0;
}

SEC("tc") int dynptrs(struct __sk_buff *skb)
{
	struct bpf_dynptr mem, rec;
	u64 value = 0x1122334455667788, *there;

	out[0] = bpf_dynptr_from_mem(bytes, sizeof(bytes), 0, &mem);
	out[1] = bpf_dynptr_write(&mem, 8, &value, 8, 0);
	value = 0;
	out[2] = bpf_dynptr_read(&value, 8, &mem, 8, 0);
	out[3] = value;
	out[4] = bpf_dynptr_read(&value, 8, &mem, 57, 0);
	out[5] = bpf_dynptr_write(&mem, 60, &value, 8, 0);
	there = bpf_dynptr_data(&mem, 8, 8);
	out[6] = there ? *there : -1;
	out[7] = !bpf_dynptr_data(&mem, 60, 8);
	out[8] = bpf_ringbuf_reserve_dynptr(&ring, 24, 0, &rec);
	out[9] = bpf_dynptr_write(&rec, 16, &value, 8, 0);
	bpf_ringbuf_submit_dynptr(&rec, 0);
	out[10] = bpf_ringbuf_query(&ring, BPF_RB_AVAIL_DATA);
	out[11] = bpf_ringbuf_query(&ring, BPF_RB_RING_SIZE);
	out[12] = bpf_ringbuf_reserve_dynptr(&ring, 5000, 0, &rec);
	bpf_ringbuf_discard_dynptr(&rec, 0);
	out[13] = bpf_ringbuf_query(&ring, BPF_RB_PROD_POS) - bpf_ringbuf_query(&ring, BPF_RB_CONS_POS);
	out[14] = bpf_ringbuf_query(&ring, 9);
	return 0;
}

SEC("tc") int log_it(struct __sk_buff *skb)
{
	static const char text[] = "many %d %s\n", odd[] = "%q", name[] = "args";
	u64 args[2] = { 4, AT(name) };

	out[0] = bpf_trace_printk("one %d %u %lx", 14, -1, 2, 3);
	out[1] = bpf_trace_vprintk(text, sizeof(text), args, sizeof(args));
	out[2] = bpf_trace_printk("%d %d", 5, 1, 2, 3);
	out[3] = bpf_trace_printk(odd, sizeof(odd), 1);
	out[4] = bpf_trace_vprintk(text, sizeof(text), args, 8);
	return 0;
}
