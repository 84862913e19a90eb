"""Verdicts of a real kernel, by the verb and by its parts."""

from __future__ import annotations

import json
import os
import signal
from importlib.util import find_spec
from pathlib import Path

import pytest

from progpack.bpf.isa.insn import EXIT, Insn
from progpack.bpf.maps.types import MapType
from progpack.bpf.spec import MapRef, MapSpec, ObjectSpec, ProgramSpec, ProgramType
from progpack.commands import main
from progpack.errors import UsageError
from progpack.kernel.syscall.refusal import KernelVerdict, verdict_of
from progpack.run.kernels.target import _MAPS_MOST, Target, _most_of_each
from progpack.run.verdicts import ask_kernels
from progpack.testing import Verifies
from progpack.vm.guest import Guest
from progpack.vm.qemu import GuestError
from progpack.vm.store import Stored
from tests.commands.test_documents import check
from tests.vm.conftest import NAME

DATA = Path(__file__).parents[2] / "src" / "progpack" / "data" / "bpf"
#: Questions that a guest does not answer within seconds.
MANY = 20_000


def of_programs(**programs: list[Insn]) -> ObjectSpec:
    specs = {
        name: ProgramSpec.from_insns(name, ProgramType.XDP, insns)
        for name, insns in programs.items()
    }
    return ObjectSpec("made", "GPL", specs, {})


def test_accepted_and_refused_programs_are_told_apart(kernel: Stored) -> None:
    spec = of_programs(good=[Insn(0xB7), Insn(EXIT)], bad=[Insn(0xBF, 0, 5), Insn(EXIT)])
    (report,) = ask_kernels(spec, ["good", "bad"], [NAME], print)
    assert report.release == kernel.name
    good, bad = report.verdicts["good"], report.verdicts["bad"]
    assert (good.accepted, good.insns, good.limit) == (True, 2, 1_000_000)
    assert (bad.accepted, bad.reason, bad.pc) == (False, "R5 !read_ok", 0)


def test_the_instructions_of_a_loop_are_counted(kernel: Stored) -> None:
    rounds = 500
    loop = [Insn(0xB7), Insn(0x07, imm=1), Insn(0xA5, off=-2, imm=rounds), Insn(EXIT)]
    (report,) = ask_kernels(of_programs(loop=loop), ["loop"], [NAME], print)
    assert report.verdicts["loop"].insns == 2 * rounds + 2


@pytest.mark.skipif(find_spec("jsonschema") is None, reason="needs jsonschema")
def test_an_object_is_fitted_to_the_types_of_the_guest(
    kernel: Stored, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["verify", str(DATA / "schedlat.bpf.o"), "--kernels", NAME, "--json"]
    assert main(words) == 0
    record = check(capsys.readouterr().out, "verdicts")
    programs = record["kernels"][0]["programs"]
    assert all(one["accepted"] for one in programs.values())
    assert set(programs) == {"schedlat_wakeup", "schedlat_wakeup_new", "schedlat_switch"}


def test_budget_and_baseline_decide_the_exit_code(
    kernel: Stored, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["verify", str(DATA / "firewall.bpf.o"), "--kernels", NAME]
    earlier = tmp_path / "earlier.json"
    assert main([*words, "--json", str(earlier)]) == 0
    value = json.loads(earlier.read_text())
    assert main([*words, "--budget", "1%", "--baseline", str(earlier)]) == 0
    value["kernels"][0]["programs"]["firewall"]["insns"] //= 2
    earlier.write_text(json.dumps(value))
    assert main([*words, "--baseline", str(earlier)]) == 1
    assert "worse: firewall on" in capsys.readouterr().err


def test_maps_that_are_too_large_for_a_guest_are_made_smaller(kernel: Stored) -> None:
    table = MapSpec("big", MapType.HASH, 4, 1024, 10_000_000)
    insns = [Insn(0x18, 1, 1), Insn(0), Insn(0xB7), Insn(EXIT)]
    spec = ProgramSpec.from_insns("p", ProgramType.XDP, insns, maps={0: MapRef("big")})
    made = ObjectSpec("made", "GPL", {"p": spec}, {"big": table})
    (report,) = ask_kernels(made, ["p"], [NAME], print)
    assert report.verdicts["p"].accepted
    assert "instead of 10,000,000" in report.notes[0]


@pytest.mark.parametrize("sizes", [[1], [10, 300], [100] * 6, [1, 2, 400, 500], [128], [64, 64]])
def test_maps_fit_together_and_small_ones_stay(sizes: list[int]) -> None:
    wanted = [size << 20 for size in sizes]
    most = _most_of_each(wanted)
    given = [min(size, most) for size in wanted]
    assert sum(given) <= _MAPS_MOST
    assert given == wanted or sum(given) > _MAPS_MOST - len(sizes)


def test_ctrl_c_ends_the_guests(kernel: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(program: ProgramSpec, *rest: object) -> KernelVerdict:
        asked.append(program.name)
        # The thread of the guest hears the signal, so that nothing interrupts the main thread.
        signal.raise_signal(signal.SIGINT)
        for _ in range(MANY):
            verdict_of(program, *rest)  # type: ignore[arg-type]
        raise AssertionError("the guest goes on")

    monkeypatch.setattr("progpack.run.verdicts.verdict_of", ask)
    spec = of_programs(**{f"p{number}": [Insn(0xB7), Insn(EXIT)] for number in range(4)})
    with pytest.raises(KeyboardInterrupt):
        ask_kernels(spec, list(spec.programs), [NAME], print)
    assert asked == ["p0"]


def test_a_user_without_privileges_is_refused_what_root_may(kernel: Stored) -> None:
    spec = of_programs(good=[Insn(0xB7), Insn(EXIT)])
    (report,) = ask_kernels(spec, ["good"], [NAME], print, unprivileged=True)
    assert report.verdicts["good"].accepted is False
    assert "EPERM" in report.verdicts["good"].reason


def test_the_running_kernel_is_not_opened_to_users() -> None:
    with pytest.raises(UsageError, match="in guests"):
        ask_kernels(of_programs(), [], ["here"], print, unprivileged=True)


@pytest.mark.parametrize(
    "words",
    [
        ["--budget", "80%"],
        ["--unpriv"],
        ["--kernels", ","],
        ["--kernels", "6.1", "--budget", "many"],
        ["--kernels", "6.1", "--kernel"],
        ["--kernels", "no name"],
    ],
)
def test_words_that_make_no_sense_are_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(DATA / "hello.bpf.o"), *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_test_fails_with_the_verdicts_of_its_kernels(
    kernel: Stored, bpf_verifies: Verifies
) -> None:
    path = DATA / "firewall.bpf.o"
    bpf_verifies(path, kernels=[NAME])
    with pytest.raises(AssertionError, match=r"firewall on .* over the budget of 0%"):
        bpf_verifies(path, kernels=[NAME], budget=0.0001)


@pytest.mark.parametrize("deaths", [1, 3])
def test_a_guest_that_dies_is_asked_again(
    deaths: int, kernel: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    from progpack.run import verdicts

    real, asked = verdicts.fitting, []

    def dying(spec: ObjectSpec, target: Target) -> ObjectSpec:
        asked.append(target)
        if len(asked) <= deaths:
            assert isinstance(target.port, Guest)
            os.kill(target.port.emulator.pid, signal.SIGKILL)
        return real(spec, target)

    monkeypatch.setattr(verdicts, "fitting", dying)
    spec, said = of_programs(good=[Insn(0xB7), Insn(EXIT)]), []
    if deaths == 1:
        (report,) = ask_kernels(spec, ["good"], [NAME], said.append)
        assert report.verdicts["good"].accepted
        assert "asking again (2 of 3)" in said[-1]
    else:
        with pytest.raises(GuestError, match="QEMU ended"):
            ask_kernels(spec, ["good"], [NAME], said.append)
        assert len(asked) == 3


def test_the_lines_that_cost_most_are_told(
    kernel: Stored, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["verify", str(DATA / "firewall.bpf.o"), "--kernels", NAME, "--lines", "3"]
    assert main(words) == 0
    told = capsys.readouterr().out.partition("instructions walked for lines of firewall:")[2]
    rows = [line.split() for line in told.strip().splitlines()[1:]]
    assert len(rows) == 3
    costs = [int(row[0]) for row in rows]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] > 20
    assert all("firewall.bpf.c:" in row[1] for row in rows)


def test_walks_are_counted_by_slot(kernel: Stored) -> None:
    rounds = 50
    loop = [Insn(0xB7), Insn(0x07, imm=1), Insn(0xA5, off=-2, imm=rounds), Insn(EXIT)]
    (report,) = ask_kernels(of_programs(loop=loop), ["loop"], [NAME], print, lines=9)
    verdict = report.verdicts["loop"]
    assert {line: count for count, line in verdict.lines} == {
        "slot 0": 1,
        "slot 1": rounds,
        "slot 2": rounds,
        "slot 3": 1,
    }
    assert sum(count for count, _ in verdict.lines) == verdict.insns


def test_each_variant_has_its_column(
    kernel: Stored, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "variants"
    file.write_text("# none of them\n\ndefault_action=1\n  default_action=2  # again\n")
    words = ["verify", str(DATA / "firewall.bpf.o"), "--kernels", NAME, "--variants", str(file)]
    assert main([*words, "--json"]) == 0
    record = check(capsys.readouterr().out, "verdicts")
    names = [one["name"] for one in record["kernels"]]
    assert names == [NAME, f"{NAME} default_action=1", f"{NAME} default_action=2"]
    file.write_text("# nothing\n")
    assert main(words) == 2
    assert "has no variant" in capsys.readouterr().err
    file.write_text("no_such=1\n")
    assert main(words) == 2
    assert "no_such" in capsys.readouterr().err
