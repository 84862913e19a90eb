"""Results of the validation made with this version, for results that hold none of their own.

Validating takes some 15 seconds, and finds the same wherever it is run: the model and the records
are those of the package. So it is kept, as a result's is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from progpack.replay.codec import columns, from_columns
from progpack.replay.result import Result, Validation
from progpack.version import __version__

__all__ = ["FILE", "encode", "kept_validations", "with_validation"]

FILE: Final = Path(__file__).parents[2] / "data" / "validations.json"
"""The file, made by tools/make_validations.py."""


def encode(validations: Iterable[Validation]) -> str:
    """Validations as the text of the file."""
    # Counts are whole numbers where they come from; a file has one way to write them.
    rows = [
        replace(item, expected=float(item.expected), got=float(item.got), error=float(item.error))
        for item in validations
    ]
    table = columns(rows, Validation)
    return json.dumps(table, indent=0).replace(",\n", ",") + "\n"


@cache
def kept_validations() -> tuple[Validation, ...]:
    """The validations of this version of the model, with seed 0.

    Raises:
        UsageError: the file is not as this version reads it.
    """
    return from_columns(Validation, json.loads(FILE.read_text(encoding="ascii")), FILE.name)


def with_validation(result: Result) -> Result:
    """A result with the validation of the model that made it.

    One that holds its own keeps it, and one that another version made is left as it is: that
    model may have been wrong elsewhere.
    """
    if result.validations or result.version != __version__:
        return result
    return replace(result, validations=kept_validations())
