"""Replays on the simple kernel of `fake`."""

from __future__ import annotations

import pytest

from tests.replay.fake import FakeKernel


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> list[FakeKernel]:
    """Has replays use `FakeKernel`; those that were made, in order."""
    made: list[FakeKernel] = []

    class Kept(FakeKernel):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr("progpack.replay.engine.KernelModel", Kept)
    return made
