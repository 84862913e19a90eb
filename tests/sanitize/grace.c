// SPDX-License-Identifier: Apache-2.0
/*
 * Maps inside of maps, and how long they stay: as progpack/jit/maps/reachable.py and grace.py do.
 *
 * A map that was taken out stays while a run lasts that began before. Then it goes: its memory is
 * poisoned until the same place gets a new map, so that whoever still looks at it is found.
 */
#include "world.h"

u64 pp_publish(u64, u64);
u64 pp_map_lookup(struct state *, u64, u64);
u64 pp_array_lookup(struct state *, u64, u64);
u64 pp_hash_lookup(struct state *, u64, u64);
u64 pp_array_update(struct state *, u64, u64, u64, u64);
u64 pp_hash_update(struct state *, u64, u64, u64, u64);
u64 pp_map_delete(struct state *, u64, u64);

enum { PLACES = 16, OUT = 64 };
#define IN ~0ULL

static struct {
	struct members *table;
	u32 places[CANDIDATES];		/* of each map in the table: place + 1 */
	u32 stored[CANDIDATES], kept[CANDIDATES];
} outers[CANDIDATES];

static struct { u64 since; u32 outer, map; } out[OUT];
static u32 outs, busy;
static struct changes changes;		/* `count` is the number of them */

void make_members(void)
{
	for (u32 i = 0; i < CANDIDATES; i++) {
		if (!maps[i] || (maps[i]->type != MAP_ARRAY_OF_MAPS && maps[i]->type != MAP_HASH_OF_MAPS))
			continue;
		outers[i].table = (void *)make_area(sizeof(struct members) + PLACES * 16);
		outers[i].table->count = PLACES;
		outers[i].table->width = 2;
		maps[i]->members = N(outers[i].table);
	}
}

void reset_members(void)
{
	for (u32 i = 0; i < CANDIDATES; i++) {
		memset(outers[i].places, 0, sizeof(outers[i].places));
		memset(outers[i].stored, 0, sizeof(outers[i].stored));
		memset(outers[i].kept, 0, sizeof(outers[i].kept));
	}
	outs = busy = 0;
	memset(&changes, 0, sizeof(changes));
	changes.settle = N(&changes);
	for (u32 i = 0; i < ACTORS; i++)
		actors[i].runs = 0;
}

static void set_place(u32 outer, u32 place, u64 address, u64 until)
{
	u64 *words = &outers[outer].table->words[2 * place];

	pp_publish(N(words + 1), until);
	pp_publish(N(words), address);
}

static void add(u32 outer, u32 map)
{
	u32 *places = outers[outer].places, place = 1;

	outers[outer].kept[map]++;
	outers[outer].stored[map]++;
	if (!places[map]) {
		for (u32 i = 0; i < CANDIDATES; i++)
			if (places[i] == place)	/* the first that no other map has */
				place++, i = -1;
		places[map] = place;
	}
	set_place(outer, places[map] - 1, N(maps[map]), IN);
}

static void leave(u32 outer, u32 map)
{
	if (!--outers[outer].stored[map])
		set_place(outer, outers[outer].places[map] - 1, N(maps[map]), changes.count + 1);
	out[outs].since = changes.count + 1;
	pp_publish(N(&changes.count), changes.count + 1);
	out[outs].outer = outer;
	out[outs++].map = map;
}

static void drop(u32 outer, u32 map)
{
	u32 kept = 0;

	if (--outers[outer].kept[map])
		return;
	pp_publish(N(&outers[outer].table->words[2 * (outers[outer].places[map] - 1)]), 0);
	outers[outer].places[map] = 0;
	for (u32 i = 0; i < CANDIDATES; i++)
		kept += outers[i].kept[map];
	if (!kept)
		free_map(map);		/* unless a program names it, or it has gone already */
}

static int lock_changes(void)
{
	return !__atomic_exchange_n(&busy, 1, __ATOMIC_ACQUIRE);
}

static void unlock_changes(void)
{
	__atomic_store_n(&busy, 0, __ATOMIC_RELEASE);
}

/* What no run can have any more goes; not while the other actor does what Python does with a map. */
static void settle(const struct actor *actor)
{
	u32 gone = 0;
	u64 oldest = ~0ULL;

	if (actors[!actor->number].python)
		return;
	for (u32 i = 0; i < ACTORS; i++) {
		u64 began = __atomic_load_n(&actors[i].began, __ATOMIC_SEQ_CST);
		u64 passed = __atomic_load_n(&actors[i].st->passed, __ATOMIC_SEQ_CST);

		began = passed > began ? passed : began;
		if (__atomic_load_n(&actors[i].runs, __ATOMIC_SEQ_CST) && began < oldest)
			oldest = began;
	}
	while (gone < outs && out[gone].since <= oldest) {
		drop(out[gone].outer, out[gone].map);
		gone++;
	}
	memmove(out, out + gone, (outs - gone) * sizeof(*out));
	outs -= gone;
	__atomic_store_n(&changes.oldest, outs ? out[0].since : 0, __ATOMIC_SEQ_CST);
}

void note_run(struct actor *actor)
{
	__atomic_store_n(&actor->began, __atomic_load_n(&changes.count, __ATOMIC_SEQ_CST), __ATOMIC_SEQ_CST);
	__atomic_store_n(&actor->runs, 1, __ATOMIC_SEQ_CST);
	actor->st->began = __atomic_load_n(&changes.count, __ATOMIC_SEQ_CST);
	actor->st->changes = N(&changes);
}

void note_end(struct actor *actor)
{
	__atomic_store_n(&actor->runs, 0, __ATOMIC_SEQ_CST);
	settle_changes(actor);
}

/* What ends of runs do, and batches that have waited for it. */
void settle_changes(const struct actor *actor)
{
	if (!lock_changes())
		return;		/* who changes something looks, too */
	settle(actor);
	unlock_changes();
}

/* MapOfMaps.__setitem__() and __delitem__(): `map` may be NULL. Not while another change is made. */
void change_member(struct actor *actor, struct map *outer, u32 key, struct map *map)
{
	u32 number = number_of(outer);
	int array = outer->type == MAP_ARRAY_OF_MAPS;
	u64 empty = 0, place, before, k = N(&key);

	if (!lock_changes())
		return;
	if (outs + 1 >= OUT)
		return unlock_changes();
	place = (array ? pp_array_lookup : pp_hash_lookup)(NULL, N(outer), k);
	if (map && !place) {
		(array ? pp_array_update : pp_hash_update)(NULL, N(outer), k, N(&empty), 0);
		place = (array ? pp_array_lookup : pp_hash_lookup)(NULL, N(outer), k);
	}
	if (place) {
		if (map) {
			new_map(number_of(map));
			add(number, number_of(map));
		}
		before = pp_publish(place, N(map));
		if (before)
			leave(number, number_of(P(before)));
		if (!map && before && !array)
			pp_map_delete(NULL, N(outer), k);
	}
	settle(actor);
	unlock_changes();
}
