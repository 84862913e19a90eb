"""Makes the tables in docs/capabilities.md: which way each kernel takes on each architecture.

    python tools/capability_table.py

A test compares the document with what this makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from progpack.arch import ARCHES
from progpack.arch.gate import Way
from progpack.model.capabilities import KernelCapabilities, kernel_capabilities, releases

PAGE = Path(__file__).resolve().parents[1] / "docs/capabilities.md"
SHORT = {Way.HUGE: "huge", Way.SMALL: "small", Way.OWN: "own", Way.REFUSED: "refused"}
NEVER = "no JIT"


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"wrote {PAGE.name}")


def filled(text: str) -> str:
    """A page with its tables made anew."""
    for name, rows in (("ways", ways()), ("blocks", blocks()), ("differences", differences())):
        table = "\n".join(rows)
        pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        text = re.sub(
            pattern, lambda match, made=table: f"{match[1]}\n{made}\n\n{match[2]}", text, flags=re.S
        )
    return text


def ways() -> Iterator[str]:
    """A row for each architecture: the way from each release on at which it changed."""
    columns = [release for release in releases() if _changes(release)]
    yield f"| | {' | '.join(columns)} |"
    yield "|---" * (len(columns) + 1) + "|"
    for name in ARCHES:
        cells = (_cell(kernel_capabilities(name, release)) for release in columns)
        yield f"| {name} | {' | '.join(cells)} |"


def _changes(release: str) -> bool:
    """Whether a column differs from that of the release before, or is the first."""
    every = releases()
    number = every.index(release)
    if number == 0:
        return True
    return any(
        _cell(kernel_capabilities(name, release))
        != _cell(kernel_capabilities(name, every[number - 1]))
        for name in ARCHES
    )


def _cell(found: KernelCapabilities) -> str:
    if not found.record.blocks.jit:
        return NEVER
    decision = found.record.decide()
    text = SHORT[decision.way]
    if decision.most is not decision.way:
        text += f" ({SHORT[decision.most]})"
    return text + ("*" if found.differs else "")


def blocks() -> Iterator[str]:
    """A row for each architecture with the blocks of the newest release."""
    newest = releases()[-1]
    records = {name: kernel_capabilities(name, newest).record for name in ARCHES}
    names = [block.name for block in records["x86-64"].blocks if block.name != "own_pages"]
    yield f"| Linux {newest} | {' | '.join(names)} | pages, huge | trap | alignment | linear map |"
    yield "|---" * (len(names) + 5) + "|"
    for name, record in records.items():
        marks = ["yes" if block else "no" for block in record.blocks if block.name in names]
        sizes = f"{record.page_size >> 10} KiB, {_size(record.pmd_size)}"
        alignment = record.alignment if isinstance(record.alignment, int) else "?"
        alias = record.alias if isinstance(record.alias, str) else "?"
        cells = [*marks, sizes, f"`{record.trap.hex()}`", str(alignment), alias]
        yield f"| {name} | {' | '.join(cells)} |"


def _size(size: int) -> str:
    return f"{size >> 20} MiB" if size >= 1 << 20 else f"{size >> 10} KiB"


def differences() -> Iterator[str]:
    """A row for each way that a kernel takes although the gate says another."""
    yield "| on | releases | takes | the gate says | because |"
    yield "|---|---|---|---|---|"
    for name in ARCHES:
        rows: dict[tuple[str, str, str], list[str]] = {}
        for release in releases():
            found = kernel_capabilities(name, release)
            decision = found.record.decide()
            if found.differs:
                key = found.placed.value, decision.way.value, decision.reasons[0]
                rows.setdefault(key, []).append(release)
        for (placed, way, why), those in rows.items():
            span = those[0] if len(those) == 1 else f"{those[0]} to {those[-1]}"
            yield f"| {name} | {span} | {placed} | {way} | {why} |"


if __name__ == "__main__":
    main()
