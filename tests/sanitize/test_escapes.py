"""The old faults can be put back into this tree, as `python -m tests.sanitize escapes` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from .build import REPOSITORY
from .escapes import ESCAPES, Escape, put_back


@pytest.mark.parametrize("escape", ESCAPES, ids=lambda escape: escape.name)
def test_a_fault_can_be_put_back(tmp_path: Path, escape: Escape) -> None:
    source = put_back(escape, tmp_path)
    for edit in escape.edits:
        changed = (source / "progpack" / edit.file).read_text()
        assert changed != (REPOSITORY / "src" / "progpack" / edit.file).read_text()
