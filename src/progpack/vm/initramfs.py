"""The first process of a guest as a file, linked from its object, and the archive with it."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from progpack.arch import lookup
from progpack.elf.executable import PAGE, READ, RUN, WRITE, Machine, Segment, executable
from progpack.link import MACHINES, read_image
from progpack.vm import cpio

__all__ = ["archive_of", "first_process"]

_TEXT, _CONSTANTS, _VARIABLES = 64 * PAGE, 128 * PAGE, 192 * PAGE


@lru_cache(maxsize=4)
def first_process(arch: str) -> bytes:
    """The static executable that a guest runs as its first process.

    Args:
        arch: name of the architecture, as in `progpack.arch`.
    """
    package = resources.files("progpack.vm")
    data = package.joinpath("init", f"init-{arch}.o").read_bytes()
    image = read_image(data, "the first process of guests", machine=arch)
    linked = image.link(_TEXT, _CONSTANTS, _VARIABLES, {})
    segments = [Segment(_TEXT, linked.text, len(linked.text), READ | RUN)]
    if linked.constants:
        segments.append(Segment(_CONSTANTS, linked.constants, len(linked.constants), READ))
    size = len(linked.variables) + image.zeros
    if size:
        segments.append(Segment(_VARIABLES, linked.variables, size, READ | WRITE))
    target = lookup.target(arch)
    machine = Machine(MACHINES[arch].number, target.bits, target.byteorder, target.elf_flags)
    return executable(machine, _TEXT + image.symbols["_start"], segments)


def archive_of(arch: str, port: tuple[int, int]) -> bytes:
    """The archive that a guest's kernel unpacks as its root.

    Args:
        arch: name of the architecture.
        port: major and minor number of the port by which the host asks.
    """
    return cpio.archive(
        [
            cpio.directory("dev"),
            cpio.device("dev/console", 5, 1),
            cpio.device("dev/port", *port),
            cpio.directory("proc"),
            cpio.directory("sys"),
            cpio.directory("tmp"),
            cpio.file("init", first_process(arch), executable=True),
        ]
    )
