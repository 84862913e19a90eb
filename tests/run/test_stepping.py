"""Lines of runs: clang's own line table and a native build of the same C agree with them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

import pytest

from progpack.bpf.asm import assemble_program
from progpack.bpf.isa import insn as isa
from progpack.bpf.object.reader import read_object
from progpack.bpf.oracle.machine import Machine, Watcher
from progpack.bpf.spec import ProgramType
from progpack.bpf.text.places import line_starts
from progpack.errors import RunError, UsageError
from progpack.run.backends import watched_interpreter
from progpack.run.load import load
from progpack.run.stepping.arguments import argument_count
from progpack.run.stepping.control import Stepper, Stop, Stopped
from progpack.run.stepping.lines import LineRun, LineTrace, line_text
from progpack.run.stepping.scope import Scope
from progpack.run.stepping.values import value_of
from progpack.testing import packet

CLANGS = [name for name in ("clang-14", "clang-22", "clang") if shutil.which(name)]
OBJDUMP = next(filter(None, map(shutil.which, ("llvm-objdump-22", "llvm-objdump"))), None)
STEPS = """
#define LOOPS 3
static __attribute__((noinline)) int third(const unsigned char *at, int index)
{
    SET(index_seen, index);
    return at[index] + 1;
}
static int walk(const unsigned char *at, const unsigned char *end)
{
    if (at + 20 > end) {
        SET(verdict, 9);
        return 0;
    }
    SET(first, at[0]);
    for (int i = 0; i < LOOPS; i++) {
        SET(sum, sum + third(at, i));
        if (sum > 200)
            SET(large, large + 1);
    }
    if (at[12] == 8)
        SET(verdict, 4);
    else
        SET(verdict, 6);
    return sum & 1;
}
"""
HEAD = "volatile unsigned long long index_seen, first, sum, large, verdict;\n"
BPF = (
    "#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n"
    + HEAD
    + "#define SET(name, value) (name = (value))\n"
    + STEPS
    + """
struct pair { unsigned int a; unsigned short b[3]; };
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4);
         __type(key, unsigned int); __type(value, struct pair); } pairs SEC(".maps");
SEC("xdp") int steps(struct xdp_md *ctx)
{
    unsigned int key = 7;
    struct pair *pair;

    walk((void *)(long)ctx->data, (void *)(long)ctx->data_end);
    pair = bpf_map_lookup_elem(&pairs, &key);
    if (pair)
        pair->b[1] = 5;
    return ctx->rx_queue_index + XDP_PASS;
}
SEC("?xdp") int faulty(struct xdp_md *ctx)
{
    unsigned char *at = (void *)(long)ctx->data;

    first = 1;
    sum = 2;
    return at[5000];
}
char _license[] SEC("license") = "GPL";
"""
)
NATIVE = (
    "#include <stdio.h>\n#include <stdlib.h>\n"
    + HEAD
    + '#define SET(name, value) (name = (value), printf(#name " = %llu\\n", name))\n'
    + STEPS
    + """
int main(int argc, char **argv)
{
    unsigned char bytes[256];
    int n = argc - 1;
    for (int i = 0; i < n; i++)
        bytes[i] = atoi(argv[i + 1]);
    walk(bytes, bytes + n);
}
"""
)
FRAME = packet(payload=b"x" * 20)


def compiled(clang: str, folder: Path, text: str = BPF) -> Path:
    source, target = folder / "steps.bpf.c", folder / "steps.bpf.o"
    source.write_text(text)
    command = [clang, "-O2", "-g", "-target", "bpfel", "-mcpu=v3", "-c", str(source)]
    search = ["-idirafter", "/usr/include/x86_64-linux-gnu"]
    subprocess.run([*command, *search, "-o", str(target)], check=True)
    return target


@pytest.fixture(scope="module", params=CLANGS or [pytest.param("", marks=pytest.mark.skip)])
def obj_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(request.param, tmp_path_factory.mktemp("steps"))


def lines_of_table(path: Path) -> dict[tuple[str, int], int]:
    """Function and instruction -> line, as llvm-objdump reads clang's line table."""
    assert OBJDUMP is not None
    text = subprocess.run(
        [OBJDUMP, "-d", "-l", "--no-show-raw-insn", str(path)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found: dict[tuple[str, int], int] = {}
    function, start, line = "", 0, 0
    for row in text.splitlines():
        symbol = re.match(r"[0-9a-f]+ <(?!LBB)(\w+)>:", row)
        place = re.match(r"; .*:(\d+)$", row)
        slot = re.match(r"\s+(\d+):\t", row)
        if symbol:
            function, start, line = symbol[1], -1, 0
        elif place:
            line = int(place[1])
        elif slot:
            start = int(slot[1]) if start < 0 else start
            found[function, int(slot[1]) - start] = line
    return found


def watched(path: Path, watcher: Watcher, data: bytes, program: str = "steps") -> None:
    with load(path, backend=watched_interpreter(watcher), programs=[program]) as obj:
        obj.programs[program].run(data)


def without_repeats(values: Iterable[int]) -> list[int]:
    return [value for value, _ in groupby(values)]


@pytest.mark.skipif(OBJDUMP is None, reason="needs llvm-objdump")
@pytest.mark.parametrize("data", [b"", FRAME, bytes(range(60))], ids=["empty", "udp", "bytes"])
def test_lines_are_those_of_the_line_table_of_clang(obj_path: Path, data: bytes) -> None:
    table = lines_of_table(obj_path)
    expected: list[int] = []
    lines: list[LineRun] = []
    spec = read_object(obj_path)
    starts = line_starts(spec.programs["steps"])
    trace = LineTrace(spec, lines.append)

    def watch(machine: Machine, pc: int, registers: list[int]) -> None:
        function = machine.spec.function_at(pc)
        line = table[function.name, pc - function.start]
        # A function without a line at its first instruction begins where its body does (DWARF) or
        # where it is declared (BTF).
        if line == table[function.name, 0]:
            line = starts[function.start].line
        if line:
            expected.append(line)
        trace(machine, pc, registers)

    watched(obj_path, watch, data)
    trace.end_run()
    assert without_repeats(line.place.line for line in lines if line.place) == without_repeats(
        expected
    )


@pytest.mark.parametrize("data", [b"", FRAME, bytes(range(60))], ids=["empty", "udp", "bytes"])
def test_values_are_those_of_a_native_build(obj_path: Path, data: bytes, tmp_path: Path) -> None:
    native = tmp_path / "native"
    (tmp_path / "native.c").write_text(NATIVE)
    clang = next(filter(None, map(shutil.which, ("clang-22", "clang", "clang-14"))), "")
    subprocess.run([clang, "-O0", str(tmp_path / "native.c"), "-o", str(native)], check=True)
    said = subprocess.run(
        [str(native), *map(str, data)], capture_output=True, text=True, check=True
    ).stdout.split("\n")[:-1]
    effects: list[str] = []
    trace = LineTrace(read_object(obj_path), lambda line: effects.extend(line.effects))
    watched(obj_path, trace, data)
    trace.end_run()
    stores = [
        effect for effect in effects if re.match(r"(index_seen|first|sum|large|verdict) =", effect)
    ]
    assert [re.sub(r" \(0x.*", "", store) for store in stores] == said


def test_a_fault_has_the_lines_before_it(obj_path: Path) -> None:
    trace = LineTrace(read_object(obj_path), keep=2)
    with pytest.raises(RunError) as error:
        watched(obj_path, trace, FRAME, "faulty")
    trace.end_run()
    assert "sum = 2;" in line_text(trace.last[0])
    assert "sum = 2" in trace.last[0].effects
    last = trace.last[-1].place
    assert last is not None
    assert str(last) in str(error.value)


MIX = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
volatile int seen;
static __attribute__((noinline)) int two(int a, int b)
{
    return a * 3 + b;
}
static __attribute__((noinline)) int far(int a, int b, int c, int d)
{
    if (a == seen)
        return d;
    return b + c;
}
SEC("xdp") int mix(struct xdp_md *ctx)
{
    int queue = ctx->rx_queue_index;
    int number = two(ctx->ingress_ifindex + 5, queue + 7);
    return number + far(ctx->ingress_ifindex + 5, queue + 7, queue + 8, queue + 9);
}
char _license[] SEC("license") = "GPL";
"""


@pytest.mark.skipif(not CLANGS, reason="needs clang")
def test_a_call_has_all_arguments_of_the_function(tmp_path: Path) -> None:
    path = compiled(CLANGS[-1], tmp_path, MIX)
    effects: list[str] = []
    trace = LineTrace(read_object(path), lambda line: effects.extend(line.effects))
    watched(path, trace, FRAME, "mix")
    trace.end_run()
    calls = [effect for effect in effects if effect.startswith(("two(", "far("))]
    assert calls == ["two(6, 7)", "far(6, 7, 8, 9)"]


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("r0 = 0; exit", 0),
        ("r0 = r1; exit", 1),
        ("r0 = 1; r0 += r2; exit", 2),
        ("r3 += 1; r0 = r3; exit", 3),
        ("r3 = 1; r0 = r3; exit", 0),
        ("r4 = be16 r4; r0 = 0; exit", 4),
        ("r5 = -r5; r0 = 0; exit", 5),
        ("r0 = 0; if r0 == 0 goto +1; r0 = r4; exit", 4),
        ("r0 = 0; if r0 == r5 goto +0; exit", 5),
        ("r0 = 0; goto +1; r0 = r4; exit", 0),
        ("*(u64 *)(r10 - 8) = r2; r0 = 0; exit", 2),
        ("r1 = 0x5 ll; call 5; exit", 0),
        ("call 5; r0 = r3; exit", 0),
        ("r5 = 1; call 25; exit", 4),
        ("r2 = 1; call +1; exit; r0 = r1; r0 += r2; r0 += r3; exit", 3),
        ("r0 = 3; r0 -= 1; if r0 > 1 goto -2; r0 = r2; exit", 2),
    ],
)
def test_the_arguments_of_a_function_are_those_that_it_reads(code: str, count: int) -> None:
    lines = code.replace("; ", "\n")
    assert argument_count(assemble_program(lines, name="t", type=ProgramType.FLAT), 0) == count


class Script:
    """What a user does at each stop, one function for each, and where the stops were."""

    def __init__(self, path: Path, *actions: Callable[[Stepper, Stop], None]) -> None:
        self.spec = read_object(path)
        self.stepper = Stepper(self.spec, self.ask)
        self.actions = list(actions)
        self.places: list[tuple[str, str]] = []

    def ask(self, stop: Stop) -> None:
        frame = stop.frames(self.stepper.lines)[0]
        text = frame.place.text if frame.place else ""
        self.places.append((frame.function, text))
        if self.actions:
            self.actions.pop(0)(self.stepper, stop)
        else:
            self.stepper.go()

    def run(self, path: Path, data: bytes = FRAME, program: str = "steps") -> list[tuple[str, str]]:
        watched(path, self.stepper, data, program)
        return self.places


def test_a_breakpoint_stops_each_time_a_function_is_called(obj_path: Path) -> None:
    script = Script(obj_path)
    script.stepper.add("third")
    places = script.run(obj_path)
    assert [function for function, _ in places] == ["steps", "third", "third", "third"]
    assert script.stepper.breakpoints[1].hits == 3


def test_finish_ends_in_the_caller_and_next_passes_over_calls(obj_path: Path) -> None:
    def to_third(stepper: Stepper, stop: Stop) -> None:
        stepper.add("third", once=True)
        stepper.go()

    def finish(stepper: Stepper, stop: Stop) -> None:
        assert [frame.function for frame in stop.frames(stepper.lines)] == ["third", "steps"]
        stepper.finish(stop)

    following = [lambda stepper, stop: stepper.next(stop)] * 40
    places = Script(obj_path, to_third, finish, *following).run(obj_path)
    assert [function for function, _ in places[:3]] == ["steps", "third", "steps"]
    assert {function for function, _ in places[2:]} == {"steps"}
    assert places[-1][1].startswith(("return ctx->rx", "}"))


def test_steps_go_into_calls_line_by_line(obj_path: Path) -> None:
    lines: list[LineRun] = []
    trace = LineTrace(read_object(obj_path), lines.append)
    watched(obj_path, trace, FRAME)
    trace.end_run()
    script = Script(obj_path, *[lambda stepper, stop: stepper.step()] * 100)
    places = script.run(obj_path)
    assert places == [(line.function, line.place.text) for line in lines if line.place]


def test_a_user_ends_a_run(obj_path: Path) -> None:
    def end(stepper: Stepper, stop: Stop) -> None:
        raise Stopped("enough")

    with pytest.raises(Stopped):
        Script(obj_path, end).run(obj_path)


@pytest.mark.parametrize("what", ["nothing", "steps.bpf.c:1", "other.c:3", "*99999"])
def test_a_breakpoint_where_no_code_is_is_refused(obj_path: Path, what: str) -> None:
    with pytest.raises(UsageError, match="no code at"):
        Script(obj_path).stepper.add(what)


def at_the_end(path: Path, expressions: list[str]) -> list[bytes]:
    """The values of expressions at the instruction that ends the program `steps`."""
    values: list[bytes] = []

    def watch(machine: Machine, pc: int, registers: list[int]) -> None:
        insn = machine.spec.insns[pc]
        if insn.opcode != isa.EXIT or machine.frames:
            return
        stop = Stop(machine, pc, registers, None, None, ((0x1000,) * 5,))
        stepper = Stepper(machine.spec and spec, lambda stop: None)
        scope = Scope(spec, machine, stop.frames(stepper.lines)[0])
        values.extend(value_of(scope, text).data for text in expressions)

    spec = read_object(path)
    with load(path, backend=watched_interpreter(watch), programs=["steps"]) as obj:
        obj.maps["pairs"][7] = (3).to_bytes(4, "little") + bytes(8)
        obj.programs["steps"].run(FRAME)
    return values


def test_expressions_read_memory_by_types(obj_path: Path) -> None:
    expressions = {
        "r0": (2).to_bytes(8, "little"),
        "verdict": (4).to_bytes(8, "little"),
        "*&verdict": (4).to_bytes(8, "little"),
        "*(unsigned char *)(packet + 12)": b"\x08",
        "((unsigned char *)packet)[13]": b"\0",
        "(unsigned char)0x1ff": b"\xff",
        "packet + 14 - packet": (14).to_bytes(8, "little"),
    }
    assert at_the_end(obj_path, list(expressions)) == list(expressions.values())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "give an expression"),
        ("r0 r1", "cannot be read"),
        ("(r0", "missing"),
        ("nobody", "did you mean|there is no variable"),
        ("*r0", "no pointer"),
        ("(struct nothing *)r1", "no type"),
        ("*(unsigned int *)0", "there are no 4 bytes"),
        ("((struct pair *)packet)->c", "no member"),
        ("r0 $", "cannot be read"),
    ],
)
def test_an_expression_that_cannot_be_read_is_refused(obj_path: Path, text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        at_the_end(obj_path, [text])
