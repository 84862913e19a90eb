"""What works on this machine, and why the rest does not."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from progpack.commands import output
from progpack.errors import CapabilityError, ProgpackError

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
    output.add_forms(parser, "json")


def run(args: argparse.Namespace) -> int:
    """Print the findings; 3 when something that every program needs is missing."""
    findings = [*_memory(), *_jit(), _kernel()]
    missing = [finding for finding in findings if finding.needed and not finding.ok]
    if args.json is not None:
        value = {"ok": not missing, "findings": [asdict(finding) for finding in findings]}
        output.write(args.json, output.json_text(value))
    else:
        for line in _lines(findings):
            print(line)
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
        found = ProcessMemory().capabilities
    except CapabilityError as error:
        yield _Finding("executable memory", False, str(error), True)
        return
    yield _Finding("architecture", True, f"{found.arch.name}, pages of {found.page_size}", True)
    for capability in found:
        needed = capability.name in _NEEDED
        yield _Finding(capability.name, capability.ok, capability.detail, needed)
    for refusal in found.refused:
        # Ways that were not tried because one before them works say nothing about the machine.
        if not refusal.reason.startswith("not needed"):
            yield _Finding(f"recipe {refusal.recipe}", False, refusal.reason, False)


def _jit() -> Iterator[_Finding]:
    from progpack.jit.compile import compiler
    from progpack.jit.native import native_runtime

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
