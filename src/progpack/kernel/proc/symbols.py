"""Symbols of the running kernel from ``/proc/kallsyms``: above all those of BPF.

Which symbols are there and which addresses are shown is decided by the kernel when the file is
opened: ``kallsyms_show_value()`` in ``kernel/ksyms_common.c`` and ``bpf_get_kallsym()`` in
``kernel/bpf/core.c`` (Linux 6.18). Classic BPF programs are never in it
(``bpf_prog_kallsyms_candidate()``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from progpack.errors import MissingFeatureError
from progpack.kernel.proc.files import ROOT, refusal, sysctl
from progpack.known import Maybe, Unknown

__all__ = [
    "BpfSymbol",
    "KernelSymbol",
    "SymbolKind",
    "bpf_symbols",
    "find_symbols",
    "kernel_symbols",
    "parse_bpf_symbol",
    "why_no_addresses",
    "why_symbols_may_be_missing",
]

_KALLSYMS = Path("proc/kallsyms")
_BLOCK = 1 << 18
# bpf_ksym_set_name() in kernel/bpf/core.c: the tag in hexadecimal, the name if there is one.
_PROGRAM = re.compile(r"bpf_prog_([0-9a-f]{16})(?:_(.*))?")


class SymbolKind(StrEnum):
    """The kind of thing that a BPF symbol names (as in `progpack.snapshot.SpanView.kind`)."""

    PROGRAM = "program"
    """A function of a JITed program: ``bpf_prog_<tag>[_<name>]``."""
    TRAMPOLINE = "trampoline"
    """``bpf_trampoline_<key>``: code between a kernel function and fentry or fexit programs."""
    DISPATCHER = "dispatcher"
    """``bpf_dispatcher_<name>``: direct calls in place of an indirect one, for XDP."""
    STRUCT_OPS = "struct_ops"
    """``bpf__<type>_<member>``: the trampoline of one member of a struct_ops map."""
    PREFIX = "prefix"
    """``__cfi_...``: the bytes for FineIBT in front of a program, within the same chunks."""
    OTHER = "other"
    """Any other symbol that the kernel counts as BPF's."""


# Longest first where one begins like another.
_KINDS = (
    ("bpf_prog_", SymbolKind.PROGRAM),
    ("bpf_trampoline_", SymbolKind.TRAMPOLINE),
    ("bpf_dispatcher_", SymbolKind.DISPATCHER),
    ("bpf__", SymbolKind.STRUCT_OPS),
    ("__cfi_", SymbolKind.PREFIX),
)


@dataclass(frozen=True, slots=True)
class KernelSymbol:
    """One line of ``/proc/kallsyms``.

    Attributes:
        address: 0 when it is hidden.
        type: one letter as nm(1) has it: ``T`` global text, ``W`` a weak definition that nothing
            has replaced, lower case for local symbols.
        name: name of the symbol.
        module: ``""`` for the kernel itself.
    """

    address: int
    type: str
    name: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class BpfSymbol:
    """A symbol of BPF.

    Attributes:
        address: address of the first instruction, or why it is hidden.
        name: as the kernel has it.
        kind: what it names.
        tag: 16 hexadecimal digits, for functions of programs; ``""`` otherwise. A subprogram has
            a tag of its own.
        program: the name of the program, the trampoline's key, the dispatcher's name; may be
            ``""``.
    """

    address: Maybe[int]
    name: str
    kind: SymbolKind
    tag: str = ""
    program: str = ""


def why_no_addresses(root: Path = ROOT) -> str:
    """Return why this process sees no kernel addresses, with the sysctl's value if it is known."""
    setting = sysctl("kernel.kptr_restrict", root)
    if isinstance(setting, Unknown):
        value = "kernel.kptr_restrict cannot be read"
    else:
        value = f"kernel.kptr_restrict is {setting}"
    return f"addresses are hidden: {value}; CAP_SYSLOG and a value below 2 are needed"


def why_symbols_may_be_missing(root: Path = ROOT) -> str | None:
    """Why programs may have no symbol although they are JITed, or None when all should be there.

    The kernel lists none with net.core.bpf_jit_harden on or net.core.bpf_jit_kallsyms 0
    (``bpf_jit_kallsyms_enabled()`` in ``include/linux/filter.h``).
    """
    harden = sysctl("net.core.bpf_jit_harden", root)
    if isinstance(harden, int) and harden:
        return f"net.core.bpf_jit_harden is {harden}, which hides the symbols of programs"
    listed = sysctl("net.core.bpf_jit_kallsyms", root)
    if isinstance(listed, int) and not listed:
        return "net.core.bpf_jit_kallsyms is 0, which hides the symbols of programs"
    unknown = [value.reason for value in (harden, listed) if isinstance(value, Unknown)]
    return "; ".join(unknown) or None


def parse_bpf_symbol(name: str, address: Maybe[int]) -> BpfSymbol:
    """Read the kind, tag and program from the name of a symbol."""
    match = _PROGRAM.fullmatch(name)
    if match:
        return BpfSymbol(address, name, SymbolKind.PROGRAM, match[1], match[2] or "")
    for prefix, kind in _KINDS:
        if name.startswith(prefix):
            return BpfSymbol(address, name, kind, "", name[len(prefix) :])
    return BpfSymbol(address, name, SymbolKind.OTHER)


def kernel_symbols(root: Path = ROOT) -> Iterator[KernelSymbol]:
    """All symbols, line by line (more than 100,000 on most kernels).

    Raises:
        MissingFeatureError: there is no ``/proc/kallsyms``.
    """
    for line in _lines(root):
        yield _parse(line)


def find_symbols(names: Collection[str], root: Path = ROOT) -> dict[str, KernelSymbol]:
    """The first symbol of each of these names that the kernel itself has, without its modules.

    Only kernels with CONFIG_KALLSYMS_ALL list data; the others list text. The running kernel's
    symbols do not change, so answers with addresses are kept.

    Raises:
        MissingFeatureError: there is no ``/proc/kallsyms``.
    """
    known = _KNOWN if root == ROOT else {}
    if not known.keys() >= set(names):
        symbols = _search({name.encode() for name in names}, root)
        if any(not symbol.address for symbol in symbols.values()):
            return symbols  # hidden from this process as it is now
        known.update({name: symbols.get(name) for name in names})
    return {name: symbol for name in names if (symbol := known[name]) is not None}


_KNOWN: dict[str, KernelSymbol | None] = {}


def _search(names: set[bytes], root: Path) -> dict[str, KernelSymbol]:
    symbols: dict[str, KernelSymbol] = {}
    for block in _own_blocks(root):
        for name in sorted(names):
            line = _line_of(name, block)
            if line is not None:
                symbol = _parse(line)
                symbols[symbol.name] = symbol
                names.discard(name)
        if not names:
            break
    return symbols


def _line_of(name: bytes, block: bytes) -> bytes | None:
    """The first line of a block that ends with this name."""
    at = block.find(b" %s\n" % name)
    return None if at < 0 else block[block.rfind(b"\n", 0, at) + 1 : at + 1 + len(name)]


def _own_blocks(root: Path) -> Iterator[bytes]:
    """The symbols of the kernel itself, which come first, as blocks of whole lines."""
    for block in _blocks(root):
        # Lines of modules have a tab before the module's name.
        own, module, _ = block.partition(b"\t")
        yield own[: own.rfind(b"\n") + 1] if module else own
        if module:
            return


def _lines_of_bpf(root: Path) -> Iterator[bytes]:
    """Lines of BPF's symbols; most of the file is others', and is not looked at line by line."""
    for block in _blocks(root):
        if b"\t[bpf]\n" in block:
            yield from (line for line in block.split(b"\n") if line.endswith(b"\t[bpf]"))


def _blocks(root: Path) -> Iterator[bytes]:
    """The file as blocks of whole lines, each with its end."""
    rest = b""
    with _opened(root) as file:
        while block := file.read(_BLOCK):
            block = rest + block
            end = block.rfind(b"\n") + 1
            block, rest = block[:end], block[end:]
            yield block
    if rest:
        yield rest + b"\n"


def bpf_symbols(root: Path = ROOT) -> Iterator[BpfSymbol]:
    """The symbols of BPF, in the kernel's order, which is not that of addresses.

    Hidden addresses are `Unknown`. An empty answer may have a reason too:
    `why_symbols_may_be_missing`.

    Raises:
        MissingFeatureError: there is no ``/proc/kallsyms``.
    """
    hidden: Unknown | None = None
    for line in _lines_of_bpf(root):
        symbol = _parse(line)
        address: Maybe[int] = symbol.address
        if not address:
            hidden = hidden or Unknown(why_no_addresses(root))
            address = hidden
        yield parse_bpf_symbol(symbol.name, address)


def _lines(root: Path) -> Iterator[bytes]:
    with _opened(root) as file:
        yield from file


def _opened(root: Path) -> BinaryIO:
    path = root / _KALLSYMS
    try:
        return path.open("rb")
    except OSError as error:
        raise MissingFeatureError(f"symbols: {refusal(path, error)} (CONFIG_KALLSYMS)") from None


def _parse(line: bytes) -> KernelSymbol:
    address, kind, name, *module = line.decode("ascii", "replace").split()
    return KernelSymbol(int(address, 16), kind, name, module[0][1:-1] if module else "")
