"""One run from tools to files: fetch a kernel, build, boot, record.

Two files come of it: the record as the kernel's first process gave it, with the kernel's own
bitmaps (what `progpack.trace.Measured` reads and `progpack.replay` validates against), and the same
as a trace (what every verb of progpack reads).
"""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lab.console import Console, name_of
from lab.guest import BootError, Guest, boot, build, initramfs
from lab.sequences import Sequence
from progpack.errors import ObjectError, UsageError
from progpack.files import write_file
from progpack.trace import Measured, save
from progpack.vm.debian import Apt, Kernel, kernel_of
from progpack.vm.machines import Machine, check

__all__ = ["Plan", "Recorded", "run", "write"]

Say = Callable[[str], None]

_MIB: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured.

    Attributes:
        machine: on what.
        sequence: what it is asked to do.
        package: Debian package of the kernel, or one that depends on it.
        suites: where it is looked for; empty: in those that the machine has.
        kernel: file of a kernel image, in place of a package.
        memory: bytes of the machine's RAM.
        silence_s: seconds without a record after which a boot is given up.
        attempts: boots at most; emulation fails now and then.

    Raises:
        UsageError: too little memory, or no attempt.
    """

    machine: Machine
    sequence: Sequence
    package: str = ""
    suites: tuple[str, ...] = ()
    kernel: Path | None = None
    memory: int = 2048 * _MIB
    silence_s: float = 180.0
    attempts: int = 3

    def __post_init__(self) -> None:
        if self.memory < 256 * _MIB or self.memory % _MIB:
            raise UsageError(f"lab: a machine of {self.memory} bytes; whole MiB, 256 at least")
        if self.attempts < 1 or self.silence_s <= 0:
            raise UsageError("lab: at least one attempt, and more than no time for it")

    def sentences(self) -> list[str]:
        """What will be done, for people, before it is done."""
        machine, sequence = self.machine, self.sequence
        source = f"kernel: {self.kernel}"
        if self.kernel is None:
            where = ", ".join(self.suites) or "the suites that this machine has"
            source = f"kernel: Debian's {self.package or machine.package} from {where}"
        return [
            (
                f"{machine.arch}: {machine.qemu} {' '.join(machine.options)}, "
                f"{self.memory // _MIB} MiB, one emulated CPU, no network, no privilege"
            ),
            source,
            f"sequence {sequence.name}: {sequence.description}; {len(sequence.steps)} steps",
            "everything but the results is in a temporary folder, which goes when this ends",
        ]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The files of a run.

    Attributes:
        record: KERNEL-ARCHITECTURE-SEQUENCE.jsonl.gz.
        trace: the same as a trace.
        events: how many events that has.
        origin: where the kernel is from.
        seconds: of the whole run.
    """

    record: Path
    trace: Path
    events: int
    origin: str
    seconds: float


def run(plan: Plan, target: Path, say: Say) -> Recorded:
    """Do what a plan says, and say it.

    Args:
        plan: what is to be measured.
        target: folder for the two files; made when there is none.
        say: told each step, a line at a time.

    Raises:
        MissingFeatureError: a tool or package is missing.
        BootError: the kernel failed at every attempt.
        ObjectError: what it said is damaged.
    """
    began = time.monotonic()
    for sentence in plan.sentences():
        say(sentence)
    check(plan.machine, debian=plan.kernel is None)
    with tempfile.TemporaryDirectory(prefix="progpack-lab-") as name:
        folder = Path(name)
        kernel = _kernel(plan, folder, say)
        (folder / "kernel").write_bytes(kernel.image)
        say(f"building the first process with {plan.machine.compiler}")
        archive = initramfs(build(plan.machine, folder), plan.sequence.text)
        (folder / "initramfs").write_bytes(archive)
        guest = Guest(
            plan.machine,
            folder / "kernel",
            folder / "initramfs",
            plan.memory,
            plan.silence_s,
        )
        console = _boot(guest, plan.attempts, say)
    record, trace, events = write(console.records, plan.sequence.name, target, plan.memory)
    say(f"wrote {record} and {trace} ({events} events)")
    return Recorded(record, trace, events, kernel.origin, time.monotonic() - began)


def write(
    records: list[dict[str, Any]], sequence: str, target: Path, memory: int
) -> tuple[Path, Path, int]:
    """Write what a console said as a record and as a trace: both paths, and the events.

    Args:
        records: what it said.
        sequence: name of what was run.
        target: folder, made when there is none.
        memory: bytes of RAM that the machine had; goes into the record of the start as ``ram``.

    Raises:
        ObjectError: the files cannot be written, or the records make no sense.
    """
    version, arch = name_of(records)
    record = target / f"{version}-{arch}-{sequence}.jsonl.gz"
    trace = target / f"{version}-{arch}-{sequence}.trace.gz"
    said = [{**each, "ram": memory} if each["op"] == "start" else each for each in records]
    lines = [json.dumps(each, separators=(",", ":")) + "\n" for each in said]
    try:
        target.mkdir(parents=True, exist_ok=True)
        # Without a time in it, the same records make the same file.
        write_file(record, gzip.compress("".join(lines).encode(), mtime=0))
    except OSError as error:
        raise ObjectError(f"{record}: {error.strerror or error}") from error
    return record, trace, save(trace, Measured(record))


def _kernel(plan: Plan, folder: Path, say: Say) -> Kernel:
    if plan.kernel is not None:
        try:
            return Kernel(plan.kernel.read_bytes(), str(plan.kernel))
        except OSError as error:
            raise UsageError(f"{plan.kernel}: {error.strerror or error}") from error
    say("asking apt for the lists of packages, in a folder of its own")
    apt = Apt(folder / "apt", plan.machine.debian, plan.suites)
    apt.update()
    return kernel_of(apt, plan.package or plan.machine.package, say)


def _boot(guest: Guest, attempts: int, say: Say) -> Console:
    for attempt in range(1, attempts + 1):
        say(f"booting (attempt {attempt} of {attempts})")
        try:
            return boot(guest, say)
        except BootError as error:
            if attempt == attempts:
                raise
            say(f"{error}; again")
    raise AssertionError("there is at least one attempt")
