"""The compiler, which lives in a process of its own.

LLVM is kept out of the process that runs the programs, for three reasons. A fatal error inside LLVM
is an ``abort()``, which would end that process. Importing llvmlite makes ctypes callbacks, whose
libffi trampolines are a page that is writable and executable on many systems, which no process
with packs is to have. And LLVM's 100 MB stay out of processes that only load cached images.

The process is started at the first program, waits on a pipe, and ends with its parent.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from typing import IO, Any, NamedTuple

from progpack.errors import CompileError, MissingFeatureError, ProgpackError
from progpack.jit.cache import Keep
from progpack.jit.exchange import read_answer, receive, send
from progpack.jit.worker import ASSEMBLY, COMPILE, HEADER, HELLO
from progpack.link import Image
from progpack.memory.childlocks import renew_in_child

__all__ = ["Compiler", "Target", "compiler"]

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
# Bytes that a pipe holds; the text of a program of 4,000 instructions is a quarter of that.
_PIPE = 1 << 20
# What LLVM frees it wants again for the next program: kept, which halves the time of a small one,
# and not given to the system each time (glibc; others do not look at these).
_MALLOC = {
    "MALLOC_TRIM_THRESHOLD_": str(1 << 28),
    "MALLOC_MMAP_THRESHOLD_": str(1 << 28),
    "MALLOC_TOP_PAD_": str(1 << 24),
}


class Target(NamedTuple):
    """What images are compiled for; part of what a cached image is good for.

    Attributes:
        machine: architecture name, as in `progpack.arch`.
        cpu: CPU model in LLVM's words.
        llvm: version of LLVM.
    """

    machine: str
    cpu: str
    llvm: str


class _Death(NamedTuple):
    """How the process ended: as `subprocess.Popen.returncode` says, and its last words."""

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
    found = []
    for name in ("RLIMIT_AS", "RLIMIT_DATA"):
        soft = resource.getrlimit(getattr(resource, name))[0]
        if soft != resource.RLIM_INFINITY:
            found.append(f"{name} is {soft:,} bytes")
    return f" ({' and '.join(found)}; LLVM wants some 300 MB)" if found else ""


class Compiler:
    """Compiles LLVM IR. Thread-safe; one request is served at a time.

    Args:
        target: name of one of `progpack.jit.targets.TARGETS`; None for this machine.
    """

    def __init__(self, target: str | None = None) -> None:
        self._arguments = [] if target is None else [target]
        self._lock = threading.Lock()
        renew_in_child(self, "_lock")
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._owner = 0
        self._served = 0
        self._target: Target | None = None
        # Digests of the images that the process may still be writing to the disk.
        self._keeping: set[bytes] = set()

    def start(self) -> None:
        """Start the process without waiting for it; it imports LLVM meanwhile.

        Raises:
            MissingFeatureError: no process can be started here.
        """
        with self._lock:
            self._running()

    def target(self) -> Target:
        """What is compiled for.

        Raises:
            MissingFeatureError: llvmlite is not installed, or no process can be started.
            CapabilityError: programs cannot be compiled for this machine.
        """
        with self._lock:
            if self._target is None:
                self._target = Target(*self._ask(HELLO, "", 0))
            return self._target

    def compile(self, ir: str, *, optimize: int = 2, keep: Keep | None = None) -> Image:
        """Compile a module.

        Args:
            ir: LLVM IR as text, without a target triple.
            optimize: 0 to 3, LLVM's speed level; 0 leaves the middle end out, and 1 is for plain
                programs (`progpack.jit.lower.Lowered`).
            keep: where to keep the image on disk, which happens after this returns; see `settle`.

        Raises:
            CompileError: LLVM refuses the text, or died of it twice; or the process was ended by
                others, has no memory, or does not answer.
            MissingFeatureError, CapabilityError: as `target`.
        """
        with self._lock:
            image: Image = self._ask(COMPILE, ir, optimize, keep)
            return image

    def settle(self, digest: bytes | None = None) -> None:
        """Return when an image, or each that was to be kept, is on disk or could not be kept.

        Args:
            digest: of the image; None for all.
        """
        with self._lock:
            wanted = self._keeping if digest is None else digest in self._keeping
            if wanted and self._owner == os.getpid():
                self._settle()

    def assembly(self, ir: str, *, optimize: int = 2) -> str:
        """As `compile`, but the assembly text, for people."""
        with self._lock:
            text: str = self._ask(ASSEMBLY, ir, optimize)
            return text

    def stop(self) -> None:
        """End the process, once it has kept what it was to; the next request starts another."""
        with self._lock:
            if self._keeping and self._owner == os.getpid():
                self._settle()
            self._drop()

    # With the lock held.

    def _settle(self) -> None:
        """It serves one request at a time, so with this answer all before it is done."""
        with contextlib.suppress(ProgpackError):  # it died: what it was to keep is not kept
            self._ask(HELLO, "", 0)

    def _ask(self, kind: int, ir: str, optimize: int, keep: Keep | None = None) -> Any:
        deaths: list[_Death] = []
        while True:
            answer = self._exchange(kind, ir, optimize, keep)
            if not isinstance(answer, _Death):
                return answer
            deaths.append(answer)
            # What ends by itself would do so again; what a signal ends may be another's doing.
            if answer.code >= 0 or len(deaths) == 2:
                raise CompileError(_describe(deaths))

    def _exchange(self, kind: int, ir: str, optimize: int, keep: Keep | None) -> Any:
        """One request and its answer; how the process ended where there is none."""
        process = self._running()
        data = ir.encode()
        where = b"" if keep is None else pickle.dumps(keep)
        head = HEADER.pack(kind, optimize, len(where), len(data))
        try:
            header = receive(process, HEADER.size) if send(process, head + where + data) else b""
            size = HEADER.unpack(header)[3] if len(header) == HEADER.size else 0
            payload = receive(process, size)
            if not size or len(payload) < size:
                return self._bury()
            answer = read_answer(payload)
        except BaseException:
            # Interrupted in the middle of an exchange: what comes next would be the wrong answer.
            self._drop()
            raise
        self._served += 1
        self._keeping.clear()
        if HEADER.unpack(header)[0]:
            kind_of_error, text = answer
            raise kind_of_error(text)
        if keep is not None:
            self._keeping.add(keep.digest)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._owner == os.getpid():
            if self._served < _MOST_REQUESTS:
                return self._process
            self._drop()
        # In a forked child the parent's process is not ours to talk to.
        if not sys.executable:
            raise MissingFeatureError(
                "the compiler is a Python process, and sys.executable does not say which Python"
            )
        environment = {
            **_MALLOC,
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        try:
            # A file, not a pipe: nobody reads it while all is well.
            self._said = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", "progpack.jit.worker"),
                    *(str(os.getpid()), *self._arguments),
                ],
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                env=environment,
            )
        except OSError as error:
            raise MissingFeatureError(f"the compiler's process cannot start: {error}") from error
        if self._process.stdin is not None:
            os.set_blocking(self._process.stdin.fileno(), False)
            # A refusal costs a few more switches between the processes.
            with contextlib.suppress(OSError):
                fcntl.fcntl(self._process.stdin, fcntl.F_SETPIPE_SZ, _PIPE)
        self._owner = os.getpid()
        self._served = 0
        return self._process

    def _bury(self) -> _Death:
        """How the process ended, which answers no more."""
        process, said = self._process, self._said
        if process is None or said is None:
            raise AssertionError("only a process that runs can die")
        try:
            code = process.wait(_DEATH_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()  # it closed its pipes and does not end
            code = process.wait()
        said.seek(0)
        text = said.read()[-_MOST_STDERR:].decode(errors="replace").strip()
        self._drop()
        return _Death(code, text)

    def _drop(self) -> None:
        process, self._process = self._process, None
        self._keeping.clear()
        if process is None or self._owner != os.getpid():
            return
        for stream in (process.stdin, process.stdout, self._said):
            if stream is not None:
                stream.close()
        process.kill()  # also where it is stopped
        process.wait()


_compiler = Compiler()
atexit.register(_compiler.stop)
_others: dict[str, Compiler] = {}
_others_lock = threading.Lock()
renew_in_child(sys.modules[__name__], "_others_lock")


def compiler(target: str | None = None) -> Compiler:
    """The compiler of this process, for this machine or for a target that is named.

    Args:
        target: name of one of `progpack.jit.targets.TARGETS`.
    """
    if target is None:
        return _compiler
    with _others_lock:
        found = _others.get(target)
        if found is None:
            found = _others[target] = Compiler(target)
            atexit.register(found.stop)
        return found
