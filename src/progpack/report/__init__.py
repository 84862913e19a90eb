"""Reports: pure functions from a `Snapshot` or a replay's `Result` to text, pictures and files.

Nothing here prints or opens a file. `terminal` gives rich renderables and text, `svg` and `html`
documents as strings, `csv` and `json` rows and objects; for results these are `result_text`,
`result_svg`, `result_page` and `result_data`. `measures` has every number of a result with its
source, `bands` the errors of the model, `verdict` what follows, `differences` compares.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progpack.report.snapshot.csv import to_csv
    from progpack.report.snapshot.json import from_json, to_json
    from progpack.report.snapshot.page import to_html
    from progpack.report.snapshot.picture import to_svg
    from progpack.report.snapshot.terminal import PackMap, SnapshotReport, to_text

_HOMES = {
    "PackMap": "terminal",
    "SnapshotReport": "terminal",
    "from_json": "json",
    "to_csv": "csv",
    "to_html": "page",
    "to_json": "json",
    "to_svg": "picture",
    "to_text": "terminal",
}

__all__ = [
    "PackMap",
    "SnapshotReport",
    "from_json",
    "to_csv",
    "to_html",
    "to_json",
    "to_svg",
    "to_text",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'progpack.report' has no attribute {name!r}")
    value: object = getattr(import_module(f"progpack.report.snapshot.{home}"), name)
    globals()[name] = value
    return value
