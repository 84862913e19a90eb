"""SOURCE: what ``map`` and ``stat`` look at."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from progpack.commands.common import output, traces
from progpack.commands.common.fit import NO_LLVM, has_llvm
from progpack.errors import ObjectError, UsageError
from progpack.files import read_file
from progpack.snapshot import Snapshot

if TYPE_CHECKING:
    from progpack.vm.observed import GuestObserver

__all__ = [
    "GUEST",
    "PLACED",
    "add_guest",
    "add_load",
    "add_notes",
    "add_source",
    "in_guest",
    "look_into_guest",
    "most_notes",
    "open_source",
    "refuse_policy",
]

T = TypeVar("T")

_HELP = """what to look at: `live`{live}, the running kernel; `vm:KERNEL`, a kernel in a guest
(progpack kernels) which has loaded the objects of --load; an object file, which is loaded,
compiled and packed; a trace, which is replayed on a modelled kernel; a snapshot that --json wrote;
or `self`{self}, the native runtime of this process"""
_POLICY = "pack"
_NOTES = 2
#: The start of the name of a kernel in a guest, as of its backend.
GUEST = "vm:"
PLACED = "the running kernel has placed its programs"
"""Why the running kernel knows no policy of ours."""


def add_source(parser: argparse.ArgumentParser, default: str = "self") -> None:
    """Describe the arguments that say what to look at.

    Args:
        parser: parser of the verb.
        default: what is looked at when nothing is named.
    """
    marks = {"live": "", "self": "", default: " (the default)"}
    help_text = _HELP.format(**marks)
    parser.add_argument("source", nargs="?", metavar="SOURCE", default=default, help=help_text)
    parser.add_argument(
        "--policy",
        metavar="NAME",
        help=f"the policy that places an object or the programs of a trace (default: {_POLICY})",
    )
    add_load(parser)
    parser.add_argument(
        "--probe",
        action="store_true",
        help="with live: load BPF programs that read the bitmaps of the packs (root)",
    )


def add_load(parser: argparse.ArgumentParser) -> None:
    """Describe the argument that says what is loaded into a guest."""
    parser.add_argument(
        "--load",
        metavar="OBJECT",
        action="append",
        default=[],
        help="with vm:KERNEL: load the programs of this object there first; may be repeated",
    )


def add_guest(parser: argparse.ArgumentParser, what: str) -> None:
    """Describe the arguments that name a guest and what is loaded into it.

    Args:
        parser: the verb's.
        what: what the verb does with the guest.
    """
    parser.add_argument("--in", dest="guest", metavar="vm:KERNEL", help=what)
    add_load(parser)


def in_guest(args: argparse.Namespace) -> bool:
    """Whether the arguments of `add_guest` name a guest.

    Raises:
        UsageError: they name none, but what is loaded into it.
    """
    if args.guest is None and args.load:
        raise UsageError("--load is for kernels in guests: --in vm:KERNEL")
    return args.guest is not None


def look_into_guest(kernel: str, objects: Sequence[str], look: Callable[[GuestObserver], T]) -> T:
    """Load the programs of objects into a kernel in a guest, and return what is seen there.

    Args:
        kernel: the kernel's name.
        objects: paths of the objects.
        look: looks; anew, in another guest, where the guest fails.

    Raises:
        ObjectError: an object cannot be read, or the kernel's state is damaged.
        ProgpackError: the kernel cannot be had, or takes no program of an object.
    """
    from progpack.bpf.object.reader import read_object
    from progpack.run.kernels.packs import guest_observer
    from progpack.vm.guest import attempt

    specs = [read_object(path) for path in objects]

    def work() -> T:
        with guest_observer(kernel, specs, output.tell) as observer:
            return look(observer)

    return attempt(work, output.tell)


def add_notes(parser: argparse.ArgumentParser) -> None:
    """Add ``-v``, without which `most_notes` notes are shown."""
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help=f"print all notes, instead of the first {_NOTES}; the forms below always have all",
    )


def most_notes(args: argparse.Namespace) -> int | None:
    """How many notes the text has at most; None: all."""
    return None if args.verbose else _NOTES


@contextmanager
def open_source(args: argparse.Namespace) -> Iterator[Snapshot]:
    """The snapshot of a source; what it shows lives until the end of the block.

    Raises:
        ObjectError: no such file, or neither an object nor a snapshot.
        UsageError: no such policy, or an option that this source does not know.
        ProgpackError: the object cannot be loaded.
    """
    source: str = args.source
    if args.probe and source != "live":
        raise UsageError("--probe is for the running kernel: give `live` as SOURCE")
    if args.load and not source.startswith(GUEST):
        raise UsageError("--load is for kernels in guests: give vm:KERNEL as SOURCE")
    if source.startswith(GUEST):
        refuse_policy(args, "the kernel in the guest has placed its programs")
        yield look_into_guest(source.removeprefix(GUEST), args.load, _snapshot_of_guest)
        return
    if source == "live":
        refuse_policy(args, PLACED)
        from progpack.kernel.observe import observe

        yield observe(probe=args.probe, say=output.tell)
        return
    if source == "self":
        refuse_policy(args, "this process has placed its programs")
        from progpack.jit.native.runtime import native_runtime

        yield native_runtime().packs.snapshot()
        return
    policy = args.policy or _POLICY
    if traces.is_trace(source):
        yield _replayed(source, policy)
        return
    from progpack.bpf.object.choice import file_and_choice

    file, chosen = file_and_choice(Path(source))
    data = _contents(str(file))
    if not chosen and data.lstrip().startswith(b"{"):
        refuse_policy(args, "a snapshot is of programs that are placed")
        yield _kept(source, data)
        return
    from progpack.bpf.object.reader import read_object
    from progpack.memory import PackAllocator
    from progpack.run.load import load

    name = Path(source).name
    spec = read_object(source) if chosen else read_object(data, source)
    with PackAllocator(policy, name=name) as packs, ExitStack() as loaded:
        if has_llvm():
            snapshot = loaded.enter_context(load(spec, packs=packs)).snapshot()
        else:
            obj = loaded.enter_context(load(spec, backend="interpreter"))
            snapshot = _interpreted(packs.snapshot(), list(obj.programs))
        yield dataclasses.replace(snapshot, source=f"{name} in {snapshot.source}")


def _snapshot_of_guest(observer: GuestObserver) -> Snapshot:
    snapshot = observer.look().snapshot()
    return dataclasses.replace(snapshot, source=f"{observer.port.name} in a guest")


def _interpreted(snapshot: Snapshot, programs: list[str]) -> Snapshot:
    """The packs of a process whose programs have no machine code, with the reason."""
    note = (
        f"the interpreter loaded {', '.join(programs)}; {NO_LLVM}. Interpreted programs have no "
        "machine code, so none of them is in a pack"
    )
    return dataclasses.replace(snapshot, notes=(*snapshot.notes, note))


def refuse_policy(args: argparse.Namespace, why: str) -> None:
    """Refuse --policy where nothing is placed; ``why`` says so."""
    if args.policy is not None:
        raise UsageError(f"--policy {args.policy}: {why}; it is for objects and traces")


def _replayed(source: str, policy: str) -> Snapshot:
    """The packs when a trace ended, on the modelled machine that `progpack replay` has too."""
    from progpack.replay.engine import replay

    result = replay(source, [policy])
    (policy_result,) = result.policies
    left_out = (
        (f"{policy_result.packs_left_out:,} more packs and areas are not shown",)
        if policy_result.packs_left_out
        else ()
    )
    end = policy_result.final
    assert end is not None  # only a file that was written elsewhere may lack it
    return dataclasses.replace(
        end, source=f"{result.trace} in a {end.source}", notes=end.notes + left_out
    )


def _kept(source: str, data: bytes) -> Snapshot:
    from progpack.report import from_json

    try:
        return from_json(data)
    except UsageError as error:
        raise UsageError(f"{source}: {error}") from error


def _contents(source: str) -> bytes:
    try:
        return read_file(source)
    except OSError as error:
        raise ObjectError(f"cannot read {source}: {error.strerror}") from error
