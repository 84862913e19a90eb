"""Reports: pure functions from a `Snapshot` or a replay's `Result` to text, pictures and files.

Nothing here prints or opens a file. `terminal` gives rich renderables and text, `svg` and `html`
documents as strings, `csv` and `json` rows and objects; for results these are `result_text`,
`result_svg`, `result_page` and `result_data`. `measures` has every number of a result with its
source, `bands` the errors of the model, `verdict` what follows, `differences` compares.
"""

from __future__ import annotations

from progpack.report.snapshot.csv import to_csv
from progpack.report.snapshot.json import from_json, to_json
from progpack.report.snapshot.page import to_html
from progpack.report.snapshot.picture import to_svg
from progpack.report.snapshot.terminal import PackMap, SnapshotReport, to_text

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
