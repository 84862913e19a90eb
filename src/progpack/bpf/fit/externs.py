"""Externs of an object, answered by a kernel: ``.kconfig`` values and ``.ksyms`` addresses.

An object declares them as ``extern ... __kconfig`` and ``extern ... __ksym``. libbpf asks the
running kernel; here they are stated by who loads the object, so that the same object gives the
same program everywhere. What libbpf makes up itself has defaults: ``LINUX_KERNEL_VERSION`` is that
of this machine, ``LINUX_HAS_BPF_COOKIE`` and ``LINUX_HAS_SYSCALL_WRAPPER`` are 1, as on current
x86-64 and arm64 kernels (``bpf_object__resolve_externs()``, libbpf 1.6).
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from typing import Final, Literal

from progpack.bpf.btf.types import BtfKind, BtfType
from progpack.bpf.fit.kfuncs import kfunc_names, left_out, with_kfuncs
from progpack.bpf.fit.this_kernel import kernel_options, kernel_symbols
from progpack.bpf.helpers.custom import FIRST_OWN, find_name
from progpack.bpf.helpers.lookup import POISON
from progpack.bpf.isa.insn import CALL, LDDW, Insn, Insns
from progpack.bpf.spec import KCONFIG, Extern, ObjectSpec, ProgramSpec
from progpack.errors import ObjectError, UsageError
from progpack.records import replace

__all__ = ["linux_version_code", "with_externs"]


_TRISTATE: Final = {"n": 0, "y": 1, "m": 2}


def linux_version_code(release: str) -> int:
    """``KERNEL_VERSION(a, b, c)`` of a release such as ``6.18.44-cloud-amd64``.

    Raises:
        UsageError: the release does not start with two numbers.
    """
    match = re.match(r"(\d+)\.(\d+)(?:\.(\d+))?", release)
    if match is None:
        raise UsageError(f"kernel release {release!r} does not start with a version such as 6.18")
    major, minor, patch = (int(part or 0) for part in match.groups())
    return major << 16 | minor << 8 | min(patch, 255)


def with_externs(
    spec: ObjectSpec,
    kconfig: Mapping[str, int | str] | Literal["kernel"] | None = None,
    ksyms: Mapping[str, int] | Literal["kernel"] | None = None,
    *,
    programs: Collection[str] | None = None,
) -> ObjectSpec:
    """The object with what it wants from a kernel filled in.

    Args:
        spec: the object.
        kconfig: values of options by name: numbers, ``"y"``, ``"m"``, ``"n"`` or text. Options
            that are weak may be left out and are 0; names that the object does not want are
            ignored, so that a whole configuration can be given. ``"kernel"``: those of the running
            kernel, as libbpf takes them.
        ksyms: addresses of kernel variables and functions by name. Weak ones may be left out and
            are 0, calls of missing weak functions end the run. ``"kernel"``: those of the running
            kernel.
        programs: names of those that are to be loaded; None: all. The others keep their externs.

    Raises:
        ObjectError: something that is not weak was not stated, or a value does not fit.
        MissingFeatureError: the running kernel does not show what is asked of it.
    """
    if not spec.externs:
        return spec
    options = kernel_options() if kconfig == "kernel" else kconfig or {}
    addresses = kernel_symbols(spec.externs) if ksyms == "kernel" else ksyms or {}
    values = {**_defaults(), **options}
    maps = dict(spec.maps)
    section = maps.get(KCONFIG)
    if section is not None:
        data = bytearray(section.value_size)
        for extern in spec.externs.values():
            if extern.section == KCONFIG:
                data[extern.offset : extern.offset + extern.size] = _value(spec, extern, values)
        maps[KCONFIG] = replace(section, data=bytes(data))
    bound = {
        name: _with_symbols(spec, program, addresses)
        if programs is None or name in programs
        else program
        for name, program in spec.programs.items()
    }
    return replace(spec, maps=maps, programs=bound, externs={})


def _defaults() -> dict[str, int | str]:
    return {
        "LINUX_KERNEL_VERSION": linux_version_code(os.uname().release),
        "LINUX_HAS_BPF_COOKIE": 1,
        "LINUX_HAS_SYSCALL_WRAPPER": 1,
    }


def _value(spec: ObjectSpec, extern: Extern, values: Mapping[str, int | str]) -> bytes:
    value = values.get(extern.name)
    if value is None:
        if extern.weak:
            return bytes(extern.size)
        raise ObjectError(
            f"{spec.name}: needs the kernel option {extern.name}; state its value, as in"
            f' kconfig={{"{extern.name}": 1}} or, for this machine\'s, kconfig="kernel"'
        )
    if isinstance(value, str):
        return _text(spec, extern, value)
    if not -(1 << extern.size * 8 - 1) <= value < 1 << extern.size * 8:
        raise ObjectError(
            f"{spec.name}: {extern.name} has {extern.size} bytes; {value} does not fit"
        )
    number = value & (1 << extern.size * 8) - 1
    return number.to_bytes(extern.size, "little" if spec.byteorder == "little" else "big")


def _text(spec: ObjectSpec, extern: Extern, value: str) -> bytes:
    kind = extern.type.resolve() if extern.type is not None else None
    if kind is not None and kind.kind == BtfKind.ARRAY:
        text = value.strip('"').encode()
        if len(text) >= extern.size:
            raise ObjectError(
                f"{spec.name}: {extern.name} has {extern.size} bytes; {value!r} does not fit"
            )
        return text.ljust(extern.size, b"\0")
    if value not in _TRISTATE:
        raise ObjectError(f"{spec.name}: {extern.name} is a number or y, m, n, not {value!r}")
    if kind is not None and _is_char(kind):
        return value.encode()
    order = "little" if spec.byteorder == "little" else "big"
    return _TRISTATE[value].to_bytes(extern.size, order)  # type: ignore[arg-type]


def _is_char(held: BtfType) -> bool:
    how = held.encoding()
    return held.size == 1 and how is not None and not how.bool


def _with_symbols(spec: ObjectSpec, program: ProgramSpec, ksyms: Mapping[str, int]) -> ProgramSpec:
    """The program with addresses of kernel symbols; functions that are there stay to be bound."""
    insns = list(program.insns)
    calls: dict[int, str] = {}
    for pc, name in program.externs.items():
        extern = spec.externs[name]
        provided = find_name(name)
        ours = provided is None and name in kfunc_names()
        if insns[pc].opcode == LDDW:
            address = ksyms.get(name)
            if address is None and provided is not None:
                # What the program asks is whether the function is there.
                address = provided.helper.id
            if address is None and ours:
                address = FIRST_OWN
            if address is None and not extern.weak:
                raise ObjectError(
                    f"{spec.name}: program {program.name} needs the address of the kernel's"
                    f' {name}; state it, as in ksyms={{"{name}": 0x...}}, or declare it __weak'
                )
            address = address or 0
            insns[pc] = insns[pc]._replace(imm=_s32(address))
            insns[pc + 1] = insns[pc + 1]._replace(imm=_s32(address >> 32))
        elif provided is not None:
            insns[pc] = Insn(CALL, 0, 0, 0, provided.helper.id)
        elif ours:
            calls[pc] = name
        elif extern.weak:
            insns[pc] = Insn(CALL, 0, 0, 0, POISON)
        else:
            raise _not_provided(spec, program, name)
    bound = replace(program, insns=Insns(insns), externs={})
    return with_kfuncs(bound, calls)


def _not_provided(spec: ObjectSpec, program: ProgramSpec, name: str) -> ObjectError:
    feature = left_out(name)
    advice = f'add it with @progpack.helper("{name}"), or declare it __weak and test for it'
    told = f"and {feature} are not provided" if feature else f"which is not provided; {advice}"
    where = f"{spec.name}: program {program.name} calls the kernel function {name} (kfunc)"
    return ObjectError(f"{where}, {told}")


def _s32(value: int) -> int:
    value &= 0xFFFFFFFF
    return value - (1 << 32) if value >> 31 else value
