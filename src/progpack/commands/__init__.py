"""The command line: one module for each verb, named as the verb.

A module has ``add(parser)``, which describes its arguments, and ``run(args)``, which does the work
through the public API and returns the exit code: 0 good, 1 a finding, 2 unusable input, 3 a
privilege or feature is missing. An error is one line, never a traceback.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn, TypeAlias

from progpack.errors import (
    MissingFeatureError,
    ProgpackError,
    ProgramError,
    RunError,
    UnknownNameError,
    UsageError,
)
from progpack.version import __version__

__all__ = ["VERBS", "main", "whole_parser"]

# What --help says is here, so that it needs none of the modules.
# Where a verb is, if not in the module of its name.
_MODULES = {"try": "try_", "explain": "explain.verb", "top": "top.verb", "debug": "debug.verb"}

#: The verbs, each with what it does, in the order of `progpack --help`.
VERBS = {
    "try": "compile a tool, place it in three ways, call it and measure",
    "run": "run a program on packets, arguments or a context",
    "debug": "step a program by lines of its C source, as pdb does",
    "fuzz": "look for packets that break a program, a property or a backend",
    "verify": "show which accesses are proved, and what kernels refuse",
    "kernels": "fetch and boot real kernels in guests, for verify and run",
    "build": "build a program as a static executable for another CPU",
    "cov": "add up the coverage of C sources; text, HTML, lcov, Cobertura",
    "map": "draw the packs: which program has which chunks",
    "stat": "count the packs' programs, chunks, holes and memory",
    "top": "watch the packs of the running kernel on a live screen",
    "record": "record which programs the kernel loads and unloads",
    "disasm": "show instructions: BPF, LLVM IR or machine code",
    "explain": "explain an address, a program, errno 524 or splits",
    "replay": "count what a trace costs under other policies",
    "report": "report the result of a replay as text, pictures or one page",
    "diff": "compare two replays or two policies",
    "export": "export metrics for Prometheus",
    "check": "check which features this machine or a kernel has, and why",
    "completion": "print completion of verbs and options for a shell",
}
_DESCRIPTION = "Run BPF programs without root, and place machine code in write-protected packs."
_EXIT_CODES = """\
Exit codes: 0 good, 1 a run ended in a fault, a load failed or a check found
something, 2 the input is not usable, 3 a privilege or feature is missing."""
_EPILOG = f"""\
`progpack try` needs no root, no input and about five seconds.
{_EXIT_CODES}"""
#: The parsers of verbs, as argparse gives them from `add_subparsers`.
_Parsers: TypeAlias = "argparse._SubParsersAction[_Parser]"

_INTERRUPTED = 130
# Package -> the extra that installs it.
_EXTRAS = {
    "llvmlite": "jit",
    "polars": "data",
    "prometheus_client": "export",
    "textual": "tui",
    "distributed": "fleet",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; prints, and raises nothing on purpose.

    Args:
        argv: the words after the program's name; by default those of this process.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    _prepare_output()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        _write_no_more()
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        _write_no_more()
        named = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        return _complain("progpack", named, 2)
    return code


#: Columns of a terminal that does not say, and those that argparse leaves free.
_USUAL_WIDTH = 80
_MARGIN = 2


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Asks for the width as argparse does, without `shutil`, which imports archives."""

    def __init__(self, prog: str) -> None:
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdecimal() and len(columns) < len(str(sys.maxsize)) else 0
        if not width:
            try:
                width = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
            except (AttributeError, ValueError, OSError):
                width = 0
        super().__init__(prog, width=(width or _USUAL_WIDTH) - _MARGIN)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and takes no FILE of a form from before what is read."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._places: list[str] = []

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        action = super().add_argument(*names, **options)
        if not action.option_strings:
            self._places.append(action.dest)
        return action

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}{self._words_for(message)}; see {self.prog} --help")

    def _words_for(self, message: str) -> str:
        """The words to choose from, where a message says that one is required."""
        missing = message.partition("are required: ")[2].split(", ")
        lists = [action.choices for action in self._actions if action.metavar in missing]
        return "".join(f" ({', '.join(choices)})" for choices in lists if choices)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse as argparse does, but `--json A B` is a form to the output and two words."""
        words = list(args or ())
        forms = self.get_default("forms") or ()
        for at, word in enumerate(words if self._places and forms else ()):
            if word == "--":
                break
            if word in forms and not self._places_of(words[:at]):
                flagged = [*words[:at], f"{word}=-", *words[at + 1 :]]
                if self._places_of(flagged) and not self._is_file_of(word, words[at + 1], words):
                    words = flagged
        return super().parse_known_args(self._gathered(words), namespace)

    def _gathered(self, words: list[str]) -> list[str]:
        """Move words that an option parts from the first ones to them: `fetch --again 6.12`.

        Python before 3.12.8 takes all that may be missing to be missing when the option comes.
        Source: https://github.com/python/cpython/issues/59317
        """
        if len(self._places) < 2 or "--" in words or self._places_of(words):
            return words
        whole = (at for at in range(1, len(words)) if self._places_of(words[:at]))
        first = next(whole, len(words))
        for last in range(len(words) - 1, first, -1):
            tail = words[last:]
            moved = [*words[:first], *tail, *words[first:last]]
            if not any(word.startswith("-") for word in tail) and self._places_of(moved):
                return moved
        return words

    def _is_file_of(self, form: str, following: str, words: list[str]) -> bool:
        """Whether what follows a form is its FILE by its name, and is nothing that verbs read."""
        named = following.endswith(f".{form[2:]}") and self._places_of(words)
        return named and not import_module("progpack.commands.common.output").read_kind(following)

    def _places_of(self, words: list[str]) -> bool:
        """Whether these words are whole arguments, and have a word that is no option's."""
        try:
            parsed, rest = super().parse_known_args(words)
        except UsageError:
            return False
        values = (getattr(parsed, name, None) for name in self._places)
        return not rest and any(
            value is not None and value != self.get_default(name)
            for name, value in zip(self._places, values, strict=True)
        )


def _run(arguments: Sequence[str]) -> int:
    name = "progpack"
    args = argparse.Namespace()
    try:
        verb = next((word for word in arguments if not word.startswith("-")), None)
        parser = _parser(verb, arguments)
        name = f"progpack {verb}" if verb in VERBS else name
        args, unknown = parser.parse_known_args(arguments or ["--help"])
        if unknown:
            near = import_module("progpack.commands.common.near").option(unknown, parser, args.verb)
            see = f"{near} See" if near else "; see"
            raise UsageError(f"unrecognized arguments: {' '.join(unknown)}{see} {name} --help")
        if getattr(args, "outputs", ()):
            import_module("progpack.commands.common.output").refuse_inputs(args)
        code: int = args.run(args)
    except ProgpackError as error:
        return _complain(name, _explained(error, args), _exit_code(error))
    except ModuleNotFoundError as error:
        return _complain(name, _missing(error), MissingFeatureError.exit_code)
    except SystemExit as end:
        # argparse's own way to end --help and --version.
        return end.code if isinstance(end.code, int) else 0
    return code


def whole_parser() -> argparse.ArgumentParser:
    """Return the parser with the arguments of all verbs: for man pages, completion and the site.

    A command line takes `_parser`, which imports the module of one verb.
    """
    parser, parsers = _empty_parser()
    for verb in VERBS:
        _describe(_add(parsers, verb), verb)
    return parser


def _parser(wanted: str | None, arguments: Sequence[str]) -> argparse.ArgumentParser:
    if wanted is not None and wanted not in VERBS:
        more = "; see progpack --help"
        raise UnknownNameError("there is no verb", wanted, VERBS, listed="there are", more=more)
    parser, parsers = _empty_parser()
    # The other verbs are for --help, which comes before a verb, and cost as much as this one.
    alone = wanted is not None and arguments[0] == wanted
    for verb in VERBS:
        if alone and verb != wanted:
            continue
        child = _add(parsers, verb)
        if verb == wanted:
            _describe(child, verb)
    return parser


def _empty_parser() -> tuple[argparse.ArgumentParser, _Parsers]:
    parser = _Parser(
        prog="progpack",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=_Formatter,
    )
    parser.add_argument("--version", action="version", version=f"progpack {__version__}")
    parsers = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    return parser, parsers


def _add(parsers: _Parsers, verb: str) -> argparse.ArgumentParser:
    return parsers.add_parser(
        verb, help=VERBS[verb], formatter_class=_Formatter, allow_abbrev=False
    )


def _describe(parser: argparse.ArgumentParser, verb: str) -> None:
    """Give the parser of a verb its arguments, from the verb's module."""
    module = import_module(f"progpack.commands.{_MODULES.get(verb, verb)}")
    parser.description = module.__doc__
    if "Exit codes" not in (module.__doc__ or ""):
        parser.epilog = _EXIT_CODES
    module.add(parser)
    parser.set_defaults(run=module.run)


def _missing(error: ModuleNotFoundError) -> str:
    """Return the package that is not installed.

    Raises:
        ModuleNotFoundError: a module of ours is missing, which no package can help.
    """
    package = (error.name or "").partition(".")[0]
    if package in ("", "progpack"):
        raise error
    extra = _EXTRAS.get(package)
    what = f"progpack[{extra}]" if extra else package
    return f"this needs the package {package}, which is not installed: pip install {what!r}"


def _exit_code(error: ProgpackError) -> int:
    return 1 if isinstance(error, RunError) else error.exit_code


def _explained(error: ProgpackError, args: argparse.Namespace) -> str:
    """The message with what only the command line knows: the file, and how to look into it."""
    text = " ".join(str(error).split())
    text += "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
    if "No such file" in text:
        text += import_module("progpack.commands.common.near").question(error, args)
    file = getattr(args, "object", None) or getattr(args, "source", None)
    if file is None or not text.startswith(("object ", "program ", "map ")):
        return text
    if isinstance(error, ProgramError) and error.pc is not None:
        cure = "" if ";" in error.message else "; compile it again"
        text += f"{cure}; look at it: progpack disasm {file}"
    return f"{file}: {text}"


def _complain(name: str, text: str, code: int) -> int:
    # What a file has as a name may hold anything; it stays on this line and colours nothing.
    if not text.isprintable():
        from progpack.report.draw.units import clean

        text = clean(text)
    print(f"{name}: {text}", file=sys.stderr)
    return code


def _prepare_output() -> None:
    """Names in objects are anything; a terminal that cannot show one gets an escape instead."""
    if sys.stdout is None:
        # Closed by whoever started this process; what is said is for nobody.
        sys.stdout = io.StringIO()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _write_no_more() -> None:
    """Have what is still buffered go nowhere, also at the end of the process."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
