"""A guest that gives up is asked again, by everybody who can begin anew."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

import progpack
from progpack.commands import main
from progpack.vm import warm
from progpack.vm.guest import ATTEMPTS
from progpack.vm.qemu import GuestError
from progpack.vm.store import Stored
from progpack.vm.warm import ResumedGuest
from tests.vm.conftest import NAME

FIREWALL = Path(__file__).parents[2] / "src" / "progpack" / "data" / "bpf" / "firewall.bpf.o"
GUEST = f"vm:{NAME}"


@pytest.fixture
def guests(kernel: Stored, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Has guests die as soon as they are there, as often as this has an item True."""
    deaths: list[bool] = []
    real = warm._resumed

    def dying(*arguments: object) -> ResumedGuest:
        guest = real(*arguments)  # type: ignore[arg-type]
        if deaths and deaths.pop():
            os.kill(guest.emulator.pid, signal.SIGKILL)
        return guest

    monkeypatch.setattr(warm, "_resumed", dying)
    return deaths


@pytest.mark.parametrize(
    "words",
    [
        ["map", GUEST, "--load", str(FIREWALL)],
        ["explain", "524", "--in", GUEST, "--load", str(FIREWALL)],
        ["record", "-o", "OUT", "--in", GUEST, "--load", str(FIREWALL)],
        ["verify", str(FIREWALL), "--kernels", NAME],
    ],
    ids=lambda words: words[0],
)
def test_verbs_go_on_with_another_guest(
    words: list[str], guests: list[bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [str(tmp_path / "t.gz") if word == "OUT" else word for word in words]
    assert main(words) == 0
    said = capsys.readouterr().out
    guests.append(True)
    assert main(words) == 0
    out, err = capsys.readouterr()
    assert not guests
    assert f"asking again (2 of {ATTEMPTS})" in err
    assert len(out.splitlines()) == len(said.splitlines())


def test_an_object_is_loaded_into_another_guest(guests: list[bool]) -> None:
    guests += [True] * (ATTEMPTS - 1)
    with progpack.load(FIREWALL, backend=GUEST) as loaded:
        assert not guests
        assert loaded.programs["firewall"].run(bytes(64)).return_value in range(5)


def test_kernels_that_always_give_up_are_given_up(guests: list[bool]) -> None:
    guests += [True] * (ATTEMPTS + 1)
    with pytest.raises(GuestError, match="QEMU ended"):
        progpack.load(FIREWALL, backend=GUEST)
    assert guests == [True]
