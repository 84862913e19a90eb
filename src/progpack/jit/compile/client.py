"""The compiler, which lives in a process of its own.

LLVM is kept out of the process that runs the programs, for three reasons. A fatal error inside LLVM
is an ``abort()``, which would end that process. Importing llvmlite makes ctypes callbacks, whose
libffi trampolines are a page that is writable and executable on many systems, which no process
with packs is to have. And LLVM's 100 MB stay out of processes that only load cached images.

The process is started at the first program, waits on a pipe, and ends with its parent.

It serves one request at a time. A thread that asks while its own request is under way, in a
finalizer or a handler of a signal, is served by a second process, which ends with that.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import resource
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from progpack.errors import CompileError, MissingFeatureError, ProgpackError
from progpack.jit.compile.cache import CacheWrite
from progpack.jit.compile.exchange import read_answer, receive, send
from progpack.jit.compile.worker import ASSEMBLY, COMPILE, HEADER, HELLO
from progpack.jit.compile.worker_process import WorkerProcess
from progpack.link import Image
from progpack.memory.guard import forks
from progpack.memory.guard.child_locks import renew_in_child
from progpack.memory.guard.guard import await_lock, depth, section

__all__ = ["Compiler", "Target", "compiler"]

_T = TypeVar("_T")

_MOST_STDERR = 2000
# llvmlite leaks some 80 KB for each run of a pass pipeline (0.50); a new process every so often
# costs 0.2 ms a program and keeps that below 100 MB.
_MOST_REQUESTS = 1000
# What a process that has closed its pipes is given to end.
_DEATH_SECONDS = 5
# Signals that a process gets for what its own code does.
_CRASHES = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE}
_NO_MEMORY = (
    "MemoryError",
    "bad_alloc",
    "out of memory",
    "Cannot allocate memory",
    "failed to map",
)
# What LLVM frees it wants again for the next program: kept, which halves the time of a small one,
# and not given to the system each time (glibc; others do not look at these).
_MALLOC = {
    "MALLOC_TRIM_THRESHOLD_": str(1 << 28),
    "MALLOC_MMAP_THRESHOLD_": str(1 << 28),
    "MALLOC_TOP_PAD_": str(1 << 24),
}


class Target(NamedTuple):
    """The machine that images are compiled for; a cached image serves no other.

    Attributes:
        machine: architecture name, as in `progpack.arch`.
        cpu: CPU model in LLVM's words.
        llvm: version of LLVM.
    """

    machine: str
    cpu: str
    llvm: str


class _Death(NamedTuple):
    """The end of the process, as `subprocess.Popen.returncode` says, and its last words."""

    code: int
    said: str

    @property
    def crashed(self) -> bool:
        """Whether its own code did it, and nobody else."""
        return -self.code in _CRASHES


def _describe(deaths: Sequence[_Death]) -> str:
    """Why there is no answer, in a sentence that blames the program only where it is to blame."""
    last = deaths[-1]
    words = last.said.splitlines()[-1].strip() if last.said else "it said nothing"
    if any(sign in last.said for sign in _NO_MEMORY):
        return f"the compiler's process has no memory: {words}{_limits()}"
    if last.code >= 0:
        return f"the compiler's process ended with exit code {last.code}: {words}{_limits()}"
    if all(death.crashed for death in deaths):
        return f"LLVM died of this program (signal {-last.code}), twice: {last.said or words}"
    return (
        f"the compiler's process was killed from outside (signal {-last.code}), and so was the one"
        " before; a system that is short of memory does that"
    )


def _limits() -> str:
    """The limits of memory that the process has, to be put behind a sentence."""
    limits = []
    for name in ("RLIMIT_AS", "RLIMIT_DATA"):
        soft = resource.getrlimit(getattr(resource, name))[0]
        if soft != resource.RLIM_INFINITY:
            limits.append(f"{name} is {soft:,} bytes")
    return f" ({' and '.join(limits)}; LLVM wants some 300 MB)" if limits else ""


class Compiler:
    """Compiles LLVM IR. Thread-safe; one request is served at a time.

    Args:
        target: name of one of `progpack.arch.lookup.TARGETS`; None for this machine.
    """

    def __init__(self, target: str | None = None) -> None:
        self._name = target
        self.lock: threading.Lock | forks.TornLock = threading.Lock()
        renew_in_child(self, "lock")
        self._process: WorkerProcess | None = None
        self._target: Target | None = None
        # Digests of the images that the process may still be writing to the disk.
        self._keeping: set[bytes] = set()

    @section
    def start(self) -> None:
        """Start the process without waiting for it; it imports LLVM meanwhile.

        Nothing happens where it serves somebody.

        Raises:
            MissingFeatureError: no process can be started here.
        """
        lock: Any = self.lock
        if lock.acquire(False):
            try:
                self._running()
            finally:
                lock.release()

    def target(self) -> Target:
        """The machine that is compiled for.

        Raises:
            MissingFeatureError: llvmlite is not installed, or no process can be started.
            CapabilityError: programs cannot be compiled for this machine.
        """
        target = self._target
        if target is None:
            target = self._target = Target(*self._serve(lambda other: other._ask(HELLO, "", 0)))
        return target

    def compile(self, ir: str, *, optimize: int = 2, keep: CacheWrite | None = None) -> Image:
        """Compile a module.

        Args:
            ir: LLVM IR as text, without a target triple.
            optimize: 0 to 3, LLVM's speed level; 0 leaves the middle end out, and 1 is for plain
                programs (`progpack.jit.lower.program.Lowered`).
            keep: where to keep the image on disk, which happens after this returns; see `settle`.

        Raises:
            CompileError: LLVM refuses the text, or died of it twice; or the process was ended by
                others, has no memory, or does not answer.
            MissingFeatureError, CapabilityError: as `target`.
        """
        image: Image = self._serve(lambda other: other._ask(COMPILE, ir, optimize, keep))
        return image

    def settle(self, digest: bytes | None = None) -> None:
        """Return when an image, or each that was to be kept, is on disk or could not be kept.

        In the middle of a request of this thread it returns at once.

        Args:
            digest: of the image; None for all.
        """
        wanted = self._keeping if digest is None else digest in self._keeping
        if wanted and not depth(self):
            self._serve(lambda other: other._settle())

    def assembly(self, ir: str, *, optimize: int = 2) -> str:
        """Compile as `compile` does, and return the assembly text, for people."""
        text: str = self._serve(lambda other: other._ask(ASSEMBLY, ir, optimize))
        return text

    def stop(self) -> None:
        """End the process, once it has kept what it was to; the next request starts another.

        In the middle of a request of this thread nothing happens.
        """
        if not depth(self):
            self._serve(lambda other: other._end())

    @section
    def _serve(self, ask: Callable[[Compiler], _T]) -> _T:
        """Ask when the process is free; while it serves this thread, ask another process."""
        lock: Any = self.lock
        while not lock.acquire(False):
            lock = await_lock(self)
            if lock is None:
                return self._serve_aside(ask)
        try:
            return ask(self)
        finally:
            lock.release()

    def _serve_aside(self, ask: Callable[[Compiler], _T]) -> _T:
        """Ask a process of its own, while the usual one serves the same thread."""
        other = Compiler(self._name)
        try:
            return other._serve(ask)
        finally:
            other.stop()

    # With the lock held.

    def _settle(self) -> None:
        """Wait until all earlier requests are done: the process serves one request at a time."""
        process = self._process
        if self._keeping and process is not None and process.is_ours:
            with contextlib.suppress(ProgpackError):  # it died: what it was to keep is not kept
                self._ask(HELLO, "", 0)

    def _end(self) -> None:
        self._settle()
        self._drop()

    def _ask(self, kind: int, ir: str, optimize: int, keep: CacheWrite | None = None) -> Any:
        deaths: list[_Death] = []
        while True:
            answer = self._exchange(kind, ir, optimize, keep)
            if not isinstance(answer, _Death):
                return answer
            deaths.append(answer)
            # What ends by itself would do so again; what a signal ends may be another's doing.
            if answer.code >= 0 or len(deaths) == 2:
                raise CompileError(_describe(deaths))

    def _exchange(self, kind: int, ir: str, optimize: int, keep: CacheWrite | None) -> Any:
        """One request and its answer; how the process ended where there is none."""
        process = self._running()
        data = ir.encode()
        where = b"" if keep is None else pickle.dumps(keep)
        head = HEADER.pack(kind, optimize, len(where), len(data))
        # Interrupted in the middle of an exchange what comes next would be the wrong answer.
        process.torn = True
        try:
            header = receive(process, HEADER.size) if send(process, head + where + data) else b""
            size = HEADER.unpack(header)[3] if len(header) == HEADER.size else 0
            payload = receive(process, size)
            if not size or len(payload) < size:
                return self._bury(process)
            answer = read_answer(payload)
            process.torn = False
        finally:
            if process.torn:
                self._drop()
        process.served += 1
        self._keeping.clear()
        if HEADER.unpack(header)[0]:
            kind_of_error, text = answer
            raise kind_of_error(text)
        if keep is not None:
            self._keeping.add(keep.digest)
        return answer

    def _running(self) -> WorkerProcess:
        process = self._process
        # In a forked child the parent's process is not ours to talk to.
        usable = process is not None and process.is_ours and not process.torn
        if process is not None and usable and process.served < _MOST_REQUESTS:
            return process
        self._drop()
        if not sys.executable:
            raise MissingFeatureError(
                "the compiler is a Python process, and sys.executable does not say which Python"
            )
        environment = {
            **_MALLOC,
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        command = ["-P", "-m", "progpack.jit.compile.worker", str(os.getpid())]
        if self._name is not None:
            command.append(self._name)
        try:
            process = self._process = WorkerProcess(command, environment)
        except OSError as error:
            raise MissingFeatureError(f"the compiler's process cannot start: {error}") from error
        return process

    def _bury(self, process: WorkerProcess) -> _Death:
        """End a process that answers no more, and return how it ended."""
        code = process.wait(_DEATH_SECONDS)
        if code is None:
            process.kill()  # it closed its pipes and does not end
            code = process.wait(_DEATH_SECONDS)
        return _Death(-signal.SIGKILL if code is None else code, process.last_words(_MOST_STDERR))

    def _drop(self) -> None:
        process, self._process = self._process, None
        self._keeping.clear()
        if process is not None:
            process.end()


_compiler = Compiler()
_others: dict[str, Compiler] = {}


def compiler(target: str | None = None) -> Compiler:
    """The compiler of this process, for this machine or for a target that is named.

    Args:
        target: name of one of `progpack.arch.lookup.TARGETS`.
    """
    if target is None:
        return _compiler
    other = _others.get(target)
    return _others.setdefault(target, Compiler(target)) if other is None else other


def _stop_all() -> None:
    for process in (_compiler, *_others.values()):
        process.stop()


atexit.register(_stop_all)
