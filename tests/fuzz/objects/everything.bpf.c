// Everything that an object may have, small: for mutation. Made by `make` here; see the Makefile.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#define NOINLINE __attribute__((noinline))
#define CORE __attribute__((preserve_access_index))

typedef unsigned int u32;
typedef unsigned long long u64;
struct point { int x, y; unsigned flag : 3, kind : 5; };
struct task_struct { int tgid; int pid; char comm[16]; struct task_struct *real_parent; } CORE;
enum color { RED = 1, GREEN = 1 << 20 };
enum wide { FAR = 1ULL << 40 };

extern int LINUX_KERNEL_VERSION __kconfig;
extern unsigned CONFIG_HZ __kconfig __weak;
extern const int some_symbol __ksym __weak;
extern void some_function(void) __ksym __weak;

struct inner { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, int);
	__type(value, struct point); } in1 SEC(".maps"), in2 SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS); __uint(max_entries, 4); __type(key, int);
	__array(values, struct inner); } outer SEC(".maps") = { .values = { [0] = &in1, [2] = &in2 } };
SEC("xdp") int ten(struct xdp_md *c) { return 10; }
struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 4); __uint(key_size, 4);
	__array(values, int (void *)); } jumps SEC(".maps") = { .values = { [1] = (void *)&ten } };
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 8); __type(key, struct point);
	__type(value, u64); __uint(pinning, LIBBPF_PIN_BY_NAME); } counts SEC(".maps");

struct point here = { 1, 2, 3, 4 };
const volatile enum color color = GREEN;
u64 zeros[4];
int custom SEC(".data.foo") = 9;
volatile float real = 1.5f;

static NOINLINE int leaf(int a) { asm volatile("" : "+r"(a)); return a + here.x; }
NOINLINE int shared(int a) { return leaf(a) * 3 + custom; }
static long count(u32 index, void *ctx) { *(long *)ctx += index; return 0; }

SEC("xdp") int start(struct xdp_md *c)
{
	struct point key = here;
	long sum = 0;
	u64 *found = bpf_map_lookup_elem(&counts, &key);

	if (found)
		__sync_fetch_and_add(found, color);
	bpf_loop(3, count, &sum, 0);
	zeros[c->rx_queue_index & 3] += LINUX_KERNEL_VERSION + CONFIG_HZ;
	bpf_tail_call(c, &jumps, 1);
	return shared(sum);
}

SEC("tp_btf/sched_switch") int traced(u64 *c)
{
	struct task_struct *next = (void *)c[2];

	if (bpf_core_field_exists(next->pid) && bpf_core_type_exists(struct point))
		return next->pid + next->real_parent->tgid + next->comm[3];
	if (&some_symbol)
		some_function();
	return bpf_core_enum_value(enum color, GREEN);
}

SEC("?tc/ingress") int not_alone(struct __sk_buff *c) { return leaf(c->len) + (long)FAR; }

char _license[] SEC("license") = "GPL";
