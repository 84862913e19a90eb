"""Arguments that several verbs have: the choice of a program, and the fit of its object."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from progpack.errors import ObjectError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from progpack.bpf.spec import ObjectSpec
    from progpack.run.load import FitOptions

__all__ = [
    "add_backend",
    "add_elements",
    "add_fit",
    "add_globals",
    "add_input",
    "add_object",
    "backend_name",
    "choose_program",
    "cpu_names",
    "fit_options",
    "object_path",
]


def add_object(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the object file, and the choice of one of several that an executable carries."""
    parser.add_argument("object", metavar="OBJ", help=what)
    parser.add_argument(
        "--object",
        dest="embedded",
        metavar="N|NAME",
        help="the BPF object to take from an executable: its number, counted from 1, or the name "
        "of one of its programs or maps; OBJ@N and OBJ@NAME mean the same",
    )


def object_path(args: argparse.Namespace) -> str:
    """The path of the object as `progpack.read_object` takes it."""
    return f"{args.object}@{args.embedded}" if args.embedded else str(args.object)


def add_input(parser: argparse.ArgumentParser) -> None:
    """Add the input of runs: packets, arguments or a context, and what is there before them."""
    group = parser.add_argument_group("input", "one of these").add_mutually_exclusive_group()
    group.add_argument(
        "--pcap",
        metavar="FILE",
        help="packets: a pcap or pcapng file, also compressed by gzip or zstd; - is standard input",
    )
    group.add_argument(
        "--packet",
        metavar="HEX|FILE",
        help="one packet, or the memory of a FLAT program: in hexadecimal, or a file of its bytes",
    )
    group.add_argument(
        "--arg",
        action="append",
        metavar="N",
        help="an argument of a tracing program: a number, or x:HEX for bytes whose address the "
        "program gets; repeat it for the next argument",
    )
    parser.add_argument(
        "--context",
        metavar="HEX|NAME=N,...",
        help="the bytes of the context, or values of its fields (ifindex=3,mark=0x10; parm1=x:HEX "
        "for bytes whose address the register gets)",
    )
    add_globals(parser)
    add_fit(parser)
    add_elements(parser)


def add_globals(parser: argparse.ArgumentParser) -> None:
    """``--set``."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set a global variable or constant before the program is loaded",
    )


def add_elements(parser: argparse.ArgumentParser) -> None:
    """``--map``."""
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="NAME:KEY=VALUE",
        help="put an element into a map before the first run",
    )


def add_fit(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that fit an object before a load: kernel, types, sizes."""
    parser.add_argument(
        "--btf",
        metavar="FILE",
        help="relocate the program to these kernel types (CO-RE): a BTF file, or kernel for "
        "those of the running kernel",
    )
    parser.add_argument(
        "--kconfig",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set a kernel option that the object reads (__kconfig); kernel takes all of them from "
        "the running kernel",
    )
    parser.add_argument(
        "--type",
        metavar="TYPE",
        help="the type of a program whose section names none: xdp, tc, cgroup/skb ...",
    )
    parser.add_argument(
        "--map-size",
        action="append",
        default=[],
        metavar="NAME=N",
        help="set the number of elements of a map (bytes of a ring buffer) whose size the object "
        "leaves open",
    )


def add_backend(parser: argparse.ArgumentParser) -> None:
    """Add ``--backend``, and ``--arch`` for one kind of backend."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--backend",
        metavar="NAME",
        help="where the program runs: compiled (in this process; the default with LLVM), "
        "interpreter (plain Python; the default elsewhere), "
        "isolated (in a confined process of its own), arch:A (in a process for another CPU), "
        "kernel (in the running kernel; root), vm:KERNEL (in a guest; see progpack kernels)",
    )
    where.add_argument(
        "--arch",
        metavar="A",
        help=f"the same as --backend arch:A, under qemu-user where needed; A is {cpu_names()}",
    )


def cpu_names() -> str:
    """The names of the CPUs that programs are compiled for, as a help text has them."""
    from progpack.arch.lookup import TARGETS

    *names, last = TARGETS
    return f"{', '.join(names)} or {last}"


def backend_name(args: argparse.Namespace) -> str:
    """The name of the backend that the arguments say; without one what this machine has."""
    from progpack.commands.common import output

    if args.arch is not None:
        return f"arch:{args.arch}"
    if args.backend is not None:
        return str(args.backend)
    if has_llvm():
        return "compiled"
    output.tell(f"note: run by the interpreter, since {NO_LLVM}")
    return "interpreter"


NO_LLVM = "LLVM is not installed: pip install 'progpack[jit]'"
"""Why nothing is compiled, with the cure."""


def has_llvm() -> bool:
    """Whether programs can be compiled here; without LLVM the interpreter runs them."""
    from importlib.util import find_spec

    return find_spec("llvmlite") is not None


def fit_options(args: argparse.Namespace, name: str) -> FitOptions:
    """Return the options of a program of this name, in the form that `progpack.load` takes.

    Raises:
        UsageError: an argument is not written as it must be.
    """
    from progpack.commands.common import inputs

    return {
        "btf": args.btf,
        "kconfig": inputs.options(args.kconfig),
        "types": {name: args.type} if args.type else None,
        "max_entries": inputs.sizes(args.map_size),
    }


def choose_program(spec: ObjectSpec, args: argparse.Namespace) -> str:
    """The name of the program that is meant.

    Raises:
        UsageError: there is no such program, or more than one and no ``--prog``.
        ObjectError: the program was left out when the object was read.
    """
    names = list(spec.programs)
    left_out = spec.skipped.get(args.prog or "") or (
        next(iter(spec.skipped.values()), "") if not names else ""
    )
    if left_out:
        raise ObjectError(left_out)
    if args.prog is None and len(names) != 1:
        raise UsageError(f"--prog NAME is needed; {args.object} has: {', '.join(names) or 'none'}")
    name: str = args.prog or names[0]
    if name not in spec.programs:
        raise UnknownNameError(f"{args.object} has no program", name, names)
    return name
