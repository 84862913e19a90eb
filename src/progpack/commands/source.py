"""SOURCE: what ``map`` and ``stat`` look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from progpack.errors import ObjectError
from progpack.snapshot import Snapshot

__all__ = ["HELP", "opened"]

HELP = (
    "an object file (it is loaded, compiled and packed), a snapshot file as --json writes it, or "
    "`self` for the packs of this process: those of the native runtime"
)


@contextmanager
def opened(source: str, policy: str = "pack") -> Iterator[Snapshot]:
    """The snapshot of a source; what it shows lives until the end of the block.

    Raises:
        ObjectError: no such file, or neither an object nor a snapshot.
        ProgpackError: the object cannot be loaded.
    """
    if source == "self":
        from progpack.jit.native import native_runtime

        yield native_runtime().packs.snapshot()
        return
    head = _head(source)
    if head.lstrip().startswith(b"{"):
        from progpack.report import from_json

        yield from_json(Path(source).read_bytes())
        return
    from progpack.jit.object import load
    from progpack.memory import PackAllocator

    with PackAllocator(policy, name=Path(source).name) as packs, load(source, packs=packs) as obj:
        yield obj.snapshot()


def _head(source: str) -> bytes:
    try:
        with Path(source).open("rb") as file:
            return file.read(64)
    except OSError as error:
        raise ObjectError(f"cannot read {source}: {error.strerror}") from error
