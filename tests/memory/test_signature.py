from __future__ import annotations

import ctypes
import math

import pytest

from progpack.errors import SpanError, UsageError
from progpack.memory import PackAllocator, signature
from tests.memory.native import adding, returning


def types(prototype: str) -> tuple[object, tuple[object, ...]]:
    parsed = signature.parse(prototype)
    made = getattr(parsed, "kind", parsed)
    return made._restype_, made._argtypes_  # type: ignore[attr-defined]


U64, I64, PTR = ctypes.c_uint64, ctypes.c_int64, ctypes.c_void_p


@pytest.mark.parametrize(
    ("prototype", "result", "arguments"),
    [
        ("uint64_t(uint64_t, uint64_t)", U64, (U64, U64)),
        ("uint64_t (uint64_t a, uint64_t b);", U64, (U64, U64)),
        ("uint64_t add(uint64_t a,uint64_t b)", U64, (U64, U64)),
        ("uint64_t (*)(uint64_t)", U64, (U64,)),
        ("uint64_t (*name)(uint64_t)", U64, (U64,)),
        ("void(void)", None, ()),
        ("void()", None, ()),
        ("void f( void )", None, ()),
        ("int()", ctypes.c_int, ()),
        ("unsigned(long, unsigned long)", ctypes.c_uint, (ctypes.c_long, ctypes.c_ulong)),
        ("long long int(unsigned long long)", ctypes.c_longlong, (ctypes.c_ulonglong,)),
        ("long unsigned int(short unsigned int)", ctypes.c_ulong, (ctypes.c_ushort,)),
        ("signed(signed short)", ctypes.c_int, (ctypes.c_short,)),
        ("unsigned char(signed char)", ctypes.c_ubyte, (ctypes.c_byte,)),
        ("int8_t(uint8_t x)", ctypes.c_int8, (ctypes.c_uint8,)),
        ("int16_t(uint16_t)", ctypes.c_int16, (ctypes.c_uint16,)),
        ("int32_t(uint32_t)", ctypes.c_int32, (ctypes.c_uint32,)),
        ("int64_t(size_t n, ssize_t m)", I64, (ctypes.c_size_t, ctypes.c_ssize_t)),
        ("uintptr_t(intptr_t)", ctypes.c_size_t, (ctypes.c_ssize_t,)),
        ("double(float, double)", ctypes.c_double, (ctypes.c_float, ctypes.c_double)),
        ("bool(_Bool)", ctypes.c_bool, (ctypes.c_bool,)),
        ("void *(const void *p, char **q)", PTR, (PTR, PTR)),
        ("int(struct xdp_md *ctx)", ctypes.c_int, (PTR,)),
        ("int(const struct xdp_md *const ctx, unsigned char*)", ctypes.c_int, (PTR, PTR)),
        ("const char *name(volatile int x)", PTR, (ctypes.c_int,)),
    ],
)
def test_prototypes_of_c_are_understood(
    prototype: str, result: object, arguments: tuple[object, ...]
) -> None:
    assert types(prototype) == (result, arguments)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "uint64_t",
        "(int)",
        "uint64_t(",
        "uint64_t)int(",
        "uint64_t(uint64_t",
        "int(int))",
        "int(void, int)",
        "int(int, void)",
        "void(,)",
        "int(int,)",
        "int(foo)",
        "foo(int)",
        "int(int x y)",
        "int(long float)",
        "int(long double)",
        "long double(int)",
        "int(unsigned uint64_t)",
        "int(int * int)",
        "int(long long long)",
        "int(signed unsigned)",
        "int(short long)",
        "int(short char)",
        "int(unsigned uint64_t x y)",
        "int(struct point p)",
        "int(*)",
        "int(int * * x y)",
        "int(int, ...)",
        "int(int[4])",
        "int(int 4)",
        "int(int) int(int)",
    ],
)
def test_what_is_no_prototype_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError):
        signature.parse(wrong)


def test_a_plain_char_is_refused_with_a_hint() -> None:
    with pytest.raises(UsageError, match="int8_t or uint8_t"):
        signature.parse("char(int)")


def test_results_and_arguments_are_converted(packs: PackAllocator) -> None:
    code = packs.install(adding())
    assert code.function("uint64_t(uint64_t, uint64_t)")(2**64 - 1, 0) == 2**64 - 1
    assert code.function("int64_t(int64_t, int64_t)")(-5, 3) == -2
    assert code.function("int(int, int)")(2**31 - 1, 1) == -(2**31)
    assert code.function("uint8_t(long, long)")(255, 2) == 1
    assert code.function("bool(long, long)")(0, 0) is False
    assert code.function("void *(void *, long)")(0x1000, 8) == 0x1008
    assert code.function("void *(void *, void *)")(None, None) is None
    assert code.function("void(long, long)")(1, 2) is None
    buffer = ctypes.create_string_buffer(8)
    address = ctypes.addressof(buffer)
    assert code.function("uintptr_t(char *, long)")(buffer, 1) == address + 1


def test_wrong_arguments_are_refused_by_ctypes(packs: PackAllocator) -> None:
    add = packs.install(adding()).function("uint64_t(uint64_t, uint64_t)")
    with pytest.raises(TypeError):
        add(1)
    with pytest.raises(ctypes.ArgumentError):
        add("1", 2)
    assert not math.isnan(add(1, 2))


def test_a_function_can_begin_inside_the_image(packs: PackAllocator) -> None:
    image = returning(1, 32) + returning(2)
    code = packs.install(image)
    assert code.function("int()")() == 1
    assert code.function("int()", offset=32)() == 2
    for outside in (-1, len(image)):
        with pytest.raises(SpanError, match="outside"):
            code.function("int()", offset=outside)


def test_a_function_keeps_its_code_alive(packs: PackAllocator) -> None:
    function = packs.install(returning(9)).function("int()")
    assert function() == 9
    assert packs.stats.programs == 1
    assert function.code.live
    del function
    assert packs.stats.programs == 0


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("int8_t", -128, 127),
        ("uint8_t", 0, 255),
        ("short", -(1 << 15), (1 << 15) - 1),
        ("unsigned short", 0, (1 << 16) - 1),
        ("int", -(1 << 31), (1 << 31) - 1),
        ("uint32_t", 0, (1 << 32) - 1),
        ("int64_t", -(1 << 63), (1 << 63) - 1),
        ("size_t", 0, (1 << 64) - 1),
    ],
)
def test_an_integer_that_its_type_does_not_have_is_refused(
    packs: PackAllocator, name: str, low: int, high: int
) -> None:
    code = packs.install(returning(1))
    function = code.function(f"int(const void *, {name})")
    alone = code.function(f"int({name})")
    for value in (low, high, 0):
        assert function(None, value) == alone(value) == 1
    for value in (low - 1, high + 1):
        with pytest.raises(UsageError, match=f"argument 2 .* is {value}: its type has {low} to"):
            function(None, value)
        with pytest.raises(UsageError, match=f"argument 1 .* to {high}"):
            alone(value)


def test_what_is_no_integer_is_judged_by_ctypes(packs: PackAllocator) -> None:
    function = packs.install(returning(1)).function("int(uint8_t, double)")
    assert function(ctypes.c_uint8(7), 1.5) == 1
    with pytest.raises(ctypes.ArgumentError):
        function("7", 1.5)
    with pytest.raises(TypeError):
        function(7)
