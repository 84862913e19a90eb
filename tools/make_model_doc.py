"""Puts the tables into docs/model.md: behaviours by release, and the validation.

    python tools/make_model_doc.py

A test compares the document with what this makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from progpack.model import CHANGES
from progpack.replay.result import KINDS, Validation, error_of
from progpack.replay.validation.records import stated_band, validate

DOCUMENT = Path(__file__).parents[1] / "docs" / "model.md"
AARON = "Aaron Lu"


def main() -> None:
    """Write the document anew."""
    text = DOCUMENT.read_text()
    DOCUMENT.write_text(filled(text, validate()))


def filled(text: str, validations: list[Validation]) -> str:
    """The document with its tables made anew."""
    parts = {
        "features": features(),
        "validation": validation(validations),
        "aaron": aaron(each for each in validations if AARON in each.kernel),
    }
    for name, table in parts.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        text = re.sub(pattern, lambda match, t=table: match[1] + t + match[2], text, flags=re.S)
    return text


def features() -> str:
    """Each behaviour, its first release and source."""
    rows = ["| from | on | behaviour | source |", "|---|---|---|---|"]
    for change in sorted(CHANGES, key=lambda each: [int(n) for n in each.since.split(".")]):
        what = f"{change.arch or 'all'} | {change.feature} = {change.fact.value}"
        rows.append(f"| {change.since} | {what} | {change.fact.source} |")
    return "\n".join(rows) + "\n"


def validation(validations: list[Validation]) -> str:
    """One row for each kind, and the band."""
    ours = [each for each in validations if AARON not in each.kernel]
    rows = ["| what is predicted | comparisons | result |", "|---|---|---|"]
    for kind, what in KINDS.items():
        count = sum(each.kind == kind for each in ours)
        rows.append(f"| {what} | {count} | {error_of(ours, kind)} |")
    rows += ["", f"The band: {stated_band(ours)}.", ""]
    rows += ["| kernel | run | splits of 2 MiB: measured | predicted |", "|---|---|---|---|"]
    for each in ours:
        if each.quantity == "2 MiB splits" and (each.expected or each.got):
            rows.append(f"| {each.kernel} | {each.sequence} | {each.expected:g} | {each.got:g} |")
    return "\n".join(rows) + "\n"


def aaron(validations: Iterable[Validation]) -> str:
    """His table with the prediction beside it."""
    rows = ["| machine | instances | what | measured | predicted | error |"]
    rows.append("|---|---|---|---|---|---|")
    for each in validations:
        name = each.kernel.partition(", ")[2]
        count = each.sequence.partition(" ")[0]
        error = f"{each.error:+.1%}" if each.expected else f"{each.got - each.expected:+g}"
        numbers = f"{each.expected:.0f} | {each.got:.0f} | {error}"
        rows.append(f"| {name} | {count} | {each.quantity} | {numbers} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
