"""The alert rules: each fires when it should, and is silent just before, as promtool evaluates."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from progpack.report.snapshot.metrics import METRICS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.append(str(ROOT / "tools"))

import metric_table  # noqa: E402

RULES = DOCS / "alerts.yml"
LIMIT = 528_482_304
HOURS = 60
DAY = 24 * HOURS


def flat(value: float, minutes: int) -> str:
    """A series that keeps its value, a sample a minute."""
    return f"{value}x{minutes}"


def step(before: float, minutes: int, after: float) -> str:
    """A series that changes its value after so many minutes."""
    return f"{before}x{minutes} {after}x{4 * HOURS}"


def charged(share: float, minutes: int = HOURS) -> dict[str, str]:
    series = ("bpf_jit_charged_min_bytes", "bpf_jit_charged_max_bytes")
    values = {name: flat(int(share * LIMIT), minutes) for name in series}
    return {**values, "bpf_jit_limit_bytes": flat(LIMIT, minutes)}


def growing(an_hour: float, start: float = 0.3) -> dict[str, str]:
    """A charge that grows by a share of the limit in an hour."""
    grows = f"{int(start * LIMIT)}+{int(an_hour * LIMIT / HOURS)}x{10 * HOURS}"
    return {
        "bpf_jit_charged_min_bytes": flat(0, 10 * HOURS),
        "bpf_jit_charged_max_bytes": grows,
        "bpf_jit_limit_bytes": flat(LIMIT, 10 * HOURS),
    }


CASES: dict[str, list[tuple[dict[str, str], int, bool]]] = {
    "BpfJitLimitNear": [
        (charged(0.81), 10, True),
        (charged(0.81), 4, False),
        (charged(0.80), 30, False),
        # Bounds that are far apart prove nothing.
        ({**charged(0.95), "bpf_jit_charged_min_bytes": flat(6000, HOURS)}, 30, False),
        # The least limit: a pack that is nearly empty is far larger.
        (
            {
                "bpf_jit_charged_min_bytes": flat(1600, HOURS),
                "bpf_jit_charged_max_bytes": flat(2 << 20, HOURS),
                "bpf_jit_limit_bytes": flat(262_144, HOURS),
            },
            30,
            False,
        ),
    ],
    "BpfJitLimitMayBeNear": [
        ({**charged(0.81), "bpf_jit_charged_min_bytes": flat(6000, HOURS)}, 10, True),
        ({**charged(0.80), "bpf_jit_charged_min_bytes": flat(6000, HOURS)}, 30, False),
        # Then it is sure, and the other alert's.
        (charged(0.81), 30, False),
    ],
    "BpfJitLimitWithinADay": [
        (growing(0.04), 8 * HOURS, True),
        (growing(0.01), 8 * HOURS, False),
        (charged(0.5, 10 * HOURS), 8 * HOURS, False),
        # A start from nothing is steep, and no leak.
        (growing(0.04, start=0.0), 2 * HOURS, False),
    ],
    "BpfDarkProgramsGrow": [
        ({"bpf_dark_programs": step(400, DAY, 2000)}, DAY + 3 * HOURS, True),
        ({"bpf_dark_programs": step(400, DAY, 1700)}, DAY + 3 * HOURS, False),
        ({"bpf_dark_programs": flat(50_000, DAY + 4 * HOURS)}, DAY + 3 * HOURS, False),
    ],
    "BpfProgramsLeaked": [
        (
            {
                'bpf_programs{type="sched_cls"}': flat(9000, HOURS),
                'bpf_programs{type="xdp"}': flat(1001, HOURS),
            },
            20,
            True,
        ),
        ({'bpf_programs{type="sched_cls"}': flat(10_000, HOURS)}, 20, False),
    ],
    "BpfMetricsMissing": [
        ({'kernel_direct_map_bytes{page_size="4k"}': flat(1, HOURS)}, 20, True),
        ({'kernel_direct_map_bytes{page_size="4k"}': flat(1, HOURS), **charged(0.1)}, 20, False),
    ],
    "ProgpackScrapeFails": [
        ({"progpack_scrape_errors_total": step(0, 10, 1)}, 12, True),
        ({"progpack_scrape_errors_total": flat(7, HOURS)}, 20, False),
    ],
    "ProgpackScrapeSlow": [
        ({"progpack_scrape_duration_seconds": flat(6, HOURS)}, 20, True),
        ({"progpack_scrape_duration_seconds": flat(5, HOURS)}, 20, False),
    ],
}


def promtool() -> str:
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("promtool is not installed (Debian: prometheus)")
    return found


def names() -> list[str]:
    return re.findall(r"- alert: (\w+)", RULES.read_text())


def test_the_rules_are_those_of_prometheus() -> None:
    subprocess.run([promtool(), "check", "rules", RULES], check=True, capture_output=True)


def test_every_alert_has_cases_that_fire_and_that_do_not() -> None:
    assert names() == list(CASES)
    for cases in CASES.values():
        assert {fires for _, _, fires in cases} == {True, False}


def test_alerts_are_about_metrics_that_there_are() -> None:
    known = {spec.name for spec in METRICS}
    used = set(re.findall(r"\b(?:bpf|kernel|progpack)_\w+", RULES.read_text()))
    # Of the sysctl in a sentence.
    assert used - known <= {"bpf_jit_limit"}


def test_the_alerts_fire_and_stay_silent(tmp_path: Path) -> None:
    firing = 'count(ALERTS{{alertname="{}",alertstate="firing"}}) or vector(0)'
    tests = [
        {
            "interval": "1m",
            "input_series": [{"series": name, "values": values} for name, values in series.items()],
            "promql_expr_test": [
                {
                    "expr": firing.format(alert),
                    "eval_time": f"{minute}m",
                    "exp_samples": [{"labels": "{}", "value": int(fires)}],
                }
            ],
        }
        for alert, cases in CASES.items()
        for series, minute, fires in cases
    ]
    file = tmp_path / "test.json"
    file.write_text(json.dumps({"rule_files": [str(RULES)], "tests": tests}))
    done = subprocess.run([promtool(), "test", "rules", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_shows_the_first_alert_as_it_is() -> None:
    (expression,) = re.findall(r"alert: BpfJitLimitNear\n +expr: (.+)", RULES.read_text())
    assert f"\n    {expression}\n" in (DOCS / "export.md").read_text()


def test_the_table_of_the_page_is_made_of_the_metrics() -> None:
    page = (DOCS / "export.md").read_text()
    assert metric_table.filled(page) == page, "run tools/metric_table.py"
