"""Damaged objects: whatever is changed or cut off, an object is read or refused, never worse.

``PROGPACK_MUTATIONS`` is how many damaged objects are tried (default 3,000).
"""

from __future__ import annotations

import os
import random
import tracemalloc
from collections.abc import Iterator

import pytest
from bpf_programs import refusal
from hypothesis import given
from hypothesis import strategies as st

from progpack.bpf.btf.types import BtfType
from progpack.bpf.check.structure import validate_program
from progpack.bpf.object import bundled as examples
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import MapSpec, ObjectSpec
from progpack.bpf.text.disasm import listing
from progpack.errors import ObjectError, ProgpackError

MUTATIONS = int(os.environ.get("PROGPACK_MUTATIONS", "3000"))
OBJECTS = {name: examples.object_bytes(name) for name in examples.NAMES}


def damage(data: bytes, chance: random.Random) -> bytes:
    """A copy that is cut off, or has some bytes changed: anywhere, or in the ELF's own tables."""
    count = chance.choice([0, 1, 1, 2, 3, 8])
    if not count:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    sections = int.from_bytes(data[40:48], "little")
    tables = chance.random() < 0.5
    for _ in range(count):
        if not tables:
            at = chance.randrange(len(data))
        else:
            at = (
                chance.randrange(64)
                if chance.random() < 0.3
                else chance.randrange(sections, len(data))
            )
        flipped = changed[at] ^ 1 << chance.randrange(8)
        changed[at] = chance.choice([0, 1, 127, 128, 255, chance.randrange(256), flipped])
    return bytes(changed)


def use(spec: ObjectSpec) -> int:
    """Do with an object what commands do; count what it has. Refusals are fine here too."""
    things = 0
    for program in spec.programs.values():
        problem = refusal(lambda held: validate_program(held, spec.maps), program)
        lines = list(
            listing(
                program.insns,
                functions=program.functions,
                maps=program.maps,
                lines=program.lines,
            )
        )
        assert len(lines) >= len(program.functions)
        assert problem is None or problem.program == program.name
        things += 1
    for held in spec.maps.values():
        for kind, data in values(held):
            try:
                kind.format_value(data)
            except ObjectError as error:
                assert ".BTF" in str(error)  # noqa: PT017 - a type may be damaged
        things += 1
    return things


def values(held: MapSpec) -> Iterator[tuple[BtfType, bytes]]:
    # A size may have become anything, and a value is as long as its type.
    for kind, size in ((held.key_type, held.key_size), (held.value_type, held.value_size)):
        if kind is not None and size <= 1 << 16:
            yield kind, bytes(size)


def outcome(data: bytes, name: str) -> str:
    try:
        spec = read_object(data, name)
    except ProgpackError as error:
        assert name in str(error)  # noqa: PT017 - either outcome is right
        return "refused"
    return "read" if use(spec) else "empty"


def test_a_damaged_object_is_read_or_refused() -> None:
    chance = random.Random(2022)
    names = list(OBJECTS)
    outcomes = [
        outcome(damage(OBJECTS[names[number % len(names)]], chance), "damaged.o")
        for number in range(MUTATIONS)
    ]
    # Both happen a lot: the damage is neither harmless nor always fatal.
    assert outcomes.count("refused") > MUTATIONS // 5
    assert outcomes.count("read") > MUTATIONS // 5


@pytest.mark.parametrize("name", OBJECTS)
def test_a_truncated_object_is_refused_at_every_length_in_its_tables(name: str) -> None:
    data = OBJECTS[name]
    # The table of sections is the last thing in the file, so every cut takes a part of it away.
    for size in (*range(200), *range(200, len(data), 37), len(data) - 1):
        with pytest.raises(ObjectError, match=r"cut\.o: .*(clang|again)"):
            read_object(data[:size], "cut.o")


def test_damage_costs_no_memory() -> None:
    chance = random.Random(524)
    tracemalloc.start()
    try:
        for _ in range(200):
            outcome(damage(OBJECTS["firewall"], chance), "damaged.o")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Global data may be 64 MiB by an object's own word; nothing else may be big.
    assert peak < 200 << 20


@given(st.binary(max_size=300))
def test_any_bytes_behind_an_elf_header_are_read_or_refused(tail: bytes) -> None:
    assert outcome(OBJECTS["sampler"][:64] + tail, "made.o") == "refused"


@given(st.data())
def test_any_section_header_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(OBJECTS["sampler"])
    table = int.from_bytes(whole[40:48], "little")
    count = (len(whole) - table) // 64
    at = table + 64 * data.draw(st.integers(0, count - 1))
    whole[at : at + 64] = data.draw(st.binary(min_size=64, max_size=64))
    assert outcome(bytes(whole), "made.o") in ("read", "refused", "empty")


@given(st.data())
def test_any_btf_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(OBJECTS)))
    whole = bytearray(OBJECTS[name])
    # Any words over the header, the types and the tables of .BTF and .BTF.ext.
    for magic in (whole.find(b"\x9f\xeb"), whole.rfind(b"\x9f\xeb")):
        for _ in range(data.draw(st.integers(0, 4))):
            at = magic + 4 * data.draw(st.integers(1, 200))
            whole[at : at + 4] = data.draw(
                st.sampled_from([0, 1, 2, 24, 255, 4096, 0x7FFFFFFF, 0xFFFFFFFF])
                | st.integers(0, 60)
            ).to_bytes(4, "little")
    assert outcome(bytes(whole), "made.o") in ("read", "refused")
