"""Virtual machines: how a kernel of each architecture is had, built for and booted.

To add one, add a record to `MACHINES`; docs/lab.md says what else to look at.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Final

from progpack import arch
from progpack.errors import MissingFeatureError, UsageError
from progpack.waits import run

__all__ = ["MACHINES", "Machine", "check", "get"]


@dataclass(frozen=True, slots=True)
class Calls:
    """Numbers of the system calls that the first process of a guest is told to make.

    Source: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h.
    """

    openat: int
    read: int
    readv: int
    pread64: int
    write: int
    close: int
    mkdirat: int
    mount: int
    mmap: int
    munmap: int
    sendfile: int
    setresuid: int
    process_vm_readv: int
    bpf: int


_GENERIC: Final = Calls(
    openat=56,
    read=63,
    readv=65,
    pread64=67,
    write=64,
    close=57,
    mkdirat=34,
    mount=40,
    mmap=222,
    munmap=215,
    sendfile=71,
    setresuid=147,
    process_vm_readv=270,
    bpf=280,
)
_X86_64: Final = Calls(
    openat=257,
    read=0,
    readv=19,
    pread64=17,
    write=1,
    close=3,
    mkdirat=258,
    mount=165,
    mmap=9,
    munmap=11,
    sendfile=40,
    setresuid=117,
    process_vm_readv=310,
    bpf=321,
)


@dataclass(frozen=True, slots=True)
class Resumable:
    """A machine whose kernels are booted once and resumed for each question.

    Attributes:
        options: what the emulator is told of the machine.
        port: what it is told of the serial port that says when a request is there, whose other end
            is the character device ``port``.
        device: major and minor number of that port in the guest.
        boot: words for the kernel.
        calls: numbers of system calls.
    """

    options: tuple[str, ...]
    port: tuple[str, ...]
    device: tuple[int, int]
    boot: str
    calls: Calls


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
        resumable: how its kernels are resumed; None: they are not.
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
    resumable: Resumable | None = None


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
        # With this CPU and fixed addresses QEMU 7.2 boots Linux 6.12 each time; with others not.
        Resumable(
            ("-M", "q35", "-cpu", "Nehalem"),
            ("-serial", "chardev:port"),
            (4, 65),
            # Under load the timer may not tick while the kernel tries whether it does.
            "nokaslr no_timer_check",
            _X86_64,
        ),
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
        Resumable(
            ("-M", "virt", "-cpu", "neoverse-n1"),
            ("-device", "pci-serial,chardev=port"),
            (4, 64),
            "nokaslr",
            _GENERIC,
        ),
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
    raise UsageError(f"there is no virtual machine of {record.name}; it has {known}")


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
            f"{', '.join(missing)}: not there; on Debian: apt-get install {names}"
        )
    ready = {tool: path for tool, path in found.items() if path is not None}
    _check_library(machine)
    return ready


def _check_library(machine: Machine) -> None:
    """A compiler without its C library is there often enough."""
    command = [machine.compiler, "-static", "-x", "c", "-", "-o", "/dev/null"]
    done = run(command, "int main(void) { return 0; }")
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise MissingFeatureError(
            f"{machine.compiler} makes no static programs ({said[-1]}); on Debian: "
            f"apt-get install {_compiler(machine)}"
        )


def _compiler(machine: Machine) -> str:
    return _NATIVE if arch.host().name == machine.arch else machine.compiler_packages
