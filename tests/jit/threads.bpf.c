// SPDX-License-Identifier: Apache-2.0
/* What threads do to shared maps at once; tests/jit/threads.py. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef unsigned int u32;
typedef unsigned long long u64;

#define MAP(what, k, v, n) struct { __uint(type, BPF_MAP_TYPE_##what); __uint(max_entries, n); \
				    __type(key, k); __type(value, v); }

struct quad { u64 word[4]; };
struct pair { struct bpf_spin_lock lock; u32 pad; u64 one, other; };

MAP(HASH, u32, u64, 64) counters SEC(".maps");
MAP(HASH, u32, struct quad, 200) churn SEC(".maps");
MAP(LRU_HASH, u32, struct quad, 100) recent SEC(".maps");
MAP(PERCPU_ARRAY, u32, u64, 1) each SEC(".maps");
MAP(PERCPU_HASH, u32, u64, 16) each_hash SEC(".maps");
MAP(ARRAY, u32, struct pair, 2) locked SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 1 << 16); } ring SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_QUEUE); __uint(max_entries, 64); __type(value, u64); }
	queue SEC(".maps");

u64 runs, lost, pushed, pushed_sum, popped, popped_sum, churned, failed;

#define ADD(what, by) __sync_fetch_and_add(&what, by)

static void count_up(u32 key)
{
	u64 one = 1, *found = bpf_map_lookup_elem(&counters, &key);

	if (!found) {
		u64 zero = 0;

		bpf_map_update_elem(&counters, &key, &zero, BPF_NOEXIST);
		found = bpf_map_lookup_elem(&counters, &key);
	}
	if (found)
		ADD(*found, one);
	else
		ADD(failed, one);
}

static void churn_one(u32 key, u64 value)
{
	struct quad quad = { { value, value, value, value } };

	if (value & 1)
		bpf_map_delete_elem(&churn, &key);
	else
		bpf_map_update_elem(&churn, &key, &quad, 0);
	bpf_map_update_elem(&recent, &key, &quad, 0);
	key ^= 3;
	bpf_map_lookup_elem(&recent, &key);
	ADD(churned, 1);
}

static void count_on_this_cpu(u32 key)
{
	u32 zero = 0;
	u64 one = 1, *found = bpf_map_lookup_elem(&each, &zero);

	/* No atomics: nobody else has this CPU meanwhile. */
	if (found)
		*found += 1;
	key &= 15;
	found = bpf_map_lookup_elem(&each_hash, &key);
	if (found)
		*found += 1;
	else if (bpf_map_update_elem(&each_hash, &key, &one, BPF_NOEXIST)) {
		found = bpf_map_lookup_elem(&each_hash, &key);
		if (found)
			*found += 1;
		else
			ADD(failed, 1);
	}
}

static void put_record(u64 value)
{
	u64 *record = bpf_ringbuf_reserve(&ring, 8 + (value & 0x38), 0);

	if (!record) {
		ADD(lost, 1);
		return;
	}
	*record = value;
	if (value & 0x38)
		record[(value & 0x38) >> 3] = ~value;
	bpf_ringbuf_submit(record, 0);
}

static void pass_on(u64 value)
{
	u64 taken = value;

	if (!bpf_map_push_elem(&queue, &taken, 0)) {
		ADD(pushed, 1);
		ADD(pushed_sum, value);
	}
	if (value & 2 && !bpf_map_pop_elem(&queue, &taken)) {
		ADD(popped, 1);
		ADD(popped_sum, taken);
	}
}

SEC("xdp") int work(struct xdp_md *ctx)
{
	u64 *data = (void *)(long)ctx->data, value;
	u32 key;
	struct pair *pair;

	if ((void *)(data + 2) > (void *)(long)ctx->data_end)
		return XDP_DROP;
	value = data[0];
	key = value & 1;
	ADD(runs, 1);
	count_up(value >> 8 & 63);
	churn_one(value >> 16 & 255, value);
	count_on_this_cpu(value >> 8);
	put_record(value);
	pass_on(value);
	pair = bpf_map_lookup_elem(&locked, &key);
	if (pair) {
		bpf_spin_lock(&pair->lock);
		pair->one += 1;
		pair->other += value & 0xff;
		bpf_spin_unlock(&pair->lock);
	}
	return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
