// SPDX-License-Identifier: Apache-2.0
/* Helpers on time, the process and memory; a part of runtime.c. */

u64 pp_ktime_get_ns(struct state *st)
{
	const struct environment *world = given(st, GIVEN_CLOCKS);

	return world ? world->clock : clock_ns(1);	/* CLOCK_MONOTONIC */
}

u64 pp_ktime_get_boot_ns(struct state *st)
{
	const struct environment *world = given(st, GIVEN_CLOCKS);

	return world ? world->boottime : clock_ns(7);	/* CLOCK_BOOTTIME */
}

u64 pp_ktime_get_coarse_ns(struct state *st)
{
	const struct environment *world = given(st, GIVEN_CLOCKS);

	return world ? world->clock : clock_ns(6);	/* CLOCK_MONOTONIC_COARSE */
}

u64 pp_ktime_get_tai_ns(struct state *st)
{
	const struct environment *world = given(st, GIVEN_CLOCKS);

	return world ? world->tai : clock_ns(11);	/* CLOCK_TAI */
}

/* As a kernel with CONFIG_HZ=250 counts, from five minutes before 2^32 on (INITIAL_JIFFIES). */
u64 pp_jiffies64(struct state *st)
{
	const struct environment *world = given(st, GIVEN_CLOCKS);

	return world ? world->jiffies : (u32)(-300 * 250) + clock_ns(6) / 4000000;
}

u64 pp_get_current_cgroup_id(struct state *st)
{
	const struct environment *world = given(st, GIVEN_CGROUP);

	return world ? world->cgroup : st->cgroup;
}

/* There is one node, unless another is given. */
u64 pp_get_numa_node_id(struct state *st)
{
	const struct environment *world = given(st, GIVEN_NODE);

	return world ? world->node : 0;
}

/* There is no traced function, and no cookie that somebody gave when attaching. */
u64 pp_zero(struct state *st)
{
	return 0;
}

/*
 * xorshift64*, one a state or one of the environment, seeded by Python: not for secrets, as in the kernel.
 * Threads that share an environment may get a number twice.
 */
u64 pp_get_prandom_u32(struct state *st)
{
	struct environment *world = given(st, GIVEN_SEED);
	u64 *random = world ? &world->random : &st->random;
	u64 x = __atomic_load_n(random, __ATOMIC_RELAXED);

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	__atomic_store_n(random, x, __ATOMIC_RELAXED);
	return (x * 0x2545f4914f6cdd1dULL) >> 32;
}

u64 pp_get_smp_processor_id(struct state *st)
{
	return st->cpu;
}

u64 pp_get_current_pid_tgid(struct state *st)
{
	const struct environment *world = given(st, GIVEN_TASK);

	return world ? world->pid_tgid : (u64)getpid() << 32 | (u32)gettid();
}

/* There is one namespace of processes: whichever is named is the task's. struct bpf_pidns_info. */
u64 pp_get_ns_current_pid_tgid(struct state *st, u64 device, u64 inode, u64 to, u64 size)
{
	u64 task = pp_get_current_pid_tgid(st);
	u32 info[2] = { (u32)task, (u32)(task >> 32) };

	if (size != sizeof(info) || device >> 32) {
		clear_bytes(st, to, size);
		return -EINVAL_;
	}
	memcpy(P(to), info, sizeof(info));
	return 0;
}

u64 pp_get_current_uid_gid(struct state *st)
{
	const struct environment *world = given(st, GIVEN_USER);

	return world ? world->uid_gid : (u64)getgid() << 32 | getuid();
}

u64 pp_get_current_comm(struct state *st, u64 buffer, u64 size)
{
	const struct environment *world = given(st, GIVEN_COMM);
	u8 name[16] = { 0 };
	u64 length = size < 16 ? size : 16;

	if (!size)
		return -EINVAL_;
	if (world)
		memcpy(name, world->comm, sizeof(name));
	else
		prctl(16, name);	/* PR_GET_NAME */
	clear_bytes(st, buffer, size);
	memcpy(P(buffer), name, length);
	((u8 *)P(buffer))[size - 1] = 0;
	return 0;
}

/*
 * What a read says that fails, as on x86-64: an address that cannot be one of the kernel is refused
 * before anything is read (copy_from_kernel_nofault_allowed() in arch/x86/mm/maccess.c). `lowest` is
 * where such a read begins; lower addresses are a task's, whose reads only fail.
 */
enum { READ_USER, READ_ANY, READ_KERNEL };
#define TASK_END 0x7ffffffff000ULL
#define KERNEL_START 0xffff800000000000ULL

static u64 unreadable(const struct state *st, u64 from, int whose)
{
	u64 lowest = whose == READ_KERNEL ? 0 : whose == READ_ANY ? TASK_END : KERNEL_START;

	return from >= lowest && from < KERNEL_START && !allowed(st, from, 1, 0) ? -ERANGE_ : -EFAULT_;
}

static u64 probe_read(struct state *st, u64 to, u64 size, u64 from, int whose)
{
	if (size == 0)
		return 0;
	if (!allowed(st, from, size, 0)) {
		clear_bytes(st, to, size);
		return unreadable(st, from, whose);
	}
	copy_bytes(st, to, from, size);
	return 0;
}

u64 pp_probe_read(struct state *st, u64 to, u64 size, u64 from)
{
	return probe_read(st, to, size, from, READ_ANY);
}

u64 pp_probe_read_user(struct state *st, u64 to, u64 size, u64 from)
{
	return probe_read(st, to, size, from, READ_USER);
}

u64 pp_probe_read_kernel(struct state *st, u64 to, u64 size, u64 from)
{
	return probe_read(st, to, size, from, READ_KERNEL);
}

u64 pp_copy_from_user_task(struct state *st, u64 to, u64 size, u64 from, u64 task, u64 flags)
{
	return flags ? (u64)-EINVAL_ : probe_read(st, to, size, from, READ_USER);
}

/* Bytes of text that are looked up together where all of them may be read. */
enum { STRETCH = 64 };

/* The length with the terminating zero; the copy always ends with one. */
static u64 probe_read_str(struct state *st, u64 to, u64 size, u64 from, int whose)
{
	u8 *out = P(to);
	u64 length, known = 0;

	if (size == 0)
		return 0;
	for (length = 0; length < size; length++) {
		if (length && !(length & (PIECE - 1)) && !next_piece(st))
			return size;
		if (length == known)
			known += allowed(st, from + length, STRETCH, 0) ? STRETCH :
				 allowed(st, from + length, 1, 0);
		if (length == known) {
			clear_bytes(st, to, size);
			return unreadable(st, from, whose);
		}
		out[length] = ((const u8 *)P(from))[length];
		if (!out[length])
			return length + 1;
	}
	out[size - 1] = 0;
	return size;
}

u64 pp_probe_read_str(struct state *st, u64 to, u64 size, u64 from)
{
	return probe_read_str(st, to, size, from, READ_ANY);
}

u64 pp_probe_read_user_str(struct state *st, u64 to, u64 size, u64 from)
{
	return probe_read_str(st, to, size, from, READ_USER);
}

u64 pp_probe_read_kernel_str(struct state *st, u64 to, u64 size, u64 from)
{
	return probe_read_str(st, to, size, from, READ_KERNEL);
}

/* Where negative offsets of LD_ABS and LD_IND begin: at the network and the link-layer header. */
enum { SKF_NET_OFF = -0x100000, SKF_LL_OFF = -0x200000 };

/*
 * Where the link-layer header begins, or 0: there is none. That of a layer-3 program's packet lies in
 * front of it.
 */
static u64 link_header(const struct state *st)
{
	if (st->network)
		return st->data;
	return st->link ? st->data - st->link : 0;
}

/* Where the bytes of LD_ABS or LD_IND are, or 0: see bpf_internal_load_pointer_neg_helper(). */
static u64 packet_place(const struct state *st, int offset)
{
	u64 link = link_header(st);

	if (offset >= 0)
		return st->data + (u64)offset;
	if (offset >= SKF_NET_OFF)
		return st->data + st->network + (u64)(offset - SKF_NET_OFF);
	return offset >= SKF_LL_OFF && link ? link + (u64)(offset - SKF_LL_OFF) : 0;
}

/*
 * LD_ABS and LD_IND: the value in the low half, network order undone; all ones when the packet is
 * too short.
 */
u64 pp_load_packet(struct state *st, u64 offset, u64 size)
{
	u64 place = packet_place(st, (int)offset), value = 0;
	const u8 *from;

	if (!place || place > packet_end(st) || size > packet_end(st) - place)
		return ~0ULL;
	for (from = P(place); size; size--, from++)
		value = value << 8 | *from;
	return value;
}

/* --- what only a kernel has --- */

/* Without a kernel there are no cgroups to be in: no element of a cgroup array is ever set. */
u64 pp_current_task_under_cgroup(struct state *st, u64 map_address, u64 index)
{
	return (u32)index >= ((struct map *)P(map_address))->max_entries ? -E2BIG_ : -EAGAIN_;
}

/* The task of the run: what a program reads of it is not there, but it is told from others. */
u64 pp_get_current_task(struct state *st)
{
	return TASKS + (u32)pp_get_current_pid_tgid(st);
}

/* Nor is there a stack of the kernel or of a task: what the helpers say that find none. */
u64 pp_get_stackid(struct state *st, u64 ctx, u64 map_address, u64 flags)
{
	return flags & ~0x7ffULL ? -EINVAL_ : -EFAULT_;
}

u64 pp_get_stack(struct state *st, u64 ctx, u64 buffer, u64 size, u64 flags)
{
	clear_bytes(st, buffer, size);
	return flags & ~0x8ffULL ? -EINVAL_ : -EFAULT_;
}
