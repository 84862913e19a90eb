"""Data that may lie beside a clone, in ``../shared/data``, and is not a part of this repository.

The conformance suite is the work of others: the project bpf_conformance, whose tests say what each
instruction of BPF does. ``suite.json`` has its programs assembled: ``name``, ``prog`` and ``mem``
in hexadecimal, ``expected`` r0, ``error``. The records of measured kernels are our own; what tests
need of them is in ``src/progpack/data/measured``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

__all__ = ["RECORDS", "RESERVED_FIELDS", "SUITE", "needs_suite"]

_DATA = Path(__file__).parents[2] / "shared" / "data"
SUITE = _DATA / "conformance" / "suite.json"
RESERVED_FIELDS = _DATA / "conformance-negative" / "unused_fields.json"
"""Programs with a reserved field that is not zero, which a loader must refuse."""

RECORDS = _DATA / "kernel-placement"
"""The records of measured kernels, whole."""

_NO_SUITE = (
    "this runs the programs of the project bpf_conformance, which are not a part of this "
    "repository; they would be in ../shared/data, beside the clone"
)
needs_suite = pytest.mark.skipif(
    not (SUITE.exists() and RESERVED_FIELDS.exists()), reason=_NO_SUITE
)
