"""``progpack-conformance``: the plugin that the public BPF conformance suite drives.

One program is read from standard input as hexadecimal bytes, with its memory as the first
argument, and r0 is printed in hexadecimal; that is the protocol of bpf_conformance's plugins::

    bpf_conformance_runner --test_file_directory tests --plugin_path "$(command -v \
        progpack-conformance)" --cpu_version v4

r1 is the address of the memory and r2 its length. ``--plugin_options "--backend NAME"`` runs the
program elsewhere than in this process (``--interpreter``: in the reference interpreter); with
``--elf`` the input is an object whose function ``main`` is run.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Sequence

from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import ProgpackError, UsageError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one test; 0 and r0 on standard output, or 1 and the reason on standard error."""
    parser = argparse.ArgumentParser(prog="progpack-conformance", description=__doc__)
    parser.add_argument("memory", nargs="?", default="", help="the program's memory (hexadecimal)")
    parser.add_argument("--elf", action="store_true", help="the input is an ELF object")
    parser.add_argument(
        "--backend", default="compiled", help="where it runs: see progpack run --help"
    )
    parser.add_argument(
        "--interpreter",
        action="store_const",
        const="interpreter",
        dest="backend",
        help="the same as --backend interpreter",
    )
    args = parser.parse_args(argv)
    try:
        spec = _object(_bytes(sys.stdin.read(), "the program"), elf=args.elf)
        memory = _bytes(args.memory, "the memory")
        value = _value(spec, memory, args.backend)
    except ProgpackError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{value:x}")
    return 0


def _bytes(text: str, what: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise UsageError(f"{what} is not written in hexadecimal: {error}") from None


def _object(code: bytes, *, elf: bool) -> ObjectSpec:
    if not elf:
        program = ProgramSpec.from_insns("main", ProgramType.FLAT, code)
        return ObjectSpec("input", "", {"main": program}, {})
    spec = read_object(code, "input")
    if "main" not in spec.programs:
        raise UsageError(f"the object has no function main, but: {', '.join(spec.programs)}")
    # Whatever section it is in, the suite's programs take memory and its length.
    program = dataclasses.replace(spec.programs["main"], type=ProgramType.FLAT)
    return dataclasses.replace(spec, programs={"main": program})


def _value(spec: ObjectSpec, memory: bytes, backend: str) -> int:
    from progpack.run.load import load

    with load(spec, backend=backend) as loaded:
        return loaded.programs["main"].run(memory).return_value


if __name__ == "__main__":
    sys.exit(main())
