"""The same programs on every backend end as the interpreter says, or are refused before a run."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

import progpack
from progpack import MapType, MissingFeatureError, ObjectSpec, ProgramType, SpanError, UsageError
from progpack.bpf.ability import Ability
from progpack.bpf.asm import assemble_program
from progpack.bpf.maps.spec import MapSpec
from progpack.bpf.oracle.backend import Interpreter
from progpack.run.backends import NAMES
from tests.lives.texts import counting

FIREWALL = Path(__file__).parents[2] / "src/progpack/data/bpf/firewall.bpf.o"
HERE = ("compiled", "interpreter", "isolated")


@pytest.mark.parametrize("backend", HERE)
def test_every_backend_has_the_same_face(backend: str) -> None:
    with progpack.load(FIREWALL, backend=backend, variables={"count_sources": 0}) as loaded:
        assert isinstance(loaded, progpack.Object)
        assert loaded.backend == backend
        firewall = loaded.programs["firewall"]
        assert isinstance(firewall, progpack.Program)
        assert (firewall.name, firewall.type) == ("firewall", ProgramType.XDP)
        loaded.globals["default_action"]
        values = firewall.run_batch([bytes(64), bytes(60)]).return_values
        assert values == tuple(firewall.run(bytes(size)).return_value for size in (64, 60))
        assert loaded.globals["total_packets"] == 4
        assert loaded.globals["count_sources"] == 0
        loaded.globals["total_packets"] = 7
        firewall.run(bytes(64))
        assert loaded.globals["total_packets"] == 8
        with pytest.raises(UsageError, match="is constant"):
            loaded.globals["count_sources"] = 1
        loaded.maps["blocked"][bytes(16)] = bytes(8)
        assert dict(loaded.maps["blocked"].elements()) == {bytes(16): bytes(8)}
        assert len(loaded.maps["blocked"]) == 1
        del loaded.maps["blocked"][bytes(16)]
        with pytest.raises(KeyError):
            loaded.maps["blocked"][bytes(16)]
    loaded.close()
    with pytest.raises(SpanError, match="is closed"):
        firewall.run(bytes(64))


def test_what_is_no_backend_is_refused_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"no backend 'compield'.*'compiled'.*interpreter"):
        progpack.load(FIREWALL, backend="compield")
    with pytest.raises(UsageError, match="no backend 'interpreter:x'"):
        progpack.load(FIREWALL, backend="interpreter:x")


class Limited(Interpreter):
    """An interpreter that says that it is able to do little."""

    name = "limited"
    abilities = frozenset({Ability.BUDGET})  # type: ignore[misc]
    program_types = frozenset({ProgramType.XDP, ProgramType.SCHED_CLS})
    map_types = frozenset({MapType.ARRAY})


def _object(text: str, kind: ProgramType = ProgramType.XDP, **maps: MapSpec) -> ObjectSpec:
    made = assemble_program(text.replace(";", "\n"), name="test", type=kind, license="GPL")
    return ObjectSpec("object", "GPL", {"test": made}, maps)


REDIRECTING = "r1 = 1; r2 = 0; call 23; exit"
PRINTING = "*(u64 *)(r10 - 8) = 0; r1 = r10; r1 += -8; r2 = 8; call 6; r0 = 0; exit"


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        (_object(REDIRECTING), r"program test: the backend limited does not have where programs"),
        (_object(PRINTING), r"program test: the backend limited does not have what programs print"),
        (_object("r0 = 0; exit", ProgramType.KPROBE), r"limited runs no KPROBE programs"),
        (
            _object("r1 = map m ll; r0 = 0; exit", m=MapSpec("m", MapType.HASH, 4, 4, 1)),
            r"map m: the backend limited has no HASH maps",
        ),
    ],
)
def test_what_a_backend_is_not_able_to_do_is_refused_before_the_load(
    spec: ObjectSpec, says: str
) -> None:
    with pytest.raises(MissingFeatureError, match=says):
        progpack.load(spec, backend=Limited())


def test_what_a_backend_is_not_able_to_do_is_refused_before_the_run() -> None:
    with progpack.load(_object("r0 = 0; exit"), backend=Limited()) as loaded:
        program = loaded.programs["test"]
        assert program.run(bytes(64), budget=1).return_value == 0
        with pytest.raises(MissingFeatureError, match="limited does not have a timeout of a run"):
            program.run(bytes(64), timeout=1.0)
        with pytest.raises(MissingFeatureError, match="limited does not have bytes in front"):
            program.run(bytes(64), context={"data_meta": bytes(4)})
        with pytest.raises(MissingFeatureError, match="limited does not have timers"):
            loaded.run_timers()
        with pytest.raises(MissingFeatureError, match="does not have packs of this process"):
            loaded.snapshot()
    with (
        progpack.PackAllocator() as packs,
        pytest.raises(MissingFeatureError, match="packs=: the backend interpreter"),
    ):
        progpack.load(FIREWALL, backend="interpreter", packs=packs)


def test_the_names_of_backends_are_said_to_be_there() -> None:
    assert NAMES[0] == "compiled"
    assert set(HERE) <= set(NAMES)


@pytest.mark.parametrize("backend", ["interpreter", "isolated"])
def test_runs_of_several_threads_come_one_after_the_other(backend: str) -> None:
    """Each thread gets its own result, and no count of another one is lost."""
    spec = _object(
        counting("m", "*(u32 *)(r6 + 0)"),
        ProgramType.SCHED_CLS,
        m=MapSpec("m", MapType.ARRAY, 4, 8, 1),
    )
    wrong: list[int] = []
    with progpack.load(spec, backend=backend) as loaded:
        program = loaded.programs["test"]

        def work(length: int) -> None:
            values = [program.run(bytes(length)).return_value for _ in range(100)]
            wrong.extend(value for value in values if value != length)

        threads = [threading.Thread(target=work, args=(length,)) for length in (60, 70, 80)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert int.from_bytes(loaded.maps["m"][0], "little") == 300
    assert wrong == []
