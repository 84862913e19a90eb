"""A replay's result as one HTML file that needs nothing else: verdict, table, pictures, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from progpack.known import Unknown
from progpack.report.draw.axis import time_text
from progpack.report.draw.legend import PALETTE
from progpack.report.draw.markup import Writer, text_of
from progpack.report.draw.panel import panel_style
from progpack.report.draw.style import NARROW, STYLE
from progpack.report.draw.units import bytes_text, clean, count, number
from progpack.report.result.bands import Bands
from progpack.report.result.curves import curve_panel, curves_of, policy_colour
from progpack.report.result.machine import behaviours, machine_facts
from progpack.report.result.measures import GROUPS, MEASURES, Measure, format_number, has_row
from progpack.report.result.packs import pack_panels
from progpack.report.result.timeline import Colours, colours, common_scale, timeline
from progpack.report.result.verdict import Against, Verdict, verdict

if TYPE_CHECKING:
    from progpack.replay.result import PolicyResult, Result, Validation

__all__ = ["result_page"]

_MARKS: Final = {"less": "▼", "more": "▲", "same": "=", "undecided": "≈"}
_TONES: Final = {"good": "for", "bad": "against", "even": "even", "open": "note"}
_CODE: Final = re.compile(r"`([^`]*)`")


def result_page(result: Result, *, against: str | None = None) -> str:
    """An HTML document, light or dark as the reader's system is set, for screens, phones, paper.

    Args:
        result: result of a replay, with at least one policy.
        against: the policy that the others are compared with; see `verdict`.

    Raises:
        UsageError: there are no policies, or none of that name.
    """
    return _Page(result, verdict(result, against=against)).document()


class _Page:
    def __init__(self, result: Result, said: Verdict) -> None:
        self.result = result
        self.said = said
        self.bands = Bands(result.validations)
        self.page = Writer(">")
        self.numbers = {item.key: i for i, item in enumerate(MEASURES, 1)}

    def document(self) -> str:
        page = self.page
        title = f"Replay of {clean(self.result.trace)}"
        with page.html_body(title, f"{STYLE}{panel_style('auto')}"):
            self._head(title)
            self._verdict()
            self._table()
            self._timelines()
            self._packs()
            self._curves()
            self._assumptions()
            self._validation()
            self._sources()
        return str(page)

    # The top.

    def _head(self, title: str) -> None:
        statistics = self.result.statistics
        header = self.result.header
        machine = self.result.machine
        parts = [
            count(len(self.result.policies), "policy", "policies"),
            f"{count(statistics.loads, 'load')} and {count(statistics.unloads, 'unload')}",
            time_text(statistics.duration_ns) if statistics.duration_ns else "no clock",
            f"recorded on {header.kernel}" if header.kernel else "",
        ]
        with self.page.element("header"):
            self.page.leaf("h1", title)
            self.page.leaf("p", ", ".join(filter(None, parts)))
            self._raw("p", f"on the modelled machine <code>{text_of(machine)}</code>")
            self.page.leaf("p", NARROW, class_="narrow")

    def _raw(self, tag: str, markup: str, **attributes: str) -> None:
        words = "".join(f' {k.rstrip("_")}="{v}"' for k, v in attributes.items())
        self.page.raw(f"<{tag}{words}>{markup}</{tag}>")

    def _verdict(self) -> None:
        page = self.page
        with page.element("section", class_="verdict"):
            page.leaf("h2", "Verdict")
            self._raw("p", _marked(self.said.headline), class_="headline")
            with page.element("ul", class_="findings"):
                for finding in self.said.findings:
                    word = f'<span class="tone {finding.tone}">{_TONES[finding.tone]}</span>'
                    self._raw("li", f"{word}<span>{_marked(finding.text)}</span>")
            if self.said.against:
                self._raw("h3", _marked(f"Each policy beside `{clean(self.said.reference)}`"))
                with page.element("div", class_="cards"):
                    for item in self.said.against:
                        self._against(item)
                self._raw(
                    "p",
                    "▼ less, ▲ more, = the same, ≈ not decided: the difference is no larger than "
                    "the model's error for this kind of number, or than 5 % where no measurement "
                    "exists. Less is better in each of them.",
                    class_="small",
                )

    def _against(self, item: Against) -> None:
        page = self.page
        with page.element("article", class_="card"):
            self._raw(
                "h4", f"{self._swatch(item.policy)}<code>{text_of(clean(item.policy))}</code>"
            )
            with page.element("ul", class_="points"):
                for point in item.points:
                    mark = f'<b class="{point.order}">{_MARKS[point.order]}</b>'
                    note = self._note(point.measure)
                    self._raw("li", f"{mark}<span>{text_of(point.text)}{note}</span>")
            if not item.points:
                page.leaf("p", item.text)

    def _swatch(self, name: str) -> str:
        index = next(i for i, p in enumerate(self.result.policies) if p.name == name)
        colour = PALETTE[policy_colour(index)]
        return f'<span class="swatch" style="background:{colour}"></span>'

    def _note(self, item: Measure) -> str:
        """A link to where a number comes from, with the same as a tooltip."""
        tip = text_of(f"{item.meaning} From: {item.source}", quote=True)
        at = self.numbers[item.key]
        return f'<a class="note" href="#n{at}" title="{tip}">{at}</a>'

    # The table.

    def _table(self) -> None:
        page = self.page
        page.leaf("h2", "What each policy would have cost")
        with page.element("div", class_="scroll"), page.element("table", class_="grid"):
            with page.element("thead"):
                heads = "".join(
                    f'<th scope="col" title="{text_of(p.description, quote=True)}">'
                    f"{self._swatch(p.name)}{text_of(clean(p.name))}</th>"
                    for p in self.result.policies
                )
                page.raw(f'<tr><th scope="col">unit; error of the model</th>{heads}</tr>')
            for group in GROUPS:
                rows = [
                    item for item in MEASURES if item.group == group and has_row(item, self.result)
                ]
                if not rows:
                    continue
                with page.element("tbody"):
                    span = len(self.result.policies)
                    page.raw(
                        f'<tr class="group"><th scope="rowgroup">{group}</th>'
                        f'<td colspan="{span}"></td></tr>'
                    )
                    for item in rows:
                        self._row(item)
        hidden = [item.noun for item in MEASURES if not has_row(item, self.result)]
        zero = f" 0 under every policy, and so not shown: {', '.join(hidden)}." if hidden else ""
        self._raw(
            "p",
            "<b>Bold</b>: least, as far as the model's error lets it be decided. - : there is no "
            f"such number; ? : not known from this trace.{text_of(zero)} Small figures lead to the "
            "source of each number.",
            class_="small",
        )
        self._refusals()

    def _row(self, item: Measure) -> None:
        unit = "" if item.form == "share" else f"{item.unit}; " if item.form == "count" else ""
        error = f"{unit}{self.bands.of(item.kind).text}"
        name = f"{text_of(item.name)}{self._note(item)}<small>{text_of(error)}</small>"
        cells = "".join(self._cell(item, policy) for policy in self.result.policies)
        self.page.raw(f'<tr><th scope="row">{name}</th>{cells}</tr>')

    def _cell(self, item: Measure, policy: PolicyResult) -> str:
        value = item.of(policy, self.result)
        if isinstance(value, Unknown):
            return f'<td title="{text_of(value.reason, quote=True)}">-</td>'
        exact = number(value) if isinstance(value, int) else f"{value:g}"
        error = self.bands.of(item.kind, policy.name).text
        tip = text_of(
            f"{clean(policy.name)}: {exact} {item.unit}, {item.noun}; {error}", quote=True
        )
        best = policy.name in self.said.best.get(item.key, ())
        class_ = ' class="best"' if best else ""
        return f'<td{class_} title="{tip}">{format_number(value, item.form)}</td>'

    # The pictures.

    def _timelines(self) -> None:
        tones = colours(self.result)
        self.page.leaf("h2", "Address against time")
        self._raw(
            "p",
            "A rectangle for each image: how long it was there, and at which addresses. The "
            "panels share a scale of addresses; one that would be nearly empty has its own, and "
            "says so. Ticks under a panel are splits of the direct map, short for level 2 (2 MiB "
            "entries), long for level 3 "
            f"(1 GiB). Placement: {self._error('placement')}. Splits: {self._error('splits')}.",
        )
        self._legend(tones)
        scale = common_scale(self.result)
        _write_panels(
            self.page,
            [timeline(self.result, policy, tones, scale=scale) for policy in self.result.policies],
        )
        self.tones = tones

    def _packs(self) -> None:
        self.page.leaf("h2", "The packs when the trace ended")
        self._raw(
            "p",
            "Chunks of 64 bytes, 64 to a row or a power of two more, in the colours above; grey is "
            "free. Programs with pages of their own are boxes, as full as their pages. Policies "
            "that placed everything alike share a panel. "
            f"Placement: {self._error('placement')}.",
        )
        _write_panels(self.page, pack_panels(self.result.policies, self.tones))

    def _legend(self, tones: Colours) -> None:
        with self.page.element("div", class_="legend"):
            for colour, text in tones.entries:
                square = f'<svg class="rp" width="10" height="10"><rect class="{colour}" '
                self._raw("span", f'{square}width="10" height="10" rx="2"/></svg> {text_of(text)}')

    def _curves(self) -> None:
        chosen = curves_of(self.result)
        if not chosen:
            return
        self.page.leaf("h2", "Over time")
        samples = max(len(policy.series) for policy in self.result.policies)
        self._raw(
            "p",
            f"{count(samples, 'sample')} of each policy, evenly spread over the events. Policies "
            "whose lines are the same share one, dashed in their colours.",
        )
        with self.page.element("div", class_="legend"):
            for policy in self.result.policies:
                self._raw("span", f"{self._swatch(policy.name)}{text_of(clean(policy.name))}")
        _write_panels(self.page, [curve_panel(self.result, curve) for curve in chosen])

    # What it rests on.

    def _assumptions(self) -> None:
        page, result = self.page, self.result
        page.leaf("h2", "What this rests on")
        page.leaf("h3", "The trace")
        _write_facts(self.page, _trace_facts(result))
        page.leaf("h3", "The machine")
        _write_facts(self.page, machine_facts(result))
        _write_list(self.page, result.assumptions)
        self._behaviours()
        page.leaf("h3", "The policies")
        with page.element("div", class_="scroll"), page.element("table"), page.element("tbody"):
            for policy in result.policies:
                page.raw(self._policy_row(policy))
        page.leaf("h3", "What is modelled, and what is not")
        _write_list(self.page, [" ".join(line.split()) for line in _MODELLED])

    def _behaviours(self) -> None:
        rows = behaviours(self.result)
        if not rows:
            return
        page = self.page
        with page.element("details"):
            page.leaf("summary", f"what its kernel does, {count(len(rows), 'behaviour')}")
            with page.element("div", class_="scroll"), page.element("table"):
                page.raw("<thead><tr><th>behaviour</th><th></th><th>from</th></tr></thead>")
                with page.element("tbody"):
                    for name, value, source in rows:
                        cells = f"<td>{text_of(value)}</td><td>{text_of(source)}</td>"
                        page.raw(f'<tr><th scope="row">{text_of(name)}</th>{cells}</tr>')

    def _refusals(self) -> None:
        """The first loads that were refused, by policy."""
        refused = [policy for policy in self.result.policies if policy.refusals]
        if not refused:
            return
        page = self.page
        first = self.result.statistics.first_ns or 0
        with page.element("details"):
            page.leaf("summary", "the first loads that were refused")
            with page.element("div", class_="scroll"), page.element("table"):
                heads = "".join(f"<th>{h}</th>" for h in ("policy", "event", "at", "load", "why"))
                page.raw(f"<thead><tr>{heads}</tr></thead>")
                with page.element("tbody"):
                    for policy in refused:
                        for item in policy.refusals:
                            name = f"{item.name or '(no name)'} ({item.kind})"
                            at = time_text(max(item.time_ns - first, 0))
                            words = (policy.name, number(item.event), at, name, item.text)
                            cells = "".join(f"<td>{text_of(clean(word))}</td>" for word in words)
                            page.raw(f"<tr>{cells}</tr>")

    def _policy_row(self, policy: PolicyResult) -> str:
        size = bytes_text(policy.pack_size) if policy.pack_size else "no packs"
        lines = [policy.description, f"Pack: {size}; pages: {policy.pages}.", *policy.notes]
        text = "<br>".join(text_of(clean(line)) for line in lines if line)
        source = f'<span class="small">From: {text_of(clean(policy.source))}</span>'
        name = f"{self._swatch(policy.name)}{text_of(clean(policy.name))}"
        return f'<tr><th scope="row">{name}</th><td>{text}<br>{source}</td></tr>'

    def _error(self, kind: str) -> str:
        return text_of(self.bands.of(kind).text)

    def _validation(self) -> None:
        from progpack.replay.result import KINDS

        page, rows = self.page, self.result.validations
        with page.element("section", class_="validation", id="validation"):
            page.leaf("h2", "Validation")
            if not rows:
                page.leaf(
                    "p",
                    "This result holds no validation, so the error of its numbers is not known.",
                )
                return
            page.leaf(
                "p", "The same model beside measurements of real kernels; relative errors are of "
                "the measured value."
            )  # fmt: skip
            with page.element("div", class_="scroll"), page.element("table"):
                heads = ("kind of prediction", "error", "worst")
                page.raw(f"<thead><tr>{''.join(f'<th>{h}</th>' for h in heads)}</tr></thead>")
                with page.element("tbody"):
                    for kind, what in KINDS.items():
                        page.raw(
                            f'<tr><th scope="row">{text_of(what)}</th>'
                            f"<td>{self._error(kind)}{self._by_policy(kind)}</td>"
                            f"<td>{self._worst(kind)}</td></tr>"
                        )
                    page.raw(
                        '<tr><th scope="row">flushes, the CPUs they reach, page walks</th>'
                        "<td>no measurement</td><td>counted as the kernel's source says</td></tr>"
                    )
            with page.element("details"):
                page.leaf(
                    "summary",
                    f"all {count(len(rows), 'comparison')}; progpack replay --validate makes them "
                    "again",
                )
                self._comparisons(rows)

    def _by_policy(self, kind: str) -> str:
        """The bands of policies that have their own, where they are not all the same."""
        names = {row.policy: None for row in self.result.validations if row.kind == kind}
        whole = self.bands.of(kind)
        own = [name for name in names if self.bands.of(kind, name) is not whole]
        if whole.worst is None or not own:
            return ""
        lines = (f"{clean(name)}: {self.bands.of(kind, name).text}" for name in own)
        return "".join(f"<br><small>{text_of(line)}</small>" for line in lines)

    def _worst(self, kind: str) -> str:
        worst = self.bands.of(kind).worst
        if worst is None:
            return ""
        note = f"; {worst.note}" if worst.note else ""
        return text_of(
            clean(
                f"{worst.quantity}: {worst.got:,g} for {worst.expected:,g}; {worst.kernel}, "
                f"{worst.sequence}, policy {worst.policy}{note}"
            )
        )

    def _comparisons(self, rows: Sequence[Validation]) -> None:
        page = self.page
        heads = ("kernel", "sequence", "policy", "what", "measured", "predicted", "error", "source")
        with page.element("div", class_="scroll"), page.element("table"):
            page.raw(f"<thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead>")
            with page.element("tbody"):
                for row in rows:
                    error = f"{row.error:+.1%}" if row.expected else f"{row.got - row.expected:+g}"
                    note = f"; {row.note}" if row.note else ""
                    words = (row.kernel, row.sequence, row.policy, row.quantity)
                    cells = [f"<td>{text_of(clean(word))}</td>" for word in words]
                    values = (
                        f"{row.expected:,g}",
                        f"{row.got:,g}",
                        "exact" if row.exact else error,
                    )
                    cells += [f'<td class="n">{value}</td>' for value in values]
                    cells.append(f"<td>{text_of(clean(row.source + note))}</td>")
                    page.raw(f"<tr>{''.join(cells)}</tr>")

    def _sources(self) -> None:
        page = self.page
        page.leaf("h2", "Where each number comes from")
        with page.element("ol", class_="sources"):
            for item in MEASURES:
                error = self.bands.of(item.kind).text
                at = self.numbers[item.key]
                self._raw(
                    "li",
                    f"<b>{text_of(item.noun)}</b> ({text_of(item.unit)}). {text_of(item.meaning)} "
                    f"<span>From: {text_of(item.source)}. Validation: {text_of(error)}.</span>",
                    id=f"n{at}",
                )


def _write_panels(page: Writer, panels: Iterable[str]) -> None:
    with page.element("div", class_="panels"):
        for panel in panels:
            with page.element("figure"):
                page.raw(panel.rstrip("\n"))


def _write_facts(page: Writer, rows: Iterable[tuple[str, str]]) -> None:
    with page.element("table", class_="facts"), page.element("tbody"):
        for name, value in rows:
            page.raw(
                f'<tr><th scope="row">{text_of(name)}</th><td>{text_of(clean(value))}</td></tr>'
            )


def _write_list(page: Writer, lines: Sequence[str]) -> None:
    if lines:
        with page.element("ul"):
            for line in lines:
                page.leaf("li", clean(line))


_MODELLED: Final = (
    """Modelled: which chunk each image goes to; the pages behind it and which physical pages they
    are; splits and collapses of the direct map; TLB flushes and the CPUs they reach; flushes of
    branch predictors; the charge against net.core.bpf_jit_limit; pages that code needs in the
    iTLB.""",
    """Not modelled: time. Nothing here says how long a load, a flush or a TLB miss takes, nor what
    other users of the direct map do at the same time.""",
    """The order of events is that of the trace. A policy that refuses a load does not change what
    is loaded after it.""",
)


def _trace_facts(result: Result) -> list[tuple[str, str]]:
    header, statistics = result.header, result.statistics
    features = ", ".join(f"{name}={value}" for name, value in header.features.items())
    lost = f", {count(statistics.lost, 'event')} lost by the recorder" if statistics.lost else ""
    peak = f"{count(statistics.peak_live, 'image')}, {count(statistics.peak_chunks, 'chunk')}"
    kinds = ", ".join(
        f"{kind} {number(n.loads)}" for kind, n in statistics.kinds.items() if n.loads
    )
    rows = [
        ("file", result.trace),
        ("events", f"{number(statistics.events)}{lost}"),
        ("loads by kind", kinds),
        ("most at one time", peak),
        ("kernel it was recorded on", header.kernel),
        ("architecture", header.arch),
        ("nodes", number(header.nodes)),
        ("CPUs", number(header.cpus) if header.cpus else ""),
        ("clock", header.clock),
        ("recorded", header.time),
        ("boot", header.boot_id),
        ("settings", features),
        ("comment", "" if header.comment == result.trace else header.comment),
        ("not read", f"{count(result.skipped, 'problem')}: {'; '.join(result.problems)}"
                     if result.skipped else ""),
    ]  # fmt: skip
    return [(name, value) for name, value in rows if value]


def _marked(text: str) -> str:
    """A sentence with names in backquotes as markup."""
    return _CODE.sub(r"<code>\1</code>", text_of(text))
