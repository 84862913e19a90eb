"""Arguments that several verbs have: what an object is fitted to before its programs are made."""

from __future__ import annotations

import argparse

__all__ = ["add_fit", "add_globals"]


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
