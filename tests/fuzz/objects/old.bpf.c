// SPDX-License-Identifier: GPL-2.0
/* Maps as libbpf had them before version 1.0. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bpf_map_def {
	unsigned type, key_size, value_size, max_entries, map_flags;
};

struct bpf_map_def counts SEC("maps") = { BPF_MAP_TYPE_ARRAY, 4, 8, 2, 0 };
struct bpf_map_def sizes SEC("maps") = { BPF_MAP_TYPE_HASH, 4, 4, 8, 0 };
struct bpf_map_def events SEC("maps/events") = { BPF_MAP_TYPE_PERF_EVENT_ARRAY, 4, 4, 2, 0 };

SEC("xdp") int count(void *ctx)
{
	int key = 1, size = 60;
	long *n = bpf_map_lookup_elem(&counts, &key);

	if (!n)
		return 0;
	*n += 5;
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &size, sizeof(size));
	return bpf_map_update_elem(&sizes, &key, &size, 0) ? 0 : 2;
}

char _license[] SEC("license") = "GPL";
