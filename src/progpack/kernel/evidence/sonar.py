"""Finding out what the kernel's packs hold by loading programs: active probing.

One larger program goes to the first long free run. Held programs of one chunk each then fill what
is free before it, so that in the end every chunk before the run is taken by one of them or was
taken by somebody else. Everything is unloaded again. It needs the privilege to load programs, and
while it lasts the packs hold up to a few tens of thousands of small programs more; where no run is
long enough a new pack is made, which may split the kernel's direct map for good. So it is said
before it is done, and never done unasked.

The kernel frees asynchronously. That a free is done is seen in ``/proc/vmallocinfo``: the area of
a program's ``struct bpf_prog`` goes after its chunks (bpf_jit_free() in kernel/bpf/core.c gives
back the image first).
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from progpack.bpf.isa.insn import BPF_ALU64, BPF_MOV, EXIT, Insn, encode
from progpack.bpf.spec import ProgramType
from progpack.errors import MissingFeatureError, ProgpackError, UsageError
from progpack.kernel.evidence.evidence import Evidence
from progpack.kernel.evidence.extents import image_chunks
from progpack.kernel.proc.files import ROOT
from progpack.kernel.proc.vmalloc import Group, group_of, read_vmalloc
from progpack.kernel.syscall.call import unavailable
from progpack.kernel.syscall.programs import KernelProgram
from progpack.known import Maybe, Unknown
from progpack.pack import CHUNK, HEADER, SAFETY
from progpack.waits import sleep

__all__ = [
    "Loaded",
    "Loader",
    "ProbeReport",
    "ProgramAreas",
    "probe",
    "what_probing_does",
]

LONG_RUN = 1024
"""Chunks of the larger program: 64 KiB."""

LIMIT = 40_000
"""Programs of one chunk that are held at most: more than fill a pack of one node."""

_MOV = BPF_ALU64 | BPF_MOV
_WIDE = 0x11111111
_SAMPLE = 200
_SPARE_DESCRIPTORS = 256
_POLL = 0.01
_NAME = "progpack_probe"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A program that was loaded to see where it goes.

    Attributes:
        program: holds it.
        id: system-wide id; ids are given out in order.
        address: address of its first instruction.
        size: bytes of machine code.
        low: chunks that it takes at least.
        high: chunks that it takes at most.
    """

    program: KernelProgram
    id: int
    address: int
    size: int
    low: int
    high: int

    @property
    def header(self) -> int:
        """Address of its first chunk."""
        return self.address // CHUNK * CHUNK


class Loader:
    """Loads socket filters of a wanted number of chunks.

    The bytes of machine code for an instruction are measured once, with two programs.

    Attributes:
        count: programs that were loaded so far.

    Args:
        machine: as ``uname -m`` has it.
        observe: is called with every program that was loaded, the two that measure included; they
            are unloaded at once, as `unloaded` says.
        unloaded: is called with a program after it was unloaded.

    Raises:
        MissingFeatureError: programs cannot be loaded or the kernel hides their addresses.
    """

    def __init__(
        self,
        machine: str,
        observe: Callable[[Loaded], object],
        unloaded: Callable[[Loaded], object],
    ) -> None:
        self.machine = machine
        self.count = 0
        self._observe = observe
        self._unloaded = unloaded
        sizes = []
        for instructions in (1, 1 + _SAMPLE):
            one = self._load(instructions)
            sizes.append(one.size)
            self.unload(one)
        self._each = (sizes[1] - sizes[0]) / _SAMPLE
        self._rest = sizes[0] - self._each
        if self._each <= 0:
            raise MissingFeatureError("probing: machine code does not grow with the program")

    def load(self, chunks: int) -> Loaded:
        """Load a program of ``chunks`` chunks, as near as its instructions allow."""
        room = chunks * CHUNK - HEADER - SAFETY
        # In the middle of the sizes that take so many chunks, where rounding is harmless.
        target = room - CHUNK // 4 if chunks > 1 else room - 4
        return self._load(max(1, int((target - self._rest) / self._each)))

    def unload(self, one: Loaded) -> None:
        """Unload it; the kernel frees its chunks later."""
        one.program.close()
        self._unloaded(one)

    def _load(self, instructions: int) -> Loaded:
        body = encode([Insn(_MOV, 0, imm=_WIDE)], sys.byteorder) * instructions
        code = body + encode([Insn(EXIT)], sys.byteorder)
        program = KernelProgram.load(code, type=ProgramType.SOCKET_FILTER, name=_NAME)
        try:
            info = program.info()
            functions = info.functions
            if isinstance(functions, Unknown):
                raise MissingFeatureError(f"probing: {functions.reason}")
            if not functions:
                raise MissingFeatureError("probing: the kernel does not JIT (bpf_jit_enable)")
            low, high = image_chunks(functions[0].size, self.machine, loads=0)
            one = Loaded(program, info.id, functions[0].address, functions[0].size, low, high)
            self.count += 1
            self._observe(one)
        except BaseException:
            program.close()
            raise
        return one


class ProgramAreas:
    """The kernel's records of programs, to see when those of this process are gone.

    Each function of a program has an area of its own in ``/proc/vmallocinfo``, classic ones too.
    What is there at the beginning is the others'. The proof fails to notice one thing: another's
    program goes, its area is given to one of ours, and a third program of ours is late.

    Attributes:
        others: areas that were there, by key.

    Raises:
        MissingFeatureError: the file cannot be read.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self._root = root
        self.others = self.now()

    def now(self) -> frozenset[int]:
        """The areas of programs that are there now."""
        return frozenset(
            area.key for area in read_vmalloc(self._root) if group_of(area) is Group.PROGRAM
        )

    def settled(self, ours: int, timeout: float = 2.0) -> bool:
        """Wait until only the others' and ``ours`` more are there.

        Returns:
            Whether that was seen: then every free of ours is done, and no program of others came
            or went. False after ``timeout`` seconds.
        """
        end = time.monotonic() + timeout
        while True:
            present = self.now()
            if len(present) == len(self.others) + ours and present >= self.others:
                return True
            if time.monotonic() > end:
                return False
            time.sleep(_POLL)


@dataclass(slots=True)
class ProbeReport:
    """The result of probing.

    Attributes:
        loaded: programs that were loaded, all in all.
        run: address and chunks of the long run that was found free.
        exact_before: whether every chunk that is searched before that run is known now.
        frees_proved: whether all frees were seen to be done; if not, the chunks of the probing
            programs are without evidence.
        notes: sentences that a reader of the result must know.
    """

    loaded: int = 0
    run: Maybe[tuple[int, int]] = field(default_factory=lambda: Unknown("not found yet"))
    exact_before: bool = False
    frees_proved: bool = False
    notes: list[str] = field(default_factory=list)


def what_probing_does(long_run: int = LONG_RUN, limit: int = LIMIT) -> str:
    """One sentence for people to read before it is done."""
    return (
        f"probing loads a socket filter of {long_run} chunks ({long_run * CHUNK >> 10} KiB) and "
        f"then up to {limit} of one chunk, until the free chunks before that run are filled; all "
        "are unloaded at once afterwards, nothing is attached"
    )


def probe(
    evidence: Evidence,
    machine: str,
    *,
    say: Callable[[str], object],
    long_run: int = LONG_RUN,
    limit: int = LIMIT,
    timeout: float = 2.0,
    root: Path = ROOT,
) -> ProbeReport:
    """Find out what all chunks before the first long free run are.

    Args:
        evidence: what is known; everything that is found out goes there.
        machine: as ``uname -m`` has it.
        say: is called with what will be done, before anything is.
        long_run: chunks of the run.
        limit: programs of one chunk at most; the limit on descriptors counts too.
        timeout: seconds to wait for frees, each time.
        root: where ``proc`` is.

    Raises:
        UsageError: ``long_run`` fits no pack, or ``limit`` is not positive.
        MissingFeatureError: programs cannot be loaded, or addresses are hidden.
        BpfError: the kernel refused a program.
    """
    if not 2 <= long_run <= evidence.pack_size // CHUNK or limit < 1:
        raise UsageError(
            f"probing: a run of {long_run} chunks with {limit} programs is not possible"
        )
    reason = unavailable()
    if reason is not None:
        raise MissingFeatureError(f"probing: {reason}")
    try:
        image_chunks(1, machine)
    except UsageError as error:
        raise MissingFeatureError(f"probing: {error}") from None
    say(what_probing_does(long_run, limit))
    return _Probe(evidence, machine, timeout, root).run(long_run, limit)


class _Probe:
    """One round of probing."""

    def __init__(self, evidence: Evidence, machine: str, timeout: float, root: Path) -> None:
        self.evidence = evidence
        self.machine = machine
        self.timeout = timeout
        self.report = ProbeReport()
        self.there = {pack.number for pack in evidence.packs}
        try:
            self.areas: ProgramAreas | None = ProgramAreas(root)
        except ProgpackError as error:
            self.areas = None
            self.report.notes.append(f"frees cannot be seen: {error}")

    def run(self, long_run: int, limit: int) -> ProbeReport:
        with _descriptors(limit) as possible, ExitStack() as stack:
            loader = Loader(self.machine, self._came, self._went)
            try:
                start = self._long_run(loader, long_run)
                loaded: list[Loaded] = []
                stack.callback(self._unload_all, loader, loaded)
                for _ in range(possible):
                    one = loader.load(1)
                    loaded.append(one)
                    if self._beyond(one, start):
                        self.report.exact_before = True
                        break
                else:
                    self.report.notes.append(
                        f"{possible} programs did not fill what is free before the run"
                    )
            finally:
                stack.close()
                self.report.loaded = loader.count
        return self.report

    def _long_run(self, loader: Loader, chunks: int) -> Loaded:
        """Find the run and give it back, proved free where frees can be seen."""
        big = loader.load(chunks)
        loader.unload(big)
        self._settle()
        self.report.run = (big.header, big.low)
        return big

    def _beyond(self, one: Loaded, start: Loaded) -> bool:
        """Whether a program was put at the run or after it."""
        at, start_at = self.evidence.locate(one.address), self.evidence.locate(start.address)
        if at is None:
            return False
        if start_at is None:
            # The run was a pack of its own and is gone: only another new pack is after all others.
            return at[0].number not in self.there
        if at[0] is start_at[0]:
            return one.address >= start.header
        return start_at[0].is_before(at[0])

    def _unload_all(self, loader: Loader, held: list[Loaded]) -> None:
        for one in held:
            loader.unload(one)
        self._settle()

    def _settle(self) -> None:
        """Believe frees only when they are seen."""
        if self.areas is None:
            sleep(self.timeout)
            return
        self.report.frees_proved = self.areas.settled(0, self.timeout)
        if self.report.frees_proved:
            self.evidence.settle()
        else:
            self.report.notes.append(
                "the frees of probing programs were not seen to be done: others load or unload "
                f"programs, or the kernel takes longer than {self.timeout:g} s"
            )

    def _came(self, one: Loaded) -> None:
        self.evidence.loaded(one.address, one.low, one.high, name=f"{_NAME}#{one.id}")

    def _went(self, one: Loaded) -> None:
        self.evidence.unloaded(one.address, one.low, one.high)


@contextmanager
def _descriptors(wanted: int) -> Iterator[int]:
    """Allow this process ``wanted`` descriptors more; how many programs it can hold."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + _SPARE_DESCRIPTORS
    most = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    if soft == resource.RLIM_INFINITY or soft >= most:
        yield wanted
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    try:
        yield max(1, min(wanted, most - _SPARE_DESCRIPTORS))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
