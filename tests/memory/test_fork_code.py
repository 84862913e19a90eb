"""The machine code of handlers of pthread_atfork(3), for arm64 in an emulator of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from progpack.memory.pages.atfork import _JUMPS, _MAKERS

GCC, QEMU = shutil.which("aarch64-linux-gnu-gcc"), shutil.which("qemu-aarch64")
#: Where the words that handlers write or read are, and the code.
WORDS, CODE, STEP = 0x4000_0000, 0x4001_0000, 64
ARGUMENT = 0x1234_5678_9ABC
#: Forks from a thread, so that libc runs the handlers as a server would; says what it sees.
SOURCE = r"""
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
typedef unsigned long long u64;
static const unsigned char code[] = { %(code)s };
static volatile u64 *words = (u64 *)%(words)d, called[3], told[3];
static void before(u64 argument) { called[0]++; told[0] = argument; }
static void parent(u64 argument) { called[1]++; told[1] = argument; }
static void child(u64 argument) { called[2]++; told[2] = argument; }
static void *at(unsigned place) { return (void *)(%(at)dUL + %(step)d * place); }
static void say(const char *who)
{
    printf("%%s %%llu %%llu %%llu%%llu%%llu %%d\n", who, words[0], words[1], called[0], called[1],
           called[2], told[0] == %(argument)dULL);
    fflush(stdout);
}
static void *forks(void *none)
{
    int pid = fork();

    if (!pid) {
        say("child");
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    say("parent");
    return none;
}
int main(void)
{
    const int private = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    pthread_t thread;

    mmap((void *)words, 4096, PROT_READ | PROT_WRITE, private, -1, 0);
    memcpy(mmap(at(0), 4096, PROT_READ | PROT_WRITE, private, -1, 0), code, sizeof(code));
    mprotect(at(0), 4096, PROT_READ | PROT_EXEC);
    __builtin___clear_cache(at(0), (char *)at(0) + 4096);
    pthread_atfork(NULL, at(0), at(1));
    pthread_atfork(at(2), at(3), at(4));
    fork() || (say("untold"), _exit(0), 0);
    wait(NULL);
    words[8] = (u64)before, words[9] = (u64)parent, words[10] = (u64)child;
    words[11] = %(argument)dULL;
    for (int round = 0; round < 2; round++) {
        pthread_create(&thread, NULL, forks, NULL);
        pthread_join(thread, NULL);
    }
    return 0;
}
"""


@pytest.mark.skipif(GCC is None or QEMU is None, reason="no compiler or emulator for arm64")
def test_handlers_for_arm64_count_forks_and_go_on_to_functions(tmp_path: Path) -> None:
    """Both words in the child and one in the parent; functions are called once they are told."""
    jumps = WORDS + 8 * 8  # where the functions are said, with their argument behind them
    codes = [_MAKERS["arm64"](WORDS, 1), _MAKERS["arm64"](WORDS, 2)]
    codes += [_JUMPS["arm64"](jumps + 8 * n, 24 - 8 * n) for n in range(3)]
    assert all(len(code) <= STEP for code in codes)
    placed = b"".join(code.ljust(STEP, b"\0") for code in codes)
    numbers = {"words": WORDS, "at": CODE, "step": STEP, "argument": ARGUMENT}
    source, made = tmp_path / "forks.c", tmp_path / "forks"
    source.write_text(SOURCE % {"code": ", ".join(map(str, placed)), **numbers})
    assert GCC is not None
    assert QEMU is not None
    subprocess.run([GCC, "-O1", "-w", "-static", "-o", made, source], check=True)
    done = subprocess.run([QEMU, made], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.splitlines() == [
        "untold 1 1 000 0",
        "child 2 1 101 1",
        "parent 2 0 110 1",
        "child 3 1 211 1",
        "parent 3 0 220 1",
    ]
