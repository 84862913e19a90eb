"""The part of an input that a kernel's test runs refuse, found by a program that does nothing."""

from __future__ import annotations

import errno
import sys
from collections.abc import Mapping
from typing import Final

from progpack.bpf.context.build import fields_of, layout
from progpack.bpf.context.fields import ADDRESSES
from progpack.bpf.isa.insn import BPF_ALU64, BPF_MOV, EXIT, Insn
from progpack.bpf.request import RunRequest
from progpack.bpf.spec import ProgramSpec
from progpack.errors import BpfError, ProgpackError, RefusedInputError
from progpack.kernel.runs.input import input_of
from progpack.kernel.syscall.call import Port
from progpack.kernel.syscall.programs import KernelProgram
from progpack.records import replace

__all__ = ["refusal"]

#: Accepted by programs of every type with packets: 0 is XDP_ABORTED, TC_ACT_OK, a drop.
_RESULT: Final = 0
_NOTHING: Final = (Insn(BPF_ALU64 | BPF_MOV, imm=_RESULT), Insn(EXIT))


def refusal(spec: ProgramSpec, request: RunRequest, error: BpfError, port: Port) -> ProgpackError:
    """Return the error that says why a kernel refused the input of a run.

    The kernel gives the same number for each reason. So a program of the same type that does
    nothing gets the packet alone, and then each field of the context alone.

    Args:
        spec: the program.
        request: its run.
        error: what the kernel answered.
        port: the kernel.

    Returns:
        A `RefusedInputError` where a part of the input is what the kernel refuses, else ``error``.
    """
    shape = layout(spec.type)
    if not shape.packet:
        return error
    kind, number = spec.type.name, errno.errorcode.get(error.errno, str(error.errno))
    end = f"in a test run of {kind} programs (BPF_PROG_TEST_RUN: {number})"

    def refused(what: str) -> RefusedInputError:
        text = f"program {spec.name}: {port.name} takes {what} {end}"
        return RefusedInputError(text, number=error.errno, command=error.command)

    attach = spec.attach_type or 0
    with KernelProgram.load(
        _NOTHING, type=spec.type, expected_attach_type=attach, port=port
    ) as program:
        if not _takes(program, spec, replace(request, context=None)):
            return refused(f"no such packet of {len(request.packet)} bytes")
        for name, value in _given(spec, request).items():
            if not _takes(program, spec, replace(request, context={name: value})):
                return refused(f"no context with {name} = {_shown(value)}")
    return error


def _takes(program: KernelProgram, spec: ProgramSpec, request: RunRequest) -> bool:
    given = input_of(spec.type, request)
    try:
        program.test_run(given.data, context=given.context)
    except BpfError:
        return False
    return True


def _given(spec: ProgramSpec, request: RunRequest) -> dict[str, int | bytes]:
    """The fields that the caller gave."""
    context = request.context or {}
    if isinstance(context, Mapping):
        return dict(context)
    fields = fields_of(spec.type, bytes(context), sys.byteorder)
    return {
        name: value
        for name, value in fields.items()
        if value and name not in ADDRESSES and name not in ("len", "size")
    }


def _shown(value: int | bytes) -> str:
    return str(value) if isinstance(value, int) else f"{len(value)} bytes"
