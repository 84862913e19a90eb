"""Kernels on disk: a folder each, with a manifest, bounded, for any number of processes at once.

The folder is ``kernels`` in that of `progpack`'s cache: ``$PROGPACK_CACHE``, else ``progpack`` in
``$XDG_CACHE_HOME`` or ``~/.cache``. ``PROGPACK_KERNELS_MB`` bounds its size (2048). A kernel is
made in a folder of its own beside the others and renamed when it is whole, so nobody sees half of
one.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from progpack.errors import MissingFeatureError, ObjectError

__all__ = ["IMAGE", "STATE", "Manifest", "Store", "Stored", "digest_of"]

_FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"
#: The file of the image, as the kernel was given.
IMAGE: Final = "image"
_DEFAULT_MB: Final = 2048
_PIECE: Final = 1 << 20
_PART: Final = ".part-"
_LOCK: Final = ".lock"
#: The file of the state, compressed; and what it was before it was.
STATE: Final = "state.z"
_OLD_STATE: Final = "state"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The description of a stored kernel.

    Attributes:
        release: of the kernel, as uname(2) has it.
        version: of the kernel, as uname(2) has it.
        arch: name of the architecture.
        origin: package and version, or the path of the image.
        qemu: the emulator's version; a state is tied to it.
        machine: the emulator's words for the machine, and the kernel's.
        accelerator: ``kvm`` or ``tcg``.
        files: digest (SHA-256) and bytes of each file, by name.
        features: what was seen of the kernel: ``btf``, and types of programs and maps.
        boots: number of boots until one was good.
        seconds: of that boot.
    """

    release: str
    version: str
    arch: str
    origin: str
    qemu: str
    machine: tuple[str, ...]
    accelerator: str
    files: dict[str, tuple[str, int]]
    features: dict[str, list[str]] = field(default_factory=dict)
    boots: int = 1
    seconds: float = 0.0

    def encoded(self) -> bytes:
        """The manifest as a file."""
        return json.dumps({"format": _FORMAT, **asdict(self)}, indent=1).encode() + b"\n"

    @classmethod
    def decoded(cls, data: bytes, path: Path) -> Manifest:
        """The manifest of a file's bytes.

        Raises:
            ObjectError: the kernel is damaged, or of another version of progpack.
        """
        try:
            values = json.loads(data)
            if values.pop("format") != _FORMAT:
                raise ValueError("another format")
            values["machine"] = tuple(values["machine"])
            values["files"] = {name: (str(d), int(n)) for name, (d, n) in values["files"].items()}
            made = cls(**{one.name: values[one.name] for one in fields(cls)})
            made.check_values()
            return made
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ObjectError(f"{path}: the manifest is damaged ({error})") from None

    def check_values(self) -> None:
        """Raise TypeError or ValueError for what no version of progpack writes."""
        texts = (self.release, self.version, self.arch, self.qemu, self.accelerator)
        printable = all(isinstance(text, str) and text.isprintable() for text in texts)
        if not printable or not isinstance(self.origin, str):
            raise TypeError("what should be text is none")
        if not isinstance(self.features, dict):
            raise TypeError("features should be lists by name")
        if not {STATE, _OLD_STATE} & self.files.keys() or any("/" in name for name in self.files):
            raise ValueError("no state, or files elsewhere")


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored kernel.

    Attributes:
        folder: folder of its files.
        manifest: its description.
    """

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The kernel's release."""
        return self.manifest.release

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(size for _, size in self.manifest.files.values())

    def read(self, name: str) -> bytes:
        """A file of it, checked.

        Raises:
            ObjectError: the kernel is damaged or missing.
        """
        path = self.folder / name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ObjectError(f"{path}: {error.strerror}; {self.cure(name)}") from None
        self.check(name, hashlib.sha256(data).hexdigest(), len(data))
        return data

    def check(self, name: str, digest: str, size: int) -> None:
        """Compare what a file is with what it was.

        Raises:
            ObjectError: the kernel is damaged.
        """
        was, bytes_then = self.manifest.files[name]
        if size != bytes_then:
            problem = f"{size:,} bytes, where {bytes_then:,} were written"
        elif digest != was:
            problem = "other bytes than those that were written"
        else:
            return
        raise ObjectError(f"{self.folder / name} is damaged: {problem}; {self.cure(name)}")

    def problems(self) -> list[str]:
        """The faults of its files, a sentence each."""
        found = []
        for name in self.manifest.files:
            try:
                self.read(name)
            except ObjectError as error:
                found.append(str(error))
        return found

    def cure(self, damaged: str) -> str:
        """The source of a new file: the package, the image's own file, or the image here."""
        image = self.folder / IMAGE
        origin = Path(self.manifest.origin)
        if not origin.is_absolute():
            source = f"{self.manifest.arch}:{self.name}"
        elif origin.is_file() or damaged == IMAGE:
            source = f"{self.manifest.arch}:{origin}"
        else:
            source = f"{self.manifest.arch}:{image}"
        return f"fetch it again: progpack kernels fetch --again {source}"


def digest_of(file: int) -> tuple[str, int]:
    """SHA-256 and bytes of an open file; its position stays."""
    digest, at = hashlib.sha256(), 0
    while piece := os.pread(file, _PIECE, at):
        digest.update(piece)
        at += len(piece)
    return digest.hexdigest(), at


class Store:
    """The folder of kernels.

    Args:
        folder: the folder; default that of this user.

    Attributes:
        folder: the folder, which may not be there yet.
        most_bytes: bytes that all kernels may have together.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = _usual_folder() if folder is None else folder
        text = os.environ.get("PROGPACK_KERNELS_MB", "")
        self.most_bytes = (int(text) if text.isdigit() else _DEFAULT_MB) << 20

    def all(self) -> list[Stored]:
        """All whole kernels, oldest release first; damaged manifests are left out."""
        found = []
        for path in self._manifests():
            with contextlib.suppress(ObjectError, OSError):
                found.append(Stored(path.parent, Manifest.decoded(path.read_bytes(), path)))
        return sorted(found, key=lambda one: (_numbers(one.name), one.name))

    def problems(self) -> list[str]:
        """The kernels that `all` leaves out, a sentence each."""
        found = []
        for path in self._manifests():
            try:
                Manifest.decoded(path.read_bytes(), path)
            except ObjectError as error:
                found.append(f"{error}; remove the folder, and fetch the kernel again")
            except OSError as error:
                found.append(f"{path}: {error.strerror}")
        return found

    def _manifests(self) -> list[Path]:
        """Manifests of all kernels that this user alone may have made.

        Raises:
            MissingFeatureError: others may write into the folder.
        """
        if not self.folder.is_dir():
            return []
        self._check_owner(self.folder.stat())
        paths = sorted(self.folder.glob(f"*/{_MANIFEST}"))
        return [path for path in paths if not path.parent.name.startswith(".") and _is_own(path)]

    def _check_owner(self, status: os.stat_result) -> None:
        if not _is_this_users(status):
            raise MissingFeatureError(
                f"{self.folder}: others may write there; kernels are kept in a folder that is this"
                " user's alone"
            )

    def touch(self, stored: Stored) -> None:
        """Note that a kernel was used."""
        with contextlib.suppress(OSError):
            os.utime(stored.folder / _MANIFEST)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only process that fetches or removes kernels.

        Raises:
            MissingFeatureError: the folder cannot be made or is not this user's.
        """
        self._prepare()
        with open(self.folder / _LOCK, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self._sweep()
            yield

    @contextlib.contextmanager
    def making(self) -> Iterator[Path]:
        """A folder in which a kernel is made; it is gone afterwards unless `keep` took it."""
        self._prepare()
        part = Path(tempfile.mkdtemp(prefix=_PART, dir=self.folder))
        try:
            yield part
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def keep(self, part: Path, manifest: Manifest) -> Stored:
        """Put a whole kernel in place of an older one, and remove those that are too many."""
        (part / _MANIFEST).write_bytes(manifest.encoded())
        target = self.folder / re.sub(
            r"[^A-Za-z0-9._+~-]", "_", f"{manifest.arch}-{manifest.release}"
        )
        if target.exists():
            gone = part.with_name(part.name + "-old")
            target.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        part.rename(target)
        stored = Stored(target, manifest)
        self._bound(stored)
        return stored

    def remove(self, stored: Stored) -> None:
        """Remove a kernel; who has its files open goes on with them."""
        (stored.folder / _MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(stored.folder, ignore_errors=True)

    def _bound(self, newest: Stored) -> None:
        others = [one for one in self.all() if one.folder != newest.folder]
        others.sort(key=lambda one: (one.folder / _MANIFEST).stat().st_mtime)
        total = newest.size + sum(one.size for one in others)
        for one in others:
            if total <= self.most_bytes:
                return
            self.remove(one)
            total -= one.size

    def _sweep(self) -> None:
        """Remove what killed processes left. The caller has the lock, as makers of kernels do."""
        for path in self.folder.glob(f"{_PART}*"):
            with contextlib.suppress(OSError):
                shutil.rmtree(path, ignore_errors=True)

    def _prepare(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            status = self.folder.stat()
        except OSError as error:
            raise MissingFeatureError(f"{self.folder}: {error.strerror}") from None
        self._check_owner(status)


def _is_own(manifest: Path) -> bool:
    """Whether a kernel's folder and manifest are this user's alone; its digests are believed."""
    try:
        own = manifest.lstat().st_uid == os.getuid()
        return own and _is_this_users(manifest.parent.lstat())
    except OSError:
        return False


def _is_this_users(status: os.stat_result) -> bool:
    others = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return status.st_uid == os.getuid() and not others


def _usual_folder() -> Path:
    chosen = os.environ.get("PROGPACK_CACHE", "")
    if chosen and chosen not in ("off", "0", "none"):
        return Path(chosen) / "kernels"
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else Path.home() / ".cache") / "progpack" / "kernels"


def _numbers(release: str) -> tuple[Any, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", release)[:3])
