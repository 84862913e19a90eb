"""perf.data files: recorded by perf here and now, and built byte by byte."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from progpack.errors import MissingFeatureError, ObjectError
from progpack.kernel.perf.data import PerfData
from progpack.kernel.perf.records import (
    BpfEvent,
    Comm,
    Ksymbol,
    ProgramEvent,
    Record,
    ThreadNames,
    assemble,
)

from .probes import SOURCE

LOADER = """
import json, sys
from progpack.bpf.isa.insn import *
from progpack.kernel import KernelProgram

MOV, MOV_X = 0xb7, 0xbf
made = []
for i in range(40):
    code = [Insn(MOV, 1, imm=i), Insn(CALL, 0, BPF_PSEUDO_CALL, 0, 1), Insn(EXIT),
            Insn(MOV_X, 0, 1), Insn(EXIT)]
    with KernelProgram.load(code, type=6, name=f"pp_perf_{i}") as program:
        info = program.info()
        made.append((info.id, info.tag, info.name, [(f.address, f.size) for f in info.functions]))
with open(sys.argv[1], "w") as file:
    json.dump(made, file)
"""


@dataclass
class Recording:
    """A file, and what the loader said of its own programs."""

    path: Path
    programs: list[tuple[int, str, str, list[tuple[int, int]]]]


def perf(*arguments: str) -> subprocess.CompletedProcess[str]:
    tool = shutil.which("perf")
    if tool is None:
        pytest.skip("perf is not installed")
    return subprocess.run(
        [tool, *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )


def record(folder: Path, *options: str) -> Recording:
    path, made = folder / "perf.data", folder / "made.json"
    done = perf(
        *("record", "-q", "-e", "dummy", "-a", "-o", str(path), *options),
        *("--", sys.executable, "-c", LOADER, str(made)),
    )
    if done.returncode or not made.exists():
        pytest.skip(f"perf cannot record here: {done.stderr.strip()[-200:]}")
    programs = [
        (number, tag, name, [(address, size) for address, size in functions])
        for number, tag, name, functions in json.loads(made.read_text())
    ]
    return Recording(path, programs)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return record(tmp_path_factory.mktemp("perf"))


def test_every_program_is_in_the_file_as_its_loader_saw_it(recording: Recording) -> None:
    with PerfData(recording.path) as data:
        assert data.complete
        events = [e for e in assemble(data.records()) if isinstance(e, ProgramEvent)]
    mine = [e for e in events if e.id in {number for number, *_ in recording.programs}]
    seen = {
        loaded: [
            (e.id, e.tag, e.name, [(f.address, f.size) for f in e.functions])
            for e in mine
            if e.loaded is loaded
        ]
        for loaded in (True, False)
    }
    assert seen[True] == recording.programs
    # Unloading is deferred work, and two CPUs may do it in another order.
    assert sorted(seen[False]) == sorted(recording.programs)
    assert [e.time_ns for e in events] == sorted(e.time_ns for e in events)


def test_records_are_those_that_perf_script_shows(recording: Recording) -> None:
    done = perf("script", "-i", str(recording.path), "--show-bpf-events", "--ns")
    assert done.returncode == 0, done.stderr
    line = re.compile(
        r"\s*(.+?)\s+(-?\d+) \[(\d+)\]\s+(\d+)\.(\d{9}): PERF_RECORD_KSYMBOL "
        r"addr ([0-9a-f]+) len (\d+) type (\d+) flags 0x(\d+) name (\S+)"
    )
    shown = [m.groups() for text in done.stdout.splitlines() if (m := line.match(text))]
    names = ThreadNames()
    found = []
    with PerfData(recording.path) as data:
        for one in data.records():
            names.see(one)
            if isinstance(one, Ksymbol) and one.time_ns:
                seconds, nanoseconds = divmod(one.time_ns, 10**9)
                found.append(
                    (
                        names.of(one.tid) or f":{one.tid}",
                        str(one.tid),
                        f"{one.cpu:03}",
                        str(seconds),
                        f"{nanoseconds:09}",
                        f"{one.address:x}",
                        str(one.size),
                        str(one.type),
                        str(one.flags),
                        one.name,
                    )
                )
    with_time = [words for words in shown if int(words[3]) or int(words[4])]
    assert len(found) >= 160
    if len(with_time) < len(found):
        pytest.skip("somebody else records too, and perf takes the time from behind the record")
    # perf leaves the order of equal times open.
    assert sorted(found) == sorted(with_time)


def test_header_says_where_it_was_recorded(recording: Recording) -> None:
    with PerfData(recording.path) as data:
        assert data.release == os.uname().release
        assert data.arch == os.uname().machine


def test_a_file_that_is_cut_off_names_the_record_or_gives_what_is_there(
    recording: Recording, tmp_path: Path
) -> None:
    whole = recording.path.read_bytes()
    with PerfData(recording.path) as data:
        everything = list(data.records())
    start, size = struct.unpack_from("=QQ", whole, 40)
    for cut in (start, start + 3, start + 1000, start + size // 2, start + size - 1):
        path = tmp_path / "cut.data"
        path.write_bytes(whole[:cut])
        with pytest.raises(ObjectError) as refused, PerfData(path) as data:
            list(data.records())
        assert "cut.data" in str(refused.value)
        # A perf that was killed leaves 0 as the size of the data.
        path.write_bytes(whole[:48] + bytes(8) + whole[56:cut])
        with PerfData(path) as data:
            assert not data.complete
            part = list(data.records(strict=False))
        assert set(part) <= set(everything)
        assert cut > start + size // 2 or len(part) < len(everything)


def test_a_compressed_file_is_refused_with_the_option(tmp_path: Path) -> None:
    compressed = record(tmp_path, "-z")
    options = perf("version", "--build-options").stdout
    if not re.search(r"zstd: \[ on ", options):
        pytest.skip("this perf cannot compress")
    with PerfData(compressed.path) as data, pytest.raises(MissingFeatureError) as refused:
        list(data.records())
    assert "record without -z" in str(refused.value)


# --- built by hand ----------------------------------------------------------------------------

TID, TIME, CPU, IDENTIFIER = 1 << 1, 1 << 2, 1 << 7, 1 << 16
FULL = TID | TIME | CPU


class Builder:
    """A perf.data file of any byte order."""

    def __init__(self, order: str = "<") -> None:
        self.order = order
        self.attrs: list[tuple[int, tuple[int, ...], bool]] = []
        self.data = b""

    def event(
        self, sample_type: int, ids: tuple[int, ...] = (), *, symbols: bool = True
    ) -> Builder:
        self.attrs.append((sample_type, ids, symbols))
        return self

    def raw(self, kind: int, body: bytes = b"", misc: int = 0) -> Builder:
        self.data += struct.pack(f"{self.order}IHH", kind, misc, 8 + len(body)) + body
        return self

    def load(
        self, time: int, number: int, trailer: str = "iiqiI", more: tuple[int, ...] = ()
    ) -> Builder:
        values = (7, 7, time, 1, 0) if trailer.startswith("ii") else (time,)
        body = struct.pack(f"{self.order}HHI8s", 1, 0, number, bytes(8))
        return self.raw(18, body + struct.pack(self.order + trailer, *values, *more))

    def flags(self, symbols: bool) -> int:
        fields = [18, *([29, 30] if symbols else [])]
        return sum(1 << (f if self.order == "<" else 63 - f) for f in fields)

    def build(self) -> bytes:
        attr_size = 128 + 16
        ids_at = 104
        ids = b"".join(struct.pack(f"{self.order}{len(i)}Q", *i) for _, i, _ in self.attrs)
        attrs_at = ids_at + len(ids)
        attrs = b""
        for sample_type, own, symbols in self.attrs:
            attr = struct.pack(
                f"{self.order}IIQQQQQ", 1, 128, 9, 0, sample_type, 0, self.flags(symbols)
            )
            attrs += attr.ljust(128, b"\0") + struct.pack(f"{self.order}QQ", ids_at, 8 * len(own))
            ids_at += 8 * len(own)
        data_at = attrs_at + len(attrs)
        magic = b"PERFILE2" if self.order == "<" else b"2ELIFREP"
        header = magic + struct.pack(
            f"{self.order}12Q",
            *(104, attr_size, attrs_at, len(attrs), data_at, len(self.data), 0, 0, 0, 0, 0, 0),
        )
        return header + ids + attrs + self.data

    def write(self, folder: Path) -> Path:
        path = folder / "built.data"
        path.write_bytes(self.build())
        return path


def loads(path: Path) -> list[tuple[int, int]]:
    with PerfData(path) as data:
        return [(r.time_ns, r.id) for r in data.records() if isinstance(r, BpfEvent)]


@pytest.mark.parametrize("order", ["<", ">"])
def test_files_of_both_byte_orders_are_read(tmp_path: Path, order: str) -> None:
    path = Builder(order).event(FULL).load(5, 11).load(4, 12).write(tmp_path)
    assert loads(path) == [(4, 12), (5, 11)]


def test_rounds_put_the_records_of_several_cpus_in_order(tmp_path: Path) -> None:
    builder = Builder().event(FULL)
    builder.load(10, 1).load(30, 2).load(20, 3).raw(68)
    builder.load(40, 4).load(35, 5).raw(68)
    builder.load(50, 6)
    path = builder.write(tmp_path)
    assert [number for _, number in loads(path)] == [1, 3, 2, 5, 4, 6]


def numbers(stream: Iterable[Record]) -> Iterator[int]:
    return (one.id for one in stream if isinstance(one, BpfEvent))


def test_nothing_is_kept_longer_than_two_rounds(tmp_path: Path) -> None:
    builder = Builder().event(FULL)
    for i in range(5):
        builder.load(i, i).raw(68)
    builder.raw(18, b"too short")
    path = builder.write(tmp_path)
    seen: list[int] = []
    with PerfData(path) as data:
        stream = data.records()
        with pytest.raises(ObjectError, match="too short"):
            seen.extend(numbers(stream))
    # The last round's own records were still waiting for the next one.
    assert seen == [0, 1, 2, 3]


def test_events_of_different_layouts_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    builder = Builder()
    builder.event(FULL | IDENTIFIER, (100, 101)).event(TIME | IDENTIFIER, (200,), symbols=False)
    builder.load(1, 1, "iiqiIQ", (100,)).load(2, 2, "qQ", (200,)).load(3, 3, "iiqiIQ", (101,))
    path = builder.write(tmp_path)
    assert loads(path) == [(1, 1), (2, 2), (3, 3)]
    with PerfData(path) as data:
        assert [r.tid for r in data.records()] == [7, -1, 7]


def test_different_layouts_without_ids_are_refused(tmp_path: Path) -> None:
    path = Builder().event(FULL).event(TIME).write(tmp_path)
    with pytest.raises(ObjectError, match="no id says which"):
        PerfData(path)


def test_data_of_auxtrace_is_passed_over(tmp_path: Path) -> None:
    builder = Builder().event(FULL).load(1, 1)
    # Its own size does not count the data that follow: far more than one block of reading.
    aux = os.urandom(3 << 20)
    builder.raw(71, struct.pack("<QQQIIII", len(aux), 0, 0, 0, 0, 0, 0))
    builder.data += aux
    path = builder.load(2, 2).write(tmp_path)
    assert loads(path) == [(1, 1), (2, 2)]


def test_many_records_are_read_over_block_borders(tmp_path: Path) -> None:
    builder = Builder().event(FULL)
    parts = []
    for i in range(60_000):
        builder.data = b""
        parts.append(builder.load(i, i).data)
    builder.data = b"".join(parts)
    assert len(builder.data) > 2 << 20
    assert loads(builder.write(tmp_path)) == [(i, i) for i in range(60_000)]


def test_a_file_without_symbols_says_how_to_record_them(tmp_path: Path) -> None:
    path = Builder().event(FULL, symbols=False).write(tmp_path)
    with pytest.raises(MissingFeatureError, match="perf record -e dummy -a"):
        PerfData(path)


@pytest.mark.parametrize("kind", [81, 83])
def test_compressed_records_are_refused(tmp_path: Path, kind: int) -> None:
    path = Builder().event(FULL).raw(kind, bytes(8)).write(tmp_path)
    with PerfData(path) as data, pytest.raises(MissingFeatureError, match="compressed"):
        list(data.records())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "does not begin with PERFILE2"),
        (b"\x7fELF" + bytes(200), "does not begin with PERFILE2"),
        (b"PERFILE2" + bytes(8), "pipe format"),
        (b"PERFILE2" + bytes(200), "do not fit entries"),
        (b"PERFILE2" + struct.pack("<12Q", 104, 144, 104, 1 << 40, *[0] * 8), "do not fit entries"),
        (b"PERFILE2" + struct.pack("<12Q", 104, 144, 104, 144, *[0] * 8), "cut off"),
    ],
)
def test_what_is_not_such_a_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.data"
    path.write_bytes(content)
    with pytest.raises(ObjectError, match=message):
        PerfData(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match=r"nothing\.data"):
        PerfData(tmp_path / "nothing.data")


def test_damage_anywhere_is_an_error_or_other_records_but_nothing_worse(tmp_path: Path) -> None:
    builder = Builder().event(FULL | IDENTIFIER, (1, 2)).event(TIME | IDENTIFIER, (3,))
    builder.load(1, 1, "iiqiIQ", (1,)).load(2, 2, "qQ", (3,)).raw(68)
    builder.raw(
        3, struct.pack("<ii", 5, 6) + b"name\0\0\0\0" + struct.pack("<iiqiIQ", 5, 6, 7, 0, 0, 1)
    )
    whole = builder.build()
    path = tmp_path / "damaged.data"
    path.write_bytes(whole)
    with PerfData(path) as data:
        assert [type(r) for r in data.records()] == [BpfEvent, BpfEvent, Comm]
    messages = []
    for at in range(len(whole)):
        for value in (0x00, 0xFF, whole[at] ^ 0x10):
            path.write_bytes(whole[:at] + bytes([value]) + whole[at + 1 :])
            try:
                with PerfData(path) as data:
                    found = list(data.records())
            except (ObjectError, MissingFeatureError) as error:
                messages.append(str(error))
            else:
                assert len(found) <= 3
    assert messages
    assert all("damaged.data" in text or "perf record" in text for text in messages)
