"""Code of C compilers for every target, linked here and run, against the same source natively."""

from __future__ import annotations

import ctypes
import random
import struct
from pathlib import Path

import pytest

from progpack.arch.lookup import TARGETS
from progpack.errors import CompileError
from progpack.foreign import Builder
from progpack.link import Image, read_image
from progpack.run.executables import Session
from tests.link.compilers import library_of, object_of

from .c_programs import AWAY, CALLER, CASES, EVERYTHING, OTHER
from .measured import missing

FLAGS = [
    ("-O0", "-fPIC"),
    ("-O2", "-fPIC"),
    ("-O2", "-fno-pic"),
    ("-O2", "-fPIC", "-ffunction-sections", "-fdata-sections"),
]
MORE = {
    "riscv64": ("-mno-relax",),
    "loongarch64": ("-mno-relax", "-mno-lsx"),
    "arm": ("-marm",),
    "s390x": ("-march=z10",),
}
#: Out of reach of the direct calls of each, and of what addresses data.
AWAY_AT = {64: 0x2_0000_0000, 32: 0xA800_0000}
#: What its own direct call reaches, either way; the builder's packs begin at 0x10000000.
REACH = {"arm64": 1 << 27, "ppc64le": 1 << 25, "arm": 1 << 25, "loongarch64": 1 << 27}


@pytest.fixture(params=TARGETS)
def name(request: pytest.FixtureRequest) -> str:
    reason = missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    return str(request.param)


def made(name: str, source: str, *flags: str) -> Image:
    target = TARGETS[name]
    more = ("-ffreestanding", "-fno-stack-protector", "-fno-unwind-tables", *MORE.get(name, ()))
    data = object_of("clang-22", source, f"--target={target.triple}", *more, *flags)
    return read_image(data, name, machine=target.arch)


def linked(builder: Builder, name: str, *flags: str) -> int:
    """Place everything; the address of `ask`."""
    other, everything = made(name, OTHER, *flags), made(name, EVERYTHING, *flags)
    at = builder.image("other", other)
    known = {symbol: at + offset for symbol, offset in other.symbols.items()}
    known |= builder.objects_of("other")
    known |= dict.fromkeys(everything.weak, 0)
    return builder.image("everything", everything, known) + everything.symbols["ask"]


@pytest.mark.parametrize("flags", FLAGS, ids=" ".join)
def test_it_does_what_the_same_source_does_here(
    name: str, flags: tuple[str, ...], tmp_path: Path
) -> None:
    builder = Builder(name)
    ask = linked(builder, name, *flags)
    native = ctypes.CDLL(
        str(library_of(EVERYTHING + OTHER.split(";", 1)[1], tmp_path / "c.so"))
    ).ask
    native.restype, native.argtypes = ctypes.c_uint64, (ctypes.c_void_p, *[ctypes.c_uint64] * 2)
    rng = random.Random(11)
    with Session(builder.executable(), emulate=True) as session:
        for _ in range(12):
            for which in range(CASES):
                x = rng.choice([rng.randrange(200), rng.getrandbits(64)])
                assert session.process.call(ask, 0, which, x) == native(None, which, x), which


def test_calls_beyond_the_reach_of_a_branch_arrive(name: str) -> None:
    builder = Builder(name)
    address = AWAY_AT[TARGETS[name].bits]
    known = builder.far("away", made(name, AWAY, "-O2", "-fPIC"), address)
    assert known["away"] - 0x1000_0000 > REACH.get(name, 0)
    caller = made(name, CALLER, "-O2", "-fPIC")
    assert list(caller.stubs) == ["away"]
    near = builder.image("caller", caller, known) + caller.symbols["near"]
    with Session(builder.executable(), emulate=True) as session:
        for x in (0, 1, 1 << 20, (1 << 64) - 5):
            wanted = (((x + 1) * 7 + 3) * 2 + x * 7 + 3) & (1 << 64) - 1
            assert session.process.call(near, 0, x) == wanted


def test_a_function_in_thumb_state_is_called_through_a_stub() -> None:
    reason = missing("arm")
    if reason is not None:
        pytest.skip(reason)
    builder = Builder("arm")
    flags = ("-mthumb", "-ffreestanding", "-fno-unwind-tables", "-O2")
    data = object_of("clang-22", AWAY, f"--target={TARGETS['arm'].triple}", *flags)
    thumb = read_image(data, "thumb", machine="arm32")
    start = builder.image("thumb", thumb)
    # Symbols of such functions are odd.
    assert thumb.symbols["away"] & 1
    caller = made("arm", CALLER, "-O2", "-fPIC")
    near = builder.image("caller", caller, {"away": start + thumb.symbols["away"]})
    with Session(builder.executable(), emulate=True) as session:
        assert session.process.call(near + caller.symbols["near"], 0, 5) == (6 * 7 + 3) * 2 + 38


def test_branches_in_the_middle_of_an_image_are_not_left_open(name: str) -> None:
    # A symbol that nobody has is named before anything runs.
    builder = Builder(name)
    builder.image("caller", made(name, CALLER, "-O2", "-fPIC"))
    with pytest.raises(CompileError, match="away, which is not provided"):
        builder.executable()


def test_words_of_the_table_have_the_width_and_order_of_the_machine(name: str) -> None:
    image = made(name, "extern int far; int *f(void) { return &far; }", "-O2", "-fPIC")
    assert len(image.words) == 1 or name == "ppc64le"
    data = image.link(0x1000_0000, 0x2000_0000, 0, {"far": 0x1122_3344}).constants
    order = "<" if TARGETS[name].byteorder == "little" else ">"
    form = struct.Struct(order + ("Q" if TARGETS[name].bits == 64 else "I"))
    words = [form.unpack_from(data, at)[0] for at in range(0, len(data) - form.size + 1, form.size)]
    assert 0x1122_3344 in words


def test_a_call_that_does_not_come_back_to_a_restored_r2_is_refused() -> None:
    # A jump to another image (no call) leaves r2 as that one has it.
    source = """asm(".globl f\\nf: b away\\n nop"); extern void away(void);"""
    data = object_of("clang-22", source, "--target=powerpc64le-unknown-linux-gnu")
    image = read_image(data, "jump", machine="powerpc")
    with pytest.raises(CompileError, match="could restore r2"):
        image.link(0x1000_0000, 0x2000_0000, 0, {"away": 0x1000_8000})
