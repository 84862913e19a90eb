"""Areas of the kernel's virtual memory: live against the list of packs, and recorded ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from progpack.errors import MissingFeatureError, ObjectError
from progpack.kernel.proc.files import page_size
from progpack.kernel.proc.vmalloc import Group, VmallocArea, group_of, read_vmalloc, summarise
from progpack.known import Unknown

from .probes import every_recording, files, load, records, straight, sysctl_set, unprivileged

PACK = "2101248 bpf_prog_pack_alloc+0x28b/0x3a0 pages=512 vmalloc N0=512"


def area(root: Path, line: str, kptr_restrict: str = "1") -> VmallocArea:
    files(root, {"proc/vmallocinfo": line, "proc/sys/kernel/kptr_restrict": kptr_restrict})
    (found,) = read_vmalloc(root)
    return found


@pytest.fixture
def may_read() -> None:
    try:
        next(read_vmalloc())
    except MissingFeatureError as error:
        pytest.skip(str(error))


@pytest.mark.usefixtures("live_kernel", "may_read")
def test_a_large_program_is_an_area_of_its_own() -> None:
    # No other program has 30,000 instructions: 240,000 bytes and the struct before them.
    def large() -> list[VmallocArea]:
        return [a for a in read_vmalloc() if group_of(a) is Group.PROGRAM and a.size > 240_000]

    before = large()
    with load(straight(30_000)):
        fresh = [a for a in large() if a.key not in {b.key for b in before}]
    assert fresh
    for one in fresh:
        assert one.pages is not None
        assert one.size == (one.pages + 1) * page_size()
        assert sum(one.nodes.values()) in (0, one.pages)


@pytest.mark.usefixtures("may_read")
def test_addresses_are_hashed_or_real_as_the_sysctl_says() -> None:
    with sysctl_set("kernel/kptr_restrict", "0"):
        hashed = next(read_vmalloc())
        assert isinstance(hashed.address, Unknown)
        assert "hashed" in hashed.address.reason
        assert "(it is 0)" in hashed.address.reason
        keys = {one.key for one in read_vmalloc()}
    with sysctl_set("kernel/kptr_restrict", "1"):
        real = [one.address for one in read_vmalloc()]
    assert all(isinstance(address, int) for address in real)
    addresses = [address for address in real if isinstance(address, int)]
    assert all(address % page_size() == 0 for address in addresses)
    assert len(set(addresses)) == len(addresses)
    assert len(keys) > 1


def test_without_privilege_the_reason_names_the_mode() -> None:
    (line,) = unprivileged(
        "from progpack.kernel.proc.vmalloc import *\n"
        "from progpack.errors import *\nos.setuid(65534)",
        "try:\n    print(next(read_vmalloc()))\n"
        "except MissingFeatureError as error:\n    print(error)",
    )
    assert "/proc/vmallocinfo may not be read by this process (mode 0400)" in line


def test_a_file_that_may_not_be_read_is_a_missing_privilege(tmp_path: Path) -> None:
    (tmp_path / "proc").mkdir()
    with pytest.raises(MissingFeatureError, match="vmallocinfo does not exist"):
        list(read_vmalloc(tmp_path))


def test_every_recorded_area_is_counted_as_the_recorder_counted_it(tmp_path: Path) -> None:
    seen = set()
    for path in every_recording():
        lines = records(path.name.removesuffix(".jsonl.gz"))
        page = lines[0]["pagesize"]
        for record in lines:
            # The recorder kept 64 lines at most.
            if record["op"] == "snap" and 0 < len(record["vm"]) < 64:
                seen |= compare(record, page, tmp_path)
    assert seen >= {Group.PACK, Group.OVERSIZED, Group.TRAMPOLINE, Group.EXECMEM, Group.JIT}


def compare(record: dict[str, Any], page: int, root: Path) -> set[Group]:
    files(root, {"proc/vmallocinfo": "\n".join(record["vm"])})
    areas = list(read_vmalloc(root))
    totals = summarise(areas, page_bytes=page)
    # The recorder took execmem's areas for packs, and every area of bpf_prog_pack_alloc.
    lists = [a for a in areas if is_list_of_pages(a, page)]
    packs = [totals[group] for group in (Group.PACK, Group.OVERSIZED, Group.EXECMEM)]
    assert sum(t.areas for t in packs) + len(lists) == record["packs"]
    assert sum(t.pages for t in packs) + sum(a.pages or 0 for a in lists) == record["packpg"]
    # ... and the blinded copies of programs for machine code.
    blinded = [a for a in areas if a.caller == "bpf_jit_blind_constants"]
    assert totals[Group.JIT].areas + len(blinded) == record["jit"]
    assert totals[Group.JIT].pages + sum(a.pages or 0 for a in blinded) == record["jitpg"]
    assert sum(total.areas for total in totals.values()) == len(record["vm"])
    assert totals[Group.PACK].pages * page == totals[Group.PACK].areas << 21
    for one in lists:
        assert any("vpages" in area.words for area in areas), one
    for one in areas:
        assert isinstance(one.address, int)
        assert one.address % page == 0
    return {group for group, total in totals.items() if total.areas}


def is_list_of_pages(one: VmallocArea, page: int) -> bool:
    own = group_of(one, page_bytes=page)
    return one.caller == "bpf_prog_pack_alloc" and own is Group.OTHER


@pytest.mark.parametrize(
    ("line", "caller", "offset", "pages", "nodes", "words"),
    [
        (
            f"0xffffffffc0000000-0xffffffffc0201000 {PACK}",
            "bpf_prog_pack_alloc",
            0x28B,
            512,
            {0: 512},
            ("vmalloc",),
        ),
        (
            "0xffffc90000005000-0xffffc90000007000  8192 acpi_map+0x1bc/0x1e0 phys=0xa0000 ioremap",
            "acpi_map",
            0x1BC,
            None,
            {},
            ("phys=0xa0000", "ioremap"),
        ),
        ("0xffffc90000005000-0xffffc90000007000 8192 unpurged vm_area", "", -1, None, {}, None),
        (
            "0xffffc90000005000-0xffffc90000406000 99 f+0x1/0x2 pages=9 vmalloc vpages N0=4 N1=5",
            "f",
            1,
            9,
            {0: 4, 1: 5},
            ("vmalloc", "vpages"),
        ),
    ],
)
def test_a_line_is_taken_apart(
    tmp_path: Path,
    line: str,
    caller: str,
    offset: int,
    pages: int | None,
    nodes: dict[int, int],
    words: tuple[str, ...] | None,
) -> None:
    found = area(tmp_path, line)
    assert (found.caller, found.offset, found.pages) == (caller, offset, pages)
    assert found.nodes == nodes
    assert found.words == (words if words is not None else ("unpurged", "vm_area"))
    assert found.address == int(line[2:18], 16)


@pytest.mark.parametrize(
    ("line", "nodes", "page_bytes", "group"),
    [
        (PACK, 1, 4096, Group.PACK),
        (PACK, 2, 4096, Group.OTHER),
        (PACK.replace("512", "1024"), 2, 4096, Group.PACK),
        (PACK.replace("512", "32"), 1, 65536, Group.PACK),
        (PACK.replace("512", "516"), 1, 4096, Group.OVERSIZED),
        ("8192 bpf_prog_alloc_no_stats+0x39/0x230 pages=1 vmalloc", 1, 4096, Group.PROGRAM),
        ("8192 bpf_prog_realloc+0x62/0xf0 pages=1 vmalloc", 1, 4096, Group.PROGRAM),
        ("8192 bpf_jit_alloc_exec+0x1/0x10 pages=1 vmalloc", 1, 4096, Group.JIT),
        ("2101248 bpf_jit_alloc_exec+0x1/0x10 pages=512 vmalloc", 1, 4096, Group.PACK),
        ("8192 bpf_jit_blind_constants+0x1/0x10 pages=1 vmalloc", 1, 4096, Group.PROGRAM),
        ("8192 bpf_jit_binary_alloc+0x1/0x10 pages=1 vmalloc", 1, 4096, Group.JIT),
        ("8192 bpf_trampoline_update+0x1/0x10 pages=1 vmalloc", 1, 4096, Group.TRAMPOLINE),
        ("8192 bpf_dispatcher_change_prog+0x1/0x10 pages=1", 1, 4096, Group.TRAMPOLINE),
        ("2101248 execmem_alloc+0xdd/0x1c0 pages=512 vmalloc", 1, 4096, Group.EXECMEM),
        ("8192 kernel_clone+0x94/0x3e0 pages=1 vmalloc", 1, 4096, Group.OTHER),
    ],
)
def test_the_caller_and_the_size_say_what_an_area_is_for(
    tmp_path: Path, line: str, nodes: int, page_bytes: int, group: Group
) -> None:
    found = area(tmp_path, f"0xffffffffc0000000-0xffffffffc0201000 {line}")
    assert group_of(found, nodes=nodes, page_bytes=page_bytes) is group
    totals = summarise([found, found], nodes=nodes, page_bytes=page_bytes)
    assert (totals[group].areas, totals[group].size) == (2, 2 * found.size)
    assert sum(total.areas for total in totals.values()) == 2


@pytest.mark.parametrize(
    ("pages", "nodes", "group"),
    [
        (1, 1, Group.OTHER),
        (511, 1, Group.OTHER),
        (512, 1, Group.PACK),
        (513, 1, Group.OVERSIZED),
        (1023, 2, Group.OTHER),
        (1024, 2, Group.PACK),
        (1025, 2, Group.OVERSIZED),
    ],
)
def test_less_than_a_pack_is_the_list_of_an_areas_pages(
    tmp_path: Path, pages: int, nodes: int, group: Group
) -> None:
    line = (
        f"0xffffffffc0000000-0xffffffffc0201000 2101248 bpf_prog_pack_alloc+0x1/0x3 pages={pages}"
    )
    assert group_of(area(tmp_path, f"{line} vmalloc"), nodes=nodes, page_bytes=4096) is group


@pytest.mark.parametrize(
    ("first", "kptr_restrict", "address"),
    [
        ("0xffffffffc0000000", "0", 0xFFFFFFFFC0000000),  # no_hash_pointers on the command line
        ("0x0000000027e547bc", "0", None),
        ("0x0000000027e547bc", "1", None),
        ("0x0000000000000000", "1", None),
        ("0xbf000000", "1", 0xBF000000),
        ("0xbf000000", "0", None),
    ],
)
def test_a_hash_is_not_taken_for_an_address(
    tmp_path: Path, first: str, kptr_restrict: str, address: int | None
) -> None:
    found = area(tmp_path, f"{first}-{first} {PACK}", kptr_restrict)
    if address is None:
        assert isinstance(found.address, Unknown)
        assert "kernel.kptr_restrict must be 1" in found.address.reason
    else:
        assert found.address == address
    assert found.key == int(first, 16)


def test_a_line_that_is_no_area_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="is not an area"):
        area(tmp_path, "nonsense")
