"""Pictures for docs: ``map`` in a terminal, as SVG and HTML, and the screen of ``top``."""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from progpack.commands.common.source import most_notes
from progpack.report import SnapshotReport, from_json, to_html, to_svg
from progpack.snapshot import Snapshot

_FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_COLUMNS = 96
_SCREEN = (112, 32)
_LOOKS = 14
_BETWEEN = 1.0


def map_pictures(host: Path, docs: Path) -> list[str]:
    """The pictures of a snapshot file; returns what could not be made."""
    snapshot = from_json(host.read_bytes())
    (docs / "map-terminal.svg").write_text(terminal_svg(snapshot), encoding="utf-8")
    (docs / "map.svg").write_text(to_svg(snapshot), encoding="utf-8")
    page = docs / "map.html"
    page.write_text(to_html(snapshot), encoding="utf-8")
    return [] if photograph(page, docs / "map-html.png") else ["map-html.png (needs chromium)"]


def terminal_svg(snapshot: Snapshot) -> str:
    """What ``map`` prints on a terminal with colours."""
    from rich.console import Console

    console = Console(
        record=True,
        file=io.StringIO(),
        width=_COLUMNS,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    notes = most_notes(argparse.Namespace(verbose=False))
    console.print(SnapshotReport(snapshot, notes=notes))
    return _offline(console.export_svg(title="progpack map docs/host.json"))


def _offline(svg: str) -> str:
    """Without fonts to load; names of elements the same each time."""
    names = re.findall(r'class="(terminal-\d+)-matrix"', svg)
    svg = _FONT_FACE.sub("", svg)
    return svg.replace(names[0], "terminal-0") if names else svg


def photograph(page: Path, picture: Path, *, width: int = 900, height: int = 760) -> bool:
    """A dark browser's picture of a page; whether there is a browser."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        return False
    subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--blink-settings=preferredColorScheme=0",
            f"--window-size={width},{height}",
            f"--screenshot={picture}",
            page.as_uri(),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return True


async def _top(picture: Path, looks: int) -> None:
    from progpack.commands.top.screen import Top
    from progpack.kernel.sampler import Sampler

    with Sampler() as sampler:
        # The interval is longer than this takes: looks are taken here.
        app = Top(sampler.read, _BETWEEN)
        async with app.run_test(size=_SCREEN) as pilot:
            for look in range(looks):
                busy = look % 5 == 3 and os.geteuid() == 0
                tool = subprocess.Popen(["runqslower"], stdout=subprocess.DEVNULL) if busy else None
                await pilot.pause(_BETWEEN)
                if tool is not None:
                    tool.terminate()
                    tool.wait()
            await app.workers.wait_for_complete()
            await pilot.pause()
            svg = _offline(app.export_screenshot(title="progpack top"))
    picture.write_text(svg, encoding="utf-8")


def top_picture(picture: Path) -> None:
    """The screen of ``top`` after some looks, while now and then a tool comes and goes."""
    asyncio.run(_top(picture, _LOOKS))


def top_picture_as(picture: Path, python: str, user: int) -> None:
    """The same as another user sees it, who has no privileges."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        made = Path(name) / picture.name
        packages = [entry for entry in sys.path if entry.endswith("-packages")]
        source = Path(__file__).resolve().parents[1] / "src"
        subprocess.run(
            [python, __file__, str(made)],
            check=True,
            user=user,
            group=user,
            extra_groups=[],
            env={
                "PYTHONPATH": os.pathsep.join([str(source), *packages]),
                "PYTHONDONTWRITEBYTECODE": "1",
                "PATH": os.environ["PATH"],
                "HOME": name,
            },
        )
        shutil.copyfile(made, picture)


if __name__ == "__main__":
    asyncio.run(_top(Path(sys.argv[1]), 3))
