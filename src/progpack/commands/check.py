"""What works on this machine, and why the rest does not."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from importlib.util import find_spec

from progpack.commands import output
from progpack.errors import CapabilityError, ProgpackError

__all__ = ["add", "run"]


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
    findings = [*_memory(), *_jit()]
    missing = [finding for finding in findings if finding.needed and not finding.ok]
    if args.json is not None:
        output.print_json(
            args.json,
            {
                "ok": not missing,
                "findings": [
                    {"name": f.name, "ok": f.ok, "detail": f.detail, "needed": f.needed}
                    for f in findings
                ],
            },
        )
    else:
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            mark = "yes" if finding.ok else ("NO" if finding.needed else "no")
            print(f"{finding.name:<{width}}  {mark:<3}  {finding.detail}")
    return 3 if missing else 0


def _memory() -> list[_Finding]:
    from progpack.memory import ProcessMemory

    try:
        found = ProcessMemory().capabilities
    except CapabilityError as error:
        return [_Finding("executable memory", False, str(error), True)]
    needed = {"text_copy", "text_invalidate", "set_rox", "data"}
    rows = [
        _Finding("architecture", True, f"{found.arch.name}, pages of {found.page_size}", True),
    ]
    rows += [_Finding(c.name, c.ok, c.detail, c.name in needed) for c in found]
    rows += [
        _Finding(f"recipe {refusal.recipe}", False, refusal.reason, False)
        for refusal in found.refused
    ]
    return rows


def _jit() -> list[_Finding]:
    rows = []
    if find_spec("llvmlite") is None:
        cure = "llvmlite is missing: pip install 'progpack[jit]'"
        return [_Finding("compiling BPF", False, cure, True)]
    from progpack.jit.compile import compiler

    try:
        target = compiler().target()
    except ProgpackError as error:
        return [_Finding("compiling BPF", False, str(error), True)]
    rows.append(
        _Finding(
            "compiling BPF", True, f"LLVM {target.llvm} for {target.machine}, {target.cpu}", True
        )
    )
    from progpack.jit.native import native_runtime

    try:
        runtime = native_runtime()
    except ProgpackError as error:
        return [*rows, _Finding("native runtime", False, str(error), True)]
    detail = f"{runtime.code_bytes} bytes of code, {len(runtime.addresses)} functions"
    return [*rows, _Finding("native runtime", True, detail, True)]
