"""What is said of addresses, programs, dark programs, the limit and splits."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from enum import IntEnum
from pathlib import Path

import pytest

from progpack.bpf.isa.insn import EXIT, Insn
from progpack.bpf.spec import MapType, ProgramType
from progpack.commands.explain import limit as headroom
from progpack.commands.explain.limit import RAISE
from progpack.errors import MissingFeatureError, ProgpackError
from progpack.kernel import KernelMap, KernelProgram
from progpack.kernel.details import holders, read_detail
from progpack.kernel.explain.address import Explainer, parse_place
from progpack.kernel.explain.limit import (
    explain_dark,
    explain_limit,
    explain_splits,
)
from progpack.kernel.syscall.abi import LoadAttr
from progpack.kernel.syscall.call import address_of, bpf
from progpack.known import Bounds, Unknown
from tests.kernel.probes import (
    MOV_K,
    SOURCE,
    files,
    functions,
    load,
    straight,
    sysctl_set,
    unprivileged,
    with_subprogram,
)

live = pytest.mark.usefixtures("live_kernel")
LIMIT = Path("/proc/sys/net/core/bpf_jit_limit")
SO_ATTACH_FILTER = 26


# -- what is asked for ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("0xffffffffc0001234", 0xFFFFFFFFC0001234),
        ("ffffffffc0001234", 0xFFFFFFFFC0001234),
        ("[<ffffffffc0001234>]", 0xFFFFFFFFC0001234),
        ("bpf_prog_6deef7357e7b4530_fw+0x8a0", ("bpf_prog_6deef7357e7b4530_fw", 0x8A0)),
        ("bpf_prog_6deef7357e7b4530_a.b+0x8/0x90", ("bpf_prog_6deef7357e7b4530_a.b", 8)),
        ("bpf_prog_6deef7357e7b4530+0x8/0x90 [bpf]", ("bpf_prog_6deef7357e7b4530", 8)),
        ("bpf_prog_6deef7357e7b4530", ("bpf_prog_6deef7357e7b4530", 0)),
        ("bpf_trampoline_6442+0x4b", ("bpf_trampoline_6442", 0x4B)),
        ("bpf_firewall", None),
        ("xdp_filter", None),
        ("12", None),
    ],
)
def test_places_are_read_as_an_oops_prints_them(
    text: str, place: tuple[str, int] | int | None
) -> None:
    assert parse_place(text) == place


# -- programs that are loaded here ---------------------------------------------------------------


@pytest.fixture
def two() -> Iterator[KernelProgram]:
    """A program of two functions."""
    with load(with_subprogram(77), "pp_two") as program:
        yield program


@live
def test_each_byte_of_a_program_is_named_with_its_function_and_offset(two: KernelProgram) -> None:
    kernel, info = Explainer(), two.info()
    for index, function in enumerate(functions(two)):
        for offset in (0, 1, function.size - 1):
            answer = kernel.address(function.address + offset)
            assert answer.kind == "program"
            assert answer.program is not None
            assert answer.program.detail.info.id == info.id
            assert (answer.function, answer.offset) == (index, offset)
            assert "without BTF" in str(answer.line)


@live
def test_bytes_around_the_code_are_told_from_the_code(two: KernelProgram) -> None:
    first = functions(two)[0]
    answers = [Explainer().address(first.address + at) for at in (-4, first.size)]
    assert [answer.kind for answer in answers] == ["program", "program"]
    assert "header" in answers[0].summary
    assert "fill" in answers[1].summary


@live
def test_the_symbol_of_a_function_leads_to_its_address_without_kallsyms(
    two: KernelProgram,
) -> None:
    tags = two.info().tags
    assert len(tags) == len(functions(two)) == 2
    kernel = Explainer()
    kernel.symbols = ()
    whole = (two.info().tag, functions(two)[0])
    for tag, function in (*zip(tags, functions(two), strict=True), whole):
        answers = kernel.place((f"bpf_prog_{tag}_x", 5))
        assert function.address + 5 in [answer.address for answer in answers]


@live
def test_a_symbol_of_a_program_that_was_unloaded_is_gone_and_says_how_to_find_it() -> None:
    with load(straight(3, 4711), "pp_gone") as program:
        tag = program.info().tag
    (answer,) = Explainer().place((f"bpf_prog_{tag}_pp_gone", 4))
    assert (answer.kind, answer.address) == ("gone", None)
    assert "loaded again" in answer.summary


@live
def test_an_id_tells_maps_holders_and_places(two: KernelProgram) -> None:
    answer = Explainer().by_id(two.info().id)
    assert [one.pid for one in answer.holders] == [os.getpid()]
    assert answer.holders[0].fds == 1
    assert not isinstance(answer.functions, Unknown)
    assert [one.address for one in answer.functions] == [one.address for one in functions(two)]
    assert all(one.chunks is not None and one.chunks[0] >= 1 for one in answer.functions)
    assert answer.maps == answer.links == ()


@live
def test_maps_of_a_program_are_named() -> None:
    with KernelMap.create(
        MapType.ARRAY, key_size=4, value_size=8, max_entries=3, name="pp_map"
    ) as array:
        code = (
            Insn(0x18, 1, 1, 0, array.fd),
            Insn(0),
            Insn(MOV_K, 0, imm=0),
            Insn(EXIT),
        )
        with load(code, "pp_maps") as program:
            maps = Explainer().by_id(program.info().id).maps
    assert not isinstance(maps, Unknown)
    assert [(one.name, one.max_entries) for one in maps] == [("pp_map", 3)]


@live
def test_a_name_or_a_tag_finds_every_program_that_has_it() -> None:
    with load(straight(2, 9), "pp_same") as one, load(straight(2, 9), "pp_same") as other:
        ids = [one.info().id, other.info().id]
        for name in ("pp_same", one.info().tag):
            answers = Explainer().by_name(name)
            assert [answer.detail.info.id for answer in answers] == ids


@live
def test_what_is_not_there_is_an_error_that_says_so(two: KernelProgram) -> None:
    number = two.info().id
    two.close()
    with pytest.raises(ProgpackError, match=f"no program has id {number}"):
        Explainer().by_id(number)
    with pytest.raises(ProgpackError, match="no program is called 'pp_never'"):
        Explainer().by_name("pp_never")


@live
def test_runs_are_counted_or_it_is_said_that_they_are_not() -> None:
    with load(straight(2), "pp_runs") as program:
        number = program.info().id
        with sysctl_set("kernel/bpf_stats_enabled", "0"):
            off = read_detail(number)
        with sysctl_set("kernel/bpf_stats_enabled", "1"):
            none = read_detail(number)
            program.test_run(bytes(64), repeat=10)
            some = read_detail(number)
    assert "bpf_stats_enabled is 0" in str(off.runs)
    assert (none.runs, none.run_time_ns) == (0, 0)
    assert some.runs == 10
    assert isinstance(some.run_time_ns, int)
    assert some.run_time_ns > 0


class _BtfLoad(ctypes.Structure):
    _fields_ = (
        ("btf", ctypes.c_uint64),
        ("log", ctypes.c_uint64),
        ("size", ctypes.c_uint32),
        ("log_size", ctypes.c_uint32),
        ("log_level", ctypes.c_uint32),
    )


class _More(IntEnum):
    BTF_LOAD = 18


def _btf() -> bytes:
    """An int, a function type that returns it, and a function ``look_here``."""
    strings = b"\0int\0look_here\0fw.bpf.c\0\treturn 7;\0"
    at = {name: strings.index(name) for name in (b"int\0", b"look_here", b"fw.", b"\treturn")}
    types = struct.pack("=IIII", at[b"int\0"], 1 << 24, 4, 0x01000020)
    types += struct.pack("=III", 0, 13 << 24, 1)
    types += struct.pack("=III", at[b"look_here"], 12 << 24, 2)
    header = struct.pack("=HBBIIIII", 0xEB9F, 1, 0, 24, 0, len(types), len(types), len(strings))
    return header + types + strings


@live
def test_the_line_of_source_is_known_for_a_program_with_btf() -> None:
    data = ctypes.create_string_buffer(_btf(), len(_btf()))
    fd = bpf(_More.BTF_LOAD, _BtfLoad(btf=address_of(data), size=len(data)), "BTF")  # type: ignore[arg-type]
    strings = _btf()[24 + 16 + 12 + 12 :]
    file, text = strings.index(b"fw."), strings.index(b"\treturn")
    code = ctypes.create_string_buffer(b"".join(bytes.fromhex(x) for x in (
        "b700000007000000", "9500000000000000")), 16)  # fmt: skip
    terms = ctypes.create_string_buffer(b"GPL")
    func = ctypes.create_string_buffer(struct.pack("=II", 0, 3), 8)
    line = ctypes.create_string_buffer(struct.pack("=IIII", 0, file, text, 42 << 10), 16)
    attr = LoadAttr(
        prog_type=ProgramType.XDP,
        insn_cnt=2,
        insns=address_of(code),
        license=address_of(terms),
        prog_name=b"pp_lines",
        prog_btf_fd=fd,
        func_info_rec_size=8,
        func_info=address_of(func),
        func_info_cnt=1,
        line_info_rec_size=16,
        line_info=address_of(line),
        line_info_cnt=1,
    )
    try:
        program = KernelProgram(bpf(5, attr, "program"), "pp_lines")  # type: ignore[arg-type]
    finally:
        os.close(fd)
    with program:
        function = functions(program)[0]
        answer = Explainer().address(function.address + function.size - 1)
        found = Explainer().by_name("look_here")
    assert answer.position is not None
    assert answer.position.name == "look_here"
    assert not isinstance(answer.line, Unknown)
    assert answer.line is not None
    assert (answer.line.where, answer.line.text) == ("fw.bpf.c:42", "return 7;")
    assert [one.detail.info.name for one in found] == ["pp_lines"]


# -- recorded files ------------------------------------------------------------------------------


def test_holders_are_counted_from_descriptors_of_programs_and_links(tmp_path: Path) -> None:
    root = files(
        tmp_path,
        {
            "proc/7/comm": "loader\n",
            "proc/7/fdinfo/3": "pos:\t0\nprog_type:\t6\nprog_id:\t21\n",
            "proc/7/fdinfo/4": "link_type:\txdp\nlink_id:\t1\nprog_id:\t21\n",
            "proc/7/fdinfo/5": "prog_id:\t99\n",
            "proc/31/comm": "other\n",
            "proc/31/fdinfo/8": "prog_id:\t22\n",
            "proc/31/fdinfo/9": "map_id:\t22\n",
            "proc/self/comm": "not a number\n",
        },
    )
    for pid, names in {
        7: {3: "bpf-prog", 4: "bpf_link", 5: "[eventfd]"},
        31: {8: "bpf-prog"},
    }.items():
        (root / f"proc/{pid}/fd").mkdir()
        for fd, name in names.items():
            (root / f"proc/{pid}/fd/{fd}").symlink_to(f"anon_inode:{name}")
    (root / "proc/31/fd/9").symlink_to("anon_inode:bpf-map")
    found, closed = holders(root)
    assert {number: [(h.pid, h.comm, h.fds) for h in of] for number, of in found.items()} == {
        21: [(7, "loader", 2)],
        22: [(31, "other", 1)],
    }
    assert closed == 0


def _recorded(tmp_path: Path, limit: int = 4 << 20) -> Path:
    pack = "0xffffc90000000000-0xffffc90000201000 2101248 bpf_prog_pack_alloc+0x1/0x2 pages=512\n"
    program = (
        "0xffffc900003{0:05x}-0xffffc900003{1:05x} 8192 bpf_prog_alloc_no_stats+0x1/0x2 pages=1\n"
    )
    several = "".join(program.format(i * 8192, i * 8192 + 8192) for i in range(3))
    return files(
        tmp_path,
        {
            "proc/vmallocinfo": pack + several,
            "proc/kallsyms": "ffffffff81000000 T _text\nffffffff81000100 T ptp_classify_raw\n",
            "proc/sys/net/core/bpf_jit_limit": f"{limit}\n",
            "proc/vmstat": "direct_map_level2_splits 12\ndirect_map_level3_splits 1\n",
            "proc/meminfo": "DirectMap4k: 100 kB\nDirectMap2M: 200 kB\n",
            "proc/modules": "a 4096 0 - Live 0x0\nb 8192 0 - Live 0x0\n",
            "proc/net/packet": "sk RefCnt\n0000 3\n",
            "sys/devices/system/node/possible": "0\n",
        },
    )


def test_what_is_recorded_is_counted_and_what_is_not_keeps_its_reason(tmp_path: Path) -> None:
    answer = explain_dark(Explainer(_recorded(tmp_path)))
    assert answer.areas == 3
    assert isinstance(answer.dark, Unknown)
    assert "running kernel" in answer.dark.reason
    assert (answer.packet_sockets, answer.ptp) == (1, True)


@pytest.mark.parametrize(
    ("limit", "share", "threshold", "finding"),
    [
        (64 << 20, 0.1, None, False),
        (64 << 20, 0.99, None, True),
        (64 << 20, 0.1, 63 << 20, True),
        (1 << 20, 0.1, None, True),
    ],
)
def test_the_worst_case_of_what_is_charged_decides_the_finding(
    tmp_path: Path, limit: int, share: float, threshold: int | None, finding: bool
) -> None:
    kernel = Explainer(_recorded(tmp_path, limit))
    answer = explain_limit(kernel, share=share, threshold=threshold)
    assert answer.limit == limit
    assert answer.charged.high == 2 << 20
    assert answer.headroom == (limit - (2 << 20), limit - answer.charged.low)
    assert answer.finding is finding
    # Without the interpreter among the symbols, a refusal is an error.
    assert answer.always_on is True


def test_splits_come_with_what_may_have_caused_them(tmp_path: Path) -> None:
    answer = explain_splits(Explainer(_recorded(tmp_path)))
    assert (answer.direct_map.level2_splits, answer.direct_map.level3_splits) == (12, 1)
    assert (answer.packs, answer.own_pages, answer.modules) == (1, 0, (2, 12288))
    assert "direct_map_level2_collapses" in str(answer.direct_map.level2_collapses)


def test_an_address_of_the_kernels_own_text_is_told_from_bpf(tmp_path: Path) -> None:
    kernel = Explainer(_recorded(tmp_path))
    answer = kernel.address(0xFFFFFFFF81000110)
    assert (answer.kind, answer.offset) == ("kernel", 0x10)
    assert "ptp_classify_raw+0x10" in answer.summary
    assert kernel.address(0x400000).kind == "user"
    assert kernel.address(0xFFFFFFFFC0000000).kind == "unknown"


def test_bounds_add_up_and_an_unknown_one_stays_unknown() -> None:
    assert Bounds(1, 2).plus(Bounds(10, 20)) == Bounds(11, 22)
    assert Bounds(1, 2).plus(Bounds(10, Unknown("why"))) == Bounds(11, Unknown("why"))


@pytest.mark.parametrize(
    ("limit", "said"),
    [(64 << 20, "is left"), (1 << 20, "maybe too little"), (100, "too little")],
)
def test_bounds_that_are_apart_are_no_certain_finding(
    tmp_path: Path, limit: int, said: str
) -> None:
    # One pack, of which only 192 bytes are known to be taken.
    title = headroom.title(explain_limit(Explainer(_recorded(tmp_path, limit))))
    assert title.endswith(said)
    assert ("too little" in title) == (limit < 2 << 20)


def test_without_a_finding_there_is_nothing_to_do(tmp_path: Path) -> None:
    root = _recorded(tmp_path, 64 << 20)
    (root / "proc/sys/kernel").mkdir(parents=True)
    (root / "proc/sys/kernel/osrelease").write_text("5.15.60-generic\n")
    for share, advised in ((0.1, False), (0.99, True)):
        answer = explain_limit(Explainer(root), share=share, whole=True)
        names = [name for name, _ in headroom.rows(answer)]
        assert ("what to do" in names) is advised
        # Faults are told to who has a need for them.
        assert names.count("known fault") == (2 if advised else 0)
        assert answer.end is not None
        assert len(answer.end.faults) == 2


@pytest.mark.parametrize(
    ("areas", "stride", "full"),
    # The last ones: a fifth is left, but in holes of a quarter of a MiB, in which no pack fits.
    [(100, 4, False), (900, 4, False), (920, 4, True), (806, 5, True), (790, 5, False)],
)
def test_a_range_for_code_that_is_full_is_a_finding_whatever_the_limit_leaves(
    tmp_path: Path, areas: int, stride: int, full: bool
) -> None:
    start, mib = 0xFFFFFFFFC0000000, 1 << 20
    root = _recorded(tmp_path, 64 << 30)
    places = (start + index * stride * (mib >> 2) for index in range(areas))
    lines = [f"0x{at:x}-0x{at + mib:x} {mib} execmem_vmalloc+0x1/0x2 pages=255\n" for at in places]
    with (root / "proc/vmallocinfo").open("a") as file:
        file.writelines(lines)
    with (root / "proc/kallsyms").open("a") as file:
        file.write(f"{start + 64:016x} t bpf_prog_{1:016x}_x\t[bpf]\n")
    answer = explain_limit(Explainer(root), whole=True)
    assert answer.finding is False
    assert answer.end is not None
    assert answer.end.full is full
    texts = [text for name, text in headroom.rows(answer) if name == "what to do"]
    assert any("range for code" in text for text in texts) is full


# -- the running kernel ----------------------------------------------------------------------------


@live
def test_names_of_which_many_are_loaded_are_told_with_their_number() -> None:
    with ExitStack() as stack:
        for _ in range(23):
            stack.enter_context(load(straight(4), "pp_generations"))
        answer = explain_limit(Explainer(), whole=True)
    assert answer.end is not None
    counts = {one.name: one.count for one in answer.end.generations}
    assert counts.get("pp_generations") == 23
    assert "pp_generations 23, " in dict(headroom.rows(answer))["most loaded"]


@live
def test_a_classic_filter_is_counted_as_dark_and_a_program_with_an_id_is_not() -> None:
    before = explain_dark(Explainer())
    if isinstance(before.dark, Unknown):
        pytest.skip(before.dark.reason)
    # So many that what other processes load and unload meanwhile does not matter.
    many = 200
    with ExitStack() as stack:
        for _ in range(many):
            stack.enter_context(load(with_subprogram(5), "pp_seen"))
        seen = explain_dark(Explainer())
    with ExitStack() as stack:
        # ret #-1
        insns = ctypes.create_string_buffer(struct.pack("=HBBI", 6, 0, 0, 0xFFFFFFFF), 8)
        classic = struct.pack("HxxxxxxP", 1, ctypes.addressof(insns))
        for _ in range(many):
            sock = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            sock.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, classic)
        filtered = explain_dark(Explainer())
    assert isinstance(seen.dark, int)
    assert isinstance(seen.visible, int)
    assert isinstance(filtered.dark, int)
    assert seen.visible >= 3 * many
    assert abs(seen.dark - before.dark) < many / 2
    assert filtered.dark > many / 2


REFUSED = """
import ctypes, os, socket, struct, sys
os.setgid(65534); os.setuid(65534)
# One long filter is many chunks: 4096 classic instructions.
code = struct.pack("=HBBI", 0x04, 0, 0, 0x12345678) * 4095 + struct.pack("=HBBI", 6, 0, 0, 1)
insns = ctypes.create_string_buffer(code, len(code))
filter = struct.pack("HxxxxxxP", 4096, ctypes.addressof(insns))
sockets, number = [], 0
while not number and len(sockets) < 4000:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, 26, filter)
    except OSError as error:
        number = error.errno
    else:
        sockets.append(sock)
print(len(sockets), number, flush=True)
sys.stdin.read()
"""


@live
def test_refused_filters_leave_no_headroom_and_explain_says_so() -> None:
    if os.geteuid() != 0:
        pytest.skip("lowers net.core.bpf_jit_limit, so it needs root")
    before = explain_limit(Explainer())
    if not isinstance(before.charged.high, int):
        pytest.skip(str(before.charged.high))
    # So that some filters still fit, whatever of the packs is taken.
    limit = before.charged.high + (256 << 10)
    with sysctl_set("net/core/bpf_jit_limit", str(limit)):
        roomy = explain_limit(Explainer(), threshold=64 << 10)
        child = subprocess.Popen(
            [sys.executable, "-c", REFUSED],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )
        assert child.stdout is not None
        try:
            line = child.stdout.readline()
            full = explain_limit(Explainer(), threshold=64 << 10, whole=True)
            # What is advised is done as it is printed.
            assert any(RAISE in text for _, text in headroom.rows(full))
            command = RAISE.replace("BYTES", str(limit + (8 << 20))).split()
            if shutil.which(command[0]):
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                raised = explain_limit(Explainer(), threshold=64 << 10, whole=True)
                assert (raised.finding, raised.limit) == (False, limit + (8 << 20))
                assert not any(RAISE in text for _, text in headroom.rows(raised))
        finally:
            child.communicate("")
    loaded, number = map(int, line.split())
    if not number:
        pytest.skip("this kernel runs refused filters in its interpreter")
    assert loaded > 0
    assert number == 524
    assert roomy.limit == full.limit == limit
    assert roomy.finding is False
    assert full.finding is True
    assert int(LIMIT.read_text()) == before.limit


@live
def test_without_capabilities_it_says_what_is_missing() -> None:
    lines = unprivileged(
        "from progpack.kernel.explain.address import Explainer\n"
        "from progpack.kernel.explain.limit import explain_dark, explain_limit\n"
        "from progpack.errors import MissingFeatureError",
        """
kernel = Explainer()
print(kernel.programs)
print(explain_limit(kernel).finding)
print(explain_dark(kernel).dark)
print(kernel.address(0xffffffffc0100000).kind)
try:
    kernel.by_name("x")
except MissingFeatureError as error:
    print(error)
""",
    )
    assert "CAP_SYS_ADMIN" in lines[0]
    assert lines[1] == "None"
    assert "unknown" in lines[2]
    assert lines[3] in ("unknown", "no-evidence", "kernel")
    assert "not permitted" in lines[4]
    assert MissingFeatureError.exit_code == 3
