"""The packs of a kernel in a guest: looked at as those of the running kernel are.

The readers of `progpack.kernel` take a folder with ``proc`` and ``sys`` in it. Here it is a folder
with copies of the guest's files, made anew for each look; programs are asked for through its
port, and the kernel's memory is read from its ``/proc/kcore``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from progpack.kernel.memory.kcore import Kcore
from progpack.kernel.memory.pack_list import (
    PACK_SYMBOLS,
    KernelPack,
    PackLayout,
    find_pack_list,
    read_packs,
)
from progpack.kernel.observation import Observation
from progpack.kernel.observe import Observer
from progpack.kernel.proc.files import copied
from progpack.kernel.proc.symbols import find_symbols
from progpack.kernel.syscall.btf import read_kernel_btf
from progpack.vm.guest import Guest
from progpack.vm.qemu import GuestError

__all__ = ["GuestObserver"]

_FILES: Final = (
    "proc/kallsyms",
    "proc/meminfo",
    "proc/modules",
    "proc/net/packet",
    "proc/sys/kernel/bpf_stats_enabled",
    "proc/sys/kernel/kptr_restrict",
    "proc/sys/kernel/osrelease",
    "proc/sys/kernel/random/boot_id",
    "proc/sys/kernel/unprivileged_bpf_disabled",
    "proc/sys/net/core/bpf_jit_enable",
    "proc/sys/net/core/bpf_jit_harden",
    "proc/sys/net/core/bpf_jit_kallsyms",
    "proc/sys/net/core/bpf_jit_limit",
    "proc/vmallocinfo",
    "proc/vmstat",
    "sys/devices/system/cpu/online",
    "sys/devices/system/cpu/possible",
    "sys/devices/system/cpu/vulnerabilities/spectre_v2",
    "sys/devices/system/node/online",
    "sys/devices/system/node/possible",
)
_TYPES: Final = "sys/kernel/btf/vmlinux"
#: With this the kernel prints addresses to those who may see them, and else their hashes.
_SHOWN: Final = b"1"


class GuestObserver(Observer):
    """Looks at a kernel in a guest; a context manager that removes its folder.

    Args:
        guest: the guest, which stays the caller's.
        types: file with the kernel's types; None: it has none.

    Raises:
        GuestError: the guest is gone.
    """

    def __init__(self, guest: Guest, types: Path | None) -> None:
        self._guest = guest
        self._folder = tempfile.TemporaryDirectory(prefix="progpack-guest-")
        super().__init__(Path(self._folder.name), port=guest, core=lambda: _Core(guest))
        self._forget = copied(self.root)
        self._own: PackLayout | None = None
        try:
            guest.write("/proc/sys/kernel/kptr_restrict", _SHOWN)
            if types is not None:
                self._place(_TYPES).symlink_to(types.resolve())
        except BaseException:
            self.close()
            raise

    def look(
        self, *, probe: bool = False, say: Callable[[str], object] | None = None
    ) -> Observation:
        """The packs now; the arguments and errors are those of `Observer.look`.

        Raises:
            GuestError: the guest is gone.
        """
        self.copied()
        return super().look(probe=probe, say=say)

    def copied(self) -> Path:
        """The folder, with the guest's files as they are now.

        Raises:
            GuestError: the guest is gone.
        """
        for name in _FILES:
            self._copy(name)
        return self.root

    def uptime(self) -> float:
        """Seconds since the guest's boot."""
        return float(self._guest.read_now("/proc/uptime").split()[0])

    def bitmaps(self) -> tuple[KernelPack, ...]:
        """The packs as the kernel's own memory has them now, and nothing else.

        Raises:
            MissingFeatureError, UnreadableError: the kernel does not show them.
        """
        if not (self.root / "proc/kallsyms").exists():
            self._copy("proc/kallsyms")
        layout = PackLayout.from_btf(read_kernel_btf(self.root)) if self._own is None else self._own
        self._own = layout
        with _Core(self._guest) as memory:
            head = find_pack_list(memory, find_symbols(PACK_SYMBOLS, self.root), layout)
            return read_packs(memory, head, layout)

    def _copy(self, name: str) -> None:
        try:
            data = self._guest.read(f"/{name}")
        except GuestError:
            if self._guest.ended:
                raise
            return  # this kernel does not have it
        self._place(name).write_bytes(data)

    def _place(self, name: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def close(self) -> None:
        """Remove the folder; a second call does nothing."""
        super().close()
        self._forget()
        self._folder.cleanup()


class _Core(Kcore):
    """The memory of a kernel in a guest."""

    def __init__(self, guest: Guest) -> None:
        self._guest = guest
        super().__init__()

    def _open(self) -> int:
        return self._guest.open(str(self.path))

    def _close(self, fd: int) -> None:
        self._guest.close(fd)

    def _pread(self, size: int, offset: int) -> bytes:
        return self._guest.pread(self._fd, size, offset)
