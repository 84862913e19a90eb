"""Makes the table of policies in docs/policies.md anew, from the policies themselves."""

from __future__ import annotations

from pathlib import Path

import page_table

from progpack.replay import policies

PAGE = Path(__file__).resolve().parents[1] / "docs/policies.md"


def table() -> str:
    """The table in Markdown: a row for each policy that a replay knows."""
    rows = ["| policy | what it does | pages | source |", "|---|---|---|---|"]
    for name in policies.names():
        policy = policies.get(name)
        words = (f"`{name}`", policy.description, f"`{policy.pages.value}`", policy.source)
        rows.append(f"| {' | '.join(word.replace('|', '/') for word in words)} |")
    return "\n".join(rows)


def filled(text: str) -> str:
    """A page with the table in it."""
    return page_table.filled(text, "policy_table", table())


if __name__ == "__main__":
    page_table.write(PAGE, filled(PAGE.read_text(encoding="utf-8")))
