"""Print the completion of verbs, options and files for a shell.

examples:
  progpack completion bash > ~/.local/share/bash-completion/completions/progpack
  progpack completion zsh > ~/.zfunc/_progpack  # and fpath+=~/.zfunc in .zshrc
  progpack completion fish > ~/.config/fish/completions/progpack.fish
"""

from __future__ import annotations

import argparse
import sys
from typing import Final

__all__ = ["SHELLS", "add", "run"]

SHELLS: Final = ("bash", "zsh", "fish")
"""The shells that `tools/make_completion.py` makes files for."""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))


def run(args: argparse.Namespace) -> int:
    """Print the file of a shell."""
    from importlib.resources import files

    file = files("progpack.data") / "completion" / f"progpack.{args.shell}"
    sys.stdout.write(file.read_text(encoding="utf-8"))
    return 0
