"""Makes the table of helpers in docs/helpers.md anew, from the rows of the helpers themselves."""

from __future__ import annotations

from pathlib import Path

import page_table

from progpack.bpf.helpers.record import Group, Helper
from progpack.bpf.helpers.table import HELPERS

PAGE = Path(__file__).resolve().parents[1] / "docs/helpers.md"


def table() -> str:
    """The table in Markdown: a row for each group, with what only some programs may call."""
    rows = [f"| {group.value} | {', '.join(map(_name, _of(group)))} |" for group in Group]
    return "\n".join(["| for | helpers |", "|---|---|", *rows])


def _of(group: Group) -> list[Helper]:
    return sorted((row for row in HELPERS if row.group is group), key=lambda row: row.id)


def _name(helper: Helper) -> str:
    if helper.programs is None:
        return f"`{helper.name}`"
    return f"`{helper.name}` ({', '.join(sorted(kind.name for kind in helper.programs))})"


def filled(text: str) -> str:
    """A page with the table in it."""
    return page_table.filled(text, "helper_table", table())


if __name__ == "__main__":
    page_table.write(PAGE, filled(PAGE.read_text(encoding="utf-8")))
