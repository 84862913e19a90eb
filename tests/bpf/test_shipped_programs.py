"""The programs and the capture that come with the package."""

from __future__ import annotations

import io
import ipaddress
import os
import shutil
import struct
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from bpf_programs import BPFTOOL, CLANG, ROOT, needs_bpftool, needs_clang
from elftools.elf.elffile import ELFFile

from progpack.bpf.check.structure import validate_program
from progpack.bpf.object import bundled as examples
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import MapSet, RingbufMap
from progpack.bpf.spec import MapSpec, ObjectSpec, ProgramType
from progpack.errors import UsageError
from progpack.packets.pcap import read_pcap

SHF_ALLOC = 2
DATA = ROOT / "src" / "progpack" / "data"


def packets() -> list[bytes]:
    return [packet.data for packet in read_pcap(DATA / "sample.pcap")]


def source_of(packet: bytes) -> bytes | None:
    """The source address as the firewall's key, None for what is not IP; written anew here."""
    at = 12
    while packet[at : at + 2] in (b"\x81\x00", b"\x88\xa8"):
        at += 4
    kind = packet[at : at + 2]
    if kind == b"\x08\x00":
        return bytes(10) + b"\xff\xff" + packet[at + 14 : at + 18]
    return packet[at + 10 : at + 26] if kind == b"\x86\xdd" else None


def key(address: str) -> bytes:
    parsed = ipaddress.ip_address(address)
    return parsed.packed if parsed.version == 6 else bytes(10) + b"\xff\xff" + parsed.packed


def shown(maps: MapSet, name: str) -> dict[str, object]:
    """A global data section by variable."""
    kind = maps.specs[name].value_type
    assert kind is not None
    value = kind.format_value(maps[name][bytes(4)])
    assert isinstance(value, dict)
    return value


def with_globals(maps: dict[str, MapSpec], **values: int) -> dict[str, MapSpec]:
    """The same maps with other read-only settings."""
    spec = maps[".rodata"]
    assert spec.data is not None
    assert spec.value_type is not None
    data = bytearray(spec.data)
    for name, held, offset in spec.value_type.fields():
        if name in values:
            size = held.sizeof()
            data[offset : offset + size] = values.pop(name).to_bytes(size, "little")
    assert not values
    return {**maps, ".rodata": replace(spec, data=bytes(data))}


def test_every_example_is_a_valid_object_without_surprises() -> None:
    kinds = {}
    for name in examples.NAMES:
        spec = examples.load(name)
        assert spec.name == name
        assert spec.license == "GPL"
        assert f'SEC("license") = "{spec.license}"' in examples.source(name)
        for program in spec.programs.values():
            validate_program(program, spec.maps)
            kinds[program.name] = (program.type, program.attach, len(program.insns))
    assert kinds == {
        "schedlat_wakeup": (ProgramType.TRACING, "sched_wakeup", 29),
        "schedlat_wakeup_new": (ProgramType.TRACING, "sched_wakeup_new", 29),
        "schedlat_switch": (ProgramType.TRACING, "sched_switch", 133),
        "firewall": (ProgramType.XDP, "", 225),
        "sampler": (ProgramType.SOCKET_FILTER, "", 98),
        "hello": (ProgramType.SCHED_CLS, "", 35),
    }


def test_an_unknown_example_is_refused_with_the_names_there_are() -> None:
    for read in (examples.load, examples.source, examples.object_bytes):
        with pytest.raises(UsageError, match=r"'\.\./x'; there are schedlat, .*, hello"):
            read("../x")


@pytest.mark.parametrize("name", examples.NAMES)
def test_objects_name_no_folder_of_the_machine_that_made_them(name: str) -> None:
    data = examples.object_bytes(name)
    for folder in (b"/home", b"/work", b"/tmp", b"/root", b"/usr", b"/build", b"/src"):
        assert folder not in data
    for program in examples.load(name).programs.values():
        files = {line.split(":")[0] for line in program.lines.values()}
        assert {file.rsplit("/", 1)[-1] for file in files} == {f"{name}.bpf.c"}
        assert not any(Path(file).is_absolute() for file in files)


def loadable(data: bytes) -> dict[str, bytes]:
    elf = ELFFile(io.BytesIO(data))
    return {
        section.name: section.data() + bytes([section["sh_size"] & 0xFF])
        for section in elf.iter_sections()
        if section["sh_flags"] & SHF_ALLOC
    }


@needs_clang
@pytest.mark.skipif(shutil.which("llvm-strip-22") is None, reason="llvm-strip-22 is not installed")
@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_objects_are_what_their_sources_compile_to(tmp_path: Path) -> None:
    command = ["make", "-s", "-C", str(ROOT / "examples"), f"OUT={tmp_path}", f"CLANG={CLANG}"]
    subprocess.run(command, check=True, capture_output=True)
    for name in examples.NAMES:
        built = loadable((tmp_path / f"{name}.bpf.o").read_bytes())
        assert len(built) > 4
        assert built == loadable(examples.object_bytes(name))


@needs_bpftool
@pytest.mark.parametrize("name", examples.NAMES)
def test_the_running_kernel_accepts_the_programs(tmp_path: Path, name: str) -> None:
    if os.geteuid() != 0:
        pytest.skip("loading into the kernel needs root")
    path = tmp_path / f"{name}.bpf.o"
    path.write_bytes(examples.object_bytes(name))
    # The pins are on a file system of this one command, and go with it.
    script = 'mount -t bpf none /mnt && "$0" prog loadall "$1" /mnt/p && ls /mnt/p'
    command = ["unshare", "--mount", "sh", "-ec", script, str(BPFTOOL), str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if "Operation not permitted" in result.stderr or "permission denied" in result.stderr:
        pytest.skip("this kernel lets nobody load programs of this type")
    assert result.returncode == 0, result.stderr
    assert set(result.stdout.split()) == set(examples.load(name).programs)


def test_the_capture_has_what_its_description_says() -> None:
    data = packets()
    assert len(data) == 381
    assert len(examples.capture()) < 100_000
    protocols = Counter(packet[12:14].hex() for packet in data)
    assert set(protocols) == {"0800", "0806", "86dd", "8100"}
    assert all(count >= 2 for count in protocols.values())
    documentation = [
        ipaddress.ip_network(net)
        for net in ("192.0.2.0/24", "198.51.100.0/24", "2001:db8::/32", "fe80::/10", "::/128")
    ]
    for packet in data:
        source = source_of(packet)
        if source is not None:
            address = ipaddress.IPv6Address(source)
            plain = address.ipv4_mapped or address
            assert any(plain in net for net in documentation), plain


def run_firewall(
    *, blocked: list[str], rules: list[tuple[str, int]], **settings: int
) -> tuple[list[int], MapSet]:
    spec = examples.load("firewall")
    maps = MapSet(with_globals(dict(spec.maps), **settings))
    for address in blocked:
        maps["blocked"][key(address)] = bytes(8)
    for number, (prefix, action) in enumerate(rules):
        net = ipaddress.ip_network(prefix)
        bits = net.prefixlen + (96 if net.version == 4 else 0)
        mask = ((1 << bits) - 1 << 128 - bits).to_bytes(16, "big")
        start = bytes(a & b for a, b in zip(key(str(net.network_address)), mask, strict=True))
        value = start + mask + struct.pack("<IIQ", action, 0, 0)
        maps["rules"][number.to_bytes(4, "little")] = value
    machine = Machine(spec.programs["firewall"], maps)
    return [machine.run(packet).return_value for packet in packets()], maps


def test_the_firewall_counts_every_packet_once_and_every_source() -> None:
    results, maps = run_firewall(blocked=[], rules=[])
    data = packets()
    assert set(results) == {2}
    expected: Counter[bytes] = Counter()
    sizes: Counter[bytes] = Counter()
    for packet in data:
        source = source_of(packet)
        if source is not None:
            expected[source] += 1
            sizes[source] += len(packet)
    seen = {source: struct.unpack("<4Q", value) for source, value in maps["sources"].items()}
    assert {source: counts[0] for source, counts in seen.items()} == expected
    assert {source: counts[1] for source, counts in seen.items()} == sizes
    totals = shown(maps, ".bss")
    assert totals == {
        "total_packets": len(data),
        "total_bytes": sum(map(len, data)),
        "untracked": 0,
    }
    verdicts = [
        int.from_bytes(maps["verdicts"][n.to_bytes(4, "little")], "little") for n in range(7)
    ]
    assert verdicts == [expected.total(), 0, len(data) - expected.total(), 0, 0, 0, 0]


def test_the_firewall_drops_blocked_hosts_and_prefixes_and_nothing_else() -> None:
    rules = [("2001:db8::12/128", 2), ("2001:db8::/64", 1), ("198.51.100.0/24", 1)]
    results, maps = run_firewall(blocked=["192.0.2.11"], rules=rules)
    for packet, result in zip(packets(), results, strict=True):
        source = source_of(packet)
        address = ipaddress.IPv6Address(source) if source else None
        plain = (address.ipv4_mapped or address) if address else None
        dropped = plain is not None and (
            str(plain) == "192.0.2.11"
            or (str(plain).startswith("2001:db8::") and str(plain) != "2001:db8::12")
            or str(plain).startswith("198.51.100.")
        )
        assert (result == 1) == dropped, plain
    hits = [
        struct.unpack("<16s16sIIQ", maps["rules"][n.to_bytes(4, "little")])[4] for n in range(3)
    ]
    assert all(hits)
    dropped_count = results.count(1)
    by_verdict = [
        int.from_bytes(maps["verdicts"][n.to_bytes(4, "little")], "little") for n in range(7)
    ]
    assert sum(by_verdict) == len(results)
    assert sum(by_verdict[3:]) == dropped_count
    assert by_verdict[1] == hits[0]
    assert by_verdict[4] == hits[1] + hits[2]


def test_the_firewalls_default_is_a_setting() -> None:
    results, maps = run_firewall(blocked=[], rules=[], default_action=1, count_sources=0)
    for packet, result in zip(packets(), results, strict=True):
        assert (result == 1) == (source_of(packet) is not None)
    assert len(maps["sources"]) == 0


@pytest.mark.parametrize("size", range(60))
def test_the_firewall_drops_what_is_cut_off_before_its_address(size: int) -> None:
    spec = examples.load("firewall")
    machine = Machine(spec.programs["firewall"], spec.maps)
    tagged = next(packet for packet in packets() if packet[12:14] == b"\x81\x00")
    # Ethernet, tag, IPv4 header.
    assert machine.run(tagged[:size]).return_value == (1 if size < 14 + 4 + 20 else 2)


@pytest.mark.parametrize("one_in", [1, 3, 8])
def test_the_sampler_keeps_one_packet_of_n_with_its_first_bytes(one_in: int) -> None:
    spec = examples.load("sampler")
    maps = MapSet(with_globals(dict(spec.maps), one_in=one_in))
    machine = Machine(spec.programs["sampler"], maps)
    data = packets()
    for number, packet in enumerate(data):
        result = machine.run(packet)
        assert result.return_value == (0 if number % one_in else 0xFFFF)
    ring = maps["samples"]
    assert isinstance(ring, RingbufMap)
    samples = [struct.unpack("<QQIIII64s", sample) for sample in ring.consume()]
    assert [sample[1] for sample in samples] == list(range(0, len(data), one_in))
    for _, number, length, captured, protocol, _, start in samples:
        packet = data[number]
        assert length == len(packet)
        assert captured == min(64, len(packet))
        assert start == packet[:64].ljust(64, b"\0")
        assert protocol.to_bytes(2, "big") == packet[12:14]
    counted = {
        int.from_bytes(kind, "little"): struct.unpack("<QQ", value)
        for kind, value in maps["protocols"].items()
    }
    expected: dict[int, list[int]] = {}
    for packet in data:
        entry = expected.setdefault(int.from_bytes(packet[12:14], "big"), [0, 0])
        entry[0] += 1
        entry[1] += len(packet)
    assert counted == {kind: tuple(entry) for kind, entry in expected.items()}
    assert shown(maps, ".bss") == {"seen": len(data), "sampled": len(samples), "lost": 0}


def task(pid: int, tgid: int, comm: bytes, state: int) -> bytes:
    return struct.pack("<ii16sI", pid, tgid, comm, state)


class Scheduler:
    """schedlat's three programs on shared maps."""

    def __init__(self, **settings: int) -> None:
        spec: ObjectSpec = examples.load("schedlat")
        self.maps = MapSet(with_globals(dict(spec.maps), **settings))
        self.machines = {
            name.removeprefix("schedlat_"): Machine(program, self.maps)
            for name, program in spec.programs.items()
        }

    def wake(self, pid: int, tgid: int = 7, *, new: bool = False) -> None:
        name = "wakeup_new" if new else "wakeup"
        self.machines[name].run(args=[task(pid, tgid, b"woken", 0)])

    def switch(self, prev: int, following: int, *, state: int = 1) -> None:
        args = [0, task(prev, prev, b"before", state), task(following, 7, b"after", 0)]
        self.machines["switch"].run(args=args)

    def events(self) -> list[tuple[int, ...]]:
        ring = self.maps["events"]
        assert isinstance(ring, RingbufMap)
        return [struct.unpack("<QIIII16s16s", event) for event in ring.consume()]

    def waiting(self) -> set[int]:
        return {int.from_bytes(pid, "little") for pid in self.maps["start"]}

    def counted(self) -> int:
        values = (self.maps["histogram"][n.to_bytes(4, "little")] for n in range(32))
        return sum(int.from_bytes(value, "little") for value in values)


def test_schedlat_reports_the_wait_from_wakeup_to_switch() -> None:
    scheduler = Scheduler(min_us=0)
    scheduler.wake(5)
    scheduler.wake(6, new=True)
    assert scheduler.waiting() == {5, 6}
    scheduler.switch(9, 6)
    scheduler.switch(9, 5)
    events = scheduler.events()
    assert [event[1:4] for event in events] == [(6, 7, 9), (5, 7, 9)]
    for event in events:
        assert event[0] > 0
        assert event[5:] == (b"after".ljust(16, b"\0"), b"before".ljust(16, b"\0"))
    assert scheduler.waiting() == set()
    assert scheduler.counted() == 2


def test_schedlat_knows_tasks_that_lost_their_cpu_but_not_those_that_sleep() -> None:
    scheduler = Scheduler(min_us=0)
    scheduler.switch(5, 6, state=0)
    scheduler.switch(8, 9, state=1)
    assert scheduler.waiting() == {5}
    assert scheduler.events() == []


def test_schedlat_counts_but_does_not_report_short_waits() -> None:
    scheduler = Scheduler(min_us=1 << 40)
    scheduler.wake(5)
    scheduler.switch(9, 5)
    assert scheduler.events() == []
    assert scheduler.counted() == 1


def test_schedlat_can_be_limited_to_a_thread_or_a_process_and_skips_idle() -> None:
    scheduler = Scheduler(targ_pid=5)
    for pid in (0, 4, 5):
        scheduler.wake(pid)
    assert scheduler.waiting() == {5}
    scheduler = Scheduler(targ_tgid=3)
    scheduler.wake(4, 3)
    scheduler.wake(5, 4)
    assert scheduler.waiting() == {4}


def test_schedlat_says_when_the_ring_buffer_was_full() -> None:
    scheduler = Scheduler(min_us=0)
    # 256 KiB hold 4,096 events of 56 bytes and their headers of 8.
    for _ in range(4100):
        scheduler.wake(5)
        scheduler.switch(9, 5)
    lost = shown(scheduler.maps, ".bss")["lost"]
    assert isinstance(lost, int)
    assert lost > 0
    assert len(scheduler.events()) + lost == 4100
