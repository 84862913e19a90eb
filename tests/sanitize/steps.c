// SPDX-License-Identifier: Apache-2.0
/*
 * What an actor does in one step: a helper with its checks, exactly as compiled code calls it
 * (progpack/jit/lower/calls.py), an access, or what Python does with maps.
 *
 * Operands are chosen so that most pass the checks: an argument that must be a key is an address
 * where keys are, and so on. Whether they do pass, the checks of the runtime say; and what they let
 * pass is compared with what was given (`is_given`).
 */
#include "world.h"

u64 pp_check(struct state *, u64, u32);
u64 pp_check_range(struct state *, u64, u64, u32);
u64 pp_check_map(struct state *, u64, u64, u32);
u64 pp_check_record(struct state *, u64, u32);
u64 pp_check_ctx(struct state *, u64, u32);
u64 pp_check_object(struct state *, u64, u32);
u64 pp_check_text(struct state *, u64, u32);
u64 pp_check_dynptr(struct state *, u64, u32);
u64 pp_check_lock(struct state *, u64, u32, u32);
u64 pp_check_timer(struct state *, u64, u64, u32);
u64 pp_spin_lock(struct state *, u64, u32);
u64 pp_load_packet(struct state *, u64, u64);
u64 pp_tail_call(struct state *, u64, u64, u64, u64);
u64 pp_each(struct state *, u64, u64, u64);
u64 pp_each_end(struct state *, u64);
u64 pp_drain(struct state *, u64, u64, u64);
u64 pp_drain_end(struct state *, u64, u64);
u64 pp_native(struct state *, u64, u64, u64, u64, u64, u64, u32);
u64 pp_python(struct state *, u64, u64, u64, u64, u64, u64, u32);
u64 pp_map_lookup(struct state *, u64, u64);
u64 pp_hash_lookup(struct state *, u64, u64);
u64 pp_array_update(struct state *, u64, u64, u64, u64);
u64 pp_hash_update(struct state *, u64, u64, u64, u64);
u64 pp_map_delete(struct state *, u64, u64);
u64 pp_map_push(struct state *, u64, u64, u64);
u64 pp_map_pop(struct state *, u64, u64);
u64 pp_map_peek(struct state *, u64, u64);
u32 pp_hash_next(struct map *, u32, void *, void *);
u64 pp_join(void *, u64, u64, u8 *, u64, u64 *, u64 *);
u64 pp_update_batch(struct map *, u64, u64, u64, u64, s64 *);
u64 pp_delete_batch(struct map *, u64, u64);
u64 pp_lookup_batch(struct map *, u64, u64, u64, u32 *);
s64 pp_ringbuf_consume(struct map *, void *, u64);
u64 pp_timer_take(struct map *, u32, u64, struct timer *);
void pp_end_run(struct state *);
typedef u64 entry_fn(struct state *, u64, u64);
u64 pp_run_once(struct state *, struct once *, const u8 *, u64, u64, u64);
u64 pp_run_batch(struct state *, entry_fn *, u32, struct packet *, u64, u64, u64 *);
u64 pp_run_packets(struct state *, entry_fn *, u32, const u8 *, const u64 *, const u64 *, u64, u64, u64, u64,
		   u32, u64 *, u64 *);
u64 pp_call_many(const u64 *, struct state *const *, const u32 *, u64, u64);
u64 run_entry(struct state *, u64, u64);
s64 pp_more(struct state *, u64, u32);
void pp_fork_before(struct forks *);
void pp_fork_parent(struct forks *);
void pp_fork_child(struct forks *);

enum { WRITE = 1 << 22, MOST_FRAMES = 7 };
enum { FIRST_OWN = 212, OP_TEXT = FIRST_OWN + 2 };	/* behind the numbers of helpers; do_text() */
enum { CONSTANTS = 42 };	/* the map with constant text */
#define BIT(n) (1ULL << (n))
#define OF_MAPS (BIT(MAP_ARRAY_OF_MAPS) | BIT(MAP_HASH_OF_MAPS))
#define ARRAYS (BIT(MAP_ARRAY) | BIT(MAP_PERCPU_ARRAY))
#define HASHES (BIT(MAP_HASH) | BIT(MAP_LRU_HASH) | BIT(MAP_PERCPU_HASH) | BIT(MAP_LRU_PERCPU_HASH))
#define TARGETS (BIT(MAP_DEVMAP) | BIT(MAP_DEVMAP_HASH) | BIT(16) | BIT(17))
#define TABLES (HASHES | BIT(MAP_LPM_TRIE) | TARGETS)
#define QUEUES (BIT(MAP_QUEUE) | BIT(MAP_STACK))

void end_run(struct actor *actor)
{
	pp_end_run(actor->st);
	note_end(actor);
}

/* --- operands --- */

static u32 amount(const struct operand *operand)
{
	return operand->low | operand->high << 8;
}

static void note(struct actor *actor, u64 result)
{
	if (is_ours(result))
		actor->recent[actor->recents++ % RECENT] = result;
	else
		actor->number_of[actor->numbers++ % RECENT] = result;
}

/* The n-th of the maps whose type is in `types`; NULL when there is none. */
static struct map *pick_map(u64 types, u32 n)
{
	struct map *found[CANDIDATES];
	u32 count = 0;

	for (u32 i = 0; i < CANDIDATES; i++)
		if (maps[i] && types >> maps[i]->type & 1)
			found[count++] = maps[i];
	return count ? found[n % count] : NULL;
}

static u64 address(const struct actor *actor, const struct operand *operand)
{
	const struct state *st = actor->st;
	u32 n = amount(operand);
	const struct map *map;

	switch (operand->kind % 16) {
	case 0 ... 3:		/* the stack; its lower half has small numbers at first */
		return st->stack + (n & ~7U) % (st->stack_end - st->stack);
	case 4:
		return st->stack_end - 1 - n % 64;
	case 5:
		return st->meta + n % (st->data_end - st->meta + 1);
	case 6:
		return st->ctx + n % (st->ctx_end - st->ctx);
	case 7 ... 9:
		map = maps[operand->low % CANDIDATES];
		return map ? map->values + operand->high : 0;
	case 10:
	case 11:
		return actor->recent[n % RECENT] + n / RECENT % 64;
	case 12:
		return st->keys + n % (EACH_FRAMES * EACH_KEY);
	case 13:
		return n & 1 ? N(actor->given) + n % 40 : actor->text + (operand->high & 7);
	case 14:
		return st->data_end - n % 32;
	}
	return n & 1 ? n : st->stack - n * 64;
}

static u64 number(const struct actor *actor, const struct operand *operand)
{
	u32 n = amount(operand);
	static const u64 known[] = { 0x0081, 0xa888, 0x0008, 0xdd86, 0x8100, 0xffffffff, 1ULL << 32,
				     0x7fffffff, 0x80000000, 16064, 0xfff, 1500 };

	switch (operand->kind % 16) {
	case 0 ... 2:		/* as most flags must be */
		return 0;
	case 3 ... 5:
		return n % 8;
	case 6:
		return n;
	case 7:
		return -(u64)n;
	case 8:
		return BIT(n % 64);
	case 9:
		return (u64)n << 32 | n;
	case 10:
		return known[n % (sizeof(known) / sizeof(*known))];
	case 11:
		return actor->number_of[n % RECENT];
	case 12:
		return n * 0x9e3779b97f4a7c15ULL;
	case 13:
		return (n & 0x1ff) | (u64)operand->high << 56;
	case 15:		/* a socket that was found */
		if (operand->high >= 240)
			return actor->recent[operand->low % RECENT];
	}
	return address(actor, operand);
}

static u64 size_of(const struct operand *operand)
{
	u32 n = amount(operand);

	switch (operand->kind % 8) {
	case 0:
		return n % 17;
	case 1:
	case 2:			/* of arguments in words */
		return n % 5 * 8;
	case 3:
		return n % 13 * 8;
	case 4:
		return n % 64;
	case 5:
		return n % 1024;
	case 6:
		return n;
	}
	return n & 1 ? (u64)n << 32 : -(u64)n;
}

/* The same of the maps that Python has. */
static struct map *pick_live(u64 types, u32 n)
{
	struct map *found[CANDIDATES];
	u32 count = 0;

	for (u32 i = 0; i < CANDIDATES; i++)
		if (maps[i] && !is_gone(i) && types >> maps[i]->type & 1)
			found[count++] = maps[i];
	return count ? found[n % count] : NULL;
}

/* The n-th of the maps whose values have such a member. */
static struct map *pick_special(u32 n, int timer)
{
	struct map *found[CANDIDATES];
	u32 count = 0;

	for (u32 i = 0; i < CANDIDATES; i++)
		if (maps[i] && (timer ? maps[i]->timer_at : maps[i]->lock_at))
			found[count++] = maps[i];
	return count ? found[n % count] : NULL;
}

/* A member of a value that is a lock or a timer, or any address. */
static u64 member(const struct actor *actor, const struct operand *operand, int timer)
{
	const struct map *map = pick_special(operand->low, timer);
	u32 at = map ? timer ? map->timer_at : map->lock_at : 0;

	if (operand->kind > 220 || !at)
		return actor->recent[operand->low % RECENT] + (operand->high & 31);
	return map->values + at - 1 +
	       operand->high % ((map->values_end - map->values) / map->stride) * map->stride;
}

static u64 token(const struct actor *actor, u32 n)
{
	for (u32 i = 0; i < PROGRAMS; i++)
		if (N(programs[i].target) == actor->st->target)
			return TOKEN + i * 256 + 1 + n % 3;
	return 0;
}

struct helper {
	u32 number, count;
	void (*function)(void);
	u8 kinds[5], writes, moves, ends;
	u16 types;
	u64 maps;
};

static u64 operand_for(const struct actor *actor, const struct helper *helper, u32 index,
		       const struct step *step)
{
	const struct operand *operand = &step->arg[index];
	const struct map *map;

	switch (helper->kinds[index]) {
	case ARG_CTX:
		return operand->kind < 250 ? actor->st->ctx : address(actor, operand);
	case ARG_MAP:
		map = operand->kind > 240	      ? NULL :
		      helper->kinds[0] == ARG_TIMER ? pick_special(step->arg[0].low, 1) :
						      pick_map(helper->maps, operand->low);
		return map ? N(map) : operand->kind & 1 ? N(maps[operand->low % CANDIDATES]) :
							  address(actor, operand);
	case ARG_SIZE:
		return size_of(operand);
	case ARG_OBJECT:
		return operand->kind < 64 ? operand->low % 6 : address(actor, operand);
	case ARG_MAP_VALUE_OR_NULL:
		return operand->kind < 128 ? 0 : address(actor, operand);
	case ARG_ANY:
		return number(actor, operand);
	case ARG_FUNC:
		return token(actor, operand->low);
	case ARG_CONST_STR:
		return operand->kind < 110 ? actor->constant :
		       operand->kind < 220 ? actor->text :
					     address(actor, operand);
	case ARG_MEM_READ:
		return operand->kind < 32 ? actor->text : address(actor, operand);
	case ARG_MEM_WRITE:
		return operand->kind < 48 ? actor->text + operand->high % 8 : address(actor, operand);
	case ARG_RINGBUF_MEM:
		return operand->kind < 200 ? actor->records[operand->low % 4] : address(actor, operand);
	case ARG_SPIN_LOCK:
	case ARG_SPIN_LOCK_HELD:
		return operand->kind & 1 && actor->st->locked ? actor->st->locked :
								member(actor, operand, 0);
	case ARG_TIMER:
		return member(actor, operand, 1);
	case ARG_NONE:
		return 0;
	}
	return address(actor, operand);
}

/* --- checks --- */

/* What a check lets pass lies in what was given. */
static u64 agree(struct actor *actor, u64 answer, u64 address, u64 size, int write)
{
	if (answer && !is_given(actor, address, size, write))
		escape("a check lets a program %s %llu bytes at %#llx", write ? "write" : "read", size,
		       address);
	return answer;
}

static u64 range(struct actor *actor, u64 address, u64 size, int write)
{
	u64 answer = pp_check_range(actor->st, address, size, write ? WRITE : 0);

	return agree(actor, answer, address, size, write);
}

static u64 check_map(struct actor *actor, u64 address, u64 types, int write)
{
	if (!pp_check_map(actor->st, address, types, write ? WRITE : 0))
		return 0;
	for (u32 i = 0; i < CANDIDATES; i++)
		if (maps[i] && N(maps[i]) == address)
			return 1;
	escape("a check takes %#llx for a map", address);
}

/* Which argument the map is. */
static u32 map_of(const struct helper *helper)
{
	for (u32 i = 0; i < 5; i++)
		if (helper->kinds[i] == ARG_MAP)
			return i;
	return 0;
}

static u64 check_argument(struct actor *actor, const struct helper *helper, const u64 *r, u32 index)
{
	struct state *st = actor->st;
	const struct map *map = P(r[map_of(helper)]);
	u64 value = r[index];

	switch (helper->kinds[index]) {
	case ARG_MAP:
		return check_map(actor, value, helper->maps, helper->writes);
	case ARG_MAP_KEY:
		return range(actor, value, map->key_size, 0);
	case ARG_MAP_VALUE:
		return range(actor, value, map->value_size, 0);
	case ARG_MAP_VALUE_OR_NULL:
		return !value || range(actor, value, map->value_size, 0);
	case ARG_MAP_VALUE_OUT:
		return range(actor, value, map->value_size, 1);
	case ARG_OBJECT:
		return pp_check_object(st, value, 0);
	case ARG_MEM_READ:
	case ARG_MEM_WRITE:
		return range(actor, value, r[index + 1], helper->kinds[index] == ARG_MEM_WRITE);
	case ARG_CTX:
		return pp_check_ctx(st, value, 0);
	case ARG_RINGBUF_MEM:
		return agree(actor, pp_check_record(st, value, 0), value, 0, 1);
	case ARG_CONST_STR:
		return agree(actor, pp_check_text(st, value, 0), value, 1, 0);
	case ARG_LONG_OUT:
		return range(actor, value, 8, 1);
	case ARG_INT_OUT:
		return range(actor, value, 4, 1);
	case ARG_DYNPTR:
		return range(actor, value, 16, 0);
	case ARG_DYNPTR_OUT:
		return range(actor, value, 16, 1);
	case ARG_DYNPTR_RECORD:
		return agree(actor, pp_check_dynptr(st, value, 0), value, 16, 1);
	case ARG_SPIN_LOCK:
	case ARG_SPIN_LOCK_HELD:
		return agree(actor, pp_check_lock(st, value, helper->kinds[index] == ARG_SPIN_LOCK_HELD, 0), value, 4, 1);
	case ARG_TIMER:
		return agree(actor, pp_check_timer(st, value, helper->number == 169 ? r[1] : 0, 0), value,
			     16, 0);
	}
	return 1;
}

/* --- helpers --- */

#define HELPER(number, function, ...) extern void helper##number(void) __asm__(#function);
HELPER_ROWS
#undef HELPER

static const struct helper helpers[] = {
#define ROW(...) { __VA_ARGS__ }
#define HELPER(number, function, count, kinds, types, maps, writes, moves, ends) \
	{ number, count, helper##number, ROW kinds, writes, moves, ends, types, maps },
	HELPER_ROWS
#undef HELPER
};

enum { HELPERS = sizeof(helpers) / sizeof(*helpers) };

static u64 call(void (*f)(void), struct state *st, const u64 *r, u32 count)
{
	switch (count) {
	case 0:
		return ((u64(*)(struct state *))f)(st);
	case 1:
		return ((u64(*)(struct state *, u64))f)(st, r[0]);
	case 2:
		return ((u64(*)(struct state *, u64, u64))f)(st, r[0], r[1]);
	case 3:
		return ((u64(*)(struct state *, u64, u64, u64))f)(st, r[0], r[1], r[2]);
	case 4:
		return ((u64(*)(struct state *, u64, u64, u64, u64))f)(st, r[0], r[1], r[2], r[3]);
	case 5:
		return ((u64(*)(struct state *, u64, u64, u64, u64, u64))f)(st, r[0], r[1], r[2], r[3],
									    r[4]);
	case 6:
		return ((u64(*)(struct state *, u64, u64, u64, u64, u64, u64))f)(st, r[0], r[1], r[2], r[3],
										 r[4], r[5]);
	}
	escape("a helper with %u arguments", count);
}

/* What a helper is given for an argument: v its register, a what the check says. */
static const char *const given_for[] = {
#define GIVEN(kind, what) [ARG_##kind] = what,
	GIVEN_ROWS
#undef GIVEN
	[ARG_KINDS] = NULL,
};

/* libFuzzer looks at these as it does at code: which helper, on which map, said what, after which. */
static u8 seen[1 << 14] __attribute__((section("__libfuzzer_extra_counters")));

static void reached(struct actor *actor, u32 op, u64 map_address, u64 result)
{
	static int counts = -1;
	u32 map = 0, kind = result ? (s64)result < 0 ? 1 : is_ours(result) ? 2 : 3 : 0;

	if (counts < 0)		/* a small corpus is to reach code only */
		counts = !getenv("PROGPACK_COUNTERS") || !*getenv("PROGPACK_COUNTERS");
	if (!counts)
		return;
	for (u32 i = 0; map_address && i < CANDIDATES; i++)
		map = maps[i] && N(maps[i]) == map_address ? i + 1 : map;
	seen[(op * 193 + map * 4 + kind) % sizeof(seen)] = 1;
	seen[(actor->before * 389 + op * 7 + 5000) % sizeof(seen)] = 1;
	actor->before = op;
}

static int is_of_sockets(u64 map)
{
	for (u32 i = 0; i < CANDIDATES; i++)
		if (maps[i] && N(maps[i]) == map)
			return maps[i]->type == MAP_SOCKMAP || maps[i]->type == MAP_SOCKHASH;
	return 0;
}

/* A socket in the frame: family, type, protocol, state and cookie, as struct bpf_sock has them. */
static u64 make_socket(struct actor *actor, const struct operand *operand)
{
	static const u32 kinds[][3] = { { 2, 1, 6 }, { 10, 2, 17 }, { 1, 1, 0 }, { 40, 1, 0 },
					{ 40, 5, 0 }, { 1, 2, 0 }, { 17, 3, 0 } };
	static const u32 states[] = { 1, 10, 7, 6, 12 };
	const u32 *kind = kinds[operand->low % (sizeof(kinds) / sizeof(*kinds))];
	u64 to = actor->fp - 96;
	u32 *words = P(to);

	if (operand->kind > 230 || !range(actor, to, 88, 1))
		return address(actor, operand);
	memset(words, 0, 88);
	memcpy(words + 1, kind, 12);
	words[18] = states[operand->high % (sizeof(states) / sizeof(*states))];
	words[20] = operand->kind & 1 ? operand->high : 0;
	return to;
}

static void step_helper(struct actor *actor, const struct helper *helper, const struct step *step)
{
	u64 r[5], given[10], result;
	u32 count = 0;

	if (!(helper->types >> actor->type & 1) || (helper->moves && actor->still))
		return;
	for (u32 i = 0; i < 5; i++)
		r[i] = operand_for(actor, helper, i, step);
	if (helper->kinds[2] == ARG_MAP_VALUE && is_of_sockets(r[0]))
		r[2] = make_socket(actor, &step->arg[2]);
	for (u32 i = 0; i < helper->count; i++) {
		u64 answer;

		point();
		answer = check_argument(actor, helper, r, i);
		if (!answer)
			return;
		for (const char *what = given_for[helper->kinds[i]] ?: "v"; *what; what++)
			given[count++] = *what == 'v' ? r[i] : answer;
	}
	point();
	begin_call(step->when);
	if (helper->ends)
		given[count++] = 0;	/* the place of the call */
	result = call(helper->function, actor->st, given, count);
	note(actor, result);
	if (helper->number == 131 && result) {
		memmove(&actor->records[1], &actor->records[0], 3 * sizeof(u64));
		actor->records[0] = result;
	}
	reached(actor, step->op, helper->kinds[map_of(helper)] == ARG_MAP ? r[map_of(helper)] : 0, result);
}

/* --- accesses --- */

static void do_load(struct actor *actor, const struct step *step)
{
	u64 from = address(actor, &step->arg[0]), value = 0;
	u32 at = (step->arg[1].low & 3) << 20;

	if (!agree(actor, pp_check(actor->st, from, at), from, AT_SIZE(at), 0))
		return;
	point();
	memcpy(&value, P(from), AT_SIZE(at));
	note(actor, value);
}

static void do_store(struct actor *actor, const struct step *step)
{
	u64 to = address(actor, &step->arg[0]), value = number(actor, &step->arg[2]);
	u32 at = (step->arg[1].low & 3) << 20 | WRITE;

	if (!agree(actor, pp_check(actor->st, to, at), to, AT_SIZE(at), 1))
		return;
	point();
	memcpy(P(to), &value, AT_SIZE(at));
}

/* One past the last byte of an area that programs write to. */
static u64 end_of_area(const struct actor *actor, u32 n)
{
	const struct map *map = maps[n % CANDIDATES];

	if (map && map->shown && n & 64)
		return map->shown_end;
	return n & 1 ? actor->st->data_end : actor->st->stack_end;
}

static const char *const pieces[] = {
	"%d", "%s", "%5s", "%-7d", "%+d", "% d", "%08x", "%llu", "%lX", "%c", "%pks", "%pus", "%p", "%px", "%pK",
	"%ps", "%pB", "%pi4", "%pI4", "%pi6", "%pI6", "%%", "%", "\n", "\1", "\177", "%9000d", "%200s", "%q",
	"%ld", "a", " ", "%i", "%lli", "-0x1f", "0X", "077", "+9", "-", "0", "18446744073709551615",
	"9223372036854775808", "99999999999999999999", "  12", "abc", "", "%pxx", "%pksx", "%sx", "%li", "%x",
	"%u", "%-3c", "%-9pi4", "%20pI6", "%pi5", "%9px", "0x10", "-1", "-9223372036854775808",
};

/* Up to three pieces behind each other, with a 0 or not, and then some bytes that are none. */
static u32 make_text(const struct step *step, char *made)
{
	u32 fill = step->arg[4].high % 8, size;

	*made = 0;
	for (u32 i = 1; i < 4; i++)
		strcat(made, step->arg[i].kind & 1 || i == 1 ?
			     pieces[step->arg[i].low % (sizeof(pieces) / sizeof(*pieces))] : "");
	size = strlen(made) + (step->arg[4].kind % 8 != 0);
	memset(made + size, 'x', fill);
	return size + fill;
}

/* Constant text is there when an object is loaded: that of all such steps, before the first is made. */
void load_texts(const struct step *steps, u32 count)
{
	const struct map *map = maps[CONSTANTS];
	char made[128];

	for (u32 i = 0; i < count && map; i++, steps++)
		if (steps->op == OP_TEXT && steps->arg[0].kind & 1) {
			u32 size = make_text(steps, made), room = map->value_size - steps->arg[0].low % map->value_size;

			memcpy(P(map->values_end - map->stride + map->value_size - room), made,
			       size < room ? size : room);
		}
}

/* Text where the first operand says, or at the end of an area; constant text is there already. */
static void do_text(struct actor *actor, const struct step *step)
{
	char made[128];
	u32 size = make_text(step, made);
	u64 to = step->arg[0].kind < 160 ? address(actor, &step->arg[0]) :
					   end_of_area(actor, step->arg[0].low) - size;

	if (step->arg[0].kind & 1 && maps[CONSTANTS]) {
		const struct map *map = maps[CONSTANTS];

		actor->constant = map->values + step->arg[0].low % map->value_size;
		return;
	}
	if (!range(actor, to, size, 1))
		return;
	memcpy(P(to), made, size);
	actor->text = to;
}

static void do_packet(struct actor *actor, const struct step *step)
{
	static const u8 sizes[] = { 1, 2, 4 };

	if (pp_check_ctx(actor->st, actor->st->ctx, 0))
		note(actor, pp_load_packet(actor->st, number(actor, &step->arg[0]),
					   sizes[step->arg[1].low % 3]));
}

static void do_lock(struct actor *actor, const struct step *step)
{
	u64 lock = member(actor, &step->arg[0], 0);

	if (agree(actor, pp_check_lock(actor->st, lock, 0, 0), lock, 4, 1)) {
		point();
		pp_spin_lock(actor->st, lock, 0);
	}
}

static u64 sum(u64 a, u64 b, u64 c, u64 d, u64 e)
{
	return a + b + c + d + e;
}

static void do_custom(struct actor *actor, const struct step *step)
{
	u64 n = number(actor, &step->arg[1]), a = step->arg[0].low % 3;

	if (a == 0)
		note(actor, pp_native(actor->st, N(sum), n, 1, 2, 3, 4, 0));
	else
		note(actor, pp_python(actor->st, a - 1, n, 1, 2, 3, 4, 0));
}

/* --- bodies: callbacks, loops, programs --- */

static u32 body_of(const struct operand *operand)
{
	return 1 + operand->high % 8;
}

static void run_body(struct actor *actor, u32 from, u32 count)
{
	u32 end = actor->end;

	actor->at = from;
	actor->end = from + count < end ? from + count : end;
	run_steps(actor);
	actor->end = end;
	actor->at = from + count < end ? from + count : end;
}

static void do_repeat(struct actor *actor, const struct step *step)
{
	u32 from = actor->at, count = body_of(&step->arg[0]);

	if (actor->repeats)
		return;
	actor->repeats = 1;
	for (u32 n = step->arg[1].kind < 16 ? amount(&step->arg[1]) % 4096 : step->arg[1].low % 8; n && !actor->ends && actor->room; n--) {
		run_body(actor, from, count);
		actor->leaves = 0;
	}
	actor->repeats = 0;
}

/* Runs a callback's steps in the frame below; whether the walk goes on. */
static int call_back(struct actor *actor, u64 below, u32 from, u32 count)
{
	u64 fp = actor->fp;

	actor->fp = below;
	run_body(actor, from, count);
	actor->fp = fp;
	actor->leaves = 0;
	return !actor->ends;
}

static void do_each(struct actor *actor, const struct step *step)
{
	struct state *st = actor->st;
	u64 types = HASHES | ARRAYS, fp = actor->fp, below = fp - FRAME_SIZE, at = 0;
	struct map *map = pick_map(types, step->arg[1].low);
	u32 from = actor->at, count = body_of(&step->arg[0]);

	if (actor->depth >= MOST_FRAMES || below < st->stack + FRAME_SIZE ||
	    !check_map(actor, N(map), types, 0))
		return;
	actor->depth++;
	while (actor->room && (at = pp_each(st, N(map), at, below))) {
		note(actor, st->each_key);
		note(actor, st->each_value);
		if (!call_back(actor, below, from, count))
			break;
	}
	pp_each_end(st, below);
	actor->depth--;
}

/* bpf_user_ringbuf_drain(), whose callback is a body of steps. */
static void do_drain(struct actor *actor, const struct step *step)
{
	struct state *st = actor->st;
	u64 types = BIT(MAP_USER_RINGBUF), fp = actor->fp, below = fp - FRAME_SIZE, at = 0;
	struct map *map = pick_map(types, step->arg[1].low);
	u32 from = actor->at, count = body_of(&step->arg[0]);

	actor->python = 0;
	if (actor->depth >= MOST_FRAMES || below < st->stack + FRAME_SIZE ||
	    !check_map(actor, N(map), types, 0))
		return;
	actor->depth++;
	actor->drains[actor->drain].ring = map;
	actor->drains[actor->drain++].below = below;
	while (actor->room && (at = pp_drain(st, N(map), at, below))) {
		note(actor, st->each_key);
		note(actor, *(u64 *)P(st->each_key));
		if (!call_back(actor, below, from, count))
			break;
	}
	pp_drain_end(st, N(map), below);
	actor->drain--;
	actor->depth--;
}

/* Of a step that is left in a callback: compiled code goes to the end of each drain on every way. */
void end_drains(struct actor *actor)
{
	for (; actor->drain; actor->drain--)
		pp_drain_end(actor->st, N(actor->drains[actor->drain - 1].ring),
			     actor->drains[actor->drain - 1].below);
}

static struct actor *actor_of(const struct state *st)
{
	return st == actors[0].st ? &actors[0] : &actors[1];
}

static u32 body_from[ACTORS], body_count[ACTORS];

/* The entry of every program: the steps behind the one that calls it. */
u64 run_entry(struct state *st, u64 ctx, u64 unused)
{
	struct actor *actor = actor_of(st);
	u64 fp = actor->fp;

	actor->fp = st->stack_end;
	actor->depth++;
	run_body(actor, body_from[actor->number], body_count[actor->number]);
	actor->depth--;
	actor->fp = fp;
	actor->leaves = 0;
	return actor->number_of[0];
}

static void set_body(struct actor *actor, const struct operand *operand)
{
	body_from[actor->number] = actor->at;
	body_count[actor->number] = body_of(operand);
}

static void do_tail(struct actor *actor, const struct step *step)
{
	struct state *st = actor->st;
	const struct map *map = pick_map(BIT(MAP_PROG_ARRAY), step->arg[1].low);

	if (actor->depth > 40 || !pp_check_ctx(st, st->ctx, 0) ||
	    !check_map(actor, N(map), BIT(MAP_PROG_ARRAY), 0))
		return;
	point();
	set_body(actor, &step->arg[0]);
	if (pp_tail_call(st, st->ctx, N(map), number(actor, &step->arg[2]), actor->fp)) {
		actor->leaves = 1;
		note(actor, st->tail_result);
	}
}

static void do_exit(struct actor *actor, const struct step *step)
{
	(void)step;
	actor->ends = 1;
}

/* --- what Python does: with no state, and with buffers of its own --- */

static u64 batch_value(const struct map *map)
{
	return map->cpus > 1 ? map->cpus * map->stride : map->value_size;
}

static u8 *fill(u64 size, const struct operand *operand)
{
	u8 *made = malloc(size ? size : 1);

	memset(made, operand->kind & 1 ? operand->high : 0, size);
	if (size)
		made[0] = operand->low % 8;
	return made;
}

/* A key; of a trie one whose length may be right, of bits that part at few places. */
static u8 *fill_key(const struct map *map, const struct operand *operand)
{
	u8 *key = fill(map->key_size, operand);
	u32 bits = (map->key_size - 4) * 8, length, other;

	if (map->type != MAP_LPM_TRIE)
		return key;
	length = operand->low % (bits + 2);
	other = operand->high % bits;
	memcpy(key, &length, 4);
	memset(key + 4, operand->kind & 2 ? 0x5a : 0, map->key_size - 4);
	key[4 + other / 8] ^= operand->kind & 4 ? 0x80 >> other % 8 : 0;
	return key;
}

static void do_py_get(struct actor *actor, const struct step *step)
{
	struct map *map = pick_live(TABLES | ARRAYS | OF_MAPS, step->arg[0].low);
	u8 *key = fill_key(map, &step->arg[1]), copy[64];
	u64 value = pp_map_lookup(NULL, N(map), N(key));

	if (value && !(OF_MAPS >> map->type & 1))
		for (u32 cpu = 0; cpu < map->cpus; cpu++)
			memcpy(copy, P(value + cpu * map->cpu_stride), map->value_size);
	free(key);
}

static void do_py_set(struct actor *actor, const struct step *step)
{
	struct map *map = pick_live(TABLES | ARRAYS, step->arg[0].low);
	u8 *key = fill_key(map, &step->arg[1]), *value = fill(batch_value(map), &step->arg[2]);
	int array = ARRAYS >> map->type & 1;

	if (array)
		((u32 *)key)[0] &= 7;
	(array ? pp_array_update : pp_hash_update)(NULL, N(map), N(key), N(value), 0);
	free(key);
	free(value);
}

static void do_py_delete(struct actor *actor, const struct step *step)
{
	struct map *map = pick_live(TABLES, step->arg[0].low);
	u8 *key = fill_key(map, &step->arg[1]);

	pp_map_delete(NULL, N(map), N(key));
	free(key);
}

static void do_py_queue(struct actor *actor, const struct step *step)
{
	struct map *map = pick_live(QUEUES | BIT(MAP_BLOOM_FILTER), step->arg[0].low);
	u8 *value = fill(map->value_size, &step->arg[1]);
	u32 what = step->arg[2].low % 3;

	if (what == 0)
		pp_map_push(NULL, N(map), N(value), step->arg[2].high & 2);
	else if (what == 1 && map->type != MAP_BLOOM_FILTER)
		pp_map_pop(NULL, N(map), N(value));
	else
		pp_map_peek(NULL, N(map), N(value));
	free(value);
}

static void do_py_walk(struct actor *actor, const struct step *step)
{
	struct map *map = pick_live(TABLES | BIT(MAP_HASH_OF_MAPS), step->arg[0].low);
	u8 *key = malloc(map->key_size), *value = malloc(batch_value(map));

	for (u32 slot = 0; (slot = pp_hash_next(map, slot, key, value)) < map->slots; slot++)
		;
	free(key);
	free(value);
}

static void do_py_batch(struct actor *actor, const struct step *step)
{
	struct map *map = pick_live(TABLES | ARRAYS, step->arg[0].low);
	u32 count = step->arg[1].high % 5, what = step->arg[2].low % 3, at = step->arg[2].high % 4;
	u8 *keys = fill(count * map->key_size, &step->arg[1]);
	u8 *values = fill(count * batch_value(map), &step->arg[2]);
	s64 problem;

	for (u32 i = 0; i < count && map->key_size >= 4; i++)
		keys[i * map->key_size] = (step->arg[1].low + i) % 8;
	if (what == 0)
		pp_update_batch(map, N(keys), N(values), count, step->arg[3].low % 8, &problem);
	else if (what == 1)
		pp_delete_batch(map, N(keys), count);
	else
		pp_lookup_batch(map, N(keys), N(values), count, &at);
	free(keys);
	free(values);
}

/* Each packet is an area of its own, so that what is read behind it shows. */
static void do_py_join(struct actor *actor, const struct step *step)
{
	struct joined packets[4];
	u64 starts[5], ends[5], room = step->arg[4].low, done, apart = step->arg[4].high & 2;
	u8 *to = malloc(room ? room : 1);

	for (u32 i = 0; i < 4; i++) {
		packets[i].size = step->arg[i].low;
		packets[i].bytes = step->arg[i].kind & 8 ? NULL : malloc(packets[i].size + 1);
		if (packets[i].bytes)
			memset(packets[i].bytes, (int)i, packets[i].size + 1);
	}
	if (apart)
		done = pp_join(packets, step->arg[4].high & 1, 3, NULL, ~0ULL, starts, ends);
	else
		done = pp_join(packets, step->arg[4].high & 1, 3, to, room, starts, starts + 1);
	for (u64 i = 0; apart && i < done; i++)
		if (ends[i] - starts[i] != (u64)packets[i + (step->arg[4].high & 1)].size)
			escape("packet %llu has %llu bytes", i, ends[i] - starts[i]);
	if (done > 3 || (!apart && (starts[0] || starts[done] > room)))
		escape("%llu packets of %llu bytes were joined", done, starts[done]);
	for (u32 i = 0; i < 4; i++)
		free(packets[i].bytes);
	free(to);
}

/* One thread at a time takes records out: actor 0, and each its own log. */
static void do_py_consume(struct actor *actor, const struct step *step)
{
	struct map *map = pick_live(BIT(MAP_RINGBUF) | BIT(4), step->arg[0].low);
	struct map *ring = actor->number || step->arg[0].high & 1 ? actor->log :
			   map->type == MAP_RINGBUF		  ? map :
								    P(map->ring);
	u8 *out = malloc(ring->max_entries);

	for (u32 n = step->arg[1].low % 4 + 1; n && pp_ringbuf_consume(ring, out, ring->max_entries) >= 0; n--)
		;
	free(out);
}

/* Python puts samples into a ring. */
static void do_py_sample(struct actor *actor, const struct step *step)
{
	struct map *ring = pick_live(BIT(MAP_USER_RINGBUF), step->arg[0].low);
	u32 size = step->arg[1].kind < 8 ? amount(&step->arg[1]) % 8192 : step->arg[1].low % 64;
	u8 *sample = malloc(size + 1);

	memset(sample, step->arg[2].low, size + 1);
	for (u32 n = step->arg[3].low % 4 + 1; ring && n; n--)
		pp_map_push(NULL, N(ring), N(sample), size);
	free(sample);
}

/* A map is put into a map of maps, or one that is in one is taken out. */
static void do_py_hold(struct actor *actor, const struct step *step)
{
	struct map *outer = pick_live(OF_MAPS, step->arg[0].low), *map = NULL;
	u32 n = step->arg[2].low, key = step->arg[1].low % 6;

	for (u32 i = 0; i < CANDIDATES && !map; i++, n++)
		if (maps[n % CANDIDATES] && may_hold(number_of(outer), n % CANDIDATES))
			map = maps[n % CANDIDATES];
	if (step->arg[2].kind & 1)
		return change_member(actor, outer, key, map);
	for (u32 i = 0; i < 36; i++, n++) {
		key = n % 6;
		outer = pick_live(OF_MAPS, step->arg[0].low + i / 6);
		if (pp_map_lookup(NULL, N(outer), N(&key)))
			return change_member(actor, outer, key, NULL);
	}
}

static void do_py_program(struct actor *actor, const struct step *step)
{
	struct map *map = pick_live(BIT(MAP_PROG_ARRAY), 0);
	u64 *slot = (u64 *)P(map->values) + step->arg[0].low % map->max_entries;

	__atomic_store_n(slot, step->arg[1].low % 5 ? N(programs[step->arg[1].low % PROGRAMS].target) : 0,
			 __ATOMIC_RELEASE);
}

/* Object._due(): a timer that is due calls its function, in the program that set it. */
static void do_py_timer(struct actor *actor, const struct step *step)
{
	struct map *map = pick_special(step->arg[1].low, 1);
	u32 slots = map->slots ? map->slots : map->max_entries, program = 0, slot = 0;
	struct timer timer;

	if (actor->depth || is_gone(number_of(map)))
		return;
	while (slot < slots && !pp_timer_take(map, slot, step->arg[2].low % 4 ? ~0ULL : 1, &timer))
		slot++;
	if (slot == slots)
		return;
	while (program < PROGRAMS && program + 1 != timer.program)
		program++;
	if (program == PROGRAMS || timer.function - TOKEN - program * 256 - 1 > 2)
		escape("a timer calls %#llx of program %u", timer.function, program);
	actor->python = 0;
	end_run(actor);
	begin_run(actor, 0, 1);
	memset(actor->keys, slot, 4);
	actor->key_sizes[0] = 4;
	note(actor, map->values + slot * map->stride);
	run_body(actor, actor->at, body_of(&step->arg[0]));
	actor->ends = 1;
}

static void do_py_run(struct actor *actor, const struct step *step)
{
	struct state *st = actor->st;
	struct packet packets[4];
	u64 offsets[5] = { 0 }, results[4], elapsed, length = step->arg[1].high;
	u64 room = step->arg[3].low & 1 ? 512 : 256, budget = step->arg[3].high & 1 ? 1000 : 20;
	u32 count = step->arg[1].low % 5, kind;
	u8 *bytes = malloc(4 * 256);

	kind = actor->type > LAYER_3 ? CONTEXT_FLAT : actor->type > 1 ? CONTEXT_SKB : actor->type;
	if (actor->depth)
		return free(bytes);
	memset(bytes, step->arg[2].low, 4 * 256);
	actor->python = 0;
	end_run(actor);
	begin_run(actor, 0, 0);
	set_body(actor, &step->arg[0]);
	for (u32 i = 0; i < 4; i++) {
		packets[i] = (struct packet){ N(bytes + i * 256), (length + i) % 257, 0 };
		offsets[i + 1] = offsets[i] + packets[i].length;
	}
	if (kind == CONTEXT_FLAT && step->arg[2].high & 1) {
		u64 entries[2] = { N(run_entry), N(run_entry) };
		struct state *states[2] = { st, st };
		u32 order[4] = { 0, 1, 1, 0 };

		pp_call_many(entries, states, order, count, 2);
	} else if (kind != CONTEXT_FLAT && step->arg[3].high & 2) {
		struct once once = { .entry = N(run_entry), .kind = kind };

		pp_run_once(st, &once, bytes, packets[0].length, budget, 0);
		if (once.start + once.size > st->buffer_end - st->buffer)
			escape("a packet behind the buffer after pp_run_once()");
		pp_run_once(st, &once, bytes, st->buffer_end - st->buffer - HEADROOM + 1, budget, 0);
		if (!(once.noted & NOTED_FAULT) || st->fault != FAULT_WRITE)
			escape("a packet longer than the buffer");
	} else if (kind == CONTEXT_FLAT || step->arg[2].high & 1) {
		pp_run_batch(st, run_entry, kind, packets, count, budget, &elapsed);
	} else {
		u32 how = step->arg[2].high >> 1 & (BATCH_FRESH | BATCH_ALONE | BATCH_THERE);
		u64 starts[4], ends[4], froms[4], tos[4];
		struct left left = { .starts = N(starts), .ends = N(ends) };
		const u8 *base = bytes;

		actor->still = !(how & BATCH_ALONE);
		if (how & BATCH_ALONE)
			how &= ~BATCH_THERE;
		if (how & BATCH_THERE) {	/* in memory that is given: the buffer is */
			base = P(st->buffer + HEADROOM);
			room = st->buffer_end - st->buffer - HEADROOM;
			if (step->arg[2].high & 16)
				how |= BATCH_APART;
		}
		for (u32 i = 0; i < 4; i++) {	/* the last one first */
			froms[i] = N(base) + offsets[3] - offsets[i];
			tos[i] = froms[i] + packets[i].length;
		}
		if (how & BATCH_ALONE && step->arg[2].high & 16) {
			left.room = 2 * (st->buffer_end - st->buffer);
			left.bytes = N(malloc(left.room));
			st->left = N(&left);
		}
		pp_run_packets(st, run_entry, kind, base, how & BATCH_APART ? froms : offsets,
			       how & BATCH_APART ? tos : offsets + 1, count,
			       step->arg[3].high & 4 ? 100 : ~0ULL, budget, room, how, results, &elapsed);
		actor->still = 0;
		st->left = 0;
		free(P(left.bytes));
	}
	actor->at = body_from[actor->number] + body_count[actor->number];
	actor->at = actor->at < actor->end ? actor->at : actor->end;
	actor->ends = 1;
	free(bytes);
}

/* A fork: in the parent, or in a child, where no other actor is. */
static void do_py_fork(struct actor *actor, const struct step *step)
{
	int child = step->arg[0].low & 1 && is_alone(actor);

	actor->room -= actor->room < 500 ? actor->room : 500;	/* it waits for locks of values */
	actor->waits = BOUNDED;
	pp_fork_before(&forks);
	(child ? pp_fork_child : pp_fork_parent)(&forks);
	actor->waits = 0;
	__atomic_store_n(&actor->st->thread, actor->number + 1, __ATOMIC_RELAXED);
}

/* --- all of them --- */

typedef void step_fn(struct actor *, const struct step *);

/* The corpus names them by their place: add at the end. */
static step_fn *const own[] = {
	do_load, do_store, do_text, do_packet, do_lock, do_custom, do_repeat, do_each, do_tail, do_exit,
	do_py_get, do_py_set, do_py_delete, do_py_queue, do_py_walk, do_py_batch, do_py_consume, do_py_hold,
	do_py_program, do_py_timer, do_py_run, do_py_fork, do_py_join, do_py_sample, do_drain,
};

enum { OWN = sizeof(own) / sizeof(*own), FIRST_PYTHON = FIRST_OWN + 10 };	/* do_py_get() */

/* Numbers that steps have: one near the `n`-th helper, as kernels number what belongs together. */
u8 near_op(u32 n, u32 by)
{
	return helpers[(n + by) % HELPERS].number;
}

u8 own_op(u32 n)
{
	return FIRST_OWN + n % OWN;
}

static void do_step(struct actor *actor, const struct step *step)
{
	const struct state *st = actor->st;

	if (step->op >= FIRST_OWN) {
		if (step->op < FIRST_OWN + OWN) {
			actor->python = step->op >= FIRST_PYTHON;
			own[step->op - FIRST_OWN](actor, step);
			actor->python = 0;
		}
	} else {
		for (u32 i = 0; i < HELPERS; i++)
			if (helpers[i].number == step->op)
				step_helper(actor, &helpers[i], step);
	}
	if (st->buffer > st->meta || st->meta > st->data || st->data > st->data_end ||
	    st->fragments > st->buffer + BUFFER - st->data_end)
		escape("helper %u: the packet is at %#llx..%#llx+%llu, its buffer at %#llx", step->op, st->data,
		       st->data_end, st->fragments, st->buffer);
	if (st->fault)
		actor->ends = 1;
}

void begin_steps(struct actor *actor, const struct step *steps, u32 count)
{
	actor->steps = steps;
	actor->at = 0;
	actor->end = count;
	actor->room = 5000;
	actor->still = actor->repeats = actor->waits = actor->python = 0;
}

void run_steps(struct actor *actor)
{
	while (actor->at < actor->end && !actor->ends && !actor->leaves && actor->room) {
		const struct step *step = &actor->steps[actor->at++];

		actor->room--;
		begin_step(actor, step->when);
		if ((s64)--actor->st->budget < (s64)actor->st->limit &&
		    pp_more(actor->st, actor->st->budget, 0) < 0)
			actor->ends = 1;
		else
			do_step(actor, step);
		end_step(actor);
	}
}
