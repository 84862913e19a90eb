"""Report the result of a replay: verdict, table, pictures, or one page.

  progpack report result.json                 verdict and table as text
  progpack report result.json -o report.html  one offline page
  progpack report result.json --svg time.svg  address against time
  progpack report --direct-map RECORD...      measured kernels, before and after
  progpack report --direct-map live           the running kernel
  progpack report --code-pages RECORD...      the pages that hold programs' code

RESULT is a file that `progpack replay -o` wrote. RECORD is a record of a real
kernel whose page tables were walked, as `make lab` writes them:
KERNEL-ARCHITECTURE-SEQUENCE.jsonl.gz.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from progpack.commands.common import output
from progpack.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from progpack.kernel.live_direct_map import LiveDirectMap
    from progpack.replay.result import Result
    from progpack.replay.validation.direct_maps import DirectMapChange

__all__ = ["add", "run", "show_result"]

_LIVE = "live"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "results", nargs="+", metavar="RESULT", help="a file that `progpack replay -o` wrote"
    )
    parser.add_argument(
        "--direct-map",
        action="store_true",
        help="draw the direct map in records of real kernels, beside the model's; for "
        "`live`, that of the running kernel",
    )
    parser.add_argument(
        "--probe",
        action="store_true",
        help="with --direct-map live: load a BPF program that reads the page tables (root)",
    )
    parser.add_argument(
        "--code-pages",
        action="store_true",
        help="draw the pages that hold the programs in such records; as text, --svg or --json",
    )
    output.add_output(parser, "-o", dest="page", help="write the page; the same as --html FILE")
    add_choices(parser)


def add_choices(parser: argparse.ArgumentParser) -> None:
    """Describe what `replay` has too: the policy to compare with, picture, series, and forms."""
    parser.add_argument(
        "--against",
        metavar="POLICY",
        help="the policy with which the others are compared (default: page, or else the first)",
    )
    parser.add_argument(
        "--picture",
        choices=("time", "packs", "series"),
        default="time",
        help="the picture of --svg: address against time, packs at the end, or numbers over time",
    )
    output.add_output(parser, "--series", help="write the totals over time as CSV")
    output.add_forms(
        parser,
        json="verdict and table as one JSON object",
        csv="a row for each policy and number, with unit and source",
        svg="a picture, with a panel for each policy",
        html="one offline page",
    )


def run(args: argparse.Namespace) -> int:
    """Show a result, or records of kernels."""
    from progpack.replay.result import Result

    if args.direct_map and args.code_pages:
        raise UsageError("--direct-map and --code-pages exclude each other")
    if args.probe and not (args.direct_map and _LIVE in args.results):
        raise UsageError("--probe needs --direct-map live")
    if args.direct_map:
        _show_direct_maps(args)
        return 0
    if args.code_pages:
        _show_code_pages(args)
        return 0
    if len(args.results) > 1:
        raise UsageError("one result is shown at a time; `progpack diff` compares two")
    show_result(args, Result.from_json(args.results[0]))
    return 0


def _show_direct_maps(args: argparse.Namespace) -> None:
    from progpack.replay.validation.direct_maps import measured_change
    from progpack.report import direct_map

    if args.series is not None or args.against is not None or args.csv is not None:
        raise UsageError("--series, --against and --csv are of results, not of kernels")
    if _LIVE in args.results:
        _show_live_direct_map(args)
        return
    changes = [measured_change(Path(record)) for record in args.results]
    rows = direct_map.direct_map_rows(changes)
    if not _write_direct_maps(args, changes, rows):
        _say_direct_maps(rows)


def _show_live_direct_map(args: argparse.Namespace) -> None:
    from progpack.kernel import live_direct_map
    from progpack.report.direct_map import live_row

    if len(args.results) > 1:
        raise UsageError("`live` is drawn alone: give no records with it")
    live = live_direct_map.read_direct_map(probe=args.probe, say=output.tell)
    row = live_row(live)
    if not _write_direct_maps(args, [live], [row]):
        _say_live_direct_map(row)


def _write_direct_maps(
    args: argparse.Namespace,
    drawn: Sequence[DirectMapChange | LiveDirectMap],
    rows: Sequence[Mapping[str, str | int | None]],
) -> bool:
    """Whether any form was asked for; each one that was is written."""
    from progpack.report import direct_map

    makers = {
        "json": lambda: output.json_text("direct-map", rows),
        "svg": lambda: direct_map.direct_map_svg(drawn),
        "html": lambda: direct_map.direct_map_page(drawn),
    }
    asked = output.targets(args)
    if args.page is not None:
        asked = {**asked, "html": args.page}
    for form, target in asked.items():
        output.write(target, makers[form]())
    return bool(asked)


def _say_live_direct_map(row: Mapping[str, str | int]) -> None:
    """A table with the one line of the running kernel."""
    heads = ("kernel", "4 KiB", "2 MiB", "1 GiB", "programs", "code in")
    keys = ("entries_4k", "entries_2m", "entries_1g", "programs", "code_pages")
    lines = [heads, (str(row["kernel"]), *(f"{row[key]:,}" for key in keys))]
    output.say(output.table(lines, (False, *[True] * len(keys))))
    output.say(["  entries of each size, now; code in: pages of 4 KiB, of what has an address"])


def _show_code_pages(args: argparse.Namespace) -> None:
    from progpack.replay.validation.code_pages import code_pages
    from progpack.report.code_pages import code_page_rows, code_pages_svg

    others = (args.series, args.against, args.csv, args.html, args.page)
    if any(other is not None for other in others):
        raise UsageError("--code-pages has a picture (--svg), JSON and text, and no other form")
    kernels = [code_pages(Path(record)) for record in args.results]
    makers = {
        "json": lambda: output.json_text("code-pages", code_page_rows(kernels)),
        "svg": lambda: code_pages_svg(kernels),
    }
    asked = output.targets(args)
    for form, target in asked.items():
        output.write(target, makers[form]())
    if not asked:
        lines: list[tuple[str, ...]] = [("kernel", "loads", "code bytes", "pages")]
        for kernel in kernels:
            counts = (kernel.loads, kernel.code_bytes, len(kernel.pages))
            lines.append((kernel.kernel, *(f"{pages:,}" for pages in counts)))
        output.say(output.table(lines, (False, True, True, True)))


def _say_direct_maps(rows: list[dict[str, str | int | None]]) -> None:
    """A table, a line for each kernel."""
    heads = (
        "kernel",
        "loads",
        "code in",
        "entries",
        "after",
        "2 MiB split",
        "1 GiB split",
        "pages",
    )
    lines: list[tuple[str, ...]] = [heads]
    for row in rows:
        splits = [_measured_and_modelled(row, size) for size in ("2m", "1g")]
        keys = ("loads", "code_pages", "entries_before", "entries_after")
        counts = [f"{row[key]:,}" for key in keys]
        lines.append((str(row["kernel"]), *counts, *splits, str(row["pages"])))
    output.say(output.table(lines, (False, *[True] * (len(heads) - 2), False)))
    output.say(
        ["  code in: pages of 4 KiB; entries of the direct map; splits: measured / modelled"]
    )


def _measured_and_modelled(row: dict[str, str | int | None], size: str) -> str:
    measured = row[f"splits_{size}"]
    return f"{'?' if measured is None else measured} / {row[f'model_splits_{size}']}"


def show_result(args: argparse.Namespace, result: Result) -> None:
    """A result in the forms that were asked for, else as text; for `replay` too.

    Raises:
        UsageError: two forms are to go to the output, a file cannot be written, or no policy is
            as --against says.
    """
    from progpack.replay.validation.kept import with_validation
    from progpack.report.result import data as result_data
    from progpack.report.result import page as result_page
    from progpack.report.result import pictures as result_svg

    result = with_validation(result)
    asked = output.targets(args)
    makers = {
        "json": lambda: output.json_text(
            "report", result_data.result_dict(result, against=args.against)
        ),
        "csv": lambda: result_data.result_csv(result),
        "svg": lambda: result_svg.result_svg(result, args.picture),
        "html": lambda: result_page.result_page(result, against=args.against),
    }
    for form, target in asked.items():
        output.write(target, makers[form]())
    if getattr(args, "page", None) is not None:
        output.write(args.page, makers["html"]())
    elif args.series is None and not asked:
        from progpack.report.result.text import ResultReport

        output.draw(ResultReport(result, args.against))
    if args.series is not None:
        output.write(args.series, result_data.series_csv(result))
