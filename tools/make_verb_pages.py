"""Makes docs/reference/verbs: a page for each verb, whose words Sphinx takes from argparse.

The pages are the reference of the site and the man pages: ``make site``, ``make man``.
"""

from __future__ import annotations

from pathlib import Path

from progpack.commands import VERBS

FOLDER = Path(__file__).resolve().parents[1] / "docs/reference/verbs"
_DIRECTIVE = """```{{argparse}}
:module: progpack.commands
:func: whole_parser
:prog: progpack
{options}```
"""


def pages() -> dict[str, str]:
    """Return the text of each page, by the file's name."""
    texts = {f"{verb}.md": _verb(verb, summary) for verb, summary in VERBS.items()}
    return {"progpack.md": _all(), **texts}


def _verb(verb: str, summary: str) -> str:
    directive = _DIRECTIVE.format(options=f":path: {verb}\n")
    more = f"[{verb}](../../{verb}.md) has examples with their output."
    return f"# progpack {verb}\n\n{summary[0].upper()}{summary[1:]}. {more}\n\n{directive}"


def _all() -> str:
    directive = _DIRECTIVE.format(options=":nosubcommands:\n")
    tree = "\n".join(["```{toctree}", ":maxdepth: 1", "", *VERBS, "```"])
    return f"# The command line\n\n{directive}\n{tree}\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
