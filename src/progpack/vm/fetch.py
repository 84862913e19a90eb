"""Kernels by the names that people give them: found in the store, or fetched from Debian by apt.

A name is the start of a release (``6.12``), a Debian release (``debian-12``,
``debian-12-backports``), a suite (``sid``), ``ARCH:`` and one of these, or the path of an image.
Which archives are asked is apt's own configuration alone.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from progpack import arch as arches
from progpack.errors import MissingFeatureError, ObjectError, UsageError
from progpack.files import read_file
from progpack.vm.debian import Apt, Kernel, kernel_of
from progpack.vm.machines import Machine
from progpack.vm.machines import get as get_machine
from progpack.vm.qemu import qemu_version
from progpack.vm.store import Store, Stored
from progpack.vm.warm import is_current, make

__all__ = ["KernelName", "ensure", "find", "parse"]

Say = Callable[[str], None]

#: Suites by the words that every archive of Debian has, in the order in which they are asked.
_SUITES: Final = (
    "oldstable",
    "stable",
    "oldstable-backports",
    "stable-backports",
    "testing",
    "unstable",
    "oldoldstable",
)
#: Debian releases by number. Source: https://www.debian.org/releases/
_RELEASES: Final = {"11": "bullseye", "12": "bookworm", "13": "trixie", "14": "forky"}
_SERIES: Final = re.compile(r"\d+\.\d+[0-9A-Za-z.+~-]*")
_DEBIAN: Final = re.compile(r"debian-(\d+)(-backports)?")
_SUITE: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_IMAGE_MOST: Final = 256 << 20
_GZIP: Final = b"\x1f\x8b"
#: Architecture -> what an image for it has where, and its name (Documentation/arch/*/boot*.rst).
_MAGICS: Final = {
    "x86-64": (0x202, b"HdrS", "a bzImage"),
    "arm64": (0x38, b"ARM\x64", "an arm64 Image"),
    "riscv64": (0x38, b"RSC\x05", "a riscv64 Image"),
}


@dataclass(frozen=True, slots=True)
class KernelName:
    """A kernel as somebody named it: one of the last three is set.

    Attributes:
        text: the whole name.
        arch: name of the architecture.
        series: the start of a release.
        suite: a suite of Debian's archive.
        path: path of an image.
    """

    text: str
    arch: str
    series: str = ""
    suite: str = ""
    path: str = ""

    def matches(self, stored: Stored) -> bool:
        """Whether a stored kernel is meant."""
        manifest = stored.manifest
        if manifest.arch != self.arch:
            return False
        if self.path:
            return manifest.origin == self.path
        if self.suite:
            return manifest.origin.endswith(f"({self.suite})")
        rest = manifest.release.removeprefix(self.series)
        return rest != manifest.release and (not rest or not rest[0].isdigit())


def parse(text: str) -> KernelName:
    """The kernel that a name means.

    Raises:
        UsageError: nothing has such a name.
    """
    arch, rest = arches.host().name, text
    head, colon, tail = text.partition(":")
    if colon and "/" not in head:
        arch, rest = arches.get(head).name, tail
    get_machine(arch)
    if "/" in rest or Path(rest).is_file():
        return KernelName(text, arch, path=str(Path(rest).resolve()))
    if _SERIES.fullmatch(rest):
        return KernelName(text, arch, series=rest)
    debian = _DEBIAN.fullmatch(rest)
    if debian and debian[1] in _RELEASES:
        return KernelName(text, arch, suite=_RELEASES[debian[1]] + (debian[2] or ""))
    if _SUITE.fullmatch(rest) and rest != "here":
        return KernelName(text, arch, suite=rest)
    raise UsageError(
        f"{text!r} is no name of a kernel; name it as 6.12, debian-12, debian-12-backports, sid,"
        " arm64:6.12, or by the path of an image"
    )


def find(store: Store, name: KernelName) -> Stored | None:
    """The newest stored kernel of a name, None when there is none."""
    return max(
        (one for one in store.all() if name.matches(one)),
        key=lambda one: [int(part) for part in re.findall(r"\d+", one.name)],
        default=None,
    )


def ensure(store: Store, name: KernelName, say: Say, *, again: bool = False) -> Stored:
    """The stored kernel of a name that the QEMU here can resume; fetched and booted where needed.

    Args:
        store: the folder of kernels.
        name: the kernel's name.
        say: told each step, a line at a time.
        again: fetch it even if it is there.

    Raises:
        MissingFeatureError: QEMU or apt is missing, or no suite has the kernel.
        GuestError: the kernel does not boot.
        ObjectError: the image cannot be read, or is none.
    """
    machine = get_machine(name.arch)
    stored = None if again else find(store, name)
    if stored is not None and is_current(stored):
        store.touch(stored)
        return stored
    qemu_version(machine)  # the first thing that may be missing
    with store.lock():
        stored = None if again else find(store, name)  # another process may have made it
        if stored is not None and is_current(stored):
            return stored
        if stored is not None:
            say(f"{stored.name}: its state is of another QEMU or progpack; it boots again")
            return make(store, machine, _stored_kernel(stored), say)
        kernel = _of_path(name) if name.path else _of_debian(name, machine, say)
        return make(store, machine, kernel, say)


def _stored_kernel(stored: Stored) -> Kernel:
    config = stored.read("config") if "config" in stored.manifest.files else b""
    return Kernel(stored.read("image"), stored.manifest.origin, config)


def _of_path(name: KernelName) -> Kernel:
    path = Path(name.path)
    try:
        image = read_file(path, _IMAGE_MOST)
        beside = path.with_name(path.name.replace("vmlinuz", "config"))
        config = beside.read_bytes() if beside != path and beside.is_file() else b""
    except OSError as error:
        raise ObjectError(f"{path}: {error.strerror or error}") from None
    _check_image(image, path, name.arch)
    return Kernel(image, str(path), config)


def _check_image(image: bytes, path: Path, arch: str) -> None:
    """Refuse what no emulator of an architecture boots.

    Raises:
        ObjectError: the file is no kernel image, or is for another architecture.
    """
    if arch not in _MAGICS:
        return
    found = [
        (name, kind)
        for name, (at, magic, kind) in _MAGICS.items()
        if image[at : at + len(magic)] == magic
    ]
    # An image that is compressed as a whole shows its architecture to its own boot loader alone.
    if any(name == arch for name, _ in found) or (arch != "x86-64" and image[:2] == _GZIP):
        return
    wanted = _MAGICS[arch][2]
    other = f"; it is {found[0][1]}, to be named {found[0][0]}:{path}" if found else ""
    raise ObjectError(f"{path} is no kernel image for {arch}, which is {wanted}{other}")


def _of_debian(name: KernelName, machine: Machine, say: Say) -> Kernel:
    with tempfile.TemporaryDirectory(prefix="progpack-apt-") as folder:
        offered = []
        for suite, version, apt in _offers(name, machine, Path(folder), say):
            offered.append(f"{version.partition('-')[0]} ({suite})")
            if name.suite or _is_of(name.series, version):
                kernel = kernel_of(apt, machine.package, say)
                return Kernel(kernel.image, f"{kernel.origin} ({suite})", kernel.config)
    known = ", ".join(offered) or "none"
    raise MissingFeatureError(
        f"no suite of Debian that apt reaches has a kernel {name.text}; there are: {known}; "
        "or name the path of an image"
    )


def _offers(
    name: KernelName, machine: Machine, folder: Path, say: Say
) -> Iterator[tuple[str, str, Apt]]:
    """Suites with the version of their newest kernel, asked one after the other."""
    reached = False
    for number, suite in enumerate([name.suite] if name.suite else _SUITES):
        place = folder / str(number)
        place.mkdir()
        apt = Apt(place, machine.debian, [suite])
        say(f"asking apt for the packages of {suite}")
        try:
            apt.update()
            version, _ = apt.depends(machine.package)
        except MissingFeatureError as error:
            _refuse_without_hope(name, number, reached, error)
            say(f"  {error}")
            continue
        reached = True
        yield suite, version, apt


def _refuse_without_hope(
    name: KernelName, number: int, reached: bool, error: MissingFeatureError
) -> None:
    """Ask no more suites where none can be got: the one that was named, or two of every archive.

    Raises:
        MissingFeatureError: there is no hope; has what apt said.
    """
    if name.suite:
        raise MissingFeatureError(
            f"{name.text}: apt cannot get the suite {name.suite}: {error}; the path of an image"
            " needs no apt"
        )
    if number == 1 and not reached:
        raise MissingFeatureError(
            f"{name.text}: apt can get neither {_SUITES[0]} nor {_SUITES[1]} (is there a network?):"
            f" {error}; the path of an image needs none"
        )


def _is_of(series: str, version: str) -> bool:
    """Whether a version of a package, such as 6.12.95-1, is of a series or release."""
    upstream = version.partition("-")[0]
    if series == upstream or upstream.startswith(series + "."):
        return True
    # A whole release, as uname says it, names the series that the package is of.
    return series.startswith(upstream)
