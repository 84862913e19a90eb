"""The header of a trace, its first record: where and how the trace was recorded."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, TypeAlias, get_args

from progpack.errors import UsageError

__all__ = ["HEARD", "MAGIC", "UNANNOUNCED", "VERSION", "Feature", "Header"]

MAGIC: Final = "progpack-trace"
"""The member of a trace's first record that has the version."""

VERSION: Final = 1
"""Version of the format that is written; files of a later one are refused."""

Feature: TypeAlias = str | bool | int | float | None
"""A setting: text, a truth value, a number, or None, which is not known. Traces and results are
written and read by this one definition."""


HEARD: Final = ""
"""In `Header.hearing`: loads of this kind are in the trace."""

UNANNOUNCED: Final = "the kernel announces no classic program (seccomp, sockets)"
"""Why a trace of perf events has no classic loads: bpf_prog_load() tells of programs, and
bpf_image_ksym_add() of images (``kernel/bpf``); bpf_prog_create() of neither
(``net/core/filter.c``).
"""

# Clocks of traces that the kernel's announcements are recorded in.
_ANNOUNCED: Final = frozenset({"boottime", "perf"})


@dataclass(frozen=True, slots=True)
class Header:
    """The first record of a trace: where and how the trace was recorded.

    Attributes:
        kernel: release, as uname(2) says; empty when it was no kernel.
        arch: name of the architecture, any that `progpack.arch.get` knows.
        page_size: bytes.
        nodes: possible NUMA nodes; the kernel's packs are 2 MiB for each.
        cpus: how many there were.
        clock: what ``time_ns`` counts: "monotonic", "boottime", "estimated"; empty: there is none.
        boot_id: of /proc/sys/kernel/random/boot_id: addresses and ids mean the same within one.
        time: when the recording began, ISO 8601; may be empty.
        comment: for people.
        features: settings that decide how the owner places, by name (``bpf_jit_harden`` ...).
        hearing: kind of load (`progpack.trace.Kind`) -> `HEARD`, or why loads of this kind are not
            in the trace. Of a kind that is not there nothing is said.

    Raises:
        UsageError: a value has the wrong type, or a size or count is not positive.
    """

    kernel: str = ""
    arch: str = ""
    page_size: int = 4096
    nodes: int = 1
    cpus: int | None = None
    clock: str = ""
    boot_id: str = ""
    time: str = ""
    comment: str = ""
    features: Mapping[str, Feature] = field(default_factory=dict)
    hearing: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            problem = _problem(str(item.type), value)
            if problem:
                raise UsageError(f"trace header: {item.name} is {value!r:.80}, {problem}")
        object.__setattr__(self, "features", dict(self.features))
        object.__setattr__(self, "hearing", dict(self.hearing))

    def unheard(self, kind: str) -> str:
        """Why loads of a kind are not in the trace; empty: they are, or nothing is said.

        Traces of the kernel from before `hearing` say nothing, and have no classic loads either.
        """
        if not self.hearing and kind == "classic" and self.clock in _ANNOUNCED:
            return UNANNOUNCED
        return self.hearing.get(kind, HEARD)

    def differs_from(self, other: Header) -> str:
        """Return the names of fields that tell of another machine, boot or clock; empty: none do.

        Events of two recordings may only follow each other in one file when this is empty: else
        the same address or id would mean two things.
        """
        names = ("kernel", "arch", "page_size", "nodes", "clock", "boot_id")
        return ", ".join(name for name in names if getattr(self, name) != getattr(other, name))

    def encode(self) -> str:
        """The record: one line of JSON with its line end; what is not known is left out."""
        record: dict[str, Any] = {MAGIC: VERSION}
        for item in fields(self):
            value = getattr(self, item.name)
            if value is not None and value != "" and value != {}:
                record[item.name] = value
        return json.dumps(record, separators=(",", ":")) + "\n"

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Header:
        """The header of a decoded record of version 1; members it does not know are ignored.

        Raises:
            UsageError: a member has the wrong type.
        """
        return cls(**{f.name: record[f.name] for f in fields(cls) if f.name in record})


def _problem(annotation: str, value: object) -> str:
    """Return what is wrong with the value of a field, as text; empty when nothing is."""
    if annotation == "str":
        return "" if type(value) is str else "not a string"
    if annotation.startswith("int"):
        if value is None and annotation.endswith("None"):
            return ""
        return "" if type(value) is int and 0 < value < 1 << 63 else "not a positive whole number"
    if not isinstance(value, Mapping):
        return "not a mapping"
    if annotation == "Mapping[str, str]":
        texts = all(type(word) is str for item in value.items() for word in item)
        return "" if texts else "with something else than text"
    if all(type(name) is str and _is_feature(setting) for name, setting in value.items()):
        return ""
    return "with something else than text, numbers of 64 bits and truth values by name"


def _is_feature(value: object) -> bool:
    """Whether a value is a `Feature` that is the same when it has been written and read."""
    if type(value) is int:
        return -1 << 63 <= value < 1 << 63
    if type(value) is float:
        return math.isfinite(value)
    return type(value) in get_args(Feature)
