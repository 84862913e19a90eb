"""The verb debug, `run --trace`, and the lines before a fault."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from progpack.testing import packet

from .conftest import Command
from .objects import make

FRAME = packet().hex()
#: A read behind the end of a packet; without line information.
BAD = "r2 = *(u32 *)(r1 + 0)\nr0 = *(u8 *)(r2 + 100)\nexit"


class Session:
    """The verb with commands on stdin."""

    def __init__(self, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        self._command, self._monkeypatch = command, monkeypatch

    def __call__(self, script: str, *words: object) -> tuple[int, str]:
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(script))
        done = self._command("debug", *words)
        assert not done.err
        return done.code, done.out


@pytest.fixture
def session(command: Command, monkeypatch: pytest.MonkeyPatch) -> Session:
    return Session(command, monkeypatch)


def answers(out: str) -> dict[str, str]:
    """What each command of a session printed, by the command."""
    parts = out.split("(progpack) ")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2].strip() for part in parts}


def test_a_session_stops_where_it_is_told_and_reads_variables(
    session: Session, examples: Path
) -> None:
    script = (
        "break decide\ncontinue\nwhere\nargs\np *from\nup\np total_packets\nfinish\nmaps rules\n"
    )
    code, out = session(script, examples / "firewall.bpf.o", "--packet", FRAME)
    said = answers(out)
    assert code == 0
    assert said["break decide"] == "Breakpoint 1 at firewall.bpf.c:149 (decide)"
    assert said["continue"].startswith("Breakpoint 1, decide\n> firewall.bpf.c:149 decide()")
    functions = [line.strip("> ").partition(", slot")[0] for line in said["where"].splitlines()]
    assert functions == [
        "#0 decide() at firewall.bpf.c:149",
        "#1 firewall() at firewall.bpf.c:205",
    ]
    assert said["args"] == "from = (address *) caller's fp-48"
    assert said["p *from"] == "192.0.2.1"
    assert said["p total_packets"] == "1"
    assert said["finish"].startswith("> firewall.bpf.c:205 firewall()")
    assert said["maps rules"] == "map rules (array): 0 of 16 not zero"


def test_a_session_ends_with_the_verdict_and_runs_again(session: Session, examples: Path) -> None:
    script = "c\np r1\nrun\nb 212\nc\np total_packets\nq\n"
    code, out = session(script, examples / "firewall.bpf.o", "--packet", FRAME)
    said = answers(out)
    assert code == 0
    assert said["p r1"] == "*** the run has ended; `run` starts it again"
    assert "The program has returned 2 (XDP_PASS)." in out
    assert said["p total_packets"] == "2"


def test_packets_before_the_one_that_is_meant_have_run(session: Session, examples: Path) -> None:
    given = ("--pcap", examples / "sample.pcap", "--at", 5)
    _, out = session("p total_packets\n", examples / "firewall.bpf.o", *given)
    assert answers(out)["p total_packets"] == "5"


def test_commands_of_the_command_line_come_first(session: Session, examples: Path) -> None:
    words = ("-c", "tbreak 212", "-c", "c")
    _, out = session("p total_packets\nc\n", examples / "firewall.bpf.o", "--packet", FRAME, *words)
    said = answers(out)
    assert said["tbreak 212"] == "Breakpoint 1 at firewall.bpf.c:212 (212), once"
    assert said["p total_packets"] == "1"
    assert "The program has returned" in out


@pytest.mark.parametrize("word", ["run", "restart"])
def test_run_at_a_stop_begins_again_at_the_first_line(
    session: Session, examples: Path, word: str
) -> None:
    script = f"where\nbreak decide\nc\n{word}\np 1\nc\np total_packets\nc\nq\n"
    code, out = session(script, examples / "firewall.bpf.o", "--packet", FRAME)
    said = [part.partition("\n")[2].strip() for part in out.split("(progpack) ")[1:]]
    first = out.split("(progpack) ")[0]
    assert code == 0
    assert first.strip().endswith(said[3])
    assert said[3].startswith("> firewall.bpf.c:")
    assert said[5].startswith("Breakpoint 1, decide")
    assert said[6] == "2"  # the run that was ended has counted its packet, too
    assert said[7].startswith("The program has returned ")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("frobnicate", "*** there is no command 'frobnicate'; help lists them"),
        ("b 9999", "*** there is no code at 9999; the nearest line with code is 215"),
        ("clear 4", "*** there is no breakpoint '4'"),
        ("up", "*** there is no function there"),
        ("list x", "*** list takes the number of a line, not 'x'"),
        ("maps nothing", "*** there is no map 'nothing'; there are: "),
    ],
)
def test_a_wrong_command_is_told_and_nothing_happens(
    session: Session, examples: Path, line: str, why: str
) -> None:
    _, out = session(f"{line}\n", examples / "firewall.bpf.o", "--packet", FRAME)
    assert answers(out)[line].startswith(why)


@pytest.mark.parametrize(
    ("line", "begin"),
    [
        ("registers", "r1   ctx\n"),
        ("packet", "0  02 00 5e 00 00 02"),
        ("context", "data = packet+0\ndata_end = packet+42"),
        ("x packet 4", "0  02 00 5e 00"),
        ("disas", "->     0: "),
        ("globals", "default_action = 2\ncount_sources = 1\n"),
        ("display ctx->data_end", ""),
        ("list", "1"),
        ("help step", "s(tep): go on"),
        ("s", "> firewall.bpf.c:196 firewall()"),
        ("si", "> firewall.bpf.c:195 firewall()"),
    ],
)
def test_what_a_stop_shows(session: Session, examples: Path, line: str, begin: str) -> None:
    _, out = session(f"{line}\n", examples / "firewall.bpf.o", "--packet", FRAME)
    assert answers(out)[line].startswith(begin) or begin in answers(out)[line]


def test_what_is_displayed_may_be_missing_at_a_stop(session: Session, examples: Path) -> None:
    script = "b decide\nc\ndisplay from\nrun\nb\nc\n"
    code, out = session(script, examples / "firewall.bpf.o", "--packet", FRAME)
    assert code == 0
    assert "display from: *** there is no variable 'from'" in answers(out)["run"]
    assert answers(out)["b"].endswith("(decide), 1 stop")
    assert "display from: (address *) caller's fp-48" in out


def test_a_fault_ends_a_session_with_its_sentence(session: Session, tmp_path: Path) -> None:
    (tmp_path / "bad.o").write_bytes(make(BAD))
    code, out = session("c\n", tmp_path / "bad.o", "--packet", FRAME)
    assert code == 1
    assert "The program has ended in a fault: program " in out


def test_a_trace_has_each_line_and_what_it_did(command: Command, examples: Path) -> None:
    done = command("run", examples / "firewall.bpf.o", "--packet", FRAME, "--trace")
    lines = done.out.splitlines()
    assert lines[0] == "packet 0:"
    assert "total_packets = 1" in next(line for line in lines if "c:201" in line)
    call = next(line for line in lines if "c:151" in line)
    assert call.startswith("  firewall")
    assert "bpf_map_lookup_elem(map blocked," in call
    assert "firewall (XDP): 1 packet" in done.out


def test_a_trace_in_json_has_rows_of_lines(command: Command, examples: Path) -> None:
    words = ("--pcap", examples / "sample.pcap")
    done = command("run", examples / "hello.bpf.o", *words, "--trace", "--json")
    rows = json.loads(done.out)["trace"]
    assert {row["run"] for row in rows} == set(range(381))
    assert set(rows[0]) == {
        *("run", "program", "function", "depth", "file", "line", "text", "slot", "effects"),
    }


def test_a_trace_needs_the_interpreter(command: Command, examples: Path) -> None:
    words = ("--packet", FRAME, "--trace", "--backend", "isolated")
    done = command("run", examples / "firewall.bpf.o", *words)
    assert (done.code, "--trace runs in the interpreter" in done.err) == (2, True)


@pytest.mark.usefixtures("needs_llvm")
def test_a_fault_is_told_with_the_lines_before_it(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.o").write_bytes(make(BAD))
    done = command("run", tmp_path / "bad.o", "--packet", FRAME)
    assert done.code == 1
    first, *rows, last = done.err.splitlines()
    assert first == "the last lines before the fault:"
    assert "r2 = packet+0" in rows[0]
    assert "*(u8 *)(r2 + 0x64)" in rows[-1]
    assert last.startswith("progpack run: ")


LOOP = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
enum state { IDLE, BUSY = 5 };
struct item { int left; unsigned low : 3, mid : 7; enum state state; };
int total;
volatile int minus = -2;
struct item items[4] = { {-1, 1, 100, BUSY}, {2, 7, 3, IDLE}, {3, 0, 0, BUSY}, {4, 5, 6, IDLE} };
static __attribute__((noinline)) int add(int number, struct item *item)
{
	total += number;
	return total + item->left;
}
SEC("xdp") int loop(struct xdp_md *ctx)
{
	int sum = 0;
#pragma clang loop unroll(disable)
	for (int i = 0; i < 4; i++) {
		sum += add(i, &items[i]);
	}
	total += minus;
	return sum;
}
char _license[] SEC("license") = "GPL";
"""


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clang = shutil.which("clang-22")
    if clang is None:
        pytest.skip("needs clang-22, whose lines are known here")
    folder = tmp_path_factory.mktemp("loop")
    (folder / "loop.bpf.c").write_text(LOOP.lstrip())
    command = [clang, "-O2", "-g", "-target", "bpfel", "-mcpu=v3", "-c", "loop.bpf.c"]
    search = ["-idirafter", "/usr/include/x86_64-linux-gnu"]
    subprocess.run([*command, *search, "-o", "loop.o"], check=True, cwd=folder)
    return folder / "loop.o"


def stops(out: str, expression: str = "p number") -> list[str]:
    """What each `p number` of a session printed."""
    return [
        part.partition("\n")[2].strip()
        for part in out.split("(progpack) ")
        if part.startswith(f"{expression}\n")
    ]


def test_a_breakpoint_stops_where_its_condition_is_true(session: Session, loop: Path) -> None:
    script = "break add if number > 0 && item->left == 3\nc\np number\nbreak\nc\n"
    code, out = session(script, loop, "--packet", FRAME)
    said = answers(out)
    assert code == 0
    assert stops(out) == ["2"]
    assert said["break"].endswith("1 stop\n   stops only if number > 0 && item->left == 3")
    assert "The program has returned 18" in said["c"]
    for place in ("10, number & 1", "add if number % 2"):
        _, out = session(f"b {place}\nc\np number\nc\np number\nc\n", loop, "--packet", FRAME)
        assert stops(out) == ["1", "3"]


def test_conditions_and_counts_of_a_breakpoint_change(session: Session, loop: Path) -> None:
    script = (
        "b add\nignore 1 2\nc\np number\ncondition 1 item->state == BUSY || item->mid == 6\nc\n"
        "p number\nrun\nc\np number\ncondition 1\nc\np number\nignore 1\nc\np number\n"
    )
    _, out = session(script, loop, "--packet", FRAME)
    # `run` at a stop begins again, and the item of number 0 is BUSY.
    assert stops(out) == ["2", "3", "0", "1", "2"]
    show = "c\np number\n"
    script = f"b add if item->state == BUSY\n{show}{show}condition 1\n{show}"
    _, out = session(script, loop, "--packet", FRAME)
    assert stops(out) == ["0", "2", "3"]
    assert answers(out)["condition 1"] == "Breakpoint 1 always stops"


def test_a_condition_that_nobody_can_tell_stops_and_says_so(session: Session, loop: Path) -> None:
    _, out = session("b add if numbr == 1\nc\np number\n", loop, "--packet", FRAME)
    assert "*** condition numbr == 1: there is no variable 'numbr'; did you mean 'number'?" in out
    assert stops(out) == ["0"]


def test_a_temporary_breakpoint_stops_once_where_it_is_true(session: Session, loop: Path) -> None:
    script = "tbreak add if number\nc\np number\nbreak\nc\n"
    _, out = session(script, loop, "--packet", FRAME)
    assert stops(out) == ["1"]
    assert answers(out)["break"] == ""
    assert "The program has returned 18" in answers(out)["c"]


def test_until_goes_on_behind_a_loop(session: Session, loop: Path) -> None:
    script = "tbreak 18\nc\nunt\np total\nunt 21\np total\nuntil\n"
    _, out = session(script, loop, "--packet", FRAME)
    said = answers(out)
    assert said["unt"].startswith("> loop.bpf.c:20 loop()")
    assert said["unt 21"].startswith("> loop.bpf.c:21 loop()")
    assert said["until"].startswith("The program has returned 18")
    assert stops(out, "p total") == ["6", "4"]
    script = "tbreak add\nc\nuntil 11\nuntil\n"
    said = answers(session(script, loop, "--packet", FRAME)[1])
    assert said["until 11"].startswith("> loop.bpf.c:11 add()")
    assert said["until"].startswith("> loop.bpf.c:18 loop()")


@pytest.mark.parametrize(
    ("command_line", "words"),
    [
        ("break add if", "give a place, and an expression behind if, not 'add if'"),
        ("break add if number ==", "a name or number is missing at the end of 'number =='"),
        ("break add if number && ", "a name or number is missing at '&&'"),
        ("break add if (number", "a bracket is missing in '(number'"),
        ("break add if number $ 3", "'number $ 3' cannot be read at '$ 3'"),
        ("condition 7 1", "there is no breakpoint '7'"),
        ("ignore x", "there is no breakpoint 'x'"),
        ("until 3", "line 3 is not after line 13"),
        ("until here", "until takes the number of a line, not 'here'"),
    ],
)
def test_what_makes_no_sense_is_refused_at_once(
    session: Session, loop: Path, command_line: str, words: str
) -> None:
    _, out = session(f"{command_line}\nq\n", loop, "--packet", FRAME)
    assert f"*** {words}" in out


def test_expressions_have_bit_fields_enumerators_and_signs(session: Session, loop: Path) -> None:
    values = {
        "items[0].low": "1",
        "items[0].mid == 100 && items[1].low == 7": "1",
        "items[0].left": "-1",
        "items[0].left < 0": "1",
        "items[0].left - 1": "-2",
        "minus * 3": "-6",
        "(unsigned int)minus > 5": "1",
        "items[0].state == BUSY || nothing": "1",
        "items[1].state && nothing": "0",
        "&items[2] - &items[0]": "2",
        "-1 < 1u": "0",
        "(2 + 3) * 4 == 20": "1",
        "~0": "-1",
        "!items[1].state": "1",
    }
    script = "".join(f"p {expression}\n" for expression in values)
    said = answers(session(script, loop, "--packet", FRAME)[1])
    assert {name: said[f"p {name}"] for name in values} == values


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("p " + "(" * 900 + "1" + ")" * 900, "at most 32 operators inside of each other"),
        ("p " + "-" * 2000 + "1", "at most 32 operators inside of each other"),
        ("p r1" + "[0" * 400 + "]" * 400, "at most 32 operators inside of each other"),
        ("until " + "9" * 5000, "a command has at most 4,096 characters"),
        ("break " + "9" * 5000, "a command has at most 4,096 characters"),
        ("until \u00b2", "until takes the number of a line"),
        ("break \u00b2", "there is no code at"),
        ("list \u00b2", "list takes the number"),
        ("x \u00b2", "cannot be read"),
    ],
    ids=lambda text: text[:12],
)
def test_lines_that_are_no_commands_are_told(
    session: Session, tmp_path: Path, line: str, said: str
) -> None:
    path = tmp_path / "prog.o"
    path.write_bytes(make("r0 = 2\nexit"))
    code, out = session(f"{line}\nwhere\nquit\n", path, "--packet", FRAME)
    assert code == 0
    assert said in out
    assert "#0" in out or "slot" in out


@pytest.mark.parametrize(
    "words",
    [("fuzz", "--length", "\u00b2-3"), ("fuzz", "--length", f"1-{'9' * 5000}")],
)
def test_numbers_that_are_none_are_refused(
    command: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    path = tmp_path / "prog.o"
    path.write_bytes(make("r0 = 2\nexit"))
    verb, *options = words
    done = command(verb, path, *options)
    assert (done.code, done.err.count("\n")) == (2, 1)
