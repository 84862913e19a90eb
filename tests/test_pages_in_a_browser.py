"""The HTML pages that progpack makes, opened in headless Chromium at 400 pixels.

No console error, and nothing makes the page itself wider than the window: wide tables and pictures
scroll in boxes of their own. Screenshots are kept in build/screenshots.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from progpack.commands import main

ROOT = Path(__file__).parents[1]
SHOTS = ROOT / "build/screenshots"
CHROMIUM = shutil.which("chromium")
NARROW = 400
HEIGHT = 900
# A window is never as narrow as a telephone; a frame in it is. The frame tells its page's width.
FRAME = """<body style="margin:0"><iframe src="{page}" width={width} height={height}
 style="border:0"></iframe><script>
document.querySelector("iframe").addEventListener("load", event => {{
  document.body.dataset.wide = event.target.contentDocument.documentElement.scrollWidth;
}});
</script>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


def opened(page: Path, *, dark: bool = False) -> tuple[int, list[str]]:
    """Open a page; return its width in pixels and the lines of its console."""
    assert CHROMIUM is not None
    SHOTS.mkdir(parents=True, exist_ok=True)
    shot = SHOTS / f"{page.stem}-{'dark' if dark else 'light'}.png"
    frame = page.with_name("frame.html")
    frame.write_text(FRAME.format(page=page.name, width=NARROW, height=HEIGHT))
    done = subprocess.run(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--allow-file-access-from-files", "--enable-logging=stderr"),
            *("--virtual-time-budget=3000", f"--window-size={NARROW + 100},{HEIGHT}"),
            f"--blink-settings=preferredColorScheme={int(not dark)}",
            f"--screenshot={shot}",
            *("--dump-dom", frame.as_uri()),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    wide = re.search(r'data-wide="(\d+)"', done.stdout)
    assert wide is not None, "the page was not loaded"
    return int(wide[1]), [line for line in done.stderr.splitlines() if ":CONSOLE" in line]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_snapshot_fits_a_telephone(tmp_path: Path, dark: bool) -> None:
    page = tmp_path / "map.html"
    assert main(["map", str(ROOT / "docs/host.json"), "--html", str(page)]) == 0
    assert opened(page, dark=dark) == (NARROW, [])


def test_a_report_fits_a_telephone(tmp_path: Path) -> None:
    trace, page = tmp_path / "ci.gz", tmp_path / "report.html"
    assert main(["record", "--synthesize", "ci", "--loads", "60", "-o", str(trace)]) == 0
    words = ["--policy", "page,pack-4k,pack,pack-huge", "--html", str(page)]
    assert main(["replay", str(trace), *words]) == 0
    assert opened(page) == (NARROW, [])


def test_what_is_too_wide_or_complains_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "wide.html"
    page.write_text("<body><p style='width:700px'>x<script>console.error('no')</script></body>")
    wide, console = opened(page)
    assert wide > NARROW
    assert len(console) == 1
