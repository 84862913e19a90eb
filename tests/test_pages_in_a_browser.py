"""The HTML pages that progpack makes, opened in headless Chromium, light and dark.

No console error; at 400, 800 and 1,400 pixels nothing makes the page itself wider than the window,
wide tables and pictures scroll in boxes of their own, and the page says so; the contrast of each
text is that of WCAG 2.2, level AA, as the browser computes its colours. Screenshots are kept in
build/screenshots.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from progpack.commands import main

ROOT = Path(__file__).parents[1]
SHOTS = ROOT / "build/screenshots"
CHROMIUM = shutil.which("chromium")
NARROW = 400
WIDTHS = (NARROW, 800, 1400)
HEIGHT = 900
SCROLLS = 800
"""The widest window in which a page says that wide pictures scroll (draw/style.py)."""
CONTRAST = (ROOT / "tests/browser/contrast.js").read_text(encoding="utf-8")
# A window is never as narrow as a telephone; a frame in it is. The frame tells what it sees.
FRAME = """<!doctype html><body style="margin:0"><iframe src="{page}" width={width} height={height}
 style="border:0"></iframe><script>{script}
document.querySelector("iframe").addEventListener("load", event => {{
  const frame = event.target, page = frame.contentDocument;
  frame.height = page.documentElement.scrollHeight;
  const narrow = page.querySelector(".narrow");
  document.body.dataset.seen = JSON.stringify({{
    wide: page.documentElement.scrollWidth,
    says: narrow ? narrow.getBoundingClientRect().height > 0 : null,
    ...hardToRead(page),
  }});
}});
</script>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@dataclass(frozen=True)
class Seen:
    """What a browser sees of a page.

    Attributes:
        wide: the page's width, in pixels.
        says: whether it says that it scrolls; None: it has no such line.
        looked: how many texts were looked at.
        faint: texts whose contrast is too low, each with its ratio.
        console: lines of the console.
    """

    wide: int
    says: bool | None
    looked: int
    faint: list[list[str | float]]
    console: list[str]


def opened(page: Path, *, dark: bool = False, width: int = NARROW) -> Seen:
    assert CHROMIUM is not None
    SHOTS.mkdir(parents=True, exist_ok=True)
    shot = SHOTS / f"{page.stem}-{width}-{'dark' if dark else 'light'}.png"
    frame = page.with_name("frame-of-the-test.html")
    frame.write_text(FRAME.format(page=page.name, width=width, height=HEIGHT, script=CONTRAST))
    done = subprocess.run(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--allow-file-access-from-files", "--enable-logging=stderr"),
            *("--virtual-time-budget=3000", f"--window-size={width + 100},{HEIGHT}"),
            f"--blink-settings=preferredColorScheme={int(not dark)}",
            f"--screenshot={shot}",
            *("--dump-dom", frame.as_uri()),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    frame.unlink()
    seen = re.search(r'data-seen="([^"]*)"', done.stdout)
    assert seen is not None, "the page was not loaded"
    facts = json.loads(html.unescape(seen[1]))
    console = [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
    return Seen(facts["wide"], facts["says"], facts["looked"], facts["found"], console)


def is_good(page: Path, *, dark: bool = False, width: int = NARROW, texts: int = 100) -> None:
    seen = opened(page, dark=dark, width=width)
    assert (seen.wide, seen.faint, seen.console) == (width, [], [])
    assert seen.looked >= texts
    assert seen.says is (width <= SCROLLS)


BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
EACH_WIDTH = pytest.mark.parametrize("width", WIDTHS)


@BOTH
@EACH_WIDTH
def test_a_snapshot_is_legible(tmp_path: Path, dark: bool, width: int) -> None:
    page = tmp_path / "map.html"
    assert main(["map", str(ROOT / "docs/host.json"), "--html", str(page)]) == 0
    is_good(page, dark=dark, width=width)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    trace, page = folder / "ci.gz", folder / "report.html"
    assert main(["record", "--synthesize", "ci", "--loads", "60", "-o", str(trace)]) == 0
    words = ["--policy", "page,pack-4k,pack,pack-huge", "--html", str(page)]
    assert main(["replay", str(trace), *words]) == 0
    return page


@BOTH
@EACH_WIDTH
def test_a_report_is_legible(report: Path, dark: bool, width: int) -> None:
    is_good(report, dark=dark, width=width)


@BOTH
@EACH_WIDTH
def test_coverage_is_legible(
    tmp_path: Path, dark: bool, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ROOT / "src/progpack/data"
    lcov, page = tmp_path / "lcov.info", tmp_path / "coverage.html"
    words = ["run", str(data / "bpf/firewall.bpf.o"), "--pcap", str(data / "sample.pcap")]
    assert main([*words, "--backend", "interpreter", "--coverage", str(lcov)]) == 0
    monkeypatch.chdir(data / "bpf")  # where the source is
    assert main(["cov", str(lcov), "--html", str(page)]) == 0
    assert page.stat().st_size > 10_000, "the source is not in it"
    is_good(page, dark=dark, width=width)


def test_what_is_too_wide_faint_or_complains_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "wide.html"
    page.write_text(
        "<!doctype html><body style='background:#fff'><p style='width:700px;color:#777'>faint</p>"
        "<p style='color:#767676'>enough</p><p style='color:#949494;font-size:24px'>large</p>"
        "<svg width=90 height=30><rect width=90 height=30 fill='#333'></rect>"
        "<text y=20 fill='#444'>dark</text></svg><script>console.error('no')</script></body>"
    )
    seen = opened(page)
    assert seen.wide > NARROW
    assert len(seen.console) == 1
    assert seen.says is None
    assert [text for text, _ in seen.faint] == ["faint", "dark"]
    assert seen.looked == 4


SITE = ROOT / "build/site"
_NO_SITE = pytest.mark.skip(reason="the site is not built; make site builds it")
LOOKS = [
    (name, dark, width)
    for name in ("index", "verify", "glossary", "reference/api/packs")
    for dark in (False, True)
    for width in WIDTHS
]


@pytest.mark.parametrize(
    ("name", "dark", "width"),
    LOOKS if SITE.is_dir() else [pytest.param(*LOOKS[0], marks=_NO_SITE)],
)
def test_the_site_is_legible(name: str, dark: bool, width: int) -> None:
    seen = opened(SITE / f"{name}.html", dark=dark, width=width)
    assert (seen.wide, seen.faint, seen.console) == (width, [], [])
    assert seen.looked >= 20
