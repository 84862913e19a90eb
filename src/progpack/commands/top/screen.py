"""The screen of ``progpack top``. It needs textual and is imported only when it is shown."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import DataTable, Footer, Sparkline, Static
from textual.worker import Worker, WorkerState

from progpack.errors import ProgpackError
from progpack.kernel.sampler import ProgramRow, Reading
from progpack.known import Maybe, Unknown
from progpack.report.draw.scale import Cell, cells_of
from progpack.report.draw.units import bytes_text, clean, count, number, percent
from progpack.report.snapshot.reading import no_loaders, no_programs
from progpack.snapshot import DirectMap, PackView, Snapshot

__all__ = ["Top"]

_ORDERS: tuple[tuple[str, Callable[[ProgramRow], tuple[object, ...]]], ...] = (
    ("chunks", lambda row: (-row.chunks, row.name, row.id)),
    ("loads", lambda row: (-row.loads, -row.chunks, row.name, row.id)),
    ("name", lambda row: (row.name, row.id)),
)
_HISTORY = 120
_MOST_PACKS = 4
_MOST_ROWS = 500
_SHADES = "░▒▓█"
_LABEL = 9
_BAR = 24
_WAITING = "the first look is being taken ..."


class Top(App[None]):
    """Packs and programs of the running kernel.

    Args:
        read: takes one look; it is called in a thread, never twice at a time.
        interval: seconds between two looks.
    """

    TITLE = "progpack top"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("q", "quit", "quit"),
        # textual's own ctrl+c only says which key quits.
        Binding("ctrl+c", "quit", "quit", show=False, priority=True),
        ("s", "sort", "sort"),
        ("p", "pause", "pause"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as in App
    CSS = """
    #cards { height: 5; }
    .card { border: round $primary-darken-2; border-title-color: $text-muted; padding: 0 1;
            width: 1fr; height: 5; }
    .card Sparkline { height: 1; width: 1fr; }
    #packs { border: round $primary-darken-2; border-title-color: $text-muted; padding: 0 1;
             height: auto; }
    #tables { height: 1fr; }
    DataTable { border: round $primary-darken-2; border-title-color: $text-muted; height: 1fr; }
    DataTable { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; }
    #programs { width: 1fr; }
    #loaders { width: 34; }
    .-narrow #tables { layout: vertical; }
    .-narrow #programs { height: 2fr; }
    .-narrow #loaders { width: 1fr; height: 1fr; }
    .-narrow #loaders.unseen { display: none; }
    #notes { height: auto; max-height: 8; padding: 0 2; color: $text-muted; }
    """

    def __init__(self, read: Callable[[], Reading], interval: float = 2.0) -> None:
        super().__init__()
        self._take = read
        self._interval = interval
        self._order = 0
        self._paused = False
        self._busy: Worker[Reading] | None = None
        self._splits: deque[float] = deque(maxlen=_HISTORY)
        self._loads: deque[float] = deque(maxlen=_HISTORY)
        self.reading: Reading | None = None
        """The last look."""

    def compose(self) -> ComposeResult:
        """The widgets."""
        with Horizontal(id="cards"):
            for name in ("memory", "headroom"):
                yield Static(id=name, classes="card")
            for name in ("splits", "loads"):
                with Vertical(classes="card", id=f"{name}-card"):
                    yield Static(id=name)
                    yield Sparkline([], id=f"{name}-line", summary_function=max)
        yield Static(_WAITING, id="packs")
        with Horizontal(id="tables"):
            yield DataTable(id="programs", cursor_type="row", zebra_stripes=True)
            yield DataTable(id="loaders", cursor_type="none", show_cursor=False)
        yield Static(id="notes")
        yield Footer()

    def on_mount(self) -> None:
        """Name the parts, and look for the first time."""
        self.theme = "textual-dark"
        for name, title in (
            ("memory", "JITed code"),
            ("headroom", "JIT limit"),
            ("splits-card", "splits"),
            ("loads-card", "loads"),
            ("packs", "packs"),
            ("loaders", "who loads"),
        ):
            self.query_one(f"#{name}").border_title = title
        programs = self._programs
        for name in ("program", "id", "kind", "fns", "chunks", "memory", "loads"):
            programs.add_column(_head(name, right=name not in ("program", "kind")), key=name)
        loaders = self._loaders
        for name in ("process", "loads", "chunks"):
            loaders.add_column(_head(name, right=name != "process"), key=name)
        self._name_order()
        self._look()
        self.set_interval(self._interval, self._look)

    @property
    def _programs(self) -> DataTable[Text]:
        return self.query_one("#programs", DataTable)

    @property
    def _loaders(self) -> DataTable[Text]:
        return self.query_one("#loaders", DataTable)

    # -- looking -------------------------------------------------------------------------------

    def _look(self) -> None:
        # A look that takes longer than the interval delays the next one.
        if self._paused or (self._busy is not None and not self._busy.is_finished):
            return
        self._busy = self.run_worker(self._take, thread=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was seen, or why nothing was."""
        if event.worker is not self._busy:
            return
        if event.state is WorkerState.SUCCESS:
            assert isinstance(event.worker.result, Reading)
            self._show(event.worker.result)
        elif event.state is WorkerState.ERROR:
            error = event.worker.error
            if not isinstance(error, ProgpackError):
                raise error or RuntimeError("a look ended without an error")
            self._text("notes", Text(f"the last look failed: {error}", "bold red"))

    def _show(self, reading: Reading) -> None:
        self.reading = reading
        _keep(self._splits, reading.splits)
        _keep(self._loads, reading.loads)
        self._text("memory", _memory(reading, self.query_one("#memory").size.width))
        self._text("headroom", _headroom(reading, self.query_one("#headroom").size.width))
        self._text("splits", _rate(reading.splits, _since_boot(reading.snapshot)))
        self._text("loads", _rate(reading.loads, _total(reading)))
        # The line begins at zero, so that its height is that of the numbers.
        self.query_one("#splits-line", Sparkline).data = [0.0, 0.0, *self._splits]
        self.query_one("#loads-line", Sparkline).data = [0.0, 0.0, *self._loads]
        self._text("packs", _packs(reading.snapshot, self.size.width - _LABEL - 20))
        self._text("notes", _notes(reading))
        self._fill()

    def _text(self, name: str, text: Text) -> None:
        self.query_one(f"#{name}", Static).update(text)

    def _fill(self) -> None:
        if self.reading is None:
            return
        table = self._programs
        row = table.cursor_row
        table.clear()
        for one in sorted(self.reading.programs, key=_ORDERS[self._order][1])[:_MOST_ROWS]:
            table.add_row(*_cells(one))
        table.move_cursor(row=min(row, max(table.row_count - 1, 0)))
        loaders = self._loaders
        loaders.clear()
        rows = self.reading.loaders
        loaders.set_class(isinstance(rows, Unknown), "unseen")
        for who in () if isinstance(rows, Unknown) else rows[:_MOST_ROWS]:
            loaders.add_row(Text(clean(who.comm)), _right(who.loads), _right(who.chunks))
        # What an empty table has below it: no row, which could be taken for a program.
        table.border_subtitle = "" if self.reading.programs else clean(no_programs(self.reading))
        loaders.border_subtitle = clean(no_loaders(self.reading))

    # -- keys ----------------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Sort programs by the next of chunks, loads, name."""
        self._order = (self._order + 1) % len(_ORDERS)
        self._name_order()
        self._fill()

    def action_pause(self) -> None:
        """Stop looking, or look again."""
        self._paused = not self._paused
        self._name_order()
        self._look()

    def _name_order(self) -> None:
        paused = ", paused" if self._paused else ""
        self._programs.border_title = f"programs by {_ORDERS[self._order][0]}{paused}"


def _keep(line: deque[float], value: Maybe[float] | None) -> None:
    if isinstance(value, int | float):
        line.append(max(float(value), 0.0))


def _head(name: str, *, right: bool) -> Text:
    return Text(name, justify="right" if right else "left")


def _right(value: int) -> Text:
    return Text(number(value), justify="right")


def _cells(row: ProgramRow) -> tuple[Text, ...]:
    return (
        Text(clean(row.name) or "(no name)", "bold" if row.id else ""),
        Text(str(row.id or ""), justify="right"),
        Text(row.kind, "dim"),
        _right(row.functions),
        _right(row.chunks),
        Text(bytes_text(row.bytes), justify="right"),
        Text(
            number(row.loads) if row.id else "",
            "yellow" if row.loads > 1 else "dim",
            justify="right",
        ),
    )


def _memory(reading: Reading, columns: int) -> Text:
    snapshot = reading.snapshot
    if isinstance(snapshot.vmas, Unknown) and not snapshot.regions:
        return Text("not seen", "dim")
    text = Text()
    text.append(bytes_text(snapshot.used_chunks * 64), "bold")
    text.append(" taken\n")
    total = sum(pack.size for pack in snapshot.regions)
    parts = [f"of {bytes_text(total)}", count(len(snapshot.packs), "pack")]
    parts += [count(len(snapshot.areas), "area")] if snapshot.areas else []
    while len(parts) > 1 and len(", ".join(parts)) > columns:
        parts.pop()
    text.append(", ".join(parts) + "\n")
    unknown = sum(pack.unknown_chunks for pack in snapshot.regions)
    text.append(f"{bytes_text(unknown * 64)} unknown", "dim")
    return text


def _headroom(reading: Reading, columns: int) -> Text:
    """Draw what is left, a bar of what is not, and of how much: three lines of ``columns``."""
    answer = reading.limit
    if isinstance(answer.headroom, Unknown) or isinstance(answer.limit, Unknown):
        return Text("not known", "dim")
    least = answer.headroom[0]
    share = min(max(least / answer.limit, 0.0), 1.0) if answer.limit else 0.0
    style = "bold red" if answer.finding else "bold green"
    text = Text()
    text.append(percent(share), style)
    text.append(" left\n")
    room = max(min(columns, _BAR), 1)
    full = round((1 - share) * room)
    text.append("█" * full, "red" if answer.finding else "cyan")
    text.append("─" * (room - full) + "\n", "dim")
    if answer.finding:
        text.append("errno 524 near", "red")
    else:
        text.append(f"of {bytes_text(answer.limit)}", "dim")
    return text


def _rate(value: Maybe[float] | None, more: str) -> Text:
    if isinstance(value, Unknown):
        return Text("not seen", "dim")
    text = Text()
    if value is None:
        text.append("a moment ...", "dim")
    else:
        text.append(f"{value:,.0f}", "bold yellow" if value > 0 else "bold")
        text.append(" a minute")
    text.append(f"\n{more}", "dim")
    return text


def _since_boot(snapshot: Snapshot) -> str:
    direct_map = snapshot.direct_map
    if not isinstance(direct_map, DirectMap) or isinstance(direct_map.level2_splits, Unknown):
        return ""
    both = [direct_map.level2_splits, direct_map.level3_splits]
    return f"{number(sum(n for n in both if isinstance(n, int)))} in all"


def _total(reading: Reading) -> str:
    if isinstance(reading.loaders, Unknown):
        return ""
    return f"{number(sum(row.loads for row in reading.loaders))} in all"


def _packs(snapshot: Snapshot, columns: int) -> Text:
    """A strip for each pack, the fullest first where there are many."""
    if not snapshot.packs:
        return Text("no pack can be seen", "dim")
    packs = sorted(snapshot.packs, key=lambda pack: -pack.used_chunks)[:_MOST_PACKS]
    text = Text(no_wrap=True, overflow="crop")
    for pack in sorted(packs, key=lambda pack: pack.number):
        text.append(f"{'pack ' + str(pack.number):<{_LABEL}}", "bold")
        _strip(text, pack, max(columns, 8))
        sure = ">=" if pack.unknown_chunks else "  "
        text.append(f" {sure}{percent(pack.fill)} taken\n")
    if len(snapshot.packs) > len(packs):
        text.append(f"and {count(len(snapshot.packs) - len(packs), 'pack')} that are less full\n")
    text.append(" " * _LABEL)
    for mark, style, meaning in (
        ("█", "cyan", "named"),
        ("█", "magenta", "taken, no name"),
        ("·", "dim", "free"),
        ("░", "dim", "no evidence"),
    ):
        text.append(mark, style)
        text.append(f" {meaning}   ", "dim")
    return text


def _strip(text: Text, pack: PackView, columns: int) -> None:
    per_cell = -(-pack.chunks // columns)
    for cell in cells_of(pack, per_cell):
        text.append(*_drawn(cell))


def _drawn(cell: Cell) -> tuple[str, str]:
    if not cell.used:
        return ("░" if cell.unknown else "·"), "dim"
    style = "magenta" if cell.span is not None and cell.span.kind == "unattributed" else "cyan"
    # Little that is taken still shows among much that is not known.
    return _SHADES[min(int(cell.fill * len(_SHADES)), 2) + 1], style


def _notes(reading: Reading) -> Text:
    parts = []
    snapshot = reading.snapshot
    if isinstance(snapshot.vmas, Unknown) and not snapshot.packs:
        parts.append(f"packs are not seen: {snapshot.vmas.reason}")
    if isinstance(reading.limit.limit, Unknown):
        parts.append(f"the limit is not known: {reading.limit.limit.reason}")
    parts += [note for note in snapshot.notes if note.startswith("programs cannot be listed")]
    if isinstance(reading.loaders, Unknown):
        parts.append(f"loads are not seen: {reading.loaders.reason}")
    if reading.lost:
        parts.append(f"{count(reading.lost, 'event')} lost")
    dark = reading.limit.dark
    if isinstance(dark.high, int) and dark.high:
        bounds = f"{bytes_text(dark.low)} to {bytes_text(dark.high)}"
        parts.append(f"without a name: {bounds} of code (progpack explain dark)")
    return Text("\n".join(parts))
