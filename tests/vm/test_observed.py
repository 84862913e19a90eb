"""The packs of a kernel in a guest: what is seen of programs, beside the kernel's own bitmaps."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pytest

from progpack import commands
from progpack.bpf.object.reader import read_object
from progpack.errors import MissingFeatureError
from progpack.kernel.explain.address import Explainer
from progpack.kernel.memory.kcore import Kcore
from progpack.kernel.observation import Observation
from progpack.run.kernels.packs import guest_observer
from progpack.snapshot import PROGRAM
from progpack.trace import Load, Trace, Unload
from progpack.vm.store import Stored
from tests.vm.conftest import NAME

FIREWALL = Path(__file__).parents[2] / "src" / "progpack" / "data" / "bpf" / "firewall.bpf.o"


def taken(seen: Observation) -> list[set[int]]:
    """The chunks of each pack that are not free."""
    found = []
    for pack in seen.snapshot().packs:
        spans = [range(one.chunk, one.end) for one in pack.spans]
        found.append({chunk for span in spans for chunk in span})
    return found


def test_what_is_seen_of_programs_is_what_the_bitmaps_say(kernel: Stored) -> None:
    with guest_observer(NAME, [read_object(FIREWALL)] * 3, print) as observer:
        seen = observer.look()
        assert seen.exact
        assert seen.machine == "x86_64"
        functions = [one for one in seen.placed if one.kind == PROGRAM]
        assert len(functions) == 6
        (bits,) = taken(seen)
        held: set[int] = set()
        for one in functions:
            pack, chunk = seen.evidence.locate(one.address) or (None, 0)
            assert pack is not None
            span = set(range(chunk, chunk + one.low))
            assert span <= bits
            assert not span & held
            held |= span
        assert isinstance(seen.charged, int)
        assert seen.charged == len(bits) * 64


def test_without_the_kernels_memory_the_same_programs_are_seen(
    kernel: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(self: Kcore) -> int:
        raise MissingFeatureError("no /proc/kcore")

    with guest_observer(NAME, [read_object(FIREWALL)], print) as observer:
        exact = observer.look()
        monkeypatch.setattr("progpack.vm.observed._Core._open", closed)
        seen = observer.look()
        assert not seen.exact
        assert [(p.address, p.name) for p in seen.placed] == [
            (p.address, p.name) for p in exact.placed
        ]
        (address,) = [pack.base for pack in seen.evidence.packs]
        assert [pack.base for pack in exact.evidence.packs] == [address]


def test_a_program_of_a_guest_is_explained(kernel: Stored) -> None:
    with guest_observer(NAME, [read_object(FIREWALL)], print) as observer:
        explainer = Explainer(observer.root, observer=observer)
        (answer,) = explainer.by_name("firewall")
        assert answer.detail.name_of(0) == "firewall"
        assert isinstance(answer.maps, tuple)
        assert "rules" in {one.name for one in answer.maps}
        assert isinstance(answer.functions, tuple)
        place = explainer.address(answer.functions[0].address + 40)
        assert place.kind == PROGRAM
        assert place.function == 0


def test_the_verbs_look_into_guests(kernel: Stored) -> None:
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        code = commands.main(["map", f"vm:{NAME}", "--load", str(FIREWALL), "--json"])
    assert code == 0
    value = json.loads(text.getvalue())
    names = {span["name"] for pack in value["packs"] for span in pack["spans"]}
    assert any(name.startswith("firewall#") for name in names)
    assert "/tmp" not in text.getvalue()
    assert commands.main(["map", "live", "--load", str(FIREWALL)]) == 2


def test_nothing_is_left_of_the_copies(
    kernel: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with guest_observer(NAME, [], print) as observer:
        observer.look()
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_objects_in_a_guest_are_recorded(
    kernel: Stored, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.gz"
    words = ["record", "-o", str(path), "--in", f"vm:{NAME}", "--load", str(FIREWALL)]
    assert commands.main(words) == 0
    assert "all is loaded and unloaded in Linux 6.1" in capsys.readouterr().out
    trace = Trace(path)
    assert trace.header.kernel == kernel.name
    loads = [event for event in trace if isinstance(event, Load)]
    assert [load.sub for load in loads] == [0, 1]
    assert all(load.address and load.address % 4 == 0 and load.size for load in loads)
    unloads = [event for event in trace if isinstance(event, Unload)]
    assert [one.address for one in unloads] == [one.address for one in loads]
    assert commands.main(["replay", str(path)]) == 0
    for wrong in (["--in", "vm:6.1"], ["--load", str(FIREWALL)], ["--in", "6.1", "5"]):
        assert commands.main(["record", "-o", str(path), *wrong]) == 2
