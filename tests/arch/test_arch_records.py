"""The records of the architectures."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progpack import arch
from progpack.arch import Arch, Fact, lookup
from progpack.errors import UsageError

NAMES = [
    "x86-64", "x86-32", "arm64", "riscv64", "powerpc", "loongarch", "s390", "parisc", "arm32",
    "mips", "sparc64", "arc",
]  # fmt: skip

# First eight bytes of a fill, in memory order.
FILLS = {
    "x86-64": "cccccccccccccccc",
    "x86-32": "cccccccccccccccc",
    "arm64": "002020d4002020d4",
    "riscv64": "0000000000000000",
    "powerpc": "0800e07f0800e07f",
    "ppc64": "7fe000087fe00008",
    "loongarch": "00002a0000002a00",
    "s390": "0000000000000000",
    "parisc": "0000000000000000",
    "arm32": "f1defde7f1defde7",
    "mips": "0000030d0000030d",
    "mipsel": "0d0300000d030000",
    "sparc64": "91d0200591d02005",
    "arc": "e079e079e079e079",
}


#: What progpack itself says of a record: what it is called and where it stands in lists.
NO_FACTS = {"name", "place", "names", "little_names", "big_names", "two_orders", "page_size"}


def test_every_architecture_of_the_kernel_with_an_ebpf_jit_is_there() -> None:
    assert list(arch.ARCHES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_has_a_source(name: str) -> None:
    record = arch.get(name)
    facts = 0
    for field in dataclasses.fields(Arch):
        value = getattr(record, field.name)
        if field.name not in NO_FACTS:
            assert isinstance(value, Fact), field.name
            assert value.source.strip(), field.name
            facts += 1
    assert facts == 20


def test_no_two_architectures_share_a_name_or_a_place() -> None:
    records = arch.ARCHES.values()
    names = [
        name
        for record in records
        for name in (record.name, *record.names, *record.little_names, *record.big_names)
    ]
    assert len(set(names)) == len(names)
    assert len({record.place for record in records}) == len(records)
    assert all(record.two_orders for record in records if record.little_names or record.big_names)


@pytest.mark.parametrize("name", NAMES)
def test_sizes_are_powers_of_two_and_a_pmd_is_known_for_every_page_size(name: str) -> None:
    record = arch.get(name)
    assert record.page_size == record.page_sizes.value[0]
    assert set(record.pmd_sizes.value) == set(record.page_sizes.value)
    for size in record.page_sizes.value:
        other = record.with_pages(size)
        assert (other.page_size, other.name) == (size, name)
        assert other.pmd_size.bit_count() == size.bit_count() == 1
        assert other.pmd_size > size


@pytest.mark.parametrize("name", NAMES)
def test_programs_are_packed_only_where_text_can_be_copied_and_invalidated(name: str) -> None:
    record = arch.get(name)
    if record.packs.value is not None:
        assert record.text_copy.value is not None
        assert record.text_invalidate.value is not None
        assert record.alignment.value in (4, 8)
        assert record.set_memory.value
    else:
        assert record.trampolines.value is None


def test_the_first_kernels_with_packs() -> None:
    first = {name: record.packs.value for name, record in arch.ARCHES.items() if record.packs.value}
    assert first == {
        "x86-64": "5.18",
        "riscv64": "6.6",
        "powerpc": "6.7",
        "arm64": "6.9",
        "loongarch": "7.0",
    }


def test_the_default_limit_of_x86_64_is_half_of_the_module_range() -> None:
    record = arch.get("x86-64")
    assert record.jit_limit.value == 528482304
    assert record.exec_bytes.value == 2 * 528482304


@pytest.mark.parametrize(("name", "fill"), FILLS.items())
def test_traps_in_memory_order(name: str, fill: str) -> None:
    assert arch.get(name).trap_fill(8).hex() == fill


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 5000))
def test_a_fill_has_the_size_asked_for_or_is_refused(name: str, size: int) -> None:
    record = arch.get(name)
    if size % record.trap_unit and name != "arc":
        with pytest.raises(UsageError, match="cannot fill"):
            record.trap_fill(size)
        return
    filled = record.trap_fill(size)
    assert len(filled) == size
    whole = size - size % record.trap_unit
    assert filled[:whole] == record.trap * (whole // record.trap_unit)


def test_an_odd_fill_of_arc_ends_in_a_byte_that_begins_no_instruction() -> None:
    assert arch.get("arc").trap_fill(5).hex() == "e079e079ff"
    assert arch.get("arc").trap_fill(1) == b"\xff"


def test_a_negative_fill_is_refused() -> None:
    for name in NAMES:
        with pytest.raises(UsageError, match="cannot fill"):
            arch.get(name).trap_fill(-4)


@pytest.mark.parametrize(
    ("alias", "name", "byteorder"),
    [
        ("x86_64", "x86-64", "little"),
        ("AMD64", "x86-64", "little"),
        ("i686", "x86-32", "little"),
        ("aarch64", "arm64", "little"),
        ("ppc64le", "powerpc", "little"),
        ("ppc64", "powerpc", "big"),
        ("s390x", "s390", "big"),
        ("loongarch64", "loongarch", "little"),
        ("arm", "arm32", "little"),
        ("armv7l", "arm32", "little"),
        ("riscv64", "riscv64", "little"),
        ("mips64el", "mips", "little"),
        ("mips64", "mips", "big"),
        ("sparc", "sparc64", "big"),
    ],
)
def test_aliases(alias: str, name: str, byteorder: str) -> None:
    record = arch.get(alias)
    assert (record.name, record.byteorder.value) == (name, byteorder)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'z80'.*x86-64, x86-32, arm64"):
        arch.get("z80")


def test_the_host_is_known_by_its_machine_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "machine_name", lambda: "aarch64")
    assert arch.host() is arch.get("arm64")
    monkeypatch.setattr(lookup, "machine_name", lambda: "mips64")
    monkeypatch.setattr("sys.byteorder", "little")
    assert arch.host().byteorder.value == "little"
    monkeypatch.setattr("sys.byteorder", "big")
    assert arch.host().byteorder.value == "big"
    # Instruction words of arm64 have one order, whatever that of the data.
    monkeypatch.setattr(lookup, "machine_name", lambda: "aarch64_be")
    assert arch.host().trap.hex() == "002020d4"


def test_pages_an_architecture_does_not_have_are_refused() -> None:
    with pytest.raises(UsageError, match="x86-64 has no pages of 65536 bytes; it has 4096"):
        arch.get("x86-64").with_pages(65536)
    assert arch.get("arm64").with_pages(65536).pmd_size == 512 << 20


def test_an_architecture_can_be_had_for_a_page_size() -> None:
    assert arch.with_page_size(4096).name == "x86-64"
    assert arch.with_page_size(65536).name == "arm64"
    with pytest.raises(UsageError, match="1000 bytes"):
        arch.with_page_size(1000)
