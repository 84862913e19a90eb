"""Check which features this machine or a kernel has, and why it lacks the others."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from progpack.commands.common import output
from progpack.errors import CapabilityError, ProgpackError, UsageError

if TYPE_CHECKING:
    from progpack.arch.gate import Record
    from progpack.model import KernelCapabilities

__all__ = ["add", "run"]

_NEEDED = frozenset({"text_copy", "text_invalidate", "set_rox", "data"})


@dataclass(frozen=True, slots=True)
class _Finding:
    """One thing that works or does not."""

    name: str
    ok: bool
    detail: str
    needed: bool


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "--arch",
        metavar="A",
        help="check a kernel of this architecture (x86-64, arm64, ppc64le, ...)",
    )
    parser.add_argument(
        "--kernel",
        metavar="V",
        help="the release of that kernel, such as 6.12 (default: the newest that progpack knows)",
    )
    parser.add_argument(
        "--page-size",
        type=int,
        metavar="BYTES",
        help="the page size of that kernel (default: the usual one)",
    )
    parser.add_argument(
        "--steps",
        action="store_true",
        help="show one load step by step: in the kernel's pack code, in its code without packs, "
        "and in progpack",
    )
    parser.add_argument(
        "--faults",
        action="store_true",
        help="show what failures leave behind, in the kernel's pack code and in progpack",
    )
    parser.add_argument(
        "--pages",
        choices=("small", "huge"),
        help="the pages that --steps requests for its packs (default: small)",
    )
    output.add_forms(parser, "json")


def run(args: argparse.Namespace) -> int:
    """Print the findings; 3 when something that every program needs is missing."""
    if args.pages is not None and not args.steps:
        raise UsageError("--pages needs --steps")
    if args.steps and args.faults:
        raise UsageError("--steps and --faults exclude each other")
    asked = (args.arch, args.kernel, args.page_size)
    if args.steps or args.faults or any(word is not None for word in asked):
        return _of_kernel(args)
    findings = [*_memory(), *_jit(), _kernel()]
    missing = [finding for finding in findings if finding.needed and not finding.ok]
    if args.json is not None:
        value = {"ok": not missing, "findings": [asdict(finding) for finding in findings]}
        output.write(args.json, output.json_text("check", value))
    else:
        for line in _lines(findings):
            output.tell(line, aside=False)
    return 3 if missing else 0


def _lines(findings: list[_Finding]) -> Iterator[str]:
    name_width = max(len(finding.name) for finding in findings)
    columns = output.width()
    for finding in findings:
        mark = "yes" if finding.ok else ("NO" if finding.needed else "no")
        head = f"{finding.name:<{name_width}}  {mark:<3}  "
        # A detail that has less room than this is easier to read unbroken.
        room = columns - len(head) if columns else 0
        parts = textwrap.wrap(finding.detail, room) if room >= 20 else [finding.detail]
        yield head + parts[0]
        for part in parts[1:]:
            yield " " * len(head) + part


def _memory() -> Iterator[_Finding]:
    from progpack.memory import ProcessMemory

    try:
        capabilities = ProcessMemory().capabilities
    except CapabilityError as error:
        yield _Finding("executable memory", False, str(error), True)
        return
    yield _Finding(
        "architecture", True, f"{capabilities.arch.name}, pages of {capabilities.page_size}", True
    )
    for capability in capabilities:
        needed = capability.name in _NEEDED
        yield _Finding(capability.name, capability.ok, capability.detail, needed)
    decision = capabilities.record().decide()
    detail = decision.way.value + (f": {decision.why}" if decision.reasons else "")
    yield _Finding("path", decision.way.packs, detail, True)
    for refusal in capabilities.refused:
        # Ways that were not tried because one before them works say nothing about the machine.
        if not refusal.reason.startswith("not needed"):
            yield _Finding(f"recipe {refusal.recipe}", False, refusal.reason, False)


def _jit() -> Iterator[_Finding]:
    from progpack.jit.compile import compiler
    from progpack.jit.native.runtime import native_runtime

    try:
        target = compiler().target()
    except ProgpackError as error:
        yield _Finding("compiling BPF", False, str(error), True)
        return
    detail = f"LLVM {target.llvm} for {target.machine}, {target.cpu}"
    yield _Finding("compiling BPF", True, detail, True)
    try:
        runtime = native_runtime()
    except ProgpackError as error:
        yield _Finding("native runtime", False, str(error), True)
        return
    detail = f"{runtime.code_bytes} bytes of code, {len(runtime.addresses)} functions"
    yield _Finding("native runtime", True, detail, True)


def _kernel() -> _Finding:
    from progpack.kernel import unavailable

    reason = unavailable()
    return _Finding("BPF in the kernel", reason is None, reason or "bpf(2) works", False)


def _of_kernel(args: argparse.Namespace) -> int:
    """Print what a kernel has, by its record; 3 when it refuses programs."""
    from progpack import arch as arches
    from progpack.arch.gate import Way
    from progpack.model.capabilities import kernel_capabilities, releases

    arch = arches.host() if args.arch is None else arches.get(args.arch)
    if args.page_size is not None:
        arch = arch.with_pages(args.page_size)
    if args.steps or args.faults:
        from progpack.commands.common import load_paths as loadpaths
        from progpack.model.loadpath.order import READ

        verb = loadpaths.steps if args.steps else loadpaths.faults
        return verb(args, kernel_capabilities(arch, args.kernel or READ))
    capabilities = kernel_capabilities(arch, args.kernel or releases()[-1])
    if args.json is not None:
        output.write(args.json, output.json_text("kernel", capabilities.as_dict()))
    else:
        for line in _lines(list(_kernel_findings(capabilities))):
            output.tell(line, aside=False)
    return 3 if capabilities.record.decide().way is Way.REFUSED else 0


def _kernel_findings(found: KernelCapabilities) -> Iterator[_Finding]:
    record = found.record
    pages = f"pages of {record.page_size}, huge ones of {record.pmd_size}"
    yield _Finding("kernel", True, f"{record.of}, {pages}; by its record, not tried", False)
    needed = ("jit", "set_rox")
    for block in record.blocks:
        yield _Finding(block.name, block.ok, block.detail, block.name in needed)
    yield from _constants(record)
    decision = record.decide()
    why = f": {decision.why}" if decision.reasons else ""
    yield _Finding("path", decision.way.value != "refused", f"{decision.way.value}{why}", True)
    if decision.most is not decision.way:
        yield _Finding("possible", True, f"{decision.most.value}, where they are asked for", False)
    if decision.given_back:
        how = {
            "reset": "VM_FLUSH_RESET_PERMS, as its pages are freed",
            "explicit": "set_memory_nx() and set_memory_rw() over the whole area, then freed",
        }
        yield _Finding("given back", True, how[decision.given_back], False)
    how_placed = f"{found.placed.value}, policy {found.policy} ({found.source})"
    yield _Finding("this release", found.differs is None, found.differs or how_placed, False)


def _constants(record: Record) -> Iterator[_Finding]:
    """Yield the other entries of the record, to which there is no yes or no."""
    trap = f"{record.trap.hex()}, {record.trap_unit} bytes"
    size = record.exec_bytes
    room = f"{size >> 20} MiB" if isinstance(size, int) else str(size)
    for name, detail in (
        ("pack", f"{record.pack_size} bytes for each NUMA node" if record.pack_size else "none"),
        ("trap", trap),
        ("alignment", str(record.alignment)),
        ("exec range", f"{record.exec_range}; {room}"),
        ("linear map", _ALIASES.get(str(record.alias), str(record.alias))),
    ):
        yield _Finding(name, True, detail, False)


_ALIASES = {
    "fixed": "fixed: protecting code does not change it",
    "split": "split: the alias of each page follows, and large entries are split",
    "pages": "pages: the alias of each page follows; it is of small pages",
}
