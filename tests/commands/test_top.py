"""``progpack top``: the screen shows what was read, and its keys do what they say."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import pytest

from progpack.commands.top.verb import lines_of
from progpack.errors import MissingFeatureError
from progpack.kernel.explain.limit import LimitAnswer
from progpack.kernel.sampler import LoaderRow, ProgramRow, Reading
from progpack.known import Bounds, Unknown
from progpack.snapshot import DirectMap, PackView, Snapshot, SpanView
from tests.commands.conftest import Command, process

if TYPE_CHECKING:
    from progpack.commands.top.screen import Top

MIB = 1 << 20
SIZE = (110, 34)


def _limit(headroom: int, *, finding: bool = False) -> LimitAnswer:
    nothing = Bounds(0, 0)
    return LimitAnswer(
        limit=100 * MIB,
        programs=nothing,
        trampolines=nothing,
        dark=Bounds(640, 2 * MIB),
        charged=Bounds(640, 2 * MIB),
        headroom=(headroom, 100 * MIB),
        threshold=10 * MIB,
        finding=finding,
        always_on=True,
        notes=(),
    )


def _reading(**changes: Any) -> Reading:
    spans = (SpanView(0, 40, "fw#7", 2500), SpanView(100, 9, kind="unattributed"))
    values: dict[str, Any] = {
        "snapshot": Snapshot(
            "live",
            "pack",
            "x86_64",
            packs=(PackView(0, None, 2 * MIB, 32768, spans),),
            direct_map=DirectMap(level2_splits=123, level3_splits=0),
        ),
        "limit": _limit(98 * MIB),
        "programs": (
            ProgramRow("fw", 7, "program", 1, 40, 2500, 1),
            ProgramRow("churn", 9, "program", 2, 3, 100, 55),
            ProgramRow("bpf_dispatcher_xdp", 0, "dispatcher", 1, 2, 0, 0),
        ),
        "loaders": (LoaderRow("agent", 56, 70),),
        "splits": 12.0,
        "loads": 34.0,
    }
    return Reading(**(values | changes))


def drive(
    read: Callable[[], Reading],
    act: Callable[[Top, Any], Awaitable[None]],
    size: tuple[int, int] = SIZE,
) -> None:
    """Run the screen without a terminal; ``act(app, pilot)`` is called after the first look."""
    pytest.importorskip("textual", reason="the screen needs textual: pip install progpack[tui]")
    from progpack.commands.top.screen import Top

    async def main() -> None:
        app = Top(read, 60.0)
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            await act(app, pilot)

    asyncio.run(main())


def _text(app: Top, name: str) -> str:
    from textual.widgets import Static

    return str(app.query_one(f"#{name}", Static).render())


def _column(app: Top, table: str, index: int = 0) -> list[str]:
    from textual.widgets import DataTable

    found: DataTable[Any] = app.query_one(f"#{table}", DataTable)
    return [str(found.get_row_at(row)[index]) for row in range(found.row_count)]


def test_a_reading_is_on_the_screen() -> None:
    async def act(app: Top, _pilot: Any) -> None:
        assert _column(app, "programs") == ["fw", "churn", "bpf_dispatcher_xdp"]
        assert _column(app, "programs", 6) == ["1", "55", ""]
        assert _column(app, "loaders") == ["agent"]
        assert "98% left" in _text(app, "headroom")
        assert "of 100 MiB" in _text(app, "headroom")
        assert "12 a minute" in _text(app, "splits")
        assert "123 in all" in _text(app, "splits")
        assert "34 a minute" in _text(app, "loads")
        assert "56 in all" in _text(app, "loads")
        assert "pack 0" in _text(app, "packs")
        assert "3.1 KiB taken" in _text(app, "memory")
        assert "640 B to 2 MiB of code" in _text(app, "notes")

    drive(_reading, act)


@pytest.mark.parametrize("width", [80, 109, 110, 132, 200])
def test_nothing_of_the_upper_half_is_cut_or_wrapped(width: int) -> None:
    spans = (SpanView(0, 32000, "fw#7", 2500), SpanView(32000, 700, kind="no-evidence"))
    pack = PackView(123, None, 2 * MIB, 32768, spans)
    table = DirectMap(level2_splits=523456, level3_splits=0)
    snapshot = Snapshot("live", "pack", "x86_64", packs=(pack,) * 3, direct_map=table)

    async def act(app: Top, _pilot: Any) -> None:
        from textual.widgets import Static

        for name in ("memory", "headroom", "splits", "loads", "packs"):
            room = app.query_one(f"#{name}", Static).content_region.width
            lines = _text(app, name).split("\n")
            assert max(map(len, lines)) <= room, (name, lines)
        right = app.query_one("#loaders").region.right
        assert right <= width
        programs = app.query_one("#programs")
        assert programs.max_scroll_x == 0, "the table is wider than its room"

    drive(
        lambda: _reading(snapshot=snapshot, limit=_limit(3 * MIB, finding=True)), act, (width, 30)
    )


def test_s_sorts_by_chunks_then_loads_then_name() -> None:
    async def act(app: Top, pilot: Any) -> None:
        seen = []
        for _ in range(4):
            seen.append(_column(app, "programs"))
            await pilot.press("s")
        assert seen[0] == seen[3] == ["fw", "churn", "bpf_dispatcher_xdp"]
        assert seen[1] == ["churn", "fw", "bpf_dispatcher_xdp"]
        assert seen[2] == ["bpf_dispatcher_xdp", "churn", "fw"]

    drive(_reading, act)


def test_p_stops_looking_and_looks_again_when_it_is_undone() -> None:
    looks = []

    def read() -> Reading:
        looks.append(1)
        return _reading()

    async def act(app: Top, pilot: Any) -> None:
        await pilot.press("p")
        assert len(looks) == 1
        await pilot.press("p")
        await app.workers.wait_for_complete()
        assert len(looks) == 2

    drive(read, act)


def test_q_ends_the_screen() -> None:
    async def act(app: Top, pilot: Any) -> None:
        await pilot.press("q")
        assert not app.is_running

    drive(_reading, act)


def test_too_little_headroom_is_said() -> None:
    async def act(app: Top, _pilot: Any) -> None:
        assert "errno 524 near" in _text(app, "headroom")

    drive(lambda: _reading(limit=_limit(MIB, finding=True)), act)


def test_what_is_not_seen_is_named_with_its_reason() -> None:
    hidden = Unknown("perf events are not permitted")

    async def act(app: Top, _pilot: Any) -> None:
        assert _column(app, "loaders") == []
        assert "not seen" in _text(app, "loads")
        assert "perf events are not permitted" in _text(app, "notes")

    drive(lambda: _reading(loaders=hidden, loads=hidden), act)


def test_a_look_that_fails_is_shown_and_does_not_end_the_screen() -> None:
    def read() -> Reading:
        raise MissingFeatureError("no kernel today")

    async def act(app: Top, pilot: Any) -> None:
        await pilot.pause()
        assert "no kernel today" in _text(app, "notes")
        assert app.is_running

    drive(read, act)


def test_names_that_look_like_markup_or_controls_are_shown_as_they_are() -> None:
    rows = (ProgramRow("[red]x\x1b", 1, "program", 1, 1, 1, 1),)

    async def act(app: Top, _pilot: Any) -> None:
        assert _column(app, "programs") == ["[red]x\\x1b"]

    drive(lambda: _reading(programs=rows), act)


@pytest.mark.parametrize("seconds", ["0", "0.1", "nan"])
def test_an_interval_that_is_too_short_is_refused(seconds: str, command: Command) -> None:
    done = command("top", seconds)
    assert done.code == 2
    assert "at least 0.2" in done.err


def test_without_textual_the_extra_is_named(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progpack.commands.top.verb.find_spec", lambda _name: None)
    done = command("top")
    assert done.code == 3
    assert "pip install 'progpack[tui]'" in done.err


def test_ctrl_c_ends_the_screen() -> None:
    async def act(app: Top, pilot: Any) -> None:
        await pilot.press("ctrl+c")
        assert not app.is_running

    drive(_reading, act)


def test_an_empty_table_says_why_it_is() -> None:
    def subtitles(app: Top) -> list[str]:
        return [str(app.query_one(f"#{n}").border_subtitle) for n in ("programs", "loaders")]

    async def nothing(app: Top, _pilot: Any) -> None:
        assert subtitles(app) == [
            "no program has an id",
            "nothing was loaded since the first look",
        ]

    async def hidden(app: Top, _pilot: Any) -> None:
        why = "programs cannot be listed: CAP_SYS_ADMIN is needed"
        assert subtitles(app) == [why, "loads are not seen: not permitted"]

    async def full(app: Top, _pilot: Any) -> None:
        assert subtitles(app) == ["", ""]

    drive(lambda: _reading(programs=(), loaders=()), nothing)
    note = "programs cannot be listed: CAP_SYS_ADMIN is needed"
    snapshot = Snapshot("live", "pack", "x86_64", notes=(note,))
    rows: dict[str, Any] = {"programs": (), "loaders": Unknown("not permitted")}
    drive(lambda: _reading(snapshot=snapshot, **rows), hidden)
    drive(_reading, full)


def test_without_a_terminal_the_screen_is_refused() -> None:
    pytest.importorskip("textual", reason="the screen needs textual: pip install progpack[tui]")
    done = process("top", stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.splitlines() == [
        b"progpack top: the screen needs a terminal; `progpack top --once` prints one look"
    ]


def test_one_look_is_printed_without_a_terminal_and_without_textual() -> None:
    script = (
        "import sys\nsys.modules['textual'] = None\nfrom progpack.commands import main\n"
        "sys.exit(main(['top', '--once']))"
    )
    done = process(script=script, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert text.startswith("live")
    assert "programs by chunks\n" in text
    assert "\x1b" not in text


def test_one_look_has_what_the_screen_has() -> None:
    text = "\n".join(lines_of(_reading()))
    assert "fw" in text
    assert "bpf_dispatcher_xdp" in text
    assert "nothing was loaded" not in text
    empty = "\n".join(lines_of(_reading(programs=(), loaders=())))
    assert "  no program has an id" in empty
    assert "who loads: nothing was loaded since the first look" in empty
