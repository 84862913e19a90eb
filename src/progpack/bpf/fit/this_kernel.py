"""Options and symbols of the running kernel, for objects that want them.

The files are those that libbpf reads: ``/proc/config.gz``, else ``/boot/config-RELEASE``, and
``/proc/kallsyms``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from progpack.errors import MissingFeatureError

__all__ = ["addresses_of", "kernel_options", "kernel_symbols", "options_of"]

_CONFIGURATION: Final = Path("/proc/config.gz")
_SYMBOLS: Final = Path("/proc/kallsyms")


def kernel_options() -> dict[str, int | str]:
    """Values of the running kernel's options by name: numbers, or text as a configuration has it.

    Raises:
        MissingFeatureError: the kernel shows no configuration.
    """
    return options_of(_configuration())


def options_of(text: str) -> dict[str, int | str]:
    """Values of options by name, from a kernel's configuration file."""
    return dict(_options(text.splitlines()))


def _configuration() -> str:
    installed = Path(f"/boot/config-{os.uname().release}")
    if _CONFIGURATION.exists():
        import gzip  # few runs ask the kernel

        return gzip.decompress(_CONFIGURATION.read_bytes()).decode()
    if installed.exists():
        return installed.read_text(encoding="utf-8")
    raise MissingFeatureError(
        f"this kernel shows no configuration: neither {_CONFIGURATION} (CONFIG_IKCONFIG_PROC) nor"
        f" {installed} is there; state the values of options instead"
    )


def _options(lines: Iterable[str]) -> Iterator[tuple[str, int | str]]:
    for line in lines:
        name, equals, value = line.partition("=")
        if equals and name.startswith("CONFIG_"):
            number = value.removeprefix("-")[:1].isdigit()
            yield name, int(value, 0) if number else value


def kernel_symbols(names: Iterable[str]) -> dict[str, int]:
    """Addresses of the running kernel's symbols, of those that it shows; 0 means hidden.

    Raises:
        MissingFeatureError: the kernel hides addresses from this process (kptr_restrict).
    """
    with _SYMBOLS.open(encoding="utf-8", errors="replace") as lines:
        addresses = addresses_of(names, lines)
    if addresses and not any(addresses.values()):
        raise MissingFeatureError(
            f"{_SYMBOLS} hides addresses from this process; they are shown to root"
            " (kernel.kptr_restrict)"
        )
    return addresses


def addresses_of(names: Iterable[str], lines: Iterable[str]) -> dict[str, int]:
    """Addresses of symbols, from the lines of a kernel's /proc/kallsyms."""
    missing = set(names)
    addresses: dict[str, int] = {}
    for line in lines:
        address, _, name = line.split(maxsplit=3)[:3]
        if name in missing:
            addresses.setdefault(name, int(address, 16))
    return addresses
