"""Links of pages that are files in a repository and pages of a site at once.

In the repository, ``docs/run.md`` links to ``../SECURITY.md``, and that file to ``docs/run.md``.
The site has no page outside of docs: ``docs/project/security.md`` includes the file. Links are
changed when a page is read, so that the files stay as GitHub shows them.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

#: A file at the top of the repository, and the page of the site that includes it.
PAGES = {
    "README.md": "index.md",
    "SECURITY.md": "project/security.md",
    "ARCHITECTURE.md": "project/architecture.md",
    "CHANGELOG.md": "project/changelog.md",
    "CONTRIBUTING.md": "project/contributing.md",
}
_LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)(#[^)\s]*)?\)")


def connect(app: Sphinx) -> None:
    """Have Sphinx change the links of each page that it reads and of each file that it includes."""
    app.connect("source-read", _read)
    app.connect("include-read", _included)


def linked(text: str, place: str, page: str) -> str:
    """Return the text of a file with the links that a page of the site needs.

    Args:
        text: Markdown.
        place: the file's folder, from the top of the repository: ``docs``, or nothing.
        page: the page of the site that shows it, from docs, such as ``project/security``.
    """

    def changed(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(place, match[1]))
        if target in PAGES:
            target = f"docs/{PAGES[target]}"
        elif target == "docs":
            target = "docs/README.md"
        start = posixpath.dirname(posixpath.join("docs", page))
        return f"]({posixpath.relpath(target, start)}{match[2] or ''})"

    return _LINK.sub(changed, text)


def _read(_: Sphinx, page: str, content: list[str]) -> None:
    content[0] = linked(content[0], posixpath.dirname(f"docs/{page}"), page)


def _included(app: Sphinx, path: Path, _: str, content: list[str]) -> None:
    file = posixpath.normpath(posixpath.join("docs", path.as_posix()))
    place = posixpath.dirname(file)
    content[0] = linked(content[0], place, app.env.docname)
