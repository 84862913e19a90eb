// SPDX-License-Identifier: Apache-2.0
/*
 * The native side of a run: address checks, maps, helpers and the packet loop.
 *
 * runtime.ll beside this file is what clang makes of it (see Makefile here); progpack compiles that
 * with LLVM once a process and installs it in packs of its own, so no C compiler is needed where
 * progpack runs. Only fixed-width types, so that a text serves every target of its width and byte
 * order: runtime-be.ll and runtime-32.ll are those of the others.
 *
 * Nothing here trusts a program: pointers that come from one were checked by the lowering or are
 * checked here, and everything that this file follows (links, keys, record states) lies outside
 * the memory that programs are given.
 */
#include "layout.h"

void *memcpy(void *, const void *, uptr);
void *memset(void *, int, uptr);
int memcmp(const void *, const void *, uptr);
struct timespec {
	s64 seconds, nanoseconds;
};
int clock_gettime(int, struct timespec *);
int sched_yield(void);
int getpid(void);
int gettid(void);
u32 getuid(void);
u32 getgid(void);
int prctl(int, ...);

#include "check.c"
#include "stop.c"
#include "lookup.c"
#include "trie.c"
#include "change.c"
#include "queue.c"
#include "ring.c"
#include "helpers.c"
#include "packet.c"
#include "room.c"
#include "redirect.c"
#include "network.c"
#include "fib.c"
#include "socket.c"
#include "tunnel.c"
#include "trace.c"
#include "text.c"
#include "dynptr.c"
#include "timer.c"
#include "custom.c"
#include "join.c"
#include "batch.c"
#include "run.c"
#include "fuzz.c"
#include "walk.c"
#include "export.c"
#include "frame.c"
#include "kinds.h"
#include "sk_lookup.c"
#include "fork.c"
