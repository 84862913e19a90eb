// SPDX-License-Identifier: Apache-2.0
/* Packets that Python has one by one, put one behind the other; a part of runtime.c. */

void *PyTuple_GetItem(void *, long);
int PyBytes_AsStringAndSize(void *, char **, long *);
void PyErr_Clear(void);

enum { OBJECTS_AHEAD = 8 };

/*
 * Copies packets of a tuple, from one on, at most so many, as long as they are bytes and there is room. How
 * many; packet i is then [starts[i], ends[i]) of `to`, where `ends` may be `starts` + 1. Without `to` none is
 * copied, and those are the addresses of the packets' own bytes. The caller has Python's lock.
 */
u64 pp_join(void *packets, u64 first, u64 most, u8 *to, u64 room, u64 *starts, u64 *ends)
{
	u64 done, used = 0;

	starts[0] = 0;
	for (done = 0; done < most; done++) {
		char *from;
		long size;

		/* The objects are anywhere in memory, and each is looked at once. */
		if (most - done > OBJECTS_AHEAD)
			__builtin_prefetch(PyTuple_GetItem(packets, (long)(first + done + OBJECTS_AHEAD)));
		if (PyBytes_AsStringAndSize(PyTuple_GetItem(packets, (long)(first + done)), &from, &size)) {
			PyErr_Clear();
			break;
		}
		if ((u64)size > room - used)
			break;
		if (to) {
			memcpy(to + used, from, (uptr)size);
			starts[done] = used;
			used += (u64)size;
			ends[done] = used;
		} else {
			starts[done] = N(from);
			ends[done] = N(from) + (u64)size;
		}
	}
	return done;
}
