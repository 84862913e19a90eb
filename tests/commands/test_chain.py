"""The chain of verbs on what real producers write: record, replay, report, diff, export.

Nothing here is synthesized: the running kernel is recorded while programs come and go, with and
without privileges, by perf, and by the guests whose records are in the package.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from progpack.errors import ProgpackError
from progpack.kernel.perf.recorder import PerfRecorder
from progpack.replay import Result
from progpack.replay.validation.records import RECORDS
from progpack.trace import Load, Measured, Note, Trace, save
from tests.kernel.conftest import why_not

from .conftest import SEARCH, Command, process, unsaid

NOBODY = 65534


@pytest.fixture
def may_record() -> None:
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    try:
        PerfRecorder().close()
    except ProgpackError as error:
        pytest.skip(str(error))


@contextmanager
def churn(rate: int, kept: int = 100) -> Iterator[None]:
    """Programs come and go, ``rate`` a second, each after ``kept`` others; they do already."""
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("churn.py")), str(rate), str(kept)],
        env={**os.environ, "PYTHONPATH": SEARCH},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            assert child.stdout.readline() == b"busy\n"
            yield
        finally:
            child.stdin.close()
            child.stdout.read()
            assert child.wait() == 0


def act_on(command: Command, trace: Path) -> Result:
    """Every verb that comes after `record`, without --lenient; the result of the replay."""
    folder = trace.parent
    kept, page = folder / "r.json", folder / "r.html"
    for words in (
        ("replay", trace, "--policy", "page,pack", "-o", kept),
        ("report", kept),
        ("report", kept, "--json"),
        ("report", kept, "-o", page),
        ("diff", kept, kept),
        ("diff", kept, "--policy", "page,pack"),
        ("stat", trace),
        ("map", trace),
        ("export", trace),
    ):
        done = command(*words)
        assert (done.code, unsaid(done)) == (0, ""), words
    result = Result.from_json(kept)
    assert result.header == Trace(trace).header
    assert result.skipped == 0
    assert page.stat().st_size > 10_000
    return result


def pairs(trace: Path) -> tuple[int, int]:
    """Loads and unloads; each unload has a load that came before it."""
    numbers = Trace(trace).statistics()
    assert numbers.strays == 0
    return numbers.loads, numbers.unloads


@pytest.mark.usefixtures("may_record")
@pytest.mark.parametrize("rate", [300, 1000])
def test_what_was_recorded_under_churn_is_replayed_reported_and_exported(
    command: Command, tmp_path: Path, rate: int
) -> None:
    trace = tmp_path / "t.gz"
    with churn(rate):
        done = command("record", 2, "-o", trace, "--json")
    assert done.code == 0
    said = json.loads(done.out)
    loads, unloads = pairs(trace)
    assert (loads, unloads) == (said["there"] + said["loads"], said["unloads"])
    assert loads > 100
    assert unloads > 100
    texts = [event.text for event in Trace(trace) if isinstance(event, Note)]
    assert said["unlisted"] == sum(int(text.split()[0]) for text in texts if "no list" in text)
    result = act_on(command, trace)
    assert result.statistics.loads == loads
    assert any(type(value) is bool for value in result.header.features.values())


FLUSHING = "x86_64:64G,cpus=64,kernel=6.18+predictor_flush"


@pytest.mark.usefixtures("may_record")
def test_a_recording_says_nothing_of_what_classic_loads_cost(
    command: Command, tmp_path: Path
) -> None:
    """`record` hears no classic load, so policies that differ by them alone are not the same."""
    trace, kept = tmp_path / "t.gz", tmp_path / "r.json"
    with churn(300):
        assert command("record", 1, "-o", trace).code == 0
    heard = {kind for kind, why in Trace(trace).header.hearing.items() if not why}
    assert heard == {"program", "trampoline", "dispatcher", "image"}
    policies = "flush-each,pack-dirty,pack-dirty-chunk"
    words = ("replay", trace, "--policy", policies, "--machine", FLUSHING, "-o", kept)
    assert command(*words).code == 0
    text = " ".join(command("report", kept).out.split())
    assert "(IBPB) are not known from this trace" in text
    assert "Loads of kind classic are not in this trace" in text
    assert "IBPB flushes ?" in text
    assert "exactly the same on this trace" not in text
    assert "pack-dirty,ibpb_flushes,," in command("report", kept, "--csv").out
    for form in ("json", "html"):
        assert "not known from this trace" in command("report", kept, f"--{form}").out
    # Where nothing is flushed, nothing is hidden.
    assert command("replay", trace, "--policy", "page,pack", "-o", kept).code == 0
    text = " ".join(command("report", kept).out.split())
    assert "are not known from this trace" not in text
    assert "Loads of kind classic are not in this trace" in text


@pytest.mark.usefixtures("may_record")
def test_what_a_command_did_under_churn_is_replayed(command: Command, tmp_path: Path) -> None:
    trace = tmp_path / "t.gz"
    with churn(300):
        assert command("record", "-o", trace, "--", "sleep", "0.5").code == 0
    pairs(trace)
    act_on(command, trace)


@pytest.mark.usefixtures("may_record")
def test_what_was_recorded_with_losses_is_replayed(command: Command, tmp_path: Path) -> None:
    """A page of buffer is too small, and looking again finds what happened long before."""
    trace = tmp_path / "t.gz"
    with churn(1000):
        assert command("record", 3, "-o", trace, "--buffer", 4).code == 0
    pairs(trace)
    act_on(command, trace)


@pytest.mark.usefixtures("may_record")
def test_what_perf_recorded_under_churn_is_replayed(command: Command, tmp_path: Path) -> None:
    perf = shutil.which("perf")
    if perf is None:
        pytest.skip("needs perf")
    data, trace = tmp_path / "perf.data", tmp_path / "t.gz"
    with churn(300):
        words = [perf, "record", "-e", "dummy", "-a", "-o", str(data), "sleep", "1"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    if not data.exists():
        pytest.skip(f"perf does not record here: {done.stderr[-200:]}")
    assert command("record", "--import", data, "-o", trace).code == 0
    loads, _ = pairs(trace)
    assert loads > 100
    ids = [event.id for event in Trace(trace) if isinstance(event, Load) and event.id is not None]
    assert len(ids) == len(set(ids))
    act_on(command, trace)


@pytest.mark.usefixtures("may_record")
def test_what_was_recorded_without_privileges_is_replayed(command: Command, tmp_path: Path) -> None:
    """With CAP_PERFMON alone the ids of programs may not be asked for."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("needs setpriv")
    tmp_path.chmod(0o777)
    trace = tmp_path / "t.gz"
    user = (setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    rights = ("--inh-caps=-all,+perfmon", "--ambient-caps=-all,+perfmon", "--bounding-set=+perfmon")
    for folder in tmp_path.parents[:3]:
        folder.chmod(folder.stat().st_mode | 0o011)
    # Few are kept, so that what was there before goes soon, also on a busy machine.
    with churn(300, kept=10):
        done = process("record", 2, "-o", trace, before=(*user, *rights))
    if done.returncode == 3:
        pytest.skip(done.stderr.decode())
    assert (done.returncode, done.stderr) == (0, b"")
    texts = [event.text for event in Trace(trace) if isinstance(event, Note)]
    assert any("cannot be listed" in text for text in texts)
    # What was there before is in no list, and its end is no damage.
    assert any("no list has" in text for text in texts)
    pairs(trace)
    act_on(command, trace)


@pytest.mark.parametrize("name", ["6.18.15-x86_64-d_churn", "6.12.107-aarch64-b_1000"])
def test_what_a_guest_recorded_is_replayed(command: Command, tmp_path: Path, name: str) -> None:
    path = RECORDS / f"{name}.jsonl.gz"
    trace = tmp_path / "t.gz"
    assert save(trace, Measured(path)) > 100
    pairs(trace)
    result = act_on(command, trace)
    assert result.statistics.loads == sum(isinstance(event, Load) for event in Measured(path))
