"""Text that files and the kernel bring reaches no terminal as control characters, and no
spreadsheet as a formula; values that files bring are judged before they are used."""

from __future__ import annotations

import ast
import csv
import gzip
import io
import json
import re
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from progpack.errors import ObjectError, UnknownNameError, UsageError
from progpack.replay import Result, replay
from progpack.replay.codec import plain
from progpack.report import from_json, to_json
from progpack.report.snapshot.csv import csv_text
from progpack.run.fuzzing.judge import Finding
from progpack.run.fuzzing.written import Given, write_finding
from progpack.snapshot import PackView, Snapshot, SpanView
from progpack.trace import Header, Load, Note, Trace, TraceWriter, Unload, synthesize

from .conftest import Command
from .objects import make

ESCAPE = "\x1b[2J\x9b31m\u202e"
BAD = ("\x1b", "\x9b", "\u202e", "\x07")


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of each value of a document that is no list or object."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from leaves(item, (*path, key))
    else:
        yield path


def put(document: Any, path: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    """A copy of a document in which one value is changed."""
    copy = json.loads(json.dumps(document))
    at = copy
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = change(at[path[-1]])
    return copy


def escaped(document: Any) -> Any:
    """A document in which each text has an escape."""
    if isinstance(document, dict):
        return {key: escaped(value) for key, value in document.items()}
    if isinstance(document, list):
        return [escaped(value) for value in document]
    return document + ESCAPE if isinstance(document, str) else document


def hostile_trace(path: Path) -> None:
    with TraceWriter(path, Header(comment=ESCAPE, kernel=ESCAPE, boot_id=ESCAPE)) as writer:
        for number in range(3):
            name = f"{ESCAPE}{number}"
            writer.write(Load(number, number, name, "program", 64 + number, 40, comm=ESCAPE))
        writer.write(Note(4, ESCAPE))
        writer.write(Unload(5, 9, 4096, ESCAPE))


def shown(command: Command, *words: object) -> str:
    done = command(*words)
    text = done.out + done.err
    assert text
    assert not [bad for bad in BAD if bad in text], words
    return text


def test_a_trace_of_escapes_is_shown_without_them(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "t.gz"
    hostile_trace(path)
    for words in (
        ("stat", path, "--lenient"),
        ("stat", path),
        ("map", path),
        ("replay", path),
        ("replay", path, "--lenient"),
        *(("replay", path, "--lenient", f"--{form}") for form in ("json", "csv", "svg", "html")),
        ("stat", tmp_path / f"{ESCAPE}.gz"),
        ("record", "--synthesize", ESCAPE),
        (ESCAPE,),
    ):
        shown(command, *words)


def test_a_result_of_escapes_is_shown_without_them(command: Command, tmp_path: Path) -> None:
    trace, kept = tmp_path / "t.gz", tmp_path / "r.json"
    hostile_trace(trace)
    machine = ("--machine", "x86_64:1G,jit_limit=64")
    assert command("replay", trace, *machine, "--lenient", "-o", kept).code == 1
    record = json.loads(kept.read_text())
    fixed = {path: record[path] for path in ("machine", "progpack-result")}
    kept.write_text(json.dumps({**escaped(record), **fixed}))
    names = [policy["name"] + ESCAPE for policy in record["policies"]]
    for words in (
        ("report", kept),
        *(("report", kept, f"--{form}") for form in ("json", "csv", "svg", "html")),
        *(("report", kept, "--svg", "--picture", what) for what in ("packs", "series")),
        ("report", kept, "--against", ESCAPE),
        ("diff", kept, "--policy", ",".join(names)),
        ("diff", kept, "--policy", ",".join(names), "--csv"),
        ("diff", kept, "--policy", ESCAPE),
    ):
        shown(command, *words)


def snapshot() -> Snapshot:
    spans = (SpanView(0, 2, "a", 100), SpanView(2, 1, "b", 50, "trampoline"))
    pack = PackView(0, 4096, 2 << 20, 32768, spans)
    return Snapshot("live", "pack", "x86_64", packs=(pack,), notes=("n",))


def test_a_snapshot_of_escapes_is_shown_without_them(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    record = json.loads(to_json(snapshot()))
    hostile = escaped(record)
    for name in ("schema", "arch"):
        if name in record:
            hostile[name] = record[name]
    path.write_text(json.dumps(hostile))
    for verb in ("map", "stat"):
        shown(command, verb, path)
        for form in ("json", "csv", "svg", "html"):
            shown(command, verb, path, f"--{form}")
    shown(command, "export", path)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1"])
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_text([(text, -1, -1.5)])))
    assert row[0][0] in "'\\ "
    assert row[0].endswith(text.strip())
    assert row[1:] == ["-1", "-1.5"]


def test_names_of_programs_are_no_formulas(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "t.gz"
    with TraceWriter(path, Header()) as writer:
        writer.write(Load(0, 1, "=HYPERLINK(1)", "program", 64, 40))
    rows = list(csv.DictReader(io.StringIO(command("map", path, "--csv").out)))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)"]


# -- values ---------------------------------------------------------------------------------------

WRONG: tuple[Any, ...] = (
    None, True, [], [[]], {}, {"a": []}, "", "x", 1.5, -1, 1 << 62, 1 << 64, int("9" * 400), 1e308,
)  # fmt: skip


def in_one_line(command: Command, *words: object) -> None:
    done = command(*words)
    assert done.code in (0, 1, 2), words
    if done.code == 2:
        assert len(done.err.splitlines()) == 1, done.err
        assert len(done.err) < 1000, done.err


def changed(document: Any, wrong: Any) -> Iterator[Any]:
    """The document with each value wrong once; of lists the first two entries are enough."""
    for place in leaves(document):
        if not any(type(key) is int and key > 1 for key in place):
            yield put(document, place, lambda _: wrong)


WRONG_VALUES = pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: str(wrong)[:12])


@WRONG_VALUES
def test_a_snapshot_with_any_value_wrong_is_shown_or_refused(
    command: Command, tmp_path: Path, wrong: Any
) -> None:
    path = tmp_path / "s.json"
    for document in changed(json.loads(to_json(snapshot())), wrong):
        path.write_text(json.dumps(document))
        with suppress(UsageError):
            from_json(path.read_bytes())
            for words in (("map",), ("export",), ("map", "--svg")):
                in_one_line(command, words[0], path, *words[1:])


@WRONG_VALUES
def test_a_trace_with_any_value_wrong_is_read_or_refused(
    command: Command, tmp_path: Path, wrong: Any
) -> None:
    path = tmp_path / "t"
    header = json.loads(Header(kernel="6", arch="x86-64", features={"f": 1}).encode())
    events = [
        {"event": "load", "time_ns": 0, "name": "a", "kind": "program", "size": 9, "id": 1,
         "address": 64, "chunk_bytes": 64, "tag": "0", "cpu": 0, "pid": 1, "comm": "c",
         "sub": 0, "of": 2},
        {"event": "unload", "time_ns": 1, "kind": "program", "id": 1, "address": 64, "name": "a"},
        {"event": "counters", "time_ns": 2, "packs": 1, "level2_splits": 3},
        {"event": "lost", "time_ns": 3, "count": 1, "cpu": 0},
        {"event": "note", "time_ns": 4, "text": "n"},
    ]  # fmt: skip
    lines = [header, *events]
    for place in leaves(lines):
        document = put(lines, place, lambda _: wrong)
        path.write_text("".join(json.dumps(line) + "\n" for line in document))
        with suppress(UsageError, ObjectError):
            Trace(path).statistics()
            in_one_line(command, "stat", path)
            in_one_line(command, "replay", path, "--policy", "pack", "--csv")
        with suppress(ObjectError):
            Trace(path, strict=False).statistics()


@pytest.fixture(scope="module")
def result() -> Any:
    header = Header(features={"f": True, "g": 1.5, "h": None})
    events = list(synthesize("fleet", 8))[:12]
    return json.loads(replay(events, ["pack"]).to_json()) | {"header": plain(header)}


@WRONG_VALUES
def test_a_result_with_any_value_wrong_is_shown_or_refused(
    command: Command, tmp_path: Path, result: Any, wrong: Any
) -> None:
    kept = tmp_path / "r.json"
    for number, document in enumerate(changed(result, wrong)):
        text = json.dumps(document)
        with suppress(UsageError):
            Result.loads(text)
            # All of them would take minutes.
            if number % 16 == 0:
                kept.write_text(text)
                in_one_line(command, "report", kept)


def test_a_file_of_nothing_but_gzip_or_brackets_is_refused(
    command: Command, tmp_path: Path
) -> None:
    for data in (gzip.compress(b"[" * 100_000), b"[" * 100_000, b"{" * 9, b'{"schema":[[]]}'):
        path = tmp_path / "x"
        path.write_bytes(data)
        for verb in ("map", "stat", "report", "replay"):
            in_one_line(command, verb, path)


@pytest.mark.parametrize("verb", ["stat", "map", "report", "diff", "run", "verify", "disasm"])
def test_a_file_without_an_end_is_refused_after_a_bound(
    command: Command, tmp_path: Path, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progpack.files.MOST_READ", 1 << 20)
    others = ["/dev/zero"] if verb == "diff" else []
    done = command(verb, "/dev/zero", *others)
    assert done.code == 2
    assert re.fullmatch(rf"progpack {verb}: .*/dev/zero.*\n", done.err)


@pytest.mark.parametrize("name", ['\x1b"""', '\x9b"\\', '""""'])
def test_a_finding_of_the_search_is_text_only(name: str, tmp_path: Path, command: Command) -> None:
    path = tmp_path / "prog.o"
    content = make("r2 = *(u32 *)(r1 + 0)\nr0 = *(u8 *)(r2 + 100)\nexit")
    assert content.count(b"\0prog\0") == 1
    path.write_bytes(content.replace(b"\0prog\0", b"\0" + name.encode().rjust(4, b"x") + b"\0"))
    done = command("fuzz", path, "--runs", 10, "-o", tmp_path)
    assert done.code == 1
    assert not any(sign in done.out + done.err for sign in BAD)
    [test] = tmp_path.glob("test_*.py")
    tree = ast.parse(test.read_text())
    assert [type(part).__name__ for part in tree.body][-1] == "FunctionDef"
    assert "outside of the stack" in (ast.get_docstring(tree) or "")
    assert test.read_text().isascii()


def test_a_finding_of_a_program_with_a_long_name_is_written(tmp_path: Path) -> None:
    finding = Finding("fault", "", 'says """ \udcff\x1b', (b"packet",))
    capture, test = write_finding(finding, Given("prog.o", "x" * 300, {}), tmp_path)
    assert max(len(path.name) for path in (capture, test)) < 100
    assert ast.parse(test.read_text())


@pytest.mark.parametrize(
    "error",
    [
        UsageError(f"it has no {ESCAPE}\n\tline"),
        UnknownNameError(f"no {ESCAPE}", ESCAPE, [ESCAPE, "line"]),
        ObjectError(f"{ESCAPE}: line"),
    ],
)
def test_errors_that_python_or_pytest_print_have_no_escapes(error: Exception) -> None:
    assert not any(sign in str(error) for sign in BAD)
    assert "\\x1b[2J\\x9b31m\\u202e" in str(error)
    assert "line\n" in "".join(traceback.format_exception(error)).rpartition("Error: ")[2]


TEST = """
def test(bpf_object):
    bpf_object("prog.o", backend="interpreter").programs["nope"]
"""


def test_the_report_of_a_test_has_no_escapes(tmp_path: Path) -> None:
    content = make("r0 = 2\nexit").replace(b"\0prog\0", b"\0\x1b[2m\0")
    (tmp_path / "prog.o").write_bytes(content)
    (tmp_path / "test_it.py").write_text(TEST)
    told = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", "test_it.py"]
    done = subprocess.run(told, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "UnknownNameError" in done.stdout
    assert "\\x1b[2m" in done.stdout
    assert not any(sign in done.stdout for sign in BAD)
