"""The shipped programs on the shipped capture, counted again by hand from the capture's bytes."""

from __future__ import annotations

import ipaddress
import json
import struct
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from progpack import Machine, ObjectSpec
from progpack.bpf.fit.variables import with_variables
from progpack.bpf.object.bundled import capture
from progpack.bpf.oracle.maps.arrays import KeyedMap as OracleKeyed
from progpack.bpf.oracle.maps.arrays import RingbufMap
from tests.commands.conftest import Command
from tests.commands.packets import frames, shown, source

needs_llvm = pytest.mark.usefixtures("needs_llvm")

DROP, PASS = 1, 2
ACTIONS = {DROP: "XDP_DROP", PASS: "XDP_PASS"}
# enum verdict of firewall.bpf.c.
PASSED, PASS_RULE, PASS_NOT_IP, DROP_HOST, DROP_RULE, DROP_SHORT, DROP_DEFAULT = range(7)
PACKETS = list(frames(capture()))


@dataclass(frozen=True)
class Rule:
    """One rule: addresses with this prefix, as IPv6, and what happens to them."""

    prefix: str
    bits: int
    action: int


@dataclass(frozen=True)
class Setup:
    """How the firewall is set up."""

    default: int = PASS
    count: int = 1
    blocked: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    def words(self) -> list[str]:
        """For the command line."""
        words = ["--set", f"default_action={self.default}", "--set", f"count_sources={self.count}"]
        for host in self.blocked:
            words += ["--map", f"blocked:{host}=0"]
        for number, rule in enumerate(self.rules):
            value = f"prefix={rule.prefix},mask=/{rule.bits},action={rule.action}"
            words += ["--map", f"rules:{number}={value}"]
        return words

    def elements(self) -> list[tuple[str, bytes, bytes]]:
        """The map elements as bytes: (map, key, value)."""
        found = [("blocked", packed(host), bytes(8)) for host in self.blocked]
        for number, rule in enumerate(self.rules):
            mask = ((1 << 128) - (1 << 128 - rule.bits)).to_bytes(16, "big")
            value = packed(rule.prefix) + mask + struct.pack("<IIQ", rule.action, 0, 0)
            found.append(("rules", number.to_bytes(4, "little"), value))
        return found

    def variables(self) -> dict[str, int | bytes]:
        return {"default_action": self.default, "count_sources": self.count}


def packed(text: str) -> bytes:
    address = ipaddress.ip_address(text)
    return address.packed if address.version == 6 else bytes(10) + b"\xff\xff" + address.packed


SETUPS = {
    "open": Setup(),
    "closed": Setup(default=DROP),
    "host": Setup(blocked=("192.0.2.10",)),
    "hosts": Setup(blocked=("192.0.2.11", "2001:db8::1", "203.0.113.9")),
    "prefix": Setup(rules=(Rule("2001:db8::10", 126, DROP),)),
    "first rule wins": Setup(
        rules=(
            Rule("192.0.2.12", 128, PASS),
            Rule("192.0.2.8", 125, DROP),
            Rule("::", 0, PASS),
        ),
        default=DROP,
    ),
    "host and prefix": Setup(
        blocked=("192.0.2.10", "fe80::5eff:fe00:5301"),
        rules=(Rule("2001:db8::", 32, DROP), Rule("198.51.100.0", 120, PASS)),
        default=DROP,
    ),
    "uncounted": Setup(count=0, blocked=("192.0.2.1",)),
}


@dataclass
class Expected:
    """What a firewall must have counted."""

    actions: list[int] = field(default_factory=list)
    verdicts: Counter[int] = field(default_factory=Counter)
    sources: dict[str, dict[str, int]] = field(default_factory=dict)
    blocked: dict[str, int] = field(default_factory=dict)
    hits: Counter[int] = field(default_factory=Counter)


def expected(setup: Setup, packets: Sequence[bytes]) -> Expected:
    """The firewall's rules, applied by hand."""
    result = Expected(blocked=dict.fromkeys(map(shown_text, setup.blocked), 0))
    rules = [
        (ipaddress.IPv6Network((packed(rule.prefix), rule.bits)), rule.action)
        for rule in setup.rules
    ]
    for frame in packets:
        address, short = source(frame)
        if address is None:
            verdict = DROP_SHORT if short else PASS_NOT_IP
        else:
            name = shown(address)
            verdict = PASSED if setup.default == PASS else DROP_DEFAULT
            if name in result.blocked:
                result.blocked[name] += 1
                verdict = DROP_HOST
            else:
                for number, (network, action) in enumerate(rules):
                    if address in network:
                        result.hits[number] += 1
                        verdict = DROP_RULE if action == DROP else PASS_RULE
                        break
            if setup.count:
                entry = result.sources.setdefault(name, {"packets": 0, "bytes": 0, "dropped": 0})
                entry["packets"] += 1
                entry["bytes"] += len(frame)
                entry["dropped"] += verdict >= DROP_HOST
        result.verdicts[verdict] += 1
        result.actions.append(DROP if verdict >= DROP_HOST else PASS)
    return result


def shown_text(text: str) -> str:
    return shown(ipaddress.IPv6Address(packed(text)))


def elements(found: Mapping[str, Any], name: str) -> dict[Any, Any]:
    return {entry["key"]: entry["value"] for entry in found["maps"][name]["elements"]}


@needs_llvm
@pytest.mark.parametrize("name", SETUPS)
def test_the_firewall_counts_what_is_in_the_capture(
    name: str, examples: Path, command: Command
) -> None:
    setup = SETUPS[name]
    wanted = expected(setup, PACKETS)
    words = ["run", examples / "firewall.bpf.o", "--pcap", examples / "sample.pcap"]
    done = command(*words, *setup.words(), "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    counted = Counter(ACTIONS[action] for action in wanted.actions)
    assert {entry["verdict"]: entry["runs"] for entry in found["verdicts"]} == counted
    assert elements(found, "verdicts") == wanted.verdicts
    assert elements(found, "blocked") == wanted.blocked
    hits = {number: rule["hits"] for number, rule in elements(found, "rules").items()}
    assert hits == {number: wanted.hits[number] for number in range(len(setup.rules))}
    sources = elements(found, "sources")
    assert all(entry.pop("last_ns") > 0 for entry in sources.values())
    assert sources == wanted.sources
    variables = found["maps"][".bss"]["variables"]
    assert variables == {
        "total_packets": len(PACKETS),
        "total_bytes": sum(map(len, PACKETS)),
        "untracked": 0,
    }
    rows = command(*words, *setup.words(), "--csv").out.splitlines()[1:]
    assert [int(row.split(",")[2]) for row in rows] == wanted.actions


def test_the_capture_has_something_for_every_rule() -> None:
    """Else the comparison above would prove nothing."""
    all_verdicts = Counter[int]()
    for setup in SETUPS.values():
        all_verdicts += expected(setup, PACKETS).verdicts
    assert set(all_verdicts) == {
        PASSED,
        PASS_RULE,
        PASS_NOT_IP,
        DROP_HOST,
        DROP_RULE,
        DROP_DEFAULT,
    }
    assert len(PACKETS) == 381
    first_wins = expected(SETUPS["first rule wins"], PACKETS)
    assert all(first_wins.hits[number] for number in range(3))


@needs_llvm
@pytest.mark.parametrize("one_in", [1, 8, 100])
def test_the_sampler_keeps_one_packet_of_n(one_in: int, examples: Path, command: Command) -> None:
    done = command(
        "run",
        examples / "sampler.bpf.o",
        "--pcap",
        examples / "sample.pcap",
        "--set",
        f"one_in={one_in}",
        "--set",
        "keep_bytes=99",
        "--json",
    )
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    kept = PACKETS[::one_in]
    verdicts = {entry["verdict"]: entry["runs"] for entry in found["verdicts"]}
    assert verdicts.pop("keep 99 bytes") == len(kept)
    assert sum(verdicts.values()) == len(PACKETS) - len(kept)
    protocols: dict[int, dict[str, int]] = {}
    for frame in PACKETS:
        entry = protocols.setdefault(
            int.from_bytes(frame[12:14], "big"), {"packets": 0, "bytes": 0}
        )
        entry["packets"] += 1
        entry["bytes"] += len(frame)
    assert elements(found, "protocols") == protocols
    variables = found["maps"][".bss"]["variables"]
    assert variables == {"seen": len(PACKETS), "sampled": len(kept), "lost": 0}
    records = [bytes.fromhex(record) for record in found["maps"]["samples"]["records"]]
    assert len(records) == len(kept)
    for number, (record, frame) in enumerate(zip(records, kept, strict=True)):
        time, index, length, captured, protocol, interface, data = struct.unpack(
            "<QQIIII64s", record
        )
        assert time > 0
        assert (index, length, interface) == (number * one_in, len(frame), 1)
        assert captured == min(len(frame), 64)
        assert protocol == int.from_bytes(frame[12:14], "big")
        assert data == frame[:64].ljust(64, b"\0")


# The same through the interpreter.


def oracle_firewall(setup: Setup) -> Machine:
    from progpack.bpf.object.bundled import load

    spec = with_variables(load("firewall"), setup.variables())
    machine = Machine(spec.programs["firewall"], spec.maps)
    for name, key, value in setup.elements():
        held = machine.maps[name]
        assert isinstance(held, OracleKeyed)
        held[key] = value
    return machine


def oracle_contents(machine: Machine) -> dict[str, dict[bytes, bytes]]:
    contents = {}
    for name in machine.calls.maps:
        held = machine.maps[name]
        assert isinstance(held, OracleKeyed)
        contents[name] = {bytes(key): bytes(held[key]) for key in held}
    return contents


def without_times(name: str, contents: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """Contents of a map; struct source ends in the time of the last packet."""
    if name != "sources":
        return dict(contents)
    return {key: value[:-8] for key, value in contents.items()}


@needs_llvm
@pytest.mark.parametrize("name", SETUPS)
def test_the_interpreter_says_the_same_of_every_packet_and_leaves_the_same_maps(
    name: str, examples: Path
) -> None:
    import progpack
    from progpack.jit.maps.handle import KeyedMap

    setup = SETUPS[name]
    machine = oracle_firewall(setup)
    path = examples / "firewall.bpf.o"
    with progpack.load(path, variables=setup.variables()) as obj:
        for map_name, key, value in setup.elements():
            held = obj.maps[map_name]
            assert isinstance(held, KeyedMap)
            held[key] = value
        program = obj.programs["firewall"]
        interpreted = [machine.run(packet) for packet in PACKETS]
        compiled = [program.run(packet) for packet in PACKETS]
        assert [r.return_value for r in compiled] == [r.return_value for r in interpreted]
        assert [r.packet for r in compiled] == [r.packet for r in interpreted] == PACKETS
        assert [r.return_value for r in compiled] == expected(setup, PACKETS).actions
        wanted = oracle_contents(machine)
        assert set(wanted) == set(obj.maps)
        for map_name, contents in wanted.items():
            held = obj.maps[map_name]
            assert isinstance(held, KeyedMap)
            found = dict(held.elements())
            assert without_times(map_name, found) == without_times(map_name, contents), map_name


@needs_llvm
def test_the_interpreter_takes_the_same_samples(examples: Path) -> None:
    import progpack
    from progpack.bpf.object.bundled import load
    from progpack.jit.maps.handle import KeyedMap, RingBuffer

    spec = load("sampler")
    machine = Machine(spec.programs["sampler"], spec.maps)
    with progpack.load(examples / "sampler.bpf.o") as obj:
        program = obj.programs["sampler"]
        for packet in PACKETS:
            assert program.run(packet).return_value == machine.run(packet).return_value
        compiled, interpreted = obj.maps["samples"], machine.maps["samples"]
        assert isinstance(compiled, RingBuffer)
        assert isinstance(interpreted, RingbufMap)
        # The time comes first.
        records = [record[8:] for record in compiled.consume()]
        assert records == [bytes(record)[8:] for record in interpreted.consume()]
        assert len(records) == 48
        for name in ("protocols", ".bss", ".rodata"):
            held, other = obj.maps[name], machine.maps[name]
            assert isinstance(held, KeyedMap)
            assert isinstance(other, OracleKeyed)
            assert dict(held.elements()) == {bytes(k): bytes(other[k]) for k in other}


def test_packets_that_are_cut_short_get_the_verdict_they_must() -> None:
    """Every length of every kind of packet, by hand and by the interpreter."""
    setup = SETUPS["host and prefix"]
    kinds: dict[tuple[int, int], bytes] = {}
    for packet in PACKETS:
        kinds.setdefault((int.from_bytes(packet[12:14], "big"), packet[14] >> 4), packet)
    cut = [packet[:length] for packet in kinds.values() for length in range(60)]
    machine = oracle_firewall(setup)
    assert [machine.run(p).return_value for p in cut] == expected(setup, cut).actions
    verdicts = oracle_contents(machine)["verdicts"]
    found = {int.from_bytes(k, "little"): int.from_bytes(v, "little") for k, v in verdicts.items()}
    wanted = expected(setup, cut).verdicts
    assert wanted[DROP_SHORT] > 0
    assert {k: v for k, v in found.items() if v} == wanted


# And through the kernel.


def test_the_kernel_says_the_same_of_every_packet_and_leaves_the_same_maps() -> None:
    from contextlib import ExitStack

    from progpack.bpf.object.bundled import load
    from progpack.kernel import KernelMap, load_program
    from tests.kernel.conftest import why_not

    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    for setup in SETUPS.values():
        spec = with_variables(load("firewall"), setup.variables())
        wanted = expected(setup, PACKETS)
        machine = oracle_firewall(setup)
        with ExitStack() as stack:
            made = {
                name: stack.enter_context(KernelMap.from_spec(held))
                for name, held in spec.maps.items()
            }
            for name, key, value in setup.elements():
                made[name].update(key, value)
            program = stack.enter_context(load_program(spec.programs["firewall"], made))
            runs = [program.test_run(packet) for packet in PACKETS]
            assert [run.return_value for run in runs] == wanted.actions
            assert [run.data for run in runs] == PACKETS
            assert [machine.run(packet).return_value for packet in PACKETS] == wanted.actions
            for name, contents in oracle_contents(machine).items():
                keys = list(made[name].keys())
                found = {key: made[name].lookup(key) or b"" for key in keys}
                assert without_times(name, found) == without_times(name, contents), name


def test_an_object_with_other_constants_is_another_object() -> None:
    """`with_variables` changes the copy only."""
    from progpack.bpf.object.bundled import load

    spec = load("firewall")
    changed = with_variables(spec, {"default_action": DROP})
    assert isinstance(changed, ObjectSpec)
    assert spec.maps[".rodata"].data == struct.pack("<II", PASS, 1)
    assert changed.maps[".rodata"].data == struct.pack("<II", DROP, 1)
