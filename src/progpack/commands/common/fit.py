"""Arguments that several verbs have: which program is meant, and what its object is fitted to."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from progpack.errors import UsageError

if TYPE_CHECKING:
    from progpack.bpf.spec import ObjectSpec

__all__ = ["add_fit", "add_globals", "choose_program"]


def add_globals(parser: argparse.ArgumentParser) -> None:
    """``--set``."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="initial value of a global variable or constant",
    )


def add_fit(parser: argparse.ArgumentParser) -> None:
    """``--btf`` and ``--kconfig``."""
    parser.add_argument(
        "--btf",
        metavar="FILE",
        help="types of the kernel that the program shall fit (CO-RE): a BTF file, or kernel for "
        "the running one",
    )
    parser.add_argument(
        "--kconfig",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="value of a kernel option that the object wants (__kconfig)",
    )


def choose_program(spec: ObjectSpec, args: argparse.Namespace) -> str:
    """The name of the program that is meant.

    Raises:
        UsageError: there is no such program, or more than one and no ``--prog``.
    """
    names = list(spec.programs)
    have = f"{args.object} has: {', '.join(names) or 'none'}"
    if args.prog is None and len(names) != 1:
        raise UsageError(f"--prog NAME is needed; {have}")
    name: str = args.prog or names[0]
    if name not in spec.programs:
        raise UsageError(f"there is no program {name!r}; {have}")
    return name
