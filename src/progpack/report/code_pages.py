"""Pages with the code of programs, kernel by kernel, as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from progpack.replay.validation.code_pages import CodePages
from progpack.report.draw.markup import Writer
from progpack.report.draw.page_squares import SIDE, STEP, draw_page
from progpack.report.draw.units import clean, count, number
from progpack.report.snapshot.look import document
from progpack.report.snapshot.picture import WIDTH, Theme

__all__ = ["code_page_rows", "code_pages_svg"]

_PAD: Final = 24
_HEAD: Final = 34
_ROW: Final = SIDE + _HEAD + 22
_MOST: Final = (WIDTH - 2 * _PAD) // STEP


def code_pages_svg(kernels: Sequence[CodePages], *, theme: Theme = "auto") -> str:
    """One picture, 960 wide: a row of pages for each kernel, one square for each 64 bytes.

    Args:
        kernels: at least one. Of more pages than fit a row, the first are drawn.
        theme: "light", "dark", or "auto": as the reader's system is set.
    """
    height = 64 + _ROW * len(kernels) + _PAD
    out = Writer()
    with document(out, "Pages that hold the code of programs", theme, WIDTH, height):
        loads = count(kernels[0].loads, "program")
        out.leaf("text", f"The pages of {loads}", x=_PAD, y=34, class_="ink title")
        legend = (
            "a frame is a page of 4 KiB, a square is 64 bytes; each colour is a program, "
            "grey is code that was there before"
        )
        out.leaf("text", legend, x=_PAD, y=56, class_="muted")
        for place, kernel in enumerate(kernels):
            _row(out, 64 + place * _ROW, kernel)
    return str(out)


def _row(out: Writer, y: int, kernel: CodePages) -> None:
    pages = kernel.pages[:_MOST]
    more = len(kernel.pages) - len(pages)
    way = "packed" if kernel.packed else "a page each"
    title = f"Linux {clean(kernel.kernel)}, {way}: {count(len(kernel.pages), 'page')}"
    out.leaf("text", title, x=_PAD, y=y + 22, class_="ink name")
    if more:
        note = f"the first {len(pages)}; {number(more)} more"
        right = WIDTH - _PAD
        out.leaf("text", note, x=right, y=y + 22, class_="muted", text_anchor="end")
    for place, page in enumerate(pages):
        draw_page(out, _PAD + 3 + place * STEP, y + _HEAD, page)


def code_page_rows(kernels: Sequence[CodePages]) -> list[dict[str, Any]]:
    """Return the pages in the form that JSON output has."""
    return [
        {
            "kernel": kernel.kernel,
            "arch": kernel.arch,
            "packed": kernel.packed,
            "loads": kernel.loads,
            "code_bytes": kernel.code_bytes,
            "pages": [
                {str(chunk): owner for chunk, owner in sorted(page.items())}
                for page in kernel.pages
            ],
        }
        for kernel in kernels
    ]
