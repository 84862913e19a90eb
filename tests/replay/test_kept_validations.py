"""The validation that comes with the package is that of this model."""

from __future__ import annotations

from dataclasses import replace

from progpack import __version__
from progpack.replay.validation.kept import FILE, encode, kept_validations, with_validation
from progpack.replay.validation.records import validate
from tests.report.report_results import toy_result


def test_it_is_what_validation_finds_now() -> None:
    assert encode(validate()) == FILE.read_text(encoding="ascii"), "run tools/make_validations.py"


def test_it_can_be_read() -> None:
    assert encode(kept_validations()) == FILE.read_text(encoding="ascii")
    assert {item.kind for item in kept_validations()} == {
        "placement",
        "splits-of-pages",
        "splits",
        "direct-map",
    }


def test_results_of_this_version_without_their_own_have_it() -> None:
    own = toy_result(20)
    bare = replace(own, validations=(), version=__version__)
    assert with_validation(own) is own
    assert with_validation(bare).validations == kept_validations()
    other = replace(bare, version="0.0.1")
    assert with_validation(other) is other
