"""The machines of the laboratory: how a kernel of each architecture is had, built for and booted.

To add one, add a record to `MACHINES`; docs/lab.md says what else to look at.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import Final

from progpack import arch
from progpack.errors import MissingFeatureError, UsageError

__all__ = ["MACHINES", "Machine", "check", "get"]


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine that QEMU emulates, and the tools for it.

    Attributes:
        arch: name of the architecture.
        debian: what Debian calls it.
        package: the package that depends on the newest kernel of a release.
        qemu: the emulator.
        qemu_package: the package that has it.
        options: what the emulator is told of the machine. On x86 a CPU with pages of 1 GiB, so that
            the direct map is as on real machines.
        console: the kernel's name for the first serial port.
        compiler: makes static programs for it.
        compiler_packages: the packages that have it and its C library.
    """

    arch: str
    debian: str
    package: str
    qemu: str
    qemu_package: str
    options: tuple[str, ...]
    console: str
    compiler: str
    compiler_packages: str


MACHINES: Final = (
    Machine(
        "x86-64",
        "amd64",
        "linux-image-cloud-amd64",
        "qemu-system-x86_64",
        "qemu-system-x86",
        ("-M", "q35", "-cpu", "EPYC"),
        "ttyS0",
        "x86_64-linux-gnu-gcc",
        "gcc-x86-64-linux-gnu libc6-dev-amd64-cross",
    ),
    Machine(
        "arm64",
        "arm64",
        "linux-image-cloud-arm64",
        "qemu-system-aarch64",
        "qemu-system-arm",
        ("-M", "virt", "-cpu", "neoverse-n1"),
        "ttyAMA0",
        "aarch64-linux-gnu-gcc",
        "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
    ),
    Machine(
        "riscv64",
        "riscv64",
        "linux-image-riscv64",
        "qemu-system-riscv64",
        "qemu-system-misc",
        ("-M", "virt", "-cpu", "rv64"),
        "ttyS0",
        "riscv64-linux-gnu-gcc",
        "gcc-riscv64-linux-gnu libc6-dev-riscv64-cross",
    ),
    Machine(
        "powerpc",
        "ppc64el",
        "linux-image-powerpc64le",
        "qemu-system-ppc64",
        "qemu-system-ppc",
        ("-M", "pseries", "-cpu", "power9"),
        "hvc0",
        "powerpc64le-linux-gnu-gcc",
        "gcc-powerpc64le-linux-gnu libc6-dev-ppc64el-cross",
    ),
)
"""Every machine; each was booted and compared."""

_NATIVE: Final = "gcc libc6-dev"


def get(name: str) -> Machine:
    """The machine of an architecture, by any of its usual names.

    Raises:
        UsageError: there is no such architecture, or no machine of it.
    """
    record = arch.get(name)
    for machine in MACHINES:
        if machine.arch == record.name:
            return machine
    known = ", ".join(machine.arch for machine in MACHINES)
    raise UsageError(f"the laboratory has no machine of {record.name}; it has {known}")


def check(machine: Machine, *, debian: bool = True) -> dict[str, str]:
    """The tools that a run needs: name -> where it is, or what was found of it.

    Args:
        machine: the machine.
        debian: the kernel is fetched from Debian.

    Raises:
        MissingFeatureError: something is missing; says which packages have it.
    """
    packages = {machine.qemu: machine.qemu_package, machine.compiler: _compiler(machine)}
    if debian:
        packages |= {"apt-get": "apt", "apt-cache": "apt", "dpkg-deb": "dpkg"}
    found = {tool: shutil.which(tool) for tool in packages}
    missing = [tool for tool, path in found.items() if path is None]
    if missing:
        names = " ".join(dict.fromkeys(packages[tool] for tool in missing))
        raise MissingFeatureError(
            f"lab: {', '.join(missing)}: not there; on Debian: apt-get install {names}"
        )
    ready = {tool: path for tool, path in found.items() if path is not None}
    _check_library(machine)
    return ready


def _check_library(machine: Machine) -> None:
    """A compiler without its C library is there often enough."""
    command = [machine.compiler, "-static", "-x", "c", "-", "-o", "/dev/null"]
    done = subprocess.run(
        command, input=b"int main(void) { return 0; }", capture_output=True, check=False
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise MissingFeatureError(
            f"lab: {machine.compiler} makes no static programs ({said[-1]}); on Debian: "
            f"apt-get install {_compiler(machine)}"
        )


def _compiler(machine: Machine) -> str:
    return _NATIVE if arch.host().name == machine.arch else machine.compiler_packages
