"""What libbpf makes of an object's instructions, through its shared library."""

from __future__ import annotations

import ctypes
import ctypes.util
from pathlib import Path

from progpack.bpf.isa.insn import Insn, decode

_P = ctypes.c_void_p
_STACK_TRACE = 7


def library() -> ctypes.CDLL | None:
    """libbpf, or None where it is not installed."""
    name = ctypes.util.find_library("bpf")
    if name is None:
        return None
    lib = ctypes.CDLL(name)
    lib.bpf_object__open_file.restype = lib.bpf_object__next_program.restype = _P
    lib.bpf_object__next_map.restype = lib.bpf_program__insns.restype = _P
    lib.bpf_program__name.restype = ctypes.c_char_p
    lib.bpf_program__insn_cnt.restype = ctypes.c_size_t
    lib.bpf_object__open_file.argtypes = [ctypes.c_char_p, _P]
    lib.bpf_object__next_program.argtypes = lib.bpf_object__next_map.argtypes = [_P, _P]
    for name in ("object__load", "program__insns", "program__name", "program__insn_cnt"):
        getattr(lib, f"bpf_{name}").argtypes = [_P]
    for name in ("map__type", "map__max_entries", "object__close"):
        getattr(lib, f"bpf_{name}").argtypes = [_P]
    lib.bpf_object__close.restype = None
    lib.bpf_program__set_autoload.argtypes = [_P, ctypes.c_bool]
    for name in ("max_entries", "value_size"):
        getattr(lib, f"bpf_map__set_{name}").argtypes = [_P, ctypes.c_uint32]
    lib.libbpf_set_print(None)
    return lib


def relocated(path: Path) -> dict[str, list[Insn]]:
    """The instructions of each program as libbpf would load them into this kernel.

    The object is really loaded, as far as the kernel takes it: relocation comes first, and what it
    did stays when the verifier refuses a program.
    """
    lib = library()
    assert lib is not None
    held = lib.bpf_object__open_file(str(path).encode(), None)
    assert held, f"libbpf cannot open {path}"
    try:
        programs = _each(lib.bpf_object__next_program, held)
        for program in programs:
            lib.bpf_program__set_autoload(program, True)
        for found in _each(lib.bpf_object__next_map, held):
            # Tools set these before they load.
            if not lib.bpf_map__max_entries(found):
                lib.bpf_map__set_max_entries(found, 1024)
            if lib.bpf_map__type(found) == _STACK_TRACE:
                lib.bpf_map__set_value_size(found, 8 * 100)
        lib.bpf_object__load(held)
        result = {}
        for program in programs:
            size = lib.bpf_program__insn_cnt(program) * 8
            code = ctypes.string_at(lib.bpf_program__insns(program), size)
            result[lib.bpf_program__name(program).decode()] = decode(code)
        return result
    finally:
        lib.bpf_object__close(held)


def _each(following, held: int) -> list[int]:  # type: ignore[no-untyped-def]
    found, current = [], following(held, None)
    while current:
        found.append(current)
        current = following(held, current)
    return found
