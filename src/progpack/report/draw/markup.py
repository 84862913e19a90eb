"""A small writer for SVG and HTML: elements, attributes, escaping, indentation."""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Writer", "coordinate", "text_of"]


def coordinate(value: float) -> str:
    """A coordinate with at most three decimals."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text_of(value: str, *, quote: bool = False) -> str:
    """``value`` as text of an element (or, with ``quote``, of an attribute)."""
    return html.escape(_legal(value), quote=quote)


def _legal(text: str) -> str:
    """Without what XML cannot hold: control characters, surrogates, non-characters."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in "\n\t" else ascii(char)[1:-1] for char in text
    )


class Writer:
    """Collects elements. Attribute names have ``_`` for ``-``, and ``class_`` is class.

    Args:
        void_style: what ends an element without content: "/>" in XML, ">" for void ones in HTML.
    """

    def __init__(self, void_style: str = "/>") -> None:
        self._lines: list[str] = []
        self._depth = 0
        self._void_style = void_style

    def __str__(self) -> str:
        return "\n".join(self._lines) + "\n"

    @contextmanager
    def element(self, tag: str, **attributes: object) -> Iterator[None]:
        """An element around what is written inside the with statement."""
        self.raw(self._open(tag, attributes) + ">")
        self._depth += 1
        yield
        self._depth -= 1
        self.raw(f"</{tag}>")

    @contextmanager
    def html_body(self, title: str, style: str) -> Iterator[None]:
        """The body of an HTML document that fits screens of any width, after its head.

        Args:
            title: what the browser calls it.
            style: its style sheet.
        """
        self.raw("<!DOCTYPE html>")
        with self.element("html", lang="en"):
            with self.element("head"):
                self.leaf("meta", charset="utf-8")
                self.leaf("meta", name="viewport", content="width=device-width, initial-scale=1")
                self.leaf("title", title)
                self.raw(f"<style>{style}</style>")
            with self.element("body"):
                yield

    def leaf(self, tag: str, text: str | None = None, **attributes: object) -> None:
        """An element with text, or without content."""
        opening = self._open(tag, attributes)
        if text is None:
            self.raw(opening + self._void_style)
        else:
            self.raw(f"{opening}>{text_of(text)}</{tag}>")

    def raw(self, text: str) -> None:
        """Text as it is, already markup."""
        self._lines.append(" " * self._depth + text)

    def _open(self, tag: str, attributes: dict[str, object]) -> str:
        words = [f"<{tag}"]
        for name, value in attributes.items():
            if value is None:
                continue
            text = coordinate(value) if isinstance(value, float) else str(value)
            words.append(f'{name.rstrip("_").replace("_", "-")}="{text_of(text, quote=True)}"')
        return " ".join(words)
