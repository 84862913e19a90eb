"""Warm kernels: booted once until good, kept as a file, resumed from it for each question."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

from progpack.bpf.isa.insn import EXIT, Insn
from progpack.bpf.maps.record import BPF_F_NO_PREALLOC
from progpack.bpf.spec import MapSpec, MapType, ProgramType
from progpack.errors import BpfError, MissingFeatureError, ObjectError, ProgpackError
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.programs import KernelProgram
from progpack.vm.debian import Kernel
from progpack.vm.guest import Guest
from progpack.vm.initramfs import archive_of
from progpack.vm.machines import Machine
from progpack.vm.machines import get as get_machine
from progpack.vm.qemu import Emulator, GuestError, qemu_version, resumable, words_of
from progpack.vm.store import IMAGE, STATE, Manifest, Store, Stored, digest_of
from progpack.waits import join

__all__ = ["is_current", "make", "resume"]

Say = Callable[[str], None]

#: What is tried, in this order; a device file is no proof that KVM works.
_ACCELERATORS: Final = ("kvm", "tcg")
_BOOTS: Final = 6
#: Seconds that a boot may take. Where KVM works it takes one; where it does not, it may hang.
_BOOT_S: Final = {"kvm": 15.0, "tcg": 150.0}
_BTF, _CONFIG = "btf", "config"
_RAW: Final = "state.raw"
#: Of zlib: a third of the bytes is left, and more work makes little less.
_LEVEL: Final = 1
_PIECE: Final = 1 << 20
#: What QEMU refuses at once; for the first bytes of a state, where none come, it waits for ever.
_NO_STATE: Final = bytes(64)
_MOV0: Final = 0xB7


def make(
    store: Store, machine: Machine, kernel: Kernel, say: Say, accelerators: tuple[str, ...] = ()
) -> Stored:
    """Boot a kernel until it is good, and keep its state.

    Args:
        store: the folder of kernels.
        machine: the machine.
        kernel: its image.
        say: told each step, a line at a time.
        accelerators: what is tried; default KVM, then emulation.

    Raises:
        GuestError: the kernel never boots; has its last words.
        MissingFeatureError: QEMU is missing, or the folder cannot be used.
        ObjectError: there is no room for it.
    """
    qemu_version(machine)
    try:
        with store.making() as part:
            (part / IMAGE).write_bytes(kernel.image)
            if kernel.config:
                (part / _CONFIG).write_bytes(kernel.config)
            manifest = _boot(part, machine, kernel, say, accelerators or _ACCELERATORS)
            return store.keep(part, manifest)
    except OSError as error:
        raise ObjectError(f"{store.folder}: {error.strerror}; nothing was stored") from None


def _boot(
    part: Path, machine: Machine, kernel: Kernel, say: Say, accelerators: tuple[str, ...]
) -> Manifest:
    last: ProgpackError | None = None
    boots = 0
    for accelerator in accelerators:
        attempts = _BOOTS if accelerator == "tcg" else 1
        for _ in range(attempts):
            boots += 1
            say(f"booting {kernel.origin} ({accelerator}, boot {boots})")
            try:
                return _boot_once(part, machine, kernel, accelerator, boots)
            except GuestError as error:
                last = error
                say(f"  {error}")
    raise last or GuestError("no accelerator was given")


def _boot_once(
    part: Path, machine: Machine, kernel: Kernel, accelerator: str, boots: int
) -> Manifest:
    began = time.monotonic()
    initrd = archive_of(machine.arch, resumable(machine).device)
    image = str(part / IMAGE)
    with Emulator(machine, accelerator, image, initrd) as emulator:
        guest = Guest(emulator, resumable(machine).calls, kernel.origin)
        try:
            guest.await_start(_BOOT_S[accelerator])
            seconds = time.monotonic() - began
            _save(emulator, part / _RAW)
        finally:
            guest.end()
    _compress(part / _RAW, part / STATE)
    made = Manifest(
        release=kernel.origin,
        version="",
        arch=machine.arch,
        origin=kernel.origin,
        qemu=qemu_version(machine),
        machine=tuple(words_of(machine, accelerator)),
        accelerator=accelerator,
        files=_digests(part),
        boots=boots,
        seconds=round(seconds, 2),
    )
    # A state is good when the kernel that goes on from it answers.
    with resume(Stored(part, made)) as guest:
        return _described(guest, part, made)


def _described(guest: Guest, part: Path, made: Manifest) -> Manifest:
    """The manifest with what the kernel says of itself; its types are kept in a file."""
    release, version = (
        guest.read_now(f"/proc/sys/kernel/{name}").decode().strip()
        for name in ("osrelease", "version")
    )
    guest.name = f"Linux {release}"
    features = _features(guest)
    if not features["programs"]:
        raise GuestError(f"{release}: the kernel loads no program at all")
    try:
        (part / _BTF).write_bytes(guest.read("/sys/kernel/btf/vmlinux"))
        features["types"] = ["btf"]
    except GuestError:
        features["types"] = []
    values = {name: getattr(made, name) for name in Manifest.__slots__}
    known = {"release": release, "version": version, "features": features}
    return Manifest(**{**values, **known, "files": _digests(part)})


def _save(emulator: Emulator, path: Path) -> None:
    with open(path, "wb") as file:
        emulator.save(file.fileno())
        if not os.fstat(file.fileno()).st_size:
            raise GuestError("the state is empty")


def _compress(raw: Path, path: Path) -> None:
    """Put a state into a file that takes a third of the room, and remove it."""
    packer = zlib.compressobj(_LEVEL)
    with open(raw, "rb") as source, open(path, "wb") as target:
        while piece := source.read(_PIECE):
            target.write(packer.compress(piece))
        target.write(packer.flush())
    raw.unlink()


def _digests(part: Path) -> dict[str, tuple[str, int]]:
    found = {}
    for path in sorted(part.iterdir()):
        with open(path, "rb") as file:
            found[path.name] = digest_of(file.fileno())
    return found


def is_current(stored: Stored) -> bool:
    """Whether a state can be resumed by the QEMU that is here."""
    manifest = stored.manifest
    if STATE not in manifest.files:
        return False
    machine = get_machine(manifest.arch)
    return manifest.machine == tuple(words_of(machine, manifest.accelerator))


class _Feeder(threading.Thread):
    """Gives QEMU a state as it was, through a pipe, and takes the digest of its file meanwhile.

    Args:
        file: the open file, which stays the caller's.

    Attributes:
        end: the end of the pipe that QEMU reads, which is the caller's.
        result: digest and bytes of the whole file, after the thread has ended.
    """

    def __init__(self, file: int) -> None:
        super().__init__(name="progpack-state", daemon=True)
        self._file = file
        self.end, self._pipe = os.pipe2(os.O_CLOEXEC)
        self.result = ("", 0)
        self.start()

    def run(self) -> None:
        try:
            # QEMU may end, and the file may be damaged: the digest says it.
            with contextlib.suppress(OSError):
                try:
                    self._feed()
                except zlib.error:
                    os.write(self._pipe, _NO_STATE)
        finally:
            os.close(self._pipe)
        self.result = digest_of(self._file)

    def _feed(self) -> None:
        with contextlib.suppress(OSError):  # a pipe of the usual size does too
            fcntl.fcntl(self._pipe, fcntl.F_SETPIPE_SZ, _PIECE)
        unpacker, at = zlib.decompressobj(), 0
        while piece := os.pread(self._file, _PIECE, at):
            at += len(piece)
            while piece:
                self._give(unpacker.decompress(piece, _PIECE))
                piece = unpacker.unconsumed_tail
        self._give(unpacker.flush())

    def _give(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._pipe, rest) :]


def resume(stored: Stored, patience_s: float = 600.0) -> ResumedGuest:
    """A guest of a stored kernel, as it was after its boot; a context manager that ends it.

    Args:
        stored: the kernel.
        patience_s: seconds that one call may take.

    Raises:
        ObjectError: the state is damaged.
        GuestError: QEMU does not go on from it.
        MissingFeatureError: QEMU is missing.
    """
    manifest = stored.manifest
    machine = get_machine(manifest.arch)
    path = stored.folder / STATE
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise ObjectError(f"{path}: {error.strerror}; {stored.cure(STATE)}") from None
    try:
        size = os.fstat(file).st_size
        stored.check(STATE, manifest.files[STATE][0], size)
        feeder = _Feeder(file)
        try:
            return _resumed(stored, machine, feeder, patience_s)
        except GuestError:
            join(feeder)
            stored.check(STATE, *feeder.result)  # that is why, if it is damaged
            raise
        finally:
            join(feeder)  # before its file is closed
    finally:
        os.close(file)


def _resumed(stored: Stored, machine: Machine, feeder: _Feeder, patience_s: float) -> ResumedGuest:
    try:
        initrd = archive_of(machine.arch, resumable(machine).device)
        image = str(stored.folder / IMAGE)
        accelerator = stored.manifest.accelerator
        emulator = Emulator(machine, accelerator, image, initrd, state=feeder.end)
    finally:
        os.close(feeder.end)
    try:
        calls = resumable(machine).calls
        guest = ResumedGuest(emulator, calls, f"Linux {stored.name}", patience_s)
        guest.mount("proc", "/proc")
        join(feeder)
        stored.check(STATE, *feeder.result)
    except BaseException:
        emulator.close()
        raise
    return guest


class ResumedGuest(Guest):
    """A guest that is ended with its block."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def _features(guest: Guest) -> dict[str, list[str]]:
    """Types of programs and maps that the kernel makes, by trying each with the least it takes."""
    return {
        "programs": [kind.name for kind in ProgramType if kind > 0 and _loads(guest, kind)],
        "maps": [kind.name for kind in MapType if _makes(guest, kind)],
    }


def _loads(guest: Guest, kind: ProgramType) -> bool:
    try:
        KernelProgram.load([Insn(_MOV0), Insn(EXIT)], type=kind, port=guest).close()
    except (BpfError, MissingFeatureError) as error:
        # A type that is known asks for more: an attach type, or a function.
        return "verification" in str(error) or "must" in str(error)
    return True


def _makes(guest: Guest, kind: MapType) -> bool:
    owned = kind.traits.owned
    sizes = _SIZES.get(kind, (4, 8, 0 if owned else 1))
    flags = BPF_F_NO_PREALLOC if kind.traits.typed else 0
    try:
        KernelMap.from_spec(MapSpec("", kind, *sizes, flags), guest).close()
    except (BpfError, MissingFeatureError):
        return False
    return True


_PAGE: Final = 4096
_SIZES: Final = {
    MapType.RINGBUF: (0, 0, _PAGE),
    MapType.USER_RINGBUF: (0, 0, _PAGE),
    MapType.QUEUE: (0, 8, 1),
    MapType.STACK: (0, 8, 1),
    MapType.BLOOM_FILTER: (0, 8, 1),
    MapType.PROG_ARRAY: (4, 4, 1),
    MapType.PERF_EVENT_ARRAY: (4, 4, 1),
    MapType.CGROUP_STORAGE: (8, 8, 0),
    MapType.PERCPU_CGROUP_STORAGE: (8, 8, 0),
}
