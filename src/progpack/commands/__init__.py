"""The command line: one module for each verb, named as the verb.

A module has ``add(parsers)``, which describes its arguments, and ``run(args)``, which does the work
through the public API and returns the exit code: 0 good, 1 a finding, 2 unusable input, 3 a
privilege or feature is missing. An error is one line, never a traceback.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from progpack import __version__
from progpack.errors import ProgpackError, RunError

__all__ = ["main"]

_VERBS = ("try_", "run", "map", "stat", "disasm", "check")
_DESCRIPTION = "Executable memory for many small programs: load, JIT, pack, run and look."
_EPILOG = "`progpack try` needs no root and about ten seconds."


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = _parser(arguments)
    args = parser.parse_args(arguments)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except ProgpackError as error:
        notes = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
        print(f"progpack {args.verb}: {_one_line(str(error))}{notes}", file=sys.stderr)
        return 1 if isinstance(error, RunError) else error.exit_code
    except BrokenPipeError:
        # Whoever read the output has seen enough. Nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(f"progpack {args.verb}: {_one_line(str(error))}", file=sys.stderr)
        return 2
    return code


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="progpack", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("--version", action="version", version=f"progpack {__version__}")
    parsers = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    for module_name in _VERBS:
        verb = module_name.rstrip("_")
        module = import_module(f"progpack.commands.{module_name}")
        summary = (module.__doc__ or "").strip().splitlines()[0].rstrip(".")
        child = parsers.add_parser(verb, help=summary, description=module.__doc__)
        if wanted == verb or wanted is None:
            module.add(child)
        child.set_defaults(run=module.run)
    return parser


def _one_line(text: str) -> str:
    return " ".join(text.split())
