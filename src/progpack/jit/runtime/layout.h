/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What compiled programs, the native runtime and the start of executables believe about memory.
 * Mirrored by jit/native/layout.py; a test compares the offsets.
 */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long s64;
typedef __UINTPTR_TYPE__ uptr;

#define NULL ((void *)0)
#define EPERM_ 1
#define ENOENT_ 2
#define E2BIG_ 7
#define EAGAIN_ 11
#define ENOMEM_ 12
#define EACCES_ 13
#define EFAULT_ 14
#define EBUSY_ 16
#define EEXIST_ 17
#define ENODEV_ 19
#define EINVAL_ 22
#define ENOSPC_ 28
#define ERANGE_ 34
#define EPROTO_ 71
#define EPROTOTYPE_ 91
#define ESOCKTNOSUPPORT_ 94
#define EOPNOTSUPP_ 95
#define EAFNOSUPPORT_ 97
#define ENOTSUPP_ 524

struct region {
	u64 start, end;
	u64 writable;
};

struct map_slot {		/* one map as a program sees it */
	u64 map;		/* struct map * */
	u64 values, values_end;
};

struct state {
	u64 budget;		/* backward jumps and calls that are left */
	u32 fault;		/* enum fault */
	u32 fault_pc;
	u64 fault_address;
	u64 fault_size;
	u64 ctx, ctx_end;
	u64 data, data_end;	/* the packet, as far as programs may access it: its linear part */
	u64 fragments;		/* bytes of the packet that lie behind `data_end` */
	u64 linear;		/* bytes of an XDP packet in front of its fragments, at most */
	u64 stack, stack_end;
	u64 regions, regions_end;	/* struct region[]: fields of the context, arguments */
	u64 maps, maps_end;	/* struct map_slot[] */
	u64 runtime;		/* addresses of the functions here, in the order of layout.py */
	u64 buffer;		/* the packet buffer: headroom, then the packet */
	u64 writable;		/* WRITABLE_CTX, WRITABLE_PACKET, READABLE_CTX */
	u64 random;		/* state of the generator, not zero */
	u32 serial;		/* tells this state's ring buffer records from others' */
	u32 held;		/* records reserved and not given back */
	u64 fresh;		/* the context as a run of a batch begins with it */
	u32 cpu;		/* which CPU the run has; no two runs have one at once */
	u32 tails;		/* tail calls so far */
	u64 stack_low;		/* where the memory of the stack begins; `stack` is what is used */
	u64 failed;		/* struct target * of the program that failed, 0: the first one */
	u64 tail_result;
	u64 each_key, each_value;	/* the element that a callback is called with */
	u64 keys;		/* u8[EACH_FRAMES][EACH_KEY]: copies of such keys, for each frame */
	u64 key_sizes;		/* u32[EACH_FRAMES], 0: no key is there */
	u64 meta;		/* metadata in front of the packet; where `data` is without any */
	u64 log;		/* struct map * of the ring that takes text and clones, or 0 */
	u64 lost;		/* records that it had no room for */
	u64 locked;		/* the spin lock that the run holds, or 0 */
	u64 cgroup;		/* id of the cgroup of this process */
	u64 redirect_map;	/* struct map *, for REDIRECT_MAP */
	u64 redirect_flags;
	u32 redirect, redirect_target;	/* REDIRECT_*; interface or key */
	u16 network;		/* offset of the network header in the packet */
	u8 checksum;		/* of an skb: how many checksums are known to be right; 0: none is */
	u8 tunnelled;		/* whether `tunnel` has the one that the packet leaves by */
	u32 logged;		/* records in the log since Python looked */
	u64 target;		/* struct target * of the program that runs */
	u64 buffer_end;		/* one past the last byte of the packet buffer */
	u64 began;		/* how many changes there were to what runs reach when it began */
	u64 known;		/* struct map * that pp_check_map() found last, with these: */
	u64 known_maps, known_began;	/* `maps` and `began` */
	u64 limit;		/* where `budget` is when pp_more() is asked; never less than 0 */
	u64 slice;		/* how far it is to the next such place */
	u64 chunk;		/* packets of a batch between two looks at the clock */
	u64 deadline;		/* CLOCK_MONOTONIC in nanoseconds, or 0: when the run must have ended */
	u64 looked, attended;	/* CLOCK_MONOTONIC: when pp_more() last looked, and last asked `attend` */
	u64 attend;		/* a function that says nonzero when somebody outside wants the end, or 0 */
	u64 raised;		/* what that kept for Python: an exception, owned, or 0 */
	u64 changes;		/* struct changes *, or 0: nobody takes anything away */
	u64 passed;		/* of a batch: how many changes there were when its last chunk ended; else 0 */
	u64 awaited, waits_since;	/* `oldest` as a batch found it, and CLOCK_MONOTONIC of that */
	u64 record, record_end;	/* the record that was reserved last, or 0: it was given back */
	u64 thread;		/* pthread_self() of the last run */
	u64 behind;		/* struct state *: the next of all, see struct forks */
	u64 walked;		/* maps that were looked at one by one since pp_more() or a check looked */
	u64 link;		/* bytes of link-layer header in front of the packet of a layer-3 program */
	u64 retval_at;		/* where the context has what its caller is told, or 0: in `retval` */
	u32 retval, retval_set;	/* what bpf_set_retval() said last, and whether */
	u64 no_context;		/* whether the run was given none: r1 is null, and helpers take that */
	u64 environment;	/* struct environment *, or 0: everything is this machine's */
	u64 left;		/* struct left *: where batches of packets that may move leave them, or 0 */
	u64 holding;		/* struct held[HELD_MOST + 1]: the records in `held` */
	u64 tunnel;		/* struct tunnel * */
	u64 attach;		/* enum bpf_attach_type: what the program is made for, 0 where nobody says */
};

static inline u64 packet_end(const struct state *st)
{
	return st->data_end + st->fragments;
}

struct held {			/* a record that was reserved and not given back */
	u64 ring, record;	/* struct map *, struct record * */
};

/* struct ip_tunnel_info, as bpf/outside/tunnel.py packs it: IPv4 addresses are numbers of the machine, in the first 4 bytes. */
struct tunnel {
	u8 source[16], target[16];
	u32 id, label, flags;
	u8 service, hops, ipv6, length;	/* bytes of `options` */
	u8 options[256];
};

/*
 * Records that a program may hold at once; what helpers do with one more of their own does not count. The
 * kernel's verifier follows each of them in a register or in 8 bytes of a stack of 8 frames.
 */
enum { HELD_MOST = 1024 };

/* What a test says of the world, as bpf/environment.py writes it; `given` says what of it counts. */
enum {
	GIVEN_CLOCKS = 1, GIVEN_SEED = 2, GIVEN_TASK = 4, GIVEN_USER = 8, GIVEN_COMM = 16,
	GIVEN_CGROUP = 32, GIVEN_NODE = 64, GIVEN_SOCKETS = 128, GIVEN_NETWORK = 256,
	GIVEN_TUNNEL = 512, GIVEN_CPU = 1024, GIVEN_OPEN = 2048,
};
/* As bpf/network.py packs them. Addresses are in network order, IPv4's in the first 4 bytes. */
struct device {
	u32 ifindex, mtu, forwards;
	u8 mac[6], unused[2];
};
struct route {
	u8 prefix[16], gateway[16], source[16];
	u32 family, bits, ifindex, metric, mtu, table;
	u32 kind;		/* RTN_* */
	u32 gateway_family;	/* 0: none */
	u32 has_source, unused;
};
struct neighbour {
	u8 address[16];
	u32 family, ifindex;
	u8 mac[6], unused[2];
};
struct network {
	u64 device_count, route_count, neighbour_count, unused;
	struct device devices[16];
	struct route routes[128];
	struct neighbour neighbours[64];
};
struct socket {			/* struct bpf_sock, and the cookie behind it: a value of a map of sockets, too */
	u32 bound_dev_if, family, type, protocol, mark, priority;
	u32 src_ip4, src_ip6[4], src_port;
	u16 dst_port, unused;
	u32 dst_ip4, dst_ip6[4], state;
	u32 rx_queue_mapping;
	u64 cookie;		/* 0, in a map: that of the run's own socket */
};
enum { READABLE_SOCKET = 80 };	/* bytes of struct bpf_sock */
/* As bpf/sockets.py packs them; of those that a look-up finds alike, the last one is it. */
struct open_socket {
	struct socket socket;
	u32 ipv6only, unused;
};
struct open_sockets {
	u64 count;
	struct open_socket sockets[64];
};
struct environment {
	u64 given;
	u64 clock, boottime, tai, jiffies;
	u64 random;
	u64 pid_tgid, uid_gid, cgroup, node, netns_cookie, socket_cookie;
	u8 comm[16];
	struct tunnel tunnel;	/* the one that the packet came by */
	struct network network;
	struct open_sockets open;
};

/*
 * The maps of a program that has more than FEW_MAPS, in order; the word in front of its slots has the
 * address, or 0 where there is none. `words` are `maps` addresses of maps, ascending; then `areas` times
 * a map's address, its values and their end (struct map_slot), ascending by the values; then the addresses
 * of `holders` maps of maps.
 */
enum { FEW_MAPS = 8 };
struct map_index {
	u64 maps, areas, holders;
	u64 words[];
};

/* What is taken out of the reach of runs, as jit/grace.py counts it. */
struct changes {
	u64 count;		/* of all changes */
	u64 oldest;		/* the first of those whose end has not come; 0: there is none */
	u64 settle;		/* a Python function that ends those that no run has any more */
};

struct target {			/* a program as others call it */
	u64 entry;
	u64 maps, maps_end;
	u64 stack;		/* bytes that its frames take */
	u64 serial;		/* no other program ever has it */
};

struct map {
	u32 type, key_size, value_size, max_entries;
	u32 stride, key_stride;	/* bytes from one value or key to the next */
	u32 slots, buckets_mask;	/* hash: max_entries + 1; number of buckets - 1 */
	u64 values, values_end;
	u64 keys;		/* u8[slots][key_stride] */
	u64 heads;		/* u32[buckets]: slot + 1, or 0 */
	u64 links;		/* u32[slots]: next slot + 1 in a bucket or in the free list */
	u64 hashes;		/* u32[slots] */
	u64 used;		/* u8[slots] */
	u32 lock, sequence;	/* sequence is odd while a writer is at work */
	u32 count, free;	/* elements; list of the slots that were given back: slot + 1 */
	u32 seed, denied;	/* DENIED_*: what programs may not do with the values */
	u64 records;		/* ring: struct record[size / 8] */
	u64 producer, consumer;	/* ring: positions in bytes, never wrapped */
	u64 cpu_stride;		/* per CPU: bytes from the values of one to those of the next */
	u32 cpus;		/* per CPU: how many there are, else 1 */
	u32 hand;		/* LRU: where to look for what was not used; queue: the oldest; a user ring: 2 * the
				   serial of the state that drains it, and 1, or 0 */
	u64 refs;		/* LRU: u8[slots], looked up since the hand passed */
	u64 nodes;		/* LPM: u64[max_entries][8]: words of nodes, of which the first is none */
	u64 root;		/* LPM: a word; its element is that of no bits */
	u64 things;		/* LPM: u8[max_entries]: elements in a node and things below it */
	u32 index_bits;		/* LPM: of the number of a node or of a slot + 1, in a word */
	u32 free_node;		/* LPM: list of the nodes that were given back */
	u32 nodes_reached, unused;	/* LPM: nodes behind this one were never used */
	u64 bits;		/* bloom: u64[] of bits */
	u32 bits_mask, hashers;	/* bloom: number of bits - 1; how many are set for a value */
	u64 ring;		/* perf events: struct map * of the ring that takes them */
	u64 lost;		/* perf events: how many found no room */
	u32 lock_at, timer_at;	/* offset + 1 of such a member of a value, or 0 */
	u64 timers;		/* struct timer[slots], for maps with timer_at */
	u64 members;		/* struct members *, for maps of maps */
	u64 shown, shown_end;	/* what programs are given of the values; nothing where both are 0 */
	u64 reached;		/* hash: slots from here on were never used */
	u64 taken;		/* with lock_at: u8[slots], the locks that a fork has; ring: where it began */
	u64 before, behind;	/* struct map *: those beside it among all, see struct forks */
	u32 key_work, value_work;	/* bytes that helpers handle for a key, for a value: see bpf/maps/plan.py */
};

/* What a fork has to look after, and what it needs. */
struct forks {
	u32 lock, unused;
	u64 maps, states;	/* the first struct map * and struct state *, or 0 */
	u64 thread_self;	/* pthread_self() */
};

/*
 * The maps that runs may have from a map of maps: those that are in it, and those that were until
 * each run that began then has ended. Of a member that may leave there are two words: struct map *
 * (0: none), and from which count of changes on runs that begin cannot have it.
 */
struct members {
	u64 count, width;	/* members; words of each */
	u64 words[];
};

struct record {
	u32 length;		/* bytes; inside of a record, at multiples of RECORD_MARKS, units back to its header;
				   and RECORD_CUT */
	u32 state;		/* RECORD_*; while busy with the owner's serial above it */
};

enum { MAP_HASH = 1, MAP_ARRAY = 2, MAP_PROG_ARRAY = 3, MAP_PERCPU_HASH = 5, MAP_PERCPU_ARRAY = 6, MAP_LRU_HASH = 9,
       MAP_LRU_PERCPU_HASH = 10, MAP_LPM_TRIE = 11, MAP_ARRAY_OF_MAPS = 12, MAP_HASH_OF_MAPS = 13,
       MAP_DEVMAP = 14, MAP_SOCKMAP = 15, MAP_SOCKHASH = 18, MAP_REUSEPORT_SOCKARRAY = 20, MAP_QUEUE = 22, MAP_STACK = 23, MAP_DEVMAP_HASH = 25, MAP_RINGBUF = 27, MAP_BLOOM_FILTER = 30, MAP_USER_RINGBUF = 31 };
enum { ANY, NOEXIST, EXIST };
enum { RECORD_NONE, RECORD_BUSY, RECORD_DONE, RECORD_DISCARDED, RECORD_MASK = 3 };
#define RECORD_CUT (1U << 31)	/* another thread was at it when a fork began */
enum { WRITABLE_CTX = 1, WRITABLE_PACKET = 2, READABLE_CTX = 4 };
enum { DENIED_WRITE = 1, DENIED_READ = 2, CONSTANT = 4 };	/* CONSTANT: nobody else writes either */
enum { RINGBUF_HEADER = 8 };
enum { RECORD_MARKS = 64 };	/* units of 8 bytes from one place that says where its record begins to the next */
enum { MAX_TAILS = 33 };	/* MAX_TAIL_CALL_CNT */
enum { FRAME_BYTES = 512 };	/* MAX_BPF_STACK */
enum { STACK_BYTES = (MAX_TAILS + 1) * 8 * FRAME_BYTES };	/* what `stack_low` is the beginning of */
enum { EACH_FRAMES = STACK_BYTES / FRAME_BYTES + 1, EACH_KEY = 4112 };	/* frames of it and one; longest key */
/* Tests of this code make both small, so that little work has many pieces. */
#ifndef PIECE_BYTES
#define PIECE_BYTES (1 << 18)
#define WALKED_MAPS (1 << 14)
#endif
enum { PIECE = PIECE_BYTES };	/* bytes that a helper handles between two looks at the clock */
enum { WALKED = WALKED_MAPS };	/* maps that are looked at one by one between two looks at the clock */
enum { LRU_LOOKS = 1 << 12 };	/* elements in use that are passed before the next one goes */
enum { LEAST_SLICE = 16, MOST_SLICE = 8192 };	/* of a budget, between two looks at the clock */
enum fault { FAULT_NONE, FAULT_READ, FAULT_WRITE, FAULT_BUDGET, FAULT_ALIGN, FAULT_MAP,
	     FAULT_HELPER, FAULT_POISON, FAULT_TIME, FAULT_STOPPED };

/* Where the kernel's memory begins: the task of a run is as far behind as its number says, and unreadable. */
#define TASKS 0xffff888000000000ULL

/* The last argument of a check: instruction, access and what it is. Mirrored by layout.py. */
#define AT_PC(at) ((at) & 0xfffff)
#define AT_SIZE(at) (1ULL << (((at) >> 20) & 3))
#define AT_WRITE(at) (((at) >> 22) & 1)

/* 2^64 divided by the golden ratio, made odd: a factor whose multiples are far from each other. */
#define GOLDEN 0x9e3779b97f4a7c15ULL

/* Addresses are kept as 64-bit numbers, also where pointers have 32 bits. */
#define P(address) ((void *)(uptr)(address))
#define N(pointer) ((u64)(uptr)(pointer))

struct timer {
	u64 expires;		/* CLOCK_MONOTONIC, nanoseconds */
	u64 function;		/* token of the callback, 0: none */
	u64 program;		/* serial of the program that set it */
	u32 armed, known;	/* started; initialised */
};

/* --- runs over many packets --- */

struct packet {
	u64 address;
	u64 length;
	u64 result;
};

struct once {			/* a run of one packet that is prepared, and what there is to see after it */
	u64 entry;
	u64 kind;		/* CONTEXT_XDP or CONTEXT_SKB */
	u64 noted;		/* bits of enum noted */
	u64 start, size;	/* the packet that it left: offset in the buffer, bytes */
};

enum noted { NOTED_FAULT = 1, NOTED_EFFECTS = 2, NOTED_PACKET = 4 };

enum { CONTEXT_FLAT, CONTEXT_XDP, CONTEXT_SKB };
/* A run may write to its context, so that each begins with a new one; or move its packet, or look at
   where it lies. BATCH_THERE: the packets' memory is given to the runs. BATCH_APART: so is that of each
   packet alone, in no order; where they are is the runtime's own and does not change. */
enum { BATCH_FRESH = 1, BATCH_ALONE = 2, BATCH_THERE = 4, BATCH_APART = 8 };
enum { HEADROOM = 256 };

/* --- captures --- */

struct port {			/* an interface of a pcapng section */
	u64 unit;		/* nanoseconds of a tick, or 0: its packets are not read here */
	u64 offset;		/* nanoseconds since 1970 of tick 0 */
	u64 last;		/* the largest number of ticks whose time fits */
	u64 link;		/* its number in the table */
};

struct walk {			/* the walk through a capture: see walk.c */
	u64 starts, ends;	/* u64[room]: where packets begin and end in the window */
	u64 times;		/* u64[room]: nanoseconds since 1970 */
	u64 lengths;		/* u32[room]: bytes that packets had on the wire */
	u64 links;		/* u32[room]: numbers of interfaces */
	u64 room, count;	/* packets of the table; how many are in it */
	u64 cut;		/* how many of them are not whole */
	u64 unit;		/* pcap: nanoseconds of a unit of the times' fractions */
	u64 port_table;		/* pcapng: struct port[port_count] of the section */
	u32 header;		/* pcap: bytes in front of a packet; 0: pcapng */
	u32 swapped;		/* the file has the other byte order */
	u32 port_count, link;	/* pcap: the number of all its packets' interface */
};

struct link_form {		/* how packets of a link become Ethernet: see frame.c */
	u32 kind;		/* FORM_* */
	u32 size;		/* bytes of the link's own header */
	u32 at, unused;		/* FORM_COOKED: where the protocol is in it */
};

struct framing {
	u64 forms;		/* struct link_form[], by the numbers of links in struct walk */
	u64 versions;		/* u16[16]: EtherTypes by the version of IP, or 0 */
	u64 families;		/* u16[256]: EtherTypes by address family, or 0 */
};

struct tally {			/* how often a value occurred */
	u64 value, count;
};

/* --- what is written of many runs --- */

struct answer {			/* what a return value means */
	u64 value;
	u64 keep;		/* how many bytes of a packet go on at most */
	u64 text, text_size;	/* CSV: the end of a row; pcapng: the options of a packet */
	u64 known;		/* 0: the slot is free */
};

struct export {			/* rows that are written: see export.c */
	u64 starts, ends, lengths, times, links;	/* columns of struct walk */
	u64 values;		/* u64[count]: what runs returned */
	u64 left;		/* the bytes that the runs left */
	u64 left_starts, left_ends;	/* u64[count]: where each packet lies in them */
	u64 answers, slots;	/* struct answer[slots], a power of two: at value % slots or behind */
	u64 ports;		/* pcapng: u32[], interface in the file by link, or NO_PORT */
	u64 out, room, used;	/* u8[room]: gets what is written */
	u64 row, count;		/* the next row; behind the last */
	u64 number;		/* CSV: of row 0 */
	u64 too_long, untimed;	/* packets that are not written; that have no time where they are written */
	u32 form, port_count;	/* EXPORT_*; length of `ports` */
};
#define NO_PORT 0xffffffffU
#define NO_TIME (~0ULL)

struct left {			/* what each run of a batch leaves of its packet */
	u64 bytes, room, used;	/* u8[room] */
	u64 starts, ends;	/* u64[]: where each of them is in it */
	u64 count;		/* how many there are */
};

/* --- runs on packets that are made: see fuzz.c --- */

struct token {			/* bytes that the program compares with */
	u8 bytes[8];
	u64 size;
};

struct fuzz {
	u64 bytes;		/* the packets that are known, one behind the other */
	u64 starts, ends;	/* u64[count]: where each of them is */
	u64 count;
	u64 tokens, token_count;	/* struct token[] */
	u64 cells, cell_count;	/* u64[]: addresses of the counters that are looked at, 64 bits each */
	u64 seen;		/* u8[cell_count]: bits of how often each was reached */
	u64 history, lengths;	/* u8[kept][longest], u64[kept]: the last packets that were made */
	u64 kept;		/* a power of two */
	u64 shortest, longest;	/* bytes of packets */
	u64 random;		/* not zero */
	u64 executed;		/* runs so far; the next packet goes to history[executed % kept] */
	u64 result;		/* what the last run returned */
	u64 found;		/* whether it reached what none had */
};

/* --- what is read after a run --- */

enum { LOG_PRINT = 1, LOG_CLONE = 2, LOG_SIGNAL = 3 };
enum { REDIRECT_NONE, REDIRECT_IFINDEX, REDIRECT_MAP };
