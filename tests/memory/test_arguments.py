"""Every argument of every public function is judged first: the error names it, nothing changes.

What is tried comes from the signatures: a function that is new is tried as well, and one with an
argument that `VALID` does not know is a failure until it is there.
"""

from __future__ import annotations

import array
import ctypes
import inspect as signatures
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from progpack import memory as face
from progpack.errors import ProgpackError
from progpack.memory import Batch, Code, PackAllocator, ProcessMemory, Region, Slot
from progpack.memory.capabilities import Capabilities, Capability
from progpack.memory.stats import Stats
from tests.memory.inspect import Inside, inside
from tests.memory.maps import shared
from tests.memory.native import returning
from tests.memory.test_interrupts import SmallBins

KIB = 1 << 10


def released() -> memoryview:
    view = memoryview(b"abc")
    view.release()
    return view


HOSTILE: dict[str, Callable[[], object]] = {
    "-1": lambda: -1,
    "0": lambda: 0,
    "2**31": lambda: 1 << 31,
    "2**63": lambda: 1 << 63,
    "2**64": lambda: 1 << 64,
    "-2**63": lambda: -1 << 63,
    "10**5000": lambda: 10**5000,
    "-10**5000": lambda: -(10**5000),
    "1.5": lambda: 1.5,
    "nan": lambda: float("nan"),
    "inf": lambda: float("inf"),
    "True": lambda: True,
    "None": lambda: None,
    "text": lambda: "x",
    "NUL": lambda: "a\0b",
    "surrogate": lambda: "\ud800",
    "bytes": lambda: b"x",
    "empty": lambda: b"",
    "list": list,
    "object": object,
    "words": lambda: array.array("Q", [1, 2]),
    "strided": lambda: memoryview(b"abcdef")[::2],
    "two dimensions": lambda: memoryview(bytes(8)).cast("B", (2, 4)),
    "released": released,
}

# A value that each argument may have. `near` comes with an address that is in use.
VALID: dict[str, Callable[[PackAllocator], object]] = {
    "address": lambda packs: 0,
    "alignment": lambda packs: 64,
    "binary": lambda packs: False,
    "code": lambda packs: returning(3),
    "codes": lambda packs: [returning(3)],
    "data": lambda packs: b"\x90",
    "ffi": lambda packs: pytest.importorskip("cffi").FFI(),
    "hardened": lambda packs: False,
    "jit_limit": lambda packs: 1 << 20,
    "keep_empty": lambda packs: True,
    "kind": lambda packs: ctypes.CFUNCTYPE(ctypes.c_int),
    "memory": lambda packs: None,
    "name": lambda packs: "name",
    "names": lambda packs: [],
    "near": lambda packs: packs.install(b"\xc3").address,
    "new": lambda packs: b"\x90",
    "offset": lambda packs: 0,
    "old": lambda packs: b"?",
    "page": lambda packs: 4 * KIB,
    "pages": lambda packs: "small",
    "policy": lambda packs: "bins-64",
    "prototype": lambda packs: "int()",
    "randomize": lambda packs: False,
    "reach": lambda packs: 1 << 31,
    "recipe": lambda packs: None,
    "record": lambda packs: None,
    "reserve": lambda packs: None,
    "runs": lambda packs: [],
    "size": lambda packs: 64,
    "timeout": lambda packs: 0,
    "used": lambda packs: 8,
}
# What a message may call an argument besides its name.
CALLED = {
    "binary": ("random start",),
    "code": ("program", "unknown"),
    "codes": ("program",),
    "new": ("code", "bytes", "changed"),
    "old": ("bytes", "changed"),
    "policy": ("polic",),
    "names": ("name",),
    "offset": ("byte", "changed"),
    "prototype": ("type",),
    "size": ("bytes",),
    "used": ("commit",),
    "near": ("address", "within"),
    "randomize": ("random start",),
    "reach": ("within",),
    "data": ("bytes",),
}
# Classes whose constructors and methods users call; the others are values or protocols.
MAKERS: dict[type, Callable[[PackAllocator], Any]] = {
    PackAllocator: lambda packs: packs,
    ProcessMemory: lambda packs: ProcessMemory(),
    Region: lambda packs: ProcessMemory().reserve(64 * KIB),
    Code: lambda packs: packs.install(returning(1) + bytes(60)),
    face.Replaceable: lambda packs: packs.install_replaceable(returning(1)),
    Slot: lambda packs: packs.reserve(100),
    Batch: lambda packs: packs.batch().__enter__(),
}
VALUES = {
    Capabilities,
    Capability,
    Stats,
    face.Refusal,
    face.Memory,
    face.Text,
    # Its arguments are those of the program.
    face.Function,
}
try:
    import cffi
except ImportError:
    FOREIGN: tuple[type[Exception], ...] = ()
else:
    FOREIGN = (cffi.CDefError, cffi.FFIError)
# What allocators, regions and the like call of one another, and no user does.
INTERNAL = {
    "after_fork",
    "charge_of",
    "free_later",
    "has",
    "join",
    "thread_left",
    "enter",
    "is_inside",
}


def parameters(call: Callable[..., object]) -> list[str]:
    kinds = (signatures.Parameter.VAR_POSITIONAL, signatures.Parameter.VAR_KEYWORD)
    named = signatures.signature(call).parameters.values()
    return [each.name for each in named if each.kind not in kinds and each.name != "self"]


def functions() -> Iterator[tuple[type, str, str]]:
    """(class, method or nothing for the constructor, argument) of all that is public."""
    for kind in MAKERS:
        names = [name for name in vars(kind) if name[0] != "_" and name not in INTERNAL]
        for name in names:
            call = getattr(kind, name)
            # Methods that are written elsewhere are those that handles and batches ask for.
            if callable(call) and call.__qualname__ == f"{kind.__name__}.{name}":
                yield from ((kind, name, what) for what in parameters(call))
    for kind in (PackAllocator, ProcessMemory):
        yield from ((kind, "", what) for what in parameters(kind))


def test_all_that_is_public_is_known() -> None:
    classes = {getattr(face, name) for name in face.__all__}
    assert classes == MAKERS.keys() | VALUES
    assert {what for _, _, what in functions()} <= VALID.keys()


def names_argument(what: str, message: str) -> bool:
    """Whether an error says which argument it is about."""
    words = (what, *CALLED.get(what, ()))
    return any(word in message for word in words)


def attempt(packs: PackAllocator, target: Any, name: str, what: str, value: object) -> None:
    call = getattr(target, name) if name else target
    given = {}
    for other in parameters(call):
        required = (
            signatures.signature(call).parameters[other].default is signatures.Parameter.empty
        )
        if (other != what and required) or (other == "near" and what in ("reach", "reserve")):
            given[other] = VALID[other](packs)
    given[what] = value
    result = call(**given)
    for made in result if isinstance(result, list) else [result]:
        discard(made)


def discard(made: object) -> None:
    if isinstance(made, PackAllocator):
        made.close()
    elif isinstance(made, Region):
        made.release()
    elif isinstance(made, Slot):
        made.abandon()
    elif isinstance(made, Code):
        made.free()


def state(packs: PackAllocator) -> tuple[Inside, dict[str, set[str]]]:
    # What was taken and given back again counts generations, installs and frees.
    return inside(packs)._replace(installs=0, frees=0), shared()


@pytest.fixture
def small_address_space() -> Iterator[None]:
    """So that what asks for much is refused, and does not fill the machine."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_AS)
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (in_use + (3 << 30), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.parametrize("kind", MAKERS, ids=lambda kind: kind.__name__)
def test_arguments_are_judged_before_anything_is_touched(
    kind: type, small_address_space: None, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a trace may be written
    wrong: list[str] = []
    with PackAllocator(SmallBins()) as packs:
        keep = packs.install(returning(1) + bytes(60))
        ours = [(name, what) for each, name, what in functions() if each is kind]
        for (name, what), label in itertools.product(ours, HOSTILE):
            target = MAKERS[kind](packs) if name else kind
            before = state(packs)
            where = f"{kind.__name__}.{name}({what}={label})"
            fits = "int(*)()" if name == "as_cffi" else "int()"
            monkeypatch.setitem(VALID, "prototype", lambda packs, fits=fits: fits)
            try:
                attempt(packs, target, name, what, HOSTILE[label]())
            except (ProgpackError, TypeError, *FOREIGN) as error:
                # cffi judges the texts that it reads.
                if not (names_argument(what, str(error)) or isinstance(error, FOREIGN)):
                    wrong.append(f"{where}: {type(error).__name__}: {error}")
                after = state(packs)
                if after != before:
                    wrong.append(f"{where}: something changed")
            except Exception as error:  # noqa: BLE001  it is listed
                wrong.append(f"{where}: {type(error).__name__}: {error}")
            if isinstance(target, Region):
                target.release()
        assert keep.live
    assert not wrong, "\n".join(wrong)
