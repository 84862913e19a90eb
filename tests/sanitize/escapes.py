"""Faults that the runtime had, put back one at a time to see that the harness finds them.

Each is some changes of the tree's own text. When a change does not fit any more because the code
around it was rewritten, it has to be made anew.
"""

# ruff: noqa: E101 - C is indented with tabs

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .build import REPOSITORY, make_harness, read_corpus
from .run import fuzz

__all__ = ["ESCAPES", "Escape", "find_escape", "put_back"]

_RUNTIME = "jit/runtime/"


@dataclass(frozen=True, slots=True)
class Edit:
    """``old`` in a file becomes ``new``."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Escape:
    """A fault: its name and what makes it."""

    name: str
    edits: tuple[Edit, ...]


def put_back(escape: Escape, into: Path) -> Path:
    """A copy of ``src`` with the fault.

    Raises:
        ValueError: a change does not fit the tree.
    """
    source = into / "src"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(REPOSITORY / "src", source)
    for edit in escape.edits:
        path = source / "progpack" / edit.file
        text = path.read_text()
        if text.count(edit.old) < 1:
            raise ValueError(f"{escape.name}: {edit.file} has no {edit.old!r} any more")
        path.write_text(text.replace(edit.old, edit.new))
    return source


def find_escape(escape: Escape, work: Path, seconds: int, seed: int) -> str:
    """After how many seconds and inputs the fault is found, "" when it is not in that time."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    make_harness(work, "fuzz", source=put_back(escape, work))
    corpus = read_corpus(work / "corpus")
    began = time.monotonic()
    runs = fuzz(work, "fuzz", corpus, seconds, seed)
    (work / "found.txt").write_text("\n".join(runs.findings))
    took = time.monotonic() - began
    said = f"after {took:.0f} s ({runs.processor:.0f} s of a processor), {runs.inputs:,} inputs"
    return said if runs.findings else ""


_SLOT_RING = """\
static const struct map *slot_ring(const struct state *st, u64 address)
{
	const struct map_slot *slot = P(st->maps), *end = P(st->maps_end);

	for (; slot < end; slot++) {
		const struct map *map = P(slot->map);

		if (map->type == MAP_RINGBUF &&
		    within(address, 0, map->values + RINGBUF_HEADER, map->values_end))
			return map;
	}
	return NULL;
}

"""
_OUTPUT = "u64 pp_ringbuf_output("
_COMMIT = "return commit(st, reserved_at(P(map_address), place), st->fault"
_BACK = "return record == NO_RECORD ? 0 : commit(st, P(record), RECORD_D"
_TWICE = """\
u64 data;

	__builtin_memcpy(&data, P(record), 8);
	set_dynptr(record, 0, 0);
	return !data ? 0 : commit(st, reserved_at(ring_of(st, data), data), RECORD_D"""
ESCAPES: Final = (
    Escape(
        "packet-grows",
        (
            Edit(_RUNTIME + "room.c", " || end > st->buffer_end)", ")"),
            Edit(_RUNTIME + "room.c", " || length_of(st) + size > MAX_SKB ||", " ||"),
        ),
    ),
    Escape(
        "format-overwritten",
        (
            Edit(
                _RUNTIME + "text.c",
                "	if (checked & 1)\n		return P(address);",
                "	return P(address);",
            ),
            Edit(
                _RUNTIME + "text.c",
                "print(st, &text, fmt, end, args",
                "print(st, &text, fmt, P(~0ULL), args",
            ),
        ),
    ),
    Escape(
        "maps-inside-of-maps",
        (
            Edit("bpf/check/program.py", "if not have.type.traits.may_be_inner:", "if False:"),
            Edit(
                _RUNTIME + "check.c",
                "map->shown && within(address, size, map->shown, map->shown_end)",
                "within(address, size, map->values, map->values_end)",
            ),
        ),
    ),
    Escape(
        "timer-on-each-cpu",
        (
            Edit(
                "bpf/maps/special_fields.py",
                "offset is not None and spec.type not in kind.map_types",
                "False",
            ),
        ),
    ),
    Escape(
        "short-timer",
        (
            Edit("bpf/maps/special_fields.py", " or offset + kind.size > spec.value_size:", ":"),
            Edit(
                "bpf/maps/special_fields.py",
                "elif count and element.size == kind.size and",
                "elif count and",
            ),
        ),
    ),
    Escape(
        "ring-inside",
        (
            Edit(_RUNTIME + "ring.c", _OUTPUT, _SLOT_RING + _OUTPUT),
            Edit(
                _RUNTIME + "ring.c",
                _COMMIT,
                _COMMIT.replace("P(map_address)", "slot_ring(st, place)"),
            ),
        ),
    ),
    Escape(
        "dynptr-read-twice",
        (
            Edit(_RUNTIME + "dynptr.c", _BACK, _TWICE),
            Edit(
                _RUNTIME + "dynptr.c",
                "	if (record)\n		set_dynptr(address, 0, 0);\n	return record;",
                "	return record ? address : 0;",
            ),
        ),
    ),
    Escape(
        "timer-found-twice",
        (
            Edit(
                _RUNTIME + "timer.c",
                "struct map *map = P(in);",
                "struct map *map = P(N(find_member(st, address, 1)));",
            ),
            # A run keeps the maps that it may have, which alone would be enough.
            Edit(_RUNTIME + "check.c", "left > st->began ?", "left == -1ULL ?"),
        ),
    ),
)
