"""Makes docs/the-mail.md: the mail of 28 April 2022, answered.

    python tools/the_mail.py

What is claimed and what became of it is in the-mail.toml; figures are those of
benchmarks/mail/results.json, which `python -m benchmarks.mail` made, and of records of real
kernels; the outputs of commands are made by running them. A test compares the page with what this
makes, and runs the commands.
"""

from __future__ import annotations

import json
import re
import tempfile
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pages

from progpack.replay.validation.direct_maps import DirectMapState
from progpack.replay.validation.kernel_record import KernelRecord
from progpack.replay.validation.records import RECORDS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "the-mail.md"
TEXTS = Path(__file__).with_name("the-mail.toml")
RESULTS = ROOT / "benchmarks" / "mail" / "results.json"
WIDTH = 120
WAYS = (
    "a page each",
    "a page of a pack each",
    "packs of 4 KiB",
    "packs of 2 MiB, small pages",
    "packs of 2 MiB, huge pages",
)
#: Releases of the records of runqslower's loads; the first one has no packs.
_RUNQSLOWER = ("5.10", "6.1", "7.2.12", "7.3.4")
PAGED, SMALL, HUGE = 1, 3, 4
_PICTURES = {
    "Fragmentation of the direct map": (
        "![The direct map of four kernels before and after the same 3,000 loads](direct-map.svg)"
    ),
    "Seven programs in a single page": (
        "![runqslower's ten loads in ten pages, and in one](runqslower.svg)"
    ),
}
_TABLE = "The benchmark results"
_COMMAND = "    python -m benchmarks.mail -o FILE --packs 400\n"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim or a question of the mail; see the-mail.toml."""

    title: str
    who: str
    said: list[str]
    linux: str
    here: str
    sure: str
    answer: str
    blocks: tuple[tuple[str, str], ...] = ()


def main() -> None:
    """Write the page, and run its commands."""
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    PAGE.write_text(made(old), encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        pages.prepare(room)
        pages.fill(PAGE, room, None)


def claims() -> list[Claim]:
    """All of them, in the order of the mail."""
    return [Claim(**each) for each in _texts()["claim"]]


def _texts() -> dict[str, Any]:
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def made(old: str) -> str:
    """The page, with the outputs that an old one has."""
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    values = {**dict(figures(found)), **dict(recorded())}
    kept = {(" ".join(b.keys), b.command): b.text for b in pages.blocks(old)}
    sections = []
    for claim in claims():
        section = _section(claim, values, kept)
        if claim.title == _TABLE:
            section += f"\n{calls(found['process'])}\n"
        sections.append(section)
    text = _texts()
    machine = f"## The machine\n\n{_wrapped(text['machine'], values)}\n\n{_COMMAND}"
    return "\n".join([text["head"], _table(values), *sections, machine])


def _table(values: Mapping[str, str]) -> str:
    rows = ["| who | in short | today |", "|---|---|---|"]
    for claim in claims():
        link = f"[{claim.title}](#{_anchor(claim.title)})"
        rows.append(f"| {claim.who} | {link} | {claim.answer.format_map(values)} |")
    return "\n".join(rows) + "\n"


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _section(claim: Claim, values: Mapping[str, str], kept: Mapping[tuple[str, str], str]) -> str:
    quotes = " … ".join(f'"{" ".join(words.split())}"' for words in claim.said)
    parts = [
        f"## {claim.title}",
        _wrapped(f"**{claim.who}:** {quotes}"),
        _wrapped(f"**Linux since:** {claim.linux}"),
        _wrapped(f"**Here:** {claim.here}", values),
        _wrapped(f"**How sure:** {claim.sure}", values),
    ]
    if claim.title in _PICTURES:
        parts.append(_PICTURES[claim.title])
    parts += [_block(keys, command, kept) for keys, command in claim.blocks]
    return "\n\n".join(parts) + "\n"


def _wrapped(text: str, values: Mapping[str, str] | None = None) -> str:
    filled = text if values is None else text.format_map(values)
    lines = textwrap.wrap(
        " ".join(filled.split()), WIDTH, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines)


def _block(keys: str, command: str, kept: Mapping[tuple[str, str], str]) -> str:
    text = kept.get((keys, command), f"$ {command}\n?")
    body = "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
    mark = f"{keys} | " if keys else "| "
    return f"<!-- run {mark}{command} -->\n\n{body}\n\n<!-- end -->"


def figures(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a run of benchmarks.mail found, by the names that the texts have for it."""
    yield "machine", _machine(found["machine"])
    yield "rounds", str(found["rounds"])
    for row in found["process"]:
        each, packs = (row["ways"][WAYS[n]]["ns a call"]["median"] for n in (PAGED, SMALL))
        yield f"times_{row['programs']}", f"{each / packs:.1f}"
    yield "huge", "; ".join(map(_huge, found["process"]))
    yield "misses", _misses(found["process"])
    yield "kernel_runs", "; ".join(map(_kernel_run, found["kernel"]["rows"]))
    yield from _fragmentation(found["fragmentation"], found["machine"]["GiB"])


def recorded() -> Iterator[tuple[str, str]]:
    """What runqslower's ten loads did to the direct map, by records of four kernels.

    Raises:
        ValueError: they are not as the text has it: entries came or went, or other pages changed.
    """
    first, *others = _RUNQSLOWER
    before, after = _walked(first)
    blocks, old = after.blocks(), before.blocks()
    changed = [number for number in blocks if blocks[number] != old[number]]
    if before.count() != after.count() or any(blocks[n].size != "4K" for n in changed):
        raise ValueError(f"{first}: entries of the direct map changed")
    yield _key(first), _entries(after)
    yield "rq_pages", str(sum(blocks[n].read_only - old[n].read_only for n in changed))
    yield "rq_blocks", f"{len(changed)} block{'s' * (len(changed) != 1)} of 2 MiB"
    for release in others:
        before, after = _walked(release)
        if before != after:
            raise ValueError(f"{release}: the direct map changed")
        yield _key(release), f"{after.count():,}"


def _walked(release: str) -> tuple[DirectMapState, DirectMapState]:
    record = KernelRecord(RECORDS / f"{release}-x86_64-a_rq.jsonl.gz")
    before, after = (record.walk(label) for label in ("start", "loaded"))
    return DirectMapState.of(before), DirectMapState.of(after)


def _key(release: str) -> str:
    return "rq_" + "_".join(release.split(".")[:2])


def _entries(state: DirectMapState) -> str:
    small, large, giant = (state.count(size) for size in ("4K", "2M", "1G"))
    return f"{small:,} entries of 4 KiB, {large:,} of 2 MiB and {giant} of 1 GiB"


def _machine(found: Mapping[str, Any]) -> str:
    kind = "a virtual machine" if found["virtual"] else "bare metal"
    load = found["load average"][0]
    return (
        f"{found['processor']}, {found['cpus']} CPUs ({kind}, load average {load:.0f}), "
        f"{found['GiB']} GiB, Linux {found['kernel']}, {found['date']}"
    )


def _misses(rows: list[dict[str, Any]]) -> str:
    way = rows[-1]["ways"][WAYS[PAGED]]
    if way["TLB misses a call"] is None:
        return f"not counted ({way['no TLB misses']})"
    last = rows[-1]
    cells = [
        f"{name} {way['TLB misses a call'].get('iTLB', 0):.2f}"
        for name, way in last["ways"].items()
    ]
    return f"of the iTLB, for a call with {last['programs']:,} programs, {', '.join(cells)}"


def _huge(row: Mapping[str, Any]) -> str:
    small, huge = (row["ways"][WAYS[n]]["ns a call"]["median"] for n in (SMALL, HUGE))
    return f"{row['programs']:,} programs: {huge:.1f} instead of {small:.1f} ns"


def _kernel_run(row: Mapping[str, Any]) -> str:
    times = row["ns a run"]
    packed, paged = (times[way]["median"] for way in ("packed", "a page"))
    return f"{row['programs']:,} programs, packed {packed:.0f} ns, a page each {paged:.0f} ns"


def _fragmentation(found: Mapping[str, Any], gib: int) -> Iterator[tuple[str, str]]:
    first, *_, last = found["counters"]
    names = ("direct_map_level2_splits", "direct_map_level3_splits")
    level2, level3 = (last[name] - first[name] for name in names)
    yield "packs", str(found["packs loaded"])
    yield "splits_2m", f"{level2:,}"
    yield "splits_1g", str(level3)
    yield "share", f"{level2 * 2 / 1024 / gib:.1%}"
    changes = {name: row["change of the median, %"] for name, row in found["loads"].items()}
    said = [f"{name}: {change['packs gone']:+.1f} %" for name, change in changes.items()]
    yield "changes", "; ".join(said)
    noise = ", ".join(f"{change['before, again']:+.1f} %" for change in changes.values())
    yield "noise", f"two measurements with no change between them differ by {noise}"


def calls(process: list[dict[str, Any]]) -> str:
    """The table of the four placements."""
    heads = (
        "programs",
        "placed",
        "ns a call: median (quartiles)",
        "us an install and free",
        "mappings",
        "resident",
    )
    rows = [f"| {' | '.join(heads)} |", "|---|---|---|---|---|---|"]
    for row in process:
        for name, way in row["ways"].items():
            call, install = way["ns a call"], way["us an install and free"]
            cells = (
                f"{row['programs']:,}",
                name,
                f"{call['median']:.1f} ({call['q1']:.1f} to {call['q3']:.1f})",
                f"{install['median']:.0f}",
                f"{way['mappings']:,}",
                f"{way['resident bytes'] / 2**20:.1f} MiB",
            )
            rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
