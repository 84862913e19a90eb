"""What progpack is to reach, and what one run of the benchmarks found of it.

Each function takes the results of one benchmark, as its ``--json`` prints them, and gives rows for
the table. What was not measured (no root, no clang) has no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Row", "rows", "table"]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    Attributes:
        what: what is measured.
        target: what is to be reached.
        found: what was.
        met: whether that is enough.
        source: the benchmark.
    """

    what: str
    target: str
    found: str
    met: bool
    source: str


def rows(results: Mapping[str, Any]) -> list[Row]:
    """All rows that the results have something for: name of a benchmark -> what it printed."""
    return [row for name, make in _MAKERS.items() if name in results for row in make(results[name])]


def table(found: list[Row]) -> str:
    """A table in Markdown."""
    lines = [
        f"| {row.what} | {row.target} | {row.found} | "
        f"{'met' if row.met else '**missed**'} ({row.source}) |"
        for row in found
    ]
    return "\n".join(["| what | target | measured | |", "|---|---|---|---|", *lines])


def _placement(result: Any) -> Iterator[Row]:
    for row in result["results"]:
        kind = row["load"].partition("_")[0]
        if row["policy"] != "bins" or kind not in ("small", "logn"):
            continue
        speed, density = {"small": (500_000, 1.30), "logn": (300_000, 1.04)}[kind]
        churn, asked = row["churn_per_s"], row["reserved_to_asked"]
        yield Row(
            f"placement alone, pure Python, steady churn, {row['load']}",
            f"{speed:,} operations/s",
            f"{churn:,.0f}",
            churn >= speed,
            "placement",
        )
        yield Row(
            f"bytes reserved / requested after churn, {row['load']}",
            f"at most {density:.2f}",
            f"{asked:.3f} (of the most that was requested: {row['reserved_to_peak']:.3f})",
            asked <= density,
            "placement",
        )


def _memory_install(result: Any) -> Iterator[Row]:
    ratio = result["ratios"]["bins-64"]
    base = result["results"]["mmap"]
    ours = result["results"]["bins-64"]
    where = (
        f"{result['setting']['programs']:,} programs of {result['setting']['size']} bytes resident"
    )
    yield Row(
        f"install + free, {where}, against a W^X mmap each",
        "5x the pairs/s",
        f"{ratio['pairs_per_s']:.1f}x by the clock, {ratio['pairs_per_cpu_s']:.1f}x by processor "
        f"time ({ours['pairs_per_s']:,.0f} against {base['pairs_per_s']:,.0f} pairs/s)",
        min(ratio["pairs_per_s"], ratio["pairs_per_cpu_s"]) >= 5,
        "memory_install",
    )
    yield Row(
        f"memory of code, {where}",
        "1/25 of a mapping each",
        f"1/{1 / ratio['exec_bytes']:.0f} ({ours['exec_bytes']:.0f} against "
        f"{base['exec_bytes']:,.0f} bytes; with all objects of Python 1/"
        f"{1 / ratio['total_bytes']:.1f})",
        ratio["exec_bytes"] <= 1 / 25,
        "memory_install",
    )


def _million(result: Any) -> Iterator[Row]:
    steps = {row["step"]: row for row in result["results"]}
    found = ", ".join(
        f"{step}: {row['pack_vmas']} for {row['packs']} packs"
        for step, row in steps.items()
        if row["packs"]
    )
    programs = steps["installed"]["programs"]
    yield Row(
        f"VMAs, {programs:,} programs resident",
        "at most 2 per region and no growth by random frees",
        found,
        # One region, the one that is being filled, has a third.
        all(row["pack_vmas"] <= 2 * row["packs"] + 1 for row in steps.values()),
        "million",
    )


def _calls(result: Any) -> Iterator[Row]:
    targets = ((1000, 4.0), (10_000, 8.0), (30_000, 7.0))
    for row in result["results"]:
        ways = {name: way["ns"] for name, way in row["ways"].items()}
        if row["what"] == "pages":
            goal = min(targets, key=lambda each: abs(each[0] - row["programs"]))[1]
            ratio = ways["page"] / ways["bins"]
            yield Row(
                f"calls, {row['programs']:,} tiny programs, against a page each",
                f"{goal:.0f}x",
                f"{ratio:.1f}x ({ways['bins']:.1f} against {ways['page']:.1f} ns)",
                ratio >= goal,
                "calls",
            )
        elif row["what"] == "huge" and row["bytes"] >= 20 << 20:
            gain = 1 - ways["huge"] / ways["small"]
            yield Row(
                f"calls, {row['bytes'] >> 20} MiB of code, huge pages",
                "a further 10 %",
                f"{gain:.0%} ({ways['huge']:.1f} against {ways['small']:.1f} ns)",
                gain >= 0.10,
                "calls",
            )


def _programs(result: Any) -> Iterator[Row]:
    many = result["programs"]
    means = result["geometric_mean_of_the_long"]
    if any("of_kernel" in row for row in many):
        slower = [
            f"{row['program']} {row['of_kernel']:.2f}"
            for row in many
            if row.get("of_kernel", 0) > 1
        ]
        yield Row(
            f"run time of {len(many)} programs, checks on, against the kernel's JIT",
            "at most 1.00 on each",
            f"geometric mean {means['of_kernel']:.2f}; slower: {', '.join(slower) or 'none'}",
            not slower,
            "programs",
        )
    yield Row(
        f"run time of {len(many)} programs, checks on, against native code",
        "at most 0.79, geometric mean",
        f"{means['of_native']:.2f}",
        means["of_native"] <= 0.79,
        "programs",
    )


def _load_latency(result: Any) -> Iterator[Row]:
    goals = {2: 1, 100: 2, 1000: 8, 4000: 35}
    for row in result:
        goal = goals[row["instructions"]]
        yield Row(
            f"load to the first run, cold, {row['instructions']:,} instructions",
            f"{goal} ms",
            f"{row['cold_ms']:.2f} ms (best {row['best_cold_ms']:.2f})",
            row["cold_ms"] <= goal,
            "load_latency",
        )
    first = result[0]
    for way, goal in (("disk", 0.3), ("resident", 0.05)):
        yield Row(
            f"the same, 2 instructions, {'from the cache on disk' if way == 'disk' else way}",
            f"{goal} ms",
            f"{first[f'{way}_ms']:.3f} ms (best {first[f'best_{way}_ms']:.3f})",
            first[f"{way}_ms"] <= goal,
            "load_latency",
        )


def _resident(result: Any) -> Iterator[Row]:
    for row in result:
        kind = "different" if row["different"] else "alike"
        yield Row(
            f"{row['programs']:,} programs resident, {kind}",
            "5 MB and 20 VMAs",
            f"{row['megabytes']:.1f} MB and {row['mappings']} VMAs ({row['bytes_each']:,} bytes "
            "each)",
            row["megabytes"] <= 5 and row["mappings"] <= 20,
            "resident",
        )


def _packets(result: Any) -> Iterator[Row]:
    for row in result:
        yield Row(
            f"`run_batch` over the native code, {row['type']}",
            "less than 10 ns a packet",
            f"{row['overhead_ns']} ns",
            row["overhead_ns"] < 10,
            "packets",
        )


def _replay(result: Any) -> Iterator[Row]:
    memory = {}
    for name, row in result.items():
        if name.startswith("memory"):
            memory[row["events"]] = row["mib"]
        elif name.endswith(", pack"):
            seconds = row["us_per_event"]  # of a million events
            yield Row(
                f"replay of 1,000,000 events, {name}",
                "10 s on a core",
                f"{seconds:.1f} s",
                seconds <= 10,
                "replay",
            )
    few, many = min(memory), max(memory)
    yield Row(
        f"memory of a replay, {few:,.0f} and {many:,.0f} events",
        "the same",
        f"{memory[few]:.1f} and {memory[many]:.1f} MiB",
        memory[many] <= memory[few] + 2,
        "replay",
    )


def _validate(result: Any) -> Iterator[Row]:
    chunks = [row for row in result if row["kind"] == "placement" and row["quantity"] == "chunks"]
    right = sum(row["got"] for row in chunks)
    every = sum(row["expected"] for row in chunks)
    yield Row(
        f"placement of the model, {len(chunks)} recorded sequences of "
        f"{len({row['kernel'] for row in chunks})} kernels",
        "every chunk",
        f"{right:,} of {every:,} (the others have their note in `replay --validate`)",
        right >= 0.999 * every,
        "validate",
    )
    lu = [row for row in result if row["kernel"].startswith("Aaron Lu")]
    worst = max((abs(row["error"]) for row in lu), default=0.0)
    yield Row(
        "Aaron Lu's table",
        "within 15 % at each point",
        f"within {worst:.0%} at each of {len(lu)} points",
        bool(lu) and worst <= 0.15,
        "validate",
    )


def _kernel_recording(result: Any) -> Iterator[Row]:
    for row in result:
        record = row["record"]
        added, kernels = record["cpu_percent"]["median"], row["kernel"]["cpu_percent"]["median"]
        gone = record["lost"] + record["missed"]
        yield Row(
            f"`record`: what it adds to loads of programs of {row['instructions']} instructions",
            "3 %, nothing lost",
            f"{added} % (the kernel's own part {kernels} %), {gone} of {row['loads']:,} lost",
            added <= 3 and not gone,
            "kernel_recording",
        )


def _adapters(result: Any) -> Iterator[Row]:
    ended = {row["way"]: row for row in result if "ended" in row}
    packs = [row for row in result if row["way"] == "packs" and "mappings" in row]
    mcjit = [row for row in result if row["way"] == "mcjit" and "mappings" in row]
    most = max(packs, key=lambda row: row["functions"])
    died = ended.get("mcjit", {"functions": 0, "ended": "no end"})
    yield Row(
        "functions of llvmlite in one process",
        "no end at 32,677",
        f"{most['functions']:,}, with {most['mappings']:,} VMAs; LLVM's own JIT: "
        f"{mcjit[0]['mappings']:,} VMAs for {mcjit[0]['functions']:,}, and {died['ended']} at "
        f"{died['functions']:,}",
        most["functions"] > 32_677 and most["mappings"] < 1000,
        "adapters",
    )


def _startup(result: Any) -> Iterator[Row]:
    for name, words, goal in (("import", "import progpack", 50), ("help", "progpack --help", 150)):
        taken = result[f"{name}_ms"] - (result["nothing_ms"] if name == "import" else 0)
        yield Row(f"`{words}`", f"less than {goal} ms", f"{taken:.0f} ms", taken < goal, "startup")
    of = "processor time of all its processes"
    for name, words, goal in (
        ("run_first", f"`progpack run` of the sample, nothing in the cache, {of}", 200),
        ("run_later", f"the same, all in the cache, {of}", 80),
        ("tests", f"50 tests that load it, fill a map and run it twice, {of}", 150),
    ):
        taken = result.get(f"{name}_cpu_ms")
        if taken is not None:
            limit = f"at most {goal} ms"
            yield Row(words, limit, f"{taken:.0f} ms", taken <= goal, "startup")


def _everyday(result: Any) -> Iterator[Row]:
    words = {"prefixes_5": "LPM of 5 lengths", "prefixes_25": "LPM of 25 lengths"}
    for row in result["programs"]:
        name = words.get(row["program"], row["program"].replace("_", " "))
        if row.get("of_kernel") is not None:
            times = f"({row['progpack_ns']} against {row['kernel_ns'] - row['empty_ns']:.0f} ns)"
            what = f"{name}, checks on, against the kernel's JIT less its empty run"
            met = row["of_kernel"] <= 0.9
            yield Row(what, "at most 0.90", f"{row['of_kernel']} {times}", met, "everyday")
        if row.get("of_plain") is not None:
            what = f"{name}, checks on, against plain C, `clang -O3 -march=native`"
            times = f"({row['progpack_ns']} against {row['plain_ns']} ns)"
            met = row["of_plain"] <= 1.05
            yield Row(what, "at most 1.05", f"{row['of_plain']} {times}", met, "everyday")


_MAKERS: dict[str, Callable[[Any], Iterator[Row]]] = {
    "validate": _validate,
    "memory_install": _memory_install,
    "placement": _placement,
    "million": _million,
    "calls": _calls,
    "programs": _programs,
    "everyday": _everyday,
    "load_latency": _load_latency,
    "resident": _resident,
    "packets": _packets,
    "replay": _replay,
    "adapters": _adapters,
    "kernel_recording": _kernel_recording,
    "startup": _startup,
}
