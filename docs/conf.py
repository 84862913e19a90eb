"""Configuration of the documentation site: `make site` and `make man`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

import site_links  # noqa: E402
from sphinx.application import Sphinx  # noqa: E402

from progpack.commands import VERBS  # noqa: E402
from progpack.version import __version__  # noqa: E402

project = "progpack"
author = "The progpack developers"
copyright = author
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinxarg.ext",
]
root_doc = "index"
exclude_patterns = ["_build"]
default_role = "py:obj"
highlight_language = "text"
nitpicky = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4
# sphinx-argparse has no answer to links that could lead to anything.
suppress_warnings = ["myst.domains"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}
autodoc_use_type_comments = False
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["narrow.css"]
html_title = f"progpack {version}"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False

man_pages = [
    ("reference/verbs/progpack", "progpack", "runs BPF programs, packs machine code", author, 1),
    *(
        (f"reference/verbs/{verb}", f"progpack-{verb}", summary, author, 1)
        for verb, summary in VERBS.items()
    ),
]


def setup(app: Sphinx) -> None:
    """Have links out of docs lead to the pages of the site that include those files."""
    site_links.connect(app)
