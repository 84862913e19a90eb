"""Names that nothing has: the error says what there is, and which of it is near."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

import progpack
from progpack.bpf.object.bundled import load
from progpack.commands import main
from progpack.errors import UnknownNameError, UsageError


@pytest.fixture(scope="module", params=["compiled", "interpreter"])
def firewall(request: pytest.FixtureRequest) -> Iterator[progpack.Object]:
    if request.param == "compiled" and find_spec("llvmlite") is None:
        pytest.skip("needs progpack[jit]")
    with progpack.load(load("firewall"), backend=request.param) as loaded:
        yield loaded


ASKING: dict[str, Callable[[progpack.Object], object]] = {
    "program 'firewal'; did you mean 'firewall'?": lambda o: o.programs["firewal"],
    "map 'verdict'; did you mean 'verdicts'?": lambda o: o.maps["verdict"],
    "variable 'default_actin'; did you mean 'default_action'?": lambda o: progpack.load(
        o.spec, variables={"default_actin": 1}
    ),
    "program 'fire'; did you mean 'firewall'?": lambda o: progpack.load(o.spec, programs=["fire"]),
    "field 'ifindx'": lambda o: o.programs["firewall"].run(bytes(64), context={"ifindx": 1}),
}


@pytest.mark.parametrize("message", ASKING)
def test_a_name_that_is_nearly_right_gets_the_right_one(
    firewall: progpack.Object, message: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        ASKING[message](firewall)
    assert message in str(caught.value)
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, UsageError)


def test_mappings_answer_as_mappings(firewall: progpack.Object) -> None:
    assert "firewal" not in firewall.programs
    assert firewall.programs.get("firewal") is None
    assert "verdict" not in firewall.maps
    assert firewall.maps.get("verdict") is None


def test_nothing_near_is_nothing_meant() -> None:
    assert str(UnknownNameError("there is no verb", "zzz", ["run"])) == (
        "there is no verb 'zzz'; it has: run"
    )
    assert str(UnknownNameError("x has no map", "a", [])) == "x has no map 'a'; it has: none"


def test_the_command_line_names_the_verb_that_was_meant(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rnu"]) == 2
    assert "there is no verb 'rnu'; did you mean 'run'?" in capsys.readouterr().err


def test_progpack_alone_prints_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    alone = capsys.readouterr().out
    assert main(["--help"]) == 0
    assert alone == capsys.readouterr().out
    assert alone.startswith("usage: progpack")


@pytest.mark.parametrize("backend", ["compiled", "interpreter"])
def test_maps_that_go_while_somebody_looks_through_them_are_not_there(backend: str) -> None:
    if backend == "compiled" and find_spec("llvmlite") is None:
        pytest.skip("needs progpack[jit]")
    held = progpack.load(load("firewall"), backend=backend)
    maps = iter(held.maps.values())
    next(maps)
    with pytest.raises(UnknownNameError, match="there is no map 'rule'; did you mean 'rules'"):
        held.maps["rule"]
    held.close()
    message = "there is no map 'rules'; there are: none, as the object is closed"
    with pytest.raises(UnknownNameError, match=message):
        held.maps["rules"]
    with pytest.raises(UnknownNameError):
        list(maps)
    assert len(held.maps) == 0


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["stat", "lve"], "live"),
        (["map", "slef"], "self"),
        (["run", "firewal.bpf.o"], "firewall.bpf.o"),
        (["verify", "./firewal.bpf.o"], "firewall.bpf.o"),
        (["run", "firewall.bpf.o", "--pcap", "sampel.pcap"], "sample.pcap"),
        (["cov", "lcov.ino"], "lcov.info"),
        (["map", "--polcy", "page"], "--policy"),
        (["run", "firewall.bpf.o", "--bakend=kernel"], "--backend"),
    ],
)
def test_the_command_line_asks_what_was_meant(
    words: list[str],
    meant: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = Path(__file__).parents[1] / "src" / "progpack" / "data"
    for path in (data / "bpf" / "firewall.bpf.o", data / "sample.pcap"):
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "lcov.info").touch()
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    assert f"did you mean {meant}?" in capsys.readouterr().err


def test_nothing_is_asked_where_nothing_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "/nosuch/xyzzy"]) == 2
    assert main(["map", "--xyzzy"]) == 2
    assert "did you mean" not in capsys.readouterr().err


def test_each_name_is_listed_once() -> None:
    error = UnknownNameError("there is no type", "x", ["struct a", "struct b", "struct a"])
    assert str(error) == "there is no type 'x'; it has: struct a, struct b"
