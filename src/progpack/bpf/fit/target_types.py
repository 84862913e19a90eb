"""Sources of a kernel's types, for CO-RE."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from progpack.bpf.btf.types import Btf
from progpack.bpf.object.file import ElfImage
from progpack.errors import MissingFeatureError, ObjectError
from progpack.files import read_file

__all__ = ["KERNEL_BTF", "target_types"]

#: The running kernel's types (CONFIG_DEBUG_INFO_BTF).
KERNEL_BTF: Final = Path("/sys/kernel/btf/vmlinux")
_MAX_BYTES: Final = 256 << 20


def target_types(
    source: str | os.PathLike[str] | bytes | Btf,
    base: str | os.PathLike[str] | bytes | Btf | None = None,
) -> Btf:
    """The types of a kernel.

    Args:
        source: ``"kernel"`` for the running one, the path of a file of BTF (as
            ``bpftool btf dump file vmlinux`` takes it, or an ELF object with a ``.BTF`` section),
            its bytes, or the types themselves. Files are read once while they do not change.
        base: the types of the kernel that a module's types go on from (split BTF). Files in
            ``/sys/kernel/btf`` go on from ``vmlinux`` there without being told.

    Raises:
        MissingFeatureError: the running kernel shows no types.
        ObjectError: the file cannot be read or is no BTF, or its base is missing.
    """
    if isinstance(source, Btf):
        return source
    below = None if base is None else target_types(base)
    if isinstance(source, bytes):
        return _parse(source, "BTF", below)
    path = KERNEL_BTF if source == "kernel" else Path(source)
    try:
        status = path.stat()
    except OSError as error:
        if source == "kernel":
            raise MissingFeatureError(
                f"{path}: {error.strerror}; this kernel shows no types (CONFIG_DEBUG_INFO_BTF),"
                " give a BTF file of the kernel that the programs shall fit"
            ) from None
        raise ObjectError(f"{path}: cannot be read: {error.strerror}") from None
    if below is None and path.parent == KERNEL_BTF.parent and path != KERNEL_BTF:
        below = target_types("kernel")
    return _read(path, status.st_mtime_ns, status.st_size, below)


@lru_cache(maxsize=2)
def _read(path: Path, changed: int, size: int, base: Btf | None) -> Btf:
    if size > _MAX_BYTES:
        raise ObjectError(f"{path}: {size:,} bytes are more than BTF may have ({_MAX_BYTES:,})")
    try:
        return _parse(read_file(path, _MAX_BYTES), str(path), base)
    except OSError as error:
        raise ObjectError(f"{path}: cannot be read: {error.strerror or error}") from None


def _parse(data: bytes, name: str, base: Btf | None) -> Btf:
    if data[:4] == b"\x7fELF":
        image = ElfImage(data, name)
        section = image.find(".BTF")
        if section is None:
            raise ObjectError(f"{name}: it has no section .BTF")
        data = image.contents(section)
    types = Btf(data, name, base)
    if base is None and types.is_split():
        raise ObjectError(
            f"{name}: its types go on from those of a kernel (split BTF of a module), which are"
            " not given; give them as the base"
        )
    return types
