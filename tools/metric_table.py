"""Makes the table of metrics in docs/export.md anew, from the metrics themselves."""

from __future__ import annotations

from pathlib import Path

import page_table

from progpack.report.snapshot.metrics import METRICS

PAGE = Path(__file__).resolve().parents[1] / "docs/export.md"


def table() -> str:
    """The table in Markdown: a row for each metric."""
    rows = ["| metric | type | what | labels | needs |", "|---|---|---|---|---|"]
    for spec in METRICS:
        label = f"`{spec.label}`: {spec.labels}" if spec.label else ""
        rows.append(f"| `{spec.name}` | {spec.type} | {spec.help} | {label} | {spec.needs} |")
    return "\n".join(rows)


def filled(text: str) -> str:
    """A page with the table in it."""
    return page_table.filled(text, "metric_table", table())


if __name__ == "__main__":
    page_table.write(PAGE, filled(PAGE.read_text(encoding="utf-8")))
