// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only
// Copyright The progpack developers
//
// Kernel functions (kfuncs) that need no kernel, as BPF: a program that calls one gets it as a
// subprogram. What they return is what kernel/bpf/helpers.c and kernel/bpf/bpf_iter.c (Linux 6.18)
// say.

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define E2BIG 7
#define EAFNOSUPPORT 97
#define EFAULT 14
#define EINVAL 22
#define ENOENT 2
#define EOPNOTSUPP 95
#define EPROTO 71
#define ERANGE 34
#define MOST 65536 // XATTR_SIZE_MAX
#define MOST_LOOPS (8 * 1024 * 1024) // BPF_MAX_LOOPS

// Without it clang makes calls of strlen() of such loops.
#define KFUNC __attribute__((no_builtin, used, noinline))

typedef unsigned char u8;
typedef __u64 size_t_;

// struct bpf_iter_num, as bpf_for() and bpf_repeat() use it.
struct iter_num {
	int cur, end;
};

KFUNC int bpf_iter_num_new(struct iter_num *it, int start, int end)
{
	it->cur = it->end = 0;
	if (start > end)
		return -EINVAL;
	if ((long long)end - start > MOST_LOOPS)
		return -E2BIG;
	it->cur = (int)((unsigned int)start - 1);
	it->end = end;
	return 0;
}

KFUNC int *bpf_iter_num_next(struct iter_num *it)
{
	int next = (int)((unsigned int)it->cur + 1);

	if (next >= it->end) {
		it->cur = it->end = 0;
		return 0;
	}
	it->cur = next;
	return &it->cur;
}

KFUNC void bpf_iter_num_destroy(struct iter_num *it)
{
	it->cur = it->end = 0;
}

// struct bpf_iter_bits, as bpf_for_each(bits) uses it. Of more than one word the kernel makes a copy;
// here they are read where they are.
struct iter_bits {
	union {
		__u64 word;
		const __u64 *words;
	};
	int count, bit;
};

#define MOST_WORDS 511 // BITS_ITER_NR_WORDS_MAX

KFUNC int bpf_iter_bits_new(struct iter_bits *it, const __u64 *words, __u32 count)
{
	__u64 word;

	it->word = 0;
	it->count = 0;
	/* Not one store of 64 bits for both, whose number would be of one byte order. */
	*(volatile int *)&it->bit = -1;
	if (!words || !count)
		return -EINVAL;
	if (count > MOST_WORDS)
		return -E2BIG;
	for (__u32 i = 0; i < count; i++)
		if (bpf_probe_read_kernel(&word, sizeof(word), words + i))
			return -EFAULT;
	if (count == 1)
		it->word = word;
	else
		it->words = words;
	it->count = count * 64;
	return 0;
}

KFUNC int *bpf_iter_bits_next(struct iter_bits *it)
{
	int bit = it->bit + 1;

	if (it->bit >= it->count)
		return 0;
	for (; bit < it->count; bit++) {
		__u64 word = it->count == 64 ? it->word : it->words[bit / 64];

		if (word >> (bit % 64) & 1)
			break;
	}
	it->bit = bit;
	return bit < it->count ? &it->bit : 0;
}

KFUNC void bpf_iter_bits_destroy(struct iter_bits *it)
{
	it->count = 0;
}

// Nothing else runs on the CPU of a run, and nothing that it sees is freed under it.
KFUNC void bpf_rcu_read_lock(void)
{
}

KFUNC void bpf_rcu_read_unlock(void)
{
}

KFUNC void bpf_preempt_disable(void)
{
}

KFUNC void bpf_preempt_enable(void)
{
}

// Interrupts do not end a run in the middle.
KFUNC void bpf_local_irq_save(unsigned long *flags)
{
	*flags = 0;
}

KFUNC void bpf_local_irq_restore(unsigned long *flags __attribute__((unused)))
{
}

// Tasks and control groups are those that a program is given; none goes while it runs, none else
// is there, and none is known to be in another.
KFUNC void *bpf_task_acquire(void *task)
{
	return task;
}

KFUNC void bpf_task_release(void *task __attribute__((unused)))
{
}

KFUNC void *bpf_task_from_pid(int pid __attribute__((unused)))
{
	return 0;
}

KFUNC void *bpf_task_from_vpid(int pid __attribute__((unused)))
{
	return 0;
}

KFUNC void *bpf_task_get_cgroup1(void *task __attribute__((unused)),
				 int hierarchy __attribute__((unused)))
{
	return 0;
}

KFUNC long bpf_task_under_cgroup(void *task __attribute__((unused)),
				 void *ancestor __attribute__((unused)))
{
	return 0;
}

KFUNC void *bpf_cgroup_acquire(void *group)
{
	return group;
}

KFUNC void bpf_cgroup_release(void *group __attribute__((unused)))
{
}

KFUNC void *bpf_cgroup_ancestor(void *group __attribute__((unused)),
				int level __attribute__((unused)))
{
	return 0;
}

KFUNC void *bpf_cgroup_from_id(__u64 id __attribute__((unused)))
{
	return 0;
}

struct iter_task {
	__u64 pos, task;
	__u64 flags;
};

#define PROC_THREADS 2 // BPF_TASK_ITER_PROC_THREADS, the last

KFUNC int bpf_iter_task_new(struct iter_task *it, void *task, __u32 flags)
{
	it->pos = it->task = it->flags = 0;
	return flags > PROC_THREADS || (flags == PROC_THREADS && !task) ? -EINVAL : 0;
}

KFUNC void *bpf_iter_task_next(struct iter_task *it __attribute__((unused)))
{
	return 0;
}

KFUNC void bpf_iter_task_destroy(struct iter_task *it __attribute__((unused)))
{
}

// A control group that is given has neither children nor a parent here: it comes itself.
struct iter_css {
	void *start;
	__u64 done;
	__u64 flags;
};

#define DESCENDANTS_PRE 2 // BPF_CGROUP_ITER_DESCENDANTS_PRE
#define ANCESTORS_UP 4

KFUNC int bpf_iter_css_new(struct iter_css *it, void *start, __u32 flags)
{
	it->start = 0;
	it->done = it->flags = 0;
	if (flags < DESCENDANTS_PRE || flags > ANCESTORS_UP)
		return -EINVAL;
	it->start = start;
	return 0;
}

KFUNC void *bpf_iter_css_next(struct iter_css *it)
{
	void *next = it->start;

	it->start = 0;
	return next;
}

KFUNC void bpf_iter_css_destroy(struct iter_css *it __attribute__((unused)))
{
}

struct iter_word {
	__u64 word;
};

#define CSS_TASK_FLAGS 3 // CSS_TASK_ITER_PROCS | CSS_TASK_ITER_THREADED

KFUNC int bpf_iter_css_task_new(struct iter_word *it, void *css __attribute__((unused)),
				__u32 flags)
{
	it->word = 0;
	return flags > CSS_TASK_FLAGS || flags == 2 ? -EINVAL : 0;
}

KFUNC void *bpf_iter_css_task_next(struct iter_word *it __attribute__((unused)))
{
	return 0;
}

KFUNC void bpf_iter_css_task_destroy(struct iter_word *it __attribute__((unused)))
{
}

// No task has memory of its own here.
KFUNC int bpf_iter_task_vma_new(struct iter_word *it, void *task __attribute__((unused)),
				__u64 address __attribute__((unused)))
{
	it->word = 0;
	return -ENOENT;
}

KFUNC void *bpf_iter_task_vma_next(struct iter_word *it __attribute__((unused)))
{
	return 0;
}

KFUNC void bpf_iter_task_vma_destroy(struct iter_word *it __attribute__((unused)))
{
}

KFUNC void *bpf_rdonly_cast(void *object, __u32 type __attribute__((unused)))
{
	return object;
}

// The kernel's own form of a context is not there: what is read of it is a read of nothing.
KFUNC void *bpf_cast_to_kern_ctx(void *ctx __attribute__((unused)))
{
	return 0;
}

// No socket is of a protocol whose sockets can be closed from outside.
KFUNC int bpf_sock_destroy(void *sock __attribute__((unused)))
{
	return -EOPNOTSUPP;
}

#define PAD_ZEROS 1 // BPF_F_PAD_ZEROS

static __always_inline int user_text(u8 *to, __u32 size, const u8 *from, __u64 flags)
{
	int problem = 0;
	__u32 at;
	u8 byte;

	if (flags & ~(__u64)PAD_ZEROS)
		return -EINVAL;
	if (!size)
		return 0;
	for (at = 0; at < size - 1; at++) {
		// What could not be read changes nothing.
		problem = bpf_probe_read_user(&byte, 1, from + at);
		if (problem || !byte)
			break;
		to[at] = byte;
	}
	if (!problem)
		to[at] = 0;
	// What is behind the text, or all of it where it could not be read.
	if (flags)
		for (__u32 rest = problem ? 0 : at; rest < size; rest++)
			to[rest] = 0;
	return problem ? problem : (int)at + 1;
}

KFUNC int bpf_copy_from_user_str(u8 *to, __u32 size, const u8 *from, __u64 flags)
{
	return user_text(to, size, from, flags);
}

KFUNC int bpf_copy_from_user_task_str(u8 *to, __u32 size, const u8 *from,
				      void *task __attribute__((unused)), __u64 flags)
{
	return user_text(to, size, from, flags);
}

// struct bpf_ct_opts: nobody has noted a connection, whatever is asked.
struct ct_opts {
	int netns_id, error;
	u8 l4proto, dir;
	u8 more[6]; // a zone of 16 bits, its direction, and three that are reserved
};

#define CT_OPTS 16
#define OLD_CT_OPTS 12
#define TCP 6
#define UDP 17
#define TUPLE4 12
#define TUPLE6 36

static __always_inline int ct_problem(__u32 size, struct ct_opts *opts, __u32 opts_size)
{
	if (opts_size != CT_OPTS && opts_size != OLD_CT_OPTS)
		return -EINVAL;
	if (opts_size == CT_OPTS && (opts->more[3] | opts->more[4] | opts->more[5]))
		return -EINVAL;
	if (opts_size == OLD_CT_OPTS && (opts->more[0] | opts->more[1]))
		return -EINVAL;
	if (opts->netns_id < -1)
		return -EINVAL;
	if (opts->l4proto != TCP && opts->l4proto != UDP)
		return -EPROTO;
	return size == TUPLE4 || size == TUPLE6 ? -ENOENT : -EAFNOSUPPORT;
}

static __always_inline void *no_connection(__u32 size, struct ct_opts *opts, __u32 opts_size)
{
	int problem = ct_problem(size, opts, opts_size);

	if (opts_size >= 8)
		opts->error = problem;
	return 0;
}

KFUNC void *bpf_skb_ct_lookup(void *ctx __attribute__((unused)),
			      void *tuple __attribute__((unused)), __u32 size,
			      struct ct_opts *opts, __u32 opts_size)
{
	return no_connection(size, opts, opts_size);
}

KFUNC void *bpf_xdp_ct_lookup(void *ctx __attribute__((unused)),
			      void *tuple __attribute__((unused)), __u32 size,
			      struct ct_opts *opts, __u32 opts_size)
{
	return no_connection(size, opts, opts_size);
}

KFUNC void bpf_ct_release(void *connection __attribute__((unused)))
{
}

// What is known to be readable: everything from where a look began to `end`.
#define BLOCK 16

static __always_inline int readable(const u8 *at, const u8 **end)
{
	u8 block[BLOCK];

	if (at < *end)
		return 1;
	if (!bpf_probe_read_kernel(block, BLOCK, at))
		*end = at + BLOCK;
	else if (!bpf_probe_read_kernel(block, 1, at))
		*end = at + 1;
	else
		return 0;
	return 1;
}

// An address that cannot be the kernel's is refused before anything is read
// (copy_from_kernel_nofault_allowed()): not 0 where a text is there.
static __always_inline int foreign(const u8 *s)
{
	u8 first;

	return bpf_probe_read_kernel(&first, 1, s) == -ERANGE;
}

KFUNC int bpf_strnlen(const u8 *s, size_t_ count)
{
	const u8 *end = 0;
	size_t_ i;

	if (foreign(s))
		return -ERANGE;
	for (i = 0; i < count && i < MOST; i++) {
		if (!readable(s + i, &end))
			return -EFAULT;
		if (!s[i])
			return i;
	}
	return i == MOST ? -E2BIG : (int)i;
}

KFUNC int bpf_strlen(const u8 *s)
{
	const u8 *end = 0;

	if (foreign(s))
		return -ERANGE;
	for (int i = 0; i < MOST; i++) {
		if (!readable(s + i, &end))
			return -EFAULT;
		if (!s[i])
			return i;
	}
	return -E2BIG;
}

// tolower() of the kernel, which knows Latin-1.
static __always_inline u8 lower(u8 c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
		return c + 32;
	return c;
}

static __always_inline int compared(const u8 *a, const u8 *b, int cased)
{
	const u8 *a_end = 0, *b_end = 0;

	if (foreign(a) || foreign(b))
		return -ERANGE;
	for (int i = 0; i < MOST; i++) {
		u8 x, y;

		if (!readable(a + i, &a_end) || !readable(b + i, &b_end))
			return -EFAULT;
		x = cased ? a[i] : lower(a[i]);
		y = cased ? b[i] : lower(b[i]);
		if (x != y)
			return x < y ? -1 : 1;
		if (!x)
			return 0;
	}
	return -E2BIG;
}

KFUNC int bpf_strcmp(const u8 *a, const u8 *b)
{
	return compared(a, b, 1);
}

KFUNC int bpf_strcasecmp(const u8 *a, const u8 *b)
{
	return compared(a, b, 0);
}

KFUNC int bpf_strnchr(const u8 *s, size_t_ count, char c)
{
	const u8 *end = 0;
	size_t_ i;

	if (foreign(s))
		return -ERANGE;
	for (i = 0; i < count && i < MOST; i++) {
		if (!readable(s + i, &end))
			return -EFAULT;
		if (s[i] == (u8)c)
			return i;
		if (!s[i])
			return -ENOENT;
	}
	return i == MOST ? -E2BIG : -ENOENT;
}

KFUNC int bpf_strchr(const u8 *s, char c)
{
	return bpf_strnchr(s, MOST, c);
}

KFUNC int bpf_strchrnul(const u8 *s, char c)
{
	const u8 *end = 0;

	if (foreign(s))
		return -ERANGE;
	for (int i = 0; i < MOST; i++) {
		if (!readable(s + i, &end))
			return -EFAULT;
		if (!s[i] || s[i] == (u8)c)
			return i;
	}
	return -E2BIG;
}

KFUNC int bpf_strrchr(const u8 *s, int c)
{
	const u8 *end = 0;
	int last = -ENOENT;

	if (foreign(s))
		return -ERANGE;
	for (int i = 0; i < MOST; i++) {
		if (!readable(s + i, &end))
			return -EFAULT;
		if (s[i] == (u8)c)
			last = i;
		if (!s[i])
			return last;
	}
	return -E2BIG;
}

// How many bytes of `s` are of `set`, or are not.
static __always_inline int span(const u8 *s, const u8 *set, int of)
{
	const u8 *s_end = 0, *set_end = 0;
	int i, j;

	if (foreign(s) || foreign(set))
		return -ERANGE;
	for (i = 0; i < MOST; i++) {
		if (!readable(s + i, &s_end))
			return -EFAULT;
		if (!s[i])
			return i;
		for (j = 0; j < MOST; j++) {
			if (!readable(set + j, &set_end))
				return -EFAULT;
			if (!set[j] || set[j] == s[i])
				break;
		}
		if (j == MOST)
			return -E2BIG;
		if ((set[j] == 0) == of)
			return i;
	}
	return -E2BIG;
}

KFUNC int bpf_strspn(const u8 *s, const u8 *accept)
{
	return span(s, accept, 1);
}

KFUNC int bpf_strcspn(const u8 *s, const u8 *reject)
{
	return span(s, reject, 0);
}

KFUNC int bpf_strnstr(const u8 *s1, const u8 *s2, size_t_ len)
{
	const u8 *s1_end = 0, *s2_end = 0;
	size_t_ i, j;

	if (foreign(s1) || foreign(s2))
		return -ERANGE;
	for (i = 0; i < MOST; i++) {
		for (j = 0; i + j <= len && j < MOST; j++) {
			if (!readable(s2 + j, &s2_end))
				return -EFAULT;
			if (!s2[j])
				return i;
			// One byte more of s2 than of s1: its end may be there.
			if (i + j == len)
				break;
			if (!readable(s1 + i + j, &s1_end))
				return -EFAULT;
			if (!s1[i + j])
				return -ENOENT;
			if (s1[i + j] != s2[j])
				break;
		}
		if (j == MOST)
			return -E2BIG;
		if (i + j == len)
			return -ENOENT;
	}
	return -E2BIG;
}

KFUNC int bpf_strstr(const u8 *s1, const u8 *s2)
{
	return bpf_strnstr(s1, s2, MOST);
}

// A dynptr, as jit/runtime/dynptr.c has it: nothing of it is believed there.
struct dynptr {
	__u64 data;
	__u32 size; // with the kind and the read-only bit
	__u32 offset;
};

#define SIZE 0xffffffu
#define SKB (3u << 28)
#define XDP (4u << 28)
#define KIND (7u << 28)
#define READ_ONLY (1u << 31)

static __always_inline int set(struct dynptr *to, __u32 data, __u32 end, __u64 flags, __u32 kind)
{
	to->data = 0;
	to->size = to->offset = 0;
	if (flags)
		return -EINVAL;
	to->data = data;
	to->size = (end - data) | kind;
	return 0;
}

KFUNC int bpf_dynptr_from_skb(struct __sk_buff *skb, __u64 flags, struct dynptr *to)
{
	return set(to, skb->data, skb->data_end, flags, SKB);
}

// What programs get that may not write to the packet (bpf_dynptr_from_skb_rdonly() in
// net/core/filter.c): with_kfuncs() links it under the name of the other.
KFUNC int bpf_dynptr_from_skb_rdonly(struct __sk_buff *skb, __u64 flags, struct dynptr *to)
{
	return set(to, skb->data, skb->data_end, flags, SKB | READ_ONLY);
}

KFUNC int bpf_dynptr_from_xdp(struct xdp_md *xdp, __u64 flags, struct dynptr *to)
{
	__u32 data = xdp->data;

	return set(to, data, data + bpf_xdp_get_buff_len(xdp), flags, XDP);
}

static __always_inline __u64 place(const struct dynptr *from, __u64 offset, __u64 size)
{
	__u32 whole = from->size & SIZE;

	if (!from->data || size > whole || offset > whole - size)
		return 0;
	return from->data + from->offset + offset;
}

// The buffer gets a copy of bytes that are not all in the linear part of an XDP packet.
static __always_inline void *slice(const struct dynptr *from, __u64 offset, void *buffer, __u64 size)
{
	const struct bpf_dynptr *whole = (const void *)from;
	void *at = (void *)place(from, offset, size);

	if (!at || (from->size & KIND) != XDP || bpf_dynptr_data(whole, offset, size))
		return at;
	return buffer && !bpf_dynptr_read(buffer, size, whole, offset, 0) ? buffer : 0;
}

KFUNC void *bpf_dynptr_slice(const struct dynptr *from, __u64 offset, void *buffer, __u64 size)
{
	return slice(from, offset, buffer, size);
}

KFUNC void *bpf_dynptr_slice_rdwr(const struct dynptr *from, __u64 offset, void *buffer, __u64 size)
{
	return from->size & READ_ONLY ? 0 : slice(from, offset, buffer, size);
}

KFUNC int bpf_dynptr_adjust(struct dynptr *p, __u64 start, __u64 end)
{
	__u32 whole = p->size & SIZE;

	if (!p->data || start > end)
		return -EINVAL;
	if (start > whole || end > whole)
		return -ERANGE;
	p->offset += start;
	p->size = (p->size & ~SIZE) | (__u32)(end - start);
	return 0;
}

KFUNC int bpf_dynptr_clone(const struct dynptr *from, struct dynptr *to)
{
	*to = *from;
	return from->data ? 0 : -EINVAL;
}

KFUNC _Bool bpf_dynptr_is_null(const struct dynptr *p)
{
	return !p->data;
}

KFUNC _Bool bpf_dynptr_is_rdonly(const struct dynptr *p)
{
	return p->data && p->size & READ_ONLY;
}

KFUNC __u64 bpf_dynptr_size(const struct dynptr *p)
{
	return p->data ? p->size & SIZE : (__u64)-EINVAL;
}
