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
import subprocess
import sys
import tempfile
import threading
from typing import IO, Any, NamedTuple

from progpack.errors import CompileError, MissingFeatureError, ProgpackError
from progpack.jit.cache import Keep
from progpack.jit.worker import ASSEMBLY, COMPILE, HEADER, HELLO, read_exactly
from progpack.link import Image
from progpack.memory.childlocks import renew_in_child

__all__ = ["Compiler", "Target", "compiler"]

_MOST_STDERR = 2000
# llvmlite leaks some 80 KB for each run of a pass pipeline (0.50); a new process every so often
# costs 0.2 ms a program and keeps that below 100 MB.
_MOST_REQUESTS = 1000
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
            CompileError: LLVM refuses the text, or died of it.
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
        process = self._running()
        data = ir.encode()
        where = b"" if keep is None else pickle.dumps(keep)
        if process.stdin is None or process.stdout is None:
            raise AssertionError("the process was started with pipes")
        try:
            process.stdin.write(HEADER.pack(kind, optimize, len(where), len(data)) + where + data)
            process.stdin.flush()
            header = read_exactly(process.stdout, HEADER.size)
        except BrokenPipeError:
            header = b""
        except BaseException:
            # Interrupted in the middle of an exchange: what comes next would be the wrong answer.
            self._drop()
            raise
        if len(header) < HEADER.size:
            raise self._died()
        self._served += 1
        self._keeping.clear()
        failed, _, _, size = HEADER.unpack(header)
        answer = pickle.loads(read_exactly(process.stdout, size))
        if failed:
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
                [sys.executable, "-P", "-m", "progpack.jit.worker", *self._arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                env=environment,
            )
        except OSError as error:
            raise MissingFeatureError(f"the compiler's process cannot start: {error}") from error
        if self._process.stdin is not None:
            # A refusal costs a few more switches between the processes.
            with contextlib.suppress(OSError):
                fcntl.fcntl(self._process.stdin, fcntl.F_SETPIPE_SZ, _PIPE)
        self._owner = os.getpid()
        self._served = 0
        return self._process

    def _died(self) -> CompileError:
        process = self._process
        if process is None or self._said is None:
            raise AssertionError("only a process that runs can die")
        code = process.wait()
        self._said.seek(0)
        said = self._said.read()[-_MOST_STDERR:].decode(errors="replace").strip()
        self._drop()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return CompileError(f"LLVM died of this program ({how}): {said or 'it said nothing'}")

    def _drop(self) -> None:
        process, self._process = self._process, None
        self._keeping.clear()
        if process is None or self._owner != os.getpid():
            return
        for stream in (process.stdin, process.stdout, self._said):
            if stream is not None:
                stream.close()
        process.terminate()
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
