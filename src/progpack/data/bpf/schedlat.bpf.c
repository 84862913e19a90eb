// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only
// Copyright The progpack developers
//
// Scheduler latency: how long tasks that could run waited for a CPU.
//
// A task starts to wait when it is woken, and when it loses its CPU although it could go on. The
// wait ends when it is switched in. Waits of min_us and more are reported one by one; all of them
// are counted in a histogram of powers of two.

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define TASK_RUNNING 0
#define COMM_LEN 16
#define SLOTS 32

// The members that are read, under the kernel's names; a loader that knows the kernel's BTF moves
// the accesses to where they really are.
struct task_struct {
	int pid;
	int tgid;
	char comm[COMM_LEN];
	unsigned int __state;
} __attribute__((preserve_access_index));

struct event {
	__u64 delay_ns;
	__u32 pid;
	__u32 tgid;
	__u32 prev_pid;
	__u32 cpu;
	char comm[COMM_LEN];
	char prev_comm[COMM_LEN];
};

// Set by the loader: report from this many microseconds on, only this thread, only this process
// (0: all).
const volatile __u64 min_us = 10000;
const volatile __u32 targ_pid = 0;
const volatile __u32 targ_tgid = 0;

// Events that found the ring buffer full.
__u64 lost = 0;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, __u64);
} start SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, SLOTS);
	__type(key, __u32);
	__type(value, __u64);
} histogram SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

static __always_inline int begin_wait(struct task_struct *task)
{
	__u32 pid = task->pid, tgid = task->tgid;
	__u64 now;

	// The idle task (pid 0) is one per CPU and never waits.
	if (!pid || (targ_pid && pid != targ_pid) || (targ_tgid && tgid != targ_tgid))
		return 0;
	now = bpf_ktime_get_ns();
	bpf_map_update_elem(&start, &pid, &now, BPF_ANY);
	return 0;
}

// The number of the highest bit, at most SLOTS - 1; 0 for 0.
static __always_inline __u32 slot_of(__u64 value)
{
	__u32 slot = 0, shift = 16;

	if (value >> 32)
		return SLOTS - 1;
#pragma clang loop unroll(full)
	for (int step = 0; step < 5; step++, shift /= 2) {
		if (value >> (slot + shift))
			slot += shift;
	}
	return slot;
}

static __always_inline void count(__u64 delay_us)
{
	__u32 slot = slot_of(delay_us);
	__u64 *counter = bpf_map_lookup_elem(&histogram, &slot);

	if (counter)
		__sync_fetch_and_add(counter, 1);
}

static __always_inline void report(struct task_struct *task, struct task_struct *prev, __u64 delay)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event) {
		__sync_fetch_and_add(&lost, 1);
		return;
	}
	event->delay_ns = delay;
	event->pid = task->pid;
	event->tgid = task->tgid;
	event->prev_pid = prev->pid;
	event->cpu = bpf_get_smp_processor_id();
	bpf_probe_read_kernel_str(event->comm, sizeof(event->comm), task->comm);
	bpf_probe_read_kernel_str(event->prev_comm, sizeof(event->prev_comm), prev->comm);
	bpf_ringbuf_submit(event, 0);
}

// Arguments: the task that was woken.
SEC("tp_btf/sched_wakeup")
int schedlat_wakeup(unsigned long long *ctx)
{
	return begin_wait((struct task_struct *)ctx[0]);
}

// Arguments: the task that was created.
SEC("tp_btf/sched_wakeup_new")
int schedlat_wakeup_new(unsigned long long *ctx)
{
	return begin_wait((struct task_struct *)ctx[0]);
}

// Arguments: whether it was a preemption, the task that leaves the CPU, the task that gets it.
SEC("tp_btf/sched_switch")
int schedlat_switch(unsigned long long *ctx)
{
	struct task_struct *prev = (struct task_struct *)ctx[1];
	struct task_struct *next = (struct task_struct *)ctx[2];
	__u32 pid = next->pid;
	__u64 *since, delay;

	if (prev->__state == TASK_RUNNING)
		begin_wait(prev);
	since = bpf_map_lookup_elem(&start, &pid);
	if (!since)
		return 0;
	delay = bpf_ktime_get_ns() - *since;
	bpf_map_delete_elem(&start, &pid);
	count(delay / 1000);
	if (delay >= min_us * 1000)
		report(next, prev, delay);
	return 0;
}

// What the kernel asks for before it lets a program use its GPL-only helpers.
char _license[] SEC("license") = "GPL";
