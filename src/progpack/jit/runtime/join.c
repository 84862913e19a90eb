// SPDX-License-Identifier: Apache-2.0
/* Packets that Python has one by one, put one behind the other; a part of runtime.c. */

void *PyTuple_GetItem(void *, long);
int PyBytes_AsStringAndSize(void *, char **, long *);
void PyErr_Clear(void);

/*
 * Copies packets of a tuple, from one on, at most so many, as long as they are bytes and there is room. How
 * many; where each starts and the last ends is in `starts`. The caller has Python's lock.
 */
u64 pp_join(void *packets, u64 first, u64 most, u8 *to, u64 room, u64 *starts)
{
	u64 done, used = 0;

	starts[0] = 0;
	for (done = 0; done < most; done++) {
		char *from;
		long size;

		if (PyBytes_AsStringAndSize(PyTuple_GetItem(packets, (long)(first + done)), &from, &size)) {
			PyErr_Clear();
			break;
		}
		if ((u64)size > room - used)
			break;
		memcpy(to + used, from, (uptr)size);
		used += (u64)size;
		starts[done + 1] = used;
	}
	return done;
}
