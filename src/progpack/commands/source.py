"""SOURCE: what ``map`` and ``stat`` look at."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from progpack.commands import output, traces
from progpack.errors import ObjectError, UsageError
from progpack.snapshot import Snapshot

__all__ = ["add_source", "opened"]

_HELP = """`live`, the running kernel; an object file (it is loaded, compiled and packed); a trace
(it is replayed on a modelled kernel); a snapshot as --json writes it; or `self`, the default, the
native runtime of this process"""


def add_source(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments that say what to look at."""
    parser.add_argument("source", nargs="?", metavar="SOURCE", help=_HELP)
    parser.add_argument(
        "--policy", metavar="NAME", default="pack", help="how an object is placed (default: pack)"
    )
    parser.add_argument(
        "--probe",
        action="store_true",
        help="live: load programs of our own to find out what cannot be seen (root)",
    )


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Snapshot]:
    """The snapshot of a source; what it shows lives until the end of the block.

    Raises:
        ObjectError: no such file, or neither an object nor a snapshot.
        UsageError: a form took what was meant as the source, no such policy.
        ProgpackError: the object cannot be loaded.
    """
    files = [target for target in output.targets(args).values() if target != "-"]
    if args.source is None and files:
        # "map --json OBJ" would otherwise write over the object.
        raise UsageError(
            f"say what to look at before {files[0]}: live, an object, a snapshot or self"
        )
    if args.probe and args.source != "live":
        raise UsageError("--probe is for the running kernel: give `live` as SOURCE")
    if args.source == "live":
        from progpack.kernel.observe import observe

        # On the other stream, so that it is read before and never in a file.
        yield observe(probe=args.probe, say=lambda text: print(text, file=sys.stderr))
        return
    if args.source in (None, "self"):
        from progpack.jit.native import native_runtime

        yield native_runtime().packs.snapshot()
        return
    if traces.is_trace(args.source):
        yield _replayed(args.source, args.policy)
        return
    data = _contents(args.source)
    if data.lstrip().startswith(b"{"):
        yield _kept(args.source, data)
        return
    from progpack.bpf.spec import ObjectSpec
    from progpack.jit.object import load
    from progpack.memory import PackAllocator

    name = Path(args.source).name
    spec = ObjectSpec.from_bytes(data, args.source)
    with PackAllocator(args.policy, name=name) as packs, load(spec, packs=packs) as obj:
        found = obj.snapshot()
        yield dataclasses.replace(found, source=f"{name} in {found.source}")


def _replayed(source: str, policy: str) -> Snapshot:
    """The packs when a trace ended, on the modelled machine that `progpack replay` has too."""
    from progpack.replay.engine import replay

    result = replay(source, [policy])
    (found,) = result.policies
    left_out = (
        (f"{found.packs_left_out:,} more packs and areas are not shown",)
        if found.packs_left_out
        else ()
    )
    end = found.final
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
        return Path(source).read_bytes()
    except OSError as error:
        raise ObjectError(f"cannot read {source}: {error.strerror}") from error
