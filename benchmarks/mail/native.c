/* What benchmarks/mail measures, without Python between the calls. Times are processor time. */

#define _GNU_SOURCE
#include <linux/bpf.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* Runs programs once each, in an order; adds up what the kernel says that the runs took. */
int64_t run_programs(const int32_t *fds, const uint32_t *order, uint32_t count, int64_t *spent)
{
    static char packet[64];
    int64_t inside = 0, before = now(CLOCK_THREAD_CPUTIME_ID);

    for (uint32_t i = 0; i < count; i++) {
        union bpf_attr attr;
        memset(&attr, 0, sizeof(attr));
        attr.test.prog_fd = fds[order[i]];
        attr.test.data_in = (uintptr_t)packet;
        attr.test.data_size_in = sizeof(packet);
        attr.test.repeat = 1;
        if (syscall(SYS_bpf, BPF_PROG_TEST_RUN, &attr, sizeof(attr)))
            return -1;
        inside += attr.test.duration;
    }
    *spent = now(CLOCK_THREAD_CPUTIME_ID) - before;
    return inside;
}

/* Writes and reads a pipe, `bytes` at a time. */
int64_t pipes(uint32_t count, uint32_t bytes)
{
    char *buffer = calloc(1, bytes);
    int ends[2];
    int64_t before;

    if (!buffer || pipe(ends))
        return -1;
    before = now(CLOCK_THREAD_CPUTIME_ID);
    for (uint32_t i = 0; i < count; i++)
        if (write(ends[1], buffer, bytes) != bytes || read(ends[0], buffer, bytes) != bytes)
            return -1;
    before = now(CLOCK_THREAD_CPUTIME_ID) - before;
    close(ends[0]);
    close(ends[1]);
    free(buffer);
    return before;
}

/* Reads `bytes` at pages of a file that an order names: the page cache, through the direct map. */
int64_t reads(int fd, const uint32_t *order, uint32_t count, uint32_t bytes)
{
    char buffer[4096];
    int64_t before = now(CLOCK_THREAD_CPUTIME_ID);

    for (uint32_t i = 0; i < count; i++)
        if (pread(fd, buffer, bytes, (off_t)order[i] * 4096) != bytes)
            return -1;
    return now(CLOCK_THREAD_CPUTIME_ID) - before;
}

/* Children that end at once; their time and ours. */
int64_t forks(uint32_t count)
{
    struct rusage used;
    int64_t before = now(CLOCK_THREAD_CPUTIME_ID), children = 0;

    for (uint32_t i = 0; i < count; i++) {
        int status;
        pid_t child = fork();
        if (child < 0)
            return -1;
        if (!child)
            _exit(0);
        if (wait4(child, &status, 0, &used) != child)
            return -1;
        children += (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000000LL +
                    (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1000LL;
    }
    return now(CLOCK_THREAD_CPUTIME_ID) - before + children;
}
