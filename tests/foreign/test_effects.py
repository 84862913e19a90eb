"""What programs do besides their result, for every target, as in the interpreter.

Packets that change, what is printed and cloned, where packets go, locks, timers, initial values of
arrays, contexts with something behind them; and what executables do not have, which is refused
before anything is compiled.
"""

from __future__ import annotations

import dataclasses
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

import progpack
from progpack.arch.lookup import TARGETS
from progpack.bpf.asm import assemble, assemble_program
from progpack.bpf.context.fields import layout
from progpack.bpf.environment import own_cgroup
from progpack.bpf.fit.externs import with_externs
from progpack.bpf.fit.kfuncs import READ_ONLY, kfunc_names, with_kfuncs
from progpack.bpf.isa.insn import CALL
from progpack.bpf.object.reader import read_object
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import ArrayMap as OracleArray
from progpack.bpf.oracle.maps.arrays import KeyedMap, MapSet
from progpack.bpf.outcome import Redirect
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import MissingFeatureError, ObjectError, RunError, UsageError
from progpack.foreign import Builder
from progpack.jit.compile.client import Compiler
from progpack.jit.own_helpers import native_helper
from progpack.run.executables import Session
from progpack.run.maps import ArrayMap, HashMap, MapOfMaps, TargetMap
from progpack.run.object import HandledObject
from progpack.testing import packet
from tests.jit import test_contexts as contexts
from tests.jit import test_helper_text as texts
from tests.jit import test_helpers as helpers
from tests.jit import test_initial_values as initial
from tests.jit import test_kfuncs as kfuncs
from tests.jit import test_timers as timers

from .measured import ended, missing

PACKET = helpers.PACKET
FEW = 150
UNKNOWN = "r2 = *(u32 *)(r1 + {})\nr1 += r2\n"


@pytest.fixture(params=TARGETS)
def name(request: pytest.FixtureRequest) -> str:
    reason = missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    return str(request.param)


@cache
def compiled(source: str, byteorder: str) -> ObjectSpec:
    """A C source as an object of that byte order."""
    if shutil.which("clang-22") is None:
        pytest.skip("clang-22 is not installed")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "t.bpf.o")
        flags = [
            "-O2",
            "-g",
            f"--target=bpfe{byteorder[0]}",
            "-mcpu=v3",
            "-idirafter",
            "/usr/include/x86_64-linux-gnu",
        ]
        command = ["clang-22", *flags, "-xc", "-c", "-", "-o", str(made)]
        subprocess.run(command, input=source.encode(), check=True)
        return read_object(made)


def helper_object(byteorder: str) -> ObjectSpec:
    return compiled(helpers.SOURCE.read_text(), byteorder)


def everything(run: Callable[[], Any]) -> object:
    """The end of a run, with what it left behind."""
    try:
        result = run()
    except RunError as error:
        return error.fault.kind.name, error.fault.pc, error.fault.size
    clones = [(clone.ifindex, clone.flags, clone.packet) for clone in result.clones]
    return result.return_value, result.packet, result.printed, result.redirect, clones


def bss_of(held: HandledObject, maps: MapSet) -> tuple[bytes, bytes]:
    here, oracle = held.maps[".bss"], maps[".bss"]
    assert isinstance(here, ArrayMap)
    assert isinstance(oracle, OracleArray)
    return here[0], oracle[bytes(4)]


def test_helpers_do_what_they_do_in_the_interpreter(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    spec = helper_object(order)
    wrong = compiled(helpers.FAULTS, order)
    builder.add(spec, helpers.PROGRAMS)
    builder.add(wrong)
    one = (1).to_bytes(4, order)
    differ = []
    with Session(builder.executable(), emulate=True) as session:
        held, faults = session.objects
        ports, bss = held.maps["ports"], held.maps[".bss"]
        assert isinstance(ports, TargetMap)
        assert isinstance(bss, ArrayMap)
        for each in helpers.PROGRAMS:
            maps = MapSet(held.spec.maps, order)  # its ring is larger than in the file
            oracle_ports = maps["ports"]
            assert isinstance(oracle_ports, KeyedMap)
            oracle_ports[one] = ports[one] = one
            bss[0] = bytes(bss.spec.value_size)
            machine = Machine(spec.programs[each], maps, byteorder=order)
            expected = everything(partial(machine.run, PACKET, budget=1000))
            got = everything(partial(held.programs[each].run, PACKET, budget=1000))
            left, right = bss_of(held, maps)
            if got != expected or left != right:
                differ.append(f"{each}: {got}, not {expected}; {left.hex()}, not {right.hex()}")
        for each, program in faults.programs.items():
            machine = Machine(wrong.programs[each], MapSet(wrong.maps, order), byteorder=order)
            for _ in range(2):  # a lock that a run keeps is given back
                expected = everything(partial(machine.run, PACKET))
                got = everything(partial(program.run, PACKET))
                if got != expected:
                    differ.append(f"{each}: {got}, not {expected}")
        printed = held.programs["log_it"].run_batch([PACKET] * 2).printed
    assert not differ
    assert printed == ("one -1 2 3", "many 4 args\n") * 2
    assert len(faults.programs) == 8


def test_formats_and_numbers_are_those_of_the_interpreter(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    specs = {each: texts.program(each) for each in texts.PROGRAMS}
    maps = {"text": texts.TEXT}
    builder.add(ObjectSpec("t", "GPL", specs, maps, byteorder=order))
    machines = {
        each: Machine(spec, MapSet(maps, order), byteorder=order) for each, spec in specs.items()
    }
    chance = random.Random(7)
    differ = []
    with Session(builder.executable(), emulate=True) as session:
        programs, text = session.objects[0].programs, session.objects[0].maps["text"]
        for step in range(FEW):
            memory = text_memory(chance, order)
            session.process.write(text.handle.placed.header["values"], memory[:96])
            for each in specs:
                texts.fill(machines[each].maps["text"], memory)
                expected = everything(partial(machines[each].run, memory))
                got = everything(partial(programs[each].run, memory))
                if got != expected:
                    differ.append(f"step {step}, {each}, {memory.hex()}: {got}, not {expected}")
    assert not differ


def text_memory(chance: random.Random, order: Any) -> bytes:
    """A text of 64 bytes, then numbers; of what formats, numbers and sums are made."""
    kinds = texts._KINDS.split()
    parts = [
        chance.choice(
            [
                "%" + chance.choice(["", "-", "0", "+", " "]) + chance.choice(["", "5", "12"])
                + chance.choice(kinds) + " ",
                str(chance.randrange(-(2**65), 2**65)),
                hex(chance.getrandbits(40)),
                " \t-%\n",
            ]
        )
        for _ in range(chance.randrange(1, 5))
    ]  # fmt: skip
    text = "".join(parts).encode()[:63].ljust(64, b"\0")
    if chance.random() < 0.3:
        text = chance.randbytes(64)
    numbers = [chance.choice([chance.getrandbits(64), chance.randrange(300)]) for _ in range(4)]
    numbers += [chance.choice([64, 32, 20, 4, 0, chance.randrange(100)])]
    numbers += [chance.choice([0, 8, 10, 16, 7, 32]), chance.getrandbits(32)]
    return (text + b"".join(n.to_bytes(8, order) for n in numbers)).ljust(264, b"\0")


@pytest.mark.parametrize("kind", ["ARRAY", "HASH"])
def test_timers_run_when_they_are_due(name: str, kind: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    spec = compiled(timers.SOURCE % kind, order)
    builder.add(spec)
    maps = MapSet(spec.maps, order)
    machine = Machine(spec.programs["set"], maps, byteorder=order)
    cancel = Machine(spec.programs["cancel"], maps, byteorder=order)
    with Session(builder.executable(), emulate=True) as session:
        held = session.objects[0]
        assert held.programs["set"].run(PACKET).return_value == machine.run(PACKET).return_value
        assert [(at, held.run_timers(at)) for at in (699, 700)] == [(699, 0), (700, 1)]
        assert machine.run_timers(700) == 1
        held.programs["cancel"].run(PACKET)
        cancel.run(PACKET)
        assert held.run_timers(1300) == machine.run_timers(1300) == 4
        left, right = bss_of(held, maps)
        assert left == right
        numbers = [left[8 * at : 8 * at + 8] for at in range(12)]
        signed = [int.from_bytes(each, order, signed=True) for each in numbers]
        assert signed == [*timers.ERRORS, 1, 0, 0, 31111]
        table = held.maps["m"]
        assert isinstance(table, ArrayMap | HashMap)
        if isinstance(table, HashMap):
            table[2] = bytes(table.spec.value_size)
        held.programs["fail"].run(PACKET)
        with pytest.raises(RunError, match="program fail"):
            held.run_timers()


def test_a_timer_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("progpack.bpf.time_limits.MOST_TIMERS", 10)
    builder = Builder("x86-64")
    builder.add(compiled(timers.SOURCE % "ARRAY", "little"), ["set", "cancel"])
    with Session(builder.executable()) as session:
        held = session.objects[0]
        held.programs["set"].run(PACKET)
        held.programs["cancel"].run(PACKET)
        with pytest.raises(UsageError, match="start itself again"):
            held.run_timers(1 << 62)


def test_arrays_begin_with_the_programs_and_maps_of_the_object(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    hashed = MapSpec(
        "hashed", MapType.HASH_OF_MAPS, 4, 4, 3, inner=initial.INNER, values=((7, "inner"),)
    )
    maps = {**initial.MAPS, "hashed": hashed}
    spec = dataclasses.replace(initial.SPEC, maps=maps, byteorder=order)
    made = builder.add(spec, ["start"])
    assert set(made.programs) == {"start", "one", "chain", "last"}
    machine = Machine(spec.programs["start"], map_set(spec), byteorder=order)
    with Session(builder.executable(), emulate=True) as session:
        held = session.objects[0]
        for index, value in enumerate((99, 11, 99, 33)):
            given = bytes([index])
            assert held.programs["start"].run(given).return_value == value
            assert machine.run(given).return_value == value
        inner = held.maps["inner"]
        for outer, index in (("outer", 1), ("hashed", 7)):
            there = held.maps[outer]
            assert isinstance(there, MapOfMaps)
            key = index.to_bytes(4, order)
            assert there[index] is inner
            assert [k if isinstance(k, int) else int.from_bytes(k, order) for k in there] == [index]
            del there[key]
            assert len(there) == 0
            with pytest.raises(KeyError):
                there[key]
            there[0] = inner
            assert there[0] is inner
            with pytest.raises(UsageError, match="cannot hold"):
                there[0] = held.maps["jumps"]


FRAME = packet("udp", dport=53)
ANSWER = "call 186\nr6 = r0\nr1 = -99\ncall 187\ncall 186\nr0 <<= 32\nr0 |= r6\nexit"
FROM_HEADERS = """
    r6 = r1
    r2 = 12
    r3 = r10
    r3 += -8
    r4 = 4
    r5 = 0
    call 68
    r7 = r0
    r7 <<= 1
    r1 = r6
    r2 = 6
    r3 = r10
    r3 += -4
    r4 = 4
    r5 = 1
    call 68
    r7 += r0
    r0 = *(u64 *)(r10 - 8)
    r0 += r7
    exit
"""


def test_contexts_have_what_lies_behind_them(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    kinds = contexts.T
    cases: list[tuple[str, str, ProgramType, dict[str, Any]]] = [
        *(
            (f"option {len(value)}", contexts.SOCKOPT, kinds.CGROUP_SOCKOPT,
             {"context": {"optval": value, "optname": 3, "level": 1}})
            for value in (b"", b"0123456789", bytes(4096))
        ),
        ("past", contexts.PAST, kinds.CGROUP_SOCKOPT, {"context": {"optval": b"abc"}}),
        ("keys", contexts.KEYS, kinds.FLOW_DISSECTOR,
         {"packet": bytes(12) + b"\x86\xdd" + bytes(50)}),
        ("mark", "r0 = *(u32 *)(r1 + 8)\nr0 += 1\n*(u32 *)(r1 + 8) = w0\nexit", kinds.CGROUP_SKB,
         {"packet": b"\x45" + bytes(40), "context": {"mark": 7}}),
        ("answer", ANSWER, kinds.CGROUP_SOCKOPT, {"context": {"retval": -5}}),
        ("other answer", ANSWER, kinds.CGROUP_SOCK, {}),
        ("frame", FROM_HEADERS, kinds.CGROUP_SKB, {"packet": FRAME}),
        ("bare", FROM_HEADERS, kinds.CGROUP_SKB, {"packet": FRAME[14:]}),
        ("protocol", "r0 = *(u32 *)(r1 + 16)\nr2 = *(u32 *)(r1 + 0)\nr0 <<= 16\nr0 |= r2\nexit",
         kinds.LWT_SEG6LOCAL, {"packet": FRAME}),
        # Offsets that nobody knows before it runs: a field that is read-only, one that is hidden.
        ("read-only", f"{UNKNOWN.format(4)}*(u32 *)(r1 + 0) = 1\nr0 = 1\nexit",
         kinds.CGROUP_SOCK_ADDR, {"context": {"user_ip4": 0}}),
        ("writable", f"{UNKNOWN.format(4)}*(u32 *)(r1 + 0) = 1\nr0 = 1\nexit",
         kinds.CGROUP_SOCK_ADDR, {"context": {"user_ip4": 4}}),
        ("metadata", ("r0 = *(u32 *)(r1 + 8)\nr2 = *(u32 *)(r0 + 0)\n*(u32 *)(r0 + 4) = 7\n"
         "r0 = *(u32 *)(r1 + 0)\nr3 = *(u8 *)(r0 + 0)\nr0 = r2\nr0 += r3\nexit"), kinds.XDP,
         {"packet": b"\x09" * 60, "context": {"data_meta": b"01234567"}}),
        ("message", ("r2 = *(u64 *)(r1 + 0)\nr0 = *(u8 *)(r2 + 1)\nr3 = *(u32 *)(r1 + 68)\n"
         "r0 += r3\nexit"), kinds.SK_MSG, {"packet": b"\x09" * 60}),
        ("hidden", f"{UNKNOWN.format(8)}r0 = *(u32 *)(r1 + 0)\nexit", kinds.SOCKET_FILTER,
         {"packet": bytes(60), "context": {"mark": 72}}),
        ("shown", f"{UNKNOWN.format(8)}r0 = *(u32 *)(r1 + 0)\nexit", kinds.SOCKET_FILTER,
         {"packet": bytes(60), "context": {"mark": 8}}),
    ]  # fmt: skip
    specs = {each: assemble_program(text, type=kind) for each, text, kind, _ in cases}
    for each in specs:
        builder.add(ObjectSpec(each, "GPL", {"f": specs[each]}, {}, byteorder=order))
    differ = []
    faults = set()
    with Session(builder.executable(), emulate=True) as session:
        for (each, _, kind, given), held in zip(cases, session.objects, strict=True):
            program = next(iter(held.programs.values()))
            machine = Machine(specs[each], byteorder=order)
            expected = ended(partial(machine.run, **given))
            got = ended(partial(program.run, **given))
            if got[1]:
                faults.add(each)
            if kind is kinds.FLAT or layout(kind).packet:
                same = got == expected
            else:
                same = got[:2] == expected[:2]  # the context has addresses in it
            if not same:
                differ.append(f"{each}: {got}, not {expected}")
    assert not differ
    assert faults == {"past", "read-only", "hidden"}


def test_kernel_functions_do_what_they_do_in_the_interpreter(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    spec = with_externs(compiled(kfuncs.SOURCE, order))
    builder.add(spec)
    dynptrs = {}
    for kind, first in ((ProgramType.XDP, "xdp"), (ProgramType.SCHED_CLS, "skb")):
        plain = assemble_program(
            kfuncs.DYNPTR.replace("= r0", "= w0"), type=kind, name=first, license="GPL"
        )
        calls = [pc for pc, insn in enumerate(plain.insns) if insn.opcode == CALL and insn.imm == 1]
        names = (f"bpf_dynptr_from_{first}", *kfuncs.DYNPTR_CALLS[1:])
        dynptrs[first] = with_kfuncs(plain, dict(zip(calls, names, strict=True)))
    texts_map = {"texts": kfuncs.TEXTS}
    builder.add(ObjectSpec("d", "GPL", dynptrs, texts_map, byteorder=order))
    maps = MapSet(spec.maps, order)
    machine = Machine(spec.programs["p"], maps, byteorder=order)
    with Session(builder.executable(), emulate=True) as session:
        held, others = session.objects
        got, expected = held.programs["p"].run(bytes(64)), machine.run(bytes(64))
        left, right = bss_of(held, maps)
        assert (got.return_value, left) == (expected.return_value, right)
        numbers = [int.from_bytes(left[4 * at : 4 * at + 4], order, signed=True) for at in range(7)]
        assert numbers == [28, -22, -7, 19, 7, -2, 0]
        for each, program in dynptrs.items():
            maps = MapSet(texts_map, order)
            oracle = Machine(program, maps, byteorder=order)
            end = everything(partial(oracle.run, bytes(range(100))))
            assert everything(partial(others.programs[each].run, bytes(range(100)))) == end, each
            here, there = others.maps["texts"], maps["texts"]
            assert isinstance(here, ArrayMap)
            assert isinstance(there, OracleArray)
            assert here[0] == there[bytes(4)]
            assert int.from_bytes(here[0][4:8], order) == 100
            here[0] = bytes(kfuncs.TEXTS.value_size)


def test_kernel_functions_are_the_same_instructions_in_either_byte_order() -> None:
    # The package has one object of them, which serves programs of both.
    source = (Path(progpack.__file__).parent / "data/bpf/kfuncs.bpf.c").read_text()
    little, big = (compiled(source, order).programs for order in ("little", "big"))
    assert {each: list(held.insns) for each, held in little.items()} == {
        each: list(held.insns) for each, held in big.items()
    }
    assert set(little) == kfunc_names() | set(READ_ONLY.values())


def test_a_process_there_has_the_numbers_of_this_one(name: str) -> None:
    builder = Builder(name)
    order = builder.target.byteorder
    insns = "call 80; r6 = r0; call 14; r6 ^= r0; call 15; r0 ^= r6; exit".replace(";", "\n")
    program = ProgramSpec.from_insns("p", ProgramType.FLAT, assemble(insns), license="GPL")
    only = ProgramSpec.from_insns("c", ProgramType.FLAT, assemble("call 80\nexit"), license="GPL")
    builder.add(ObjectSpec("t", "GPL", {"p": program, "c": only}, {}, byteorder=order))
    with Session(builder.executable(), emulate=True) as session:
        held = session.objects[0]
        assert held.programs["c"].run().return_value == own_cgroup()
        pid = session.process.pid
        wanted = own_cgroup() ^ (pid << 32 | pid) ^ (os.getgid() << 32 | os.getuid())
        assert held.programs["p"].run().return_value == wanted


# --- what executables do not have ---


def test_helpers_of_this_process_are_refused_by_name() -> None:
    @progpack.helper(0x20001, "any")
    def foreign_test(value: int) -> int:
        return value

    for number, text in ((0x20001, "foreign_test"), (0x20002, "helper_131074")):
        if number == 0x20002:
            native_helper(number, "any", 1)
        try:
            insns = assemble(f"r1 = 1\ncall {number}\nexit")
            spec = ProgramSpec.from_insns("p", ProgramType.FLAT, insns, license="GPL")
            with pytest.raises(MissingFeatureError, match=f"program p calls {text}"):
                Builder("arm64").add(ObjectSpec("t", "GPL", {"p": spec}, {}))
        finally:
            own = progpack.bpf.helpers.custom.find(number)
            assert own is not None
            own.remove()


def test_arrays_of_programs_of_two_types_are_refused() -> None:
    other = dataclasses.replace(initial.PROGRAMS["one"], type=ProgramType.XDP)
    programs = {**initial.PROGRAMS, "one": other}
    with pytest.raises(ObjectError, match="programs of several types: FLAT, XDP"):
        Builder("riscv64").add(dataclasses.replace(initial.SPEC, programs=programs))


def test_registers_of_another_machine_are_not_named_like_those_of_this_one() -> None:
    name = next(n for n in TARGETS if n != progpack.arch.host().name and n != "s390x")
    reason = missing(name)
    if reason is not None:
        pytest.skip(reason)
    builder = Builder(name)
    spec = assemble_program("r0 = *(u64 *)(r1 + 8)\nexit", type=ProgramType.KPROBE)
    builder.add(ObjectSpec("t", "GPL", {spec.name: spec}, {}))
    with Session(builder.executable(), emulate=True) as session:
        program = session.objects[0].programs[spec.name]
        assert program.run(context=bytes(8) + b"\5" + bytes(7)).return_value == 5
        with pytest.raises(UsageError, match="as bytes"):
            program.run(context={"parm1": 1})


def test_a_redirect_has_the_name_of_its_map() -> None:
    builder = Builder("x86-64")
    builder.add(helper_object("little"), ["to_map"])
    with Session(builder.executable()) as session:
        held = session.objects[0]
        ports = held.maps["ports"]
        assert isinstance(ports, TargetMap)
        ports[1] = (1).to_bytes(4, "little")
        assert held.programs["to_map"].run(PACKET).redirect == Redirect(1, "ports")
        with pytest.raises(UsageError, match="has 4 elements, no 99"):
            ports[99] = bytes(4)


def test_what_was_compiled_for_a_target_is_remembered_for_that_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "r0 = 77\nr0 += r2\nexit"
    spec = ProgramSpec.from_insns("p", ProgramType.FLAT, assemble(text))
    images = {}
    for name in ("arm64", "riscv64"):
        builder = Builder(name)
        images[name] = builder.add(ObjectSpec("t", "", {"p": spec}, {})).programs["p"].image

    def nobody(*arguments: object, **options: object) -> None:
        raise AssertionError("the compiler was asked again")

    monkeypatch.setattr(Compiler, "compile", nobody)
    for name, image in images.items():
        again = Builder(name).add(ObjectSpec("t", "", {"p": spec}, {})).programs["p"].image
        assert again.text == image.text
        assert again.machine == image.machine == TARGETS[name].arch
    with pytest.raises(AssertionError, match="asked again"):
        Builder("arm").add(ObjectSpec("t", "", {"p": spec}, {}))
