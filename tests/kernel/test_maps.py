"""Maps of the running kernel, checked against the shell's bpftool."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess

import pytest

from progpack.bpf.spec import MapSpec, MapType
from progpack.errors import UsageError
from progpack.kernel import BpfError, KernelMap, MapFlags, UpdateFlags, map_ids, possible_cpus

pytestmark = pytest.mark.usefixtures("live_kernel")


def bpftool(*arguments: str) -> object:
    tool = shutil.which("bpftool") or shutil.which("bpftool", path="/usr/sbin:/sbin")
    if tool is None:
        pytest.skip("bpftool is not installed")
    done = subprocess.run([tool, "-j", *arguments], check=True, capture_output=True, text=True)
    return json.loads(done.stdout) if done.stdout.strip() else None


def array(entries: int = 4, size: int = 8) -> KernelMap:
    return KernelMap.create(
        MapType.ARRAY, key_size=4, value_size=size, max_entries=entries, name="pp_array"
    )


def key(index: int) -> bytes:
    return index.to_bytes(4, "little")


def test_an_array_is_zero_at_first_and_keeps_what_was_written() -> None:
    with array() as m:
        assert m.lookup(key(3)) == bytes(8)
        m.update(key(3), b"12345678")
        assert m.lookup(key(3)) == b"12345678"
        assert m.lookup(key(4)) is None
        assert list(m.keys()) == [key(i) for i in range(4)]


def test_a_value_written_here_is_what_bpftool_reads() -> None:
    with array() as m:
        m.update(key(1), b"\x01\x02\x03\x04\xff\xfe\xfd\xfc")
        shown = bpftool("map", "lookup", "id", str(m.info.id), "key", "1", "0", "0", "0")
        assert isinstance(shown, dict)
        assert [int(b, 16) for b in shown["value"]] == [1, 2, 3, 4, 0xFF, 0xFE, 0xFD, 0xFC]


def test_a_value_written_by_bpftool_is_what_is_read_here() -> None:
    with array(size=4) as m:
        bpftool(*f"map update id {m.info.id} key 2 0 0 0 value 9 8 7 6".split())
        assert m.lookup(key(2)) == bytes([9, 8, 7, 6])


def test_map_info_agrees_with_bpftool() -> None:
    with KernelMap.create(
        MapType.HASH,
        key_size=5,
        value_size=11,
        max_entries=17,
        flags=MapFlags.NO_PREALLOC,
        name="pp-hash of mine",
    ) as m:
        shown = bpftool("map", "show", "id", str(m.info.id))
        assert isinstance(shown, dict)
        assert (m.info.name, m.info.key_size, m.info.value_size, m.info.max_entries) == (
            shown["name"],
            shown["bytes_key"],
            shown["bytes_value"],
            shown["max_entries"],
        )
        assert m.info.name == "pp_hash_of_mine"
        assert (m.info.type, m.info.flags) == (MapType.HASH, MapFlags(shown["flags"]))
        assert m.info.id in set(map_ids())
        with KernelMap.from_id(m.info.id) as again:
            assert again.info == m.info


def test_a_hash_refuses_what_the_kernel_refuses() -> None:
    with KernelMap.create(
        MapType.HASH, key_size=1, value_size=1, max_entries=2, name="pp_hash"
    ) as m:
        assert m.lookup(b"a") is None
        assert m.delete(b"a") is False
        with pytest.raises(BpfError) as missing:
            m.update(b"a", b"1", UpdateFlags.EXIST)
        assert missing.value.errno == errno.ENOENT
        m.update(b"a", b"1")
        with pytest.raises(BpfError, match="EEXIST") as there:
            m.update(b"a", b"2", UpdateFlags.NOEXIST)
        assert there.value.errno == errno.EEXIST
        m.update(b"b", b"2")
        with pytest.raises(BpfError, match="map pp_hash") as full:
            m.update(b"c", b"3")
        assert full.value.errno == errno.E2BIG
        assert set(m.keys()) == {b"a", b"b"}
        assert m.delete(b"a") is True
        assert list(m.keys()) == [b"b"]


def test_array_elements_cannot_be_deleted() -> None:
    with array() as m, pytest.raises(BpfError) as refused:
        m.delete(key(0))
    assert refused.value.errno == errno.EINVAL


def test_a_frozen_map_takes_no_more_updates_and_that_is_no_missing_privilege() -> None:
    with array() as m:
        m.update(key(0), b"before..")
        m.freeze()
        with pytest.raises(BpfError) as refused:
            m.update(key(0), b"after...")
        assert refused.value.errno == errno.EPERM
        assert m.lookup(key(0)) == b"before.."


def test_a_per_cpu_value_has_a_part_for_each_possible_cpu() -> None:
    with KernelMap.create(
        MapType.PERCPU_ARRAY, key_size=4, value_size=3, max_entries=1, name="pp_percpu"
    ) as m:
        assert m.value_bytes == 8 * possible_cpus()
        written = b"".join(bytes([cpu + 1, 7, 9]).ljust(8, b"\0") for cpu in range(possible_cpus()))
        m.update(key(0), written)
        assert m.lookup(key(0)) == written
        shown = bpftool("map", "lookup", "id", str(m.info.id), "key", "0", "0", "0", "0")
        assert isinstance(shown, dict)
        assert [part["cpu"] for part in shown["values"]] == list(range(possible_cpus()))


def test_lengths_are_checked_before_the_kernel_could_read_past_a_buffer() -> None:
    with array() as m:
        for bad in (b"", b"123", b"12345"):
            with pytest.raises(UsageError, match="a key has 4 bytes"):
                m.lookup(bad)
        with pytest.raises(UsageError, match="a value has 8 bytes, not 7"):
            m.update(key(0), b"1234567")


def test_a_read_only_data_section_is_filled_and_frozen() -> None:
    spec = MapSpec(
        ".rodata", MapType.ARRAY, 4, 6, 1, flags=MapFlags.RDONLY_PROG, data=b"hello", read_only=True
    )
    with KernelMap.from_spec(spec) as m:
        assert m.lookup(key(0)) == b"hello\0"
        assert m.info.flags & MapFlags.RDONLY_PROG
        with pytest.raises(BpfError):
            m.update(key(0), b"123456")


def test_a_map_of_maps_is_created_from_its_inner_spec() -> None:
    inner = MapSpec("inner", MapType.ARRAY, 4, 8, 3)
    outer = MapSpec("outer", MapType.HASH_OF_MAPS, 4, 4, 2, inner=inner)
    with KernelMap.from_spec(outer) as m, KernelMap.from_spec(inner) as element:
        m.update(key(5), element.fd.to_bytes(4, "little"))
        assert m.lookup(key(5)) == element.info.id.to_bytes(4, "little")


def test_a_failed_creation_names_the_map_and_the_errno() -> None:
    with pytest.raises(BpfError, match=r"map broken: MAP_CREATE failed: EINVAL") as refused:
        KernelMap.create(MapType.ARRAY, key_size=3, value_size=8, max_entries=1, name="broken")
    assert refused.value.errno == errno.EINVAL


def test_a_closed_map_says_so() -> None:
    m = array()
    m.close()
    m.close()
    assert m.closed
    with pytest.raises(UsageError, match="pp_array is closed"):
        m.lookup(key(0))


def test_an_id_that_does_not_exist_is_enoent() -> None:
    with pytest.raises(BpfError) as refused:
        KernelMap.from_id(0x7FFFFFFF)
    assert refused.value.errno == errno.ENOENT
