"""Arithmetic of C in expressions of the debugger, judged by a native build of the same C."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from progpack.errors import UsageError
from progpack.run.stepping.numbers import LEVELS, Number, binary, literal, unary

CLANG = next(filter(None, map(shutil.which, ("clang-22", "clang", "clang-14"))), None)
TYPES = {
    "unsigned char": Number(0, 8),
    "signed char": Number(0, 8, signed=True),
    "unsigned short": Number(0, 16),
    "short": Number(0, 16, signed=True),
    "unsigned int": Number(0, 32),
    "int": Number(0, 32, signed=True),
    "unsigned long": Number(0, 64),
    "long": Number(0, 64, signed=True),
}
SIGNS = [sign for level in LEVELS for sign in level]
CASES = 2000


def some(chance: random.Random) -> tuple[str, Number]:
    """A type, and one of its numbers: mostly at an edge."""
    name, kind = chance.choice(list(TYPES.items()))
    edges = [0, 1, 2, 7, -1, -2, 1 << kind.bits - 1, (1 << kind.bits - 1) - 1, (1 << kind.bits) - 1]
    value = chance.choice([*edges, chance.getrandbits(kind.bits)])
    return name, Number(value, kind.bits, kind.signed).wrapped()


def is_defined(sign: str, left: Number, right: Number) -> bool:
    if sign in ("<<", ">>"):
        return 0 <= right.value < max(left.bits, 32)
    return sign not in ("/", "%") or right.value != 0


def variable(name: str, number: Number, at: str) -> str:
    return f"volatile {name} {at} = ({name}){number.value & (1 << 64) - 1}ull;"


def shown(text: str) -> str:
    """C that prints the value of an expression, its width, and whether its type has a sign."""
    return (
        f"{{ __auto_type v = {text};"
        ' printf("%llu %zu %d\\n", (unsigned long long)v, sizeof(v) * 8, (typeof(v))-1 < 0); }'
    )


def answers(blocks: list[str], folder: Path) -> list[Number]:
    """What a native build of these blocks prints; signs wrap, as they do in BPF."""
    if CLANG is None:
        pytest.skip("needs clang")
    (folder / "n.c").write_text(
        "#include <stdio.h>\nint main(void) {\n" + "\n".join(blocks) + "\n}"
    )
    command = [CLANG, "-O0", "-w", "-std=gnu17", "-fwrapv", "n.c", "-o", "n"]
    subprocess.run(command, check=True, cwd=folder)
    told = subprocess.run([folder / "n"], check=True, capture_output=True, text=True).stdout
    rows = (row.split() for row in told.splitlines())
    return [Number(int(a), int(bits), sign == "1").wrapped() for a, bits, sign in rows]


def test_binary_operators_are_those_of_c(tmp_path: Path) -> None:
    chance = random.Random(7)
    cases = []
    while len(cases) < CASES:
        (left, a), (right, b), sign = some(chance), some(chance), chance.choice(SIGNS)
        if is_defined(sign, a, b):
            cases.append((left, a, sign, right, b))
    blocks = [
        f"{{ {variable(left, a, 'a')} {variable(right, b, 'b')} {shown(f'a {sign} b')} }}"
        for left, a, sign, right, b in cases
        if not (sign in "/%" and b.value == -1)
    ]
    kept = [case for case in cases if not (case[2] in "/%" and case[4].value == -1)]
    expected = answers(blocks, tmp_path)
    assert len(expected) == len(kept) > CASES // 2
    for (_, a, sign, _, b), wanted in zip(kept, expected, strict=True):
        assert binary(sign, a, b) == wanted, (a, sign, b)


def test_unary_operators_and_constants_are_those_of_c(tmp_path: Path) -> None:
    chance = random.Random(8)
    cases = [(*some(chance), sign) for sign in "-~!" for _ in range(100)]
    texts = [
        f"{form.format(1 << bits)}{suffix}"
        for bits in (0, 7, 30, 31, 32, 62, 63)
        for form in ("{}", "0x{:x}")
        for suffix in ("", "u", "l", "ul", "ULL")
        if not (bits == 63 and form == "{}" and "u" not in suffix.lower())
    ]
    blocks = [f"{{ {variable(name, a, 'a')} {shown(f'{sign}a')} }}" for name, a, sign in cases]
    expected = answers([*blocks, *map(shown, texts)], tmp_path)
    for (_, a, sign), wanted in zip(cases, expected, strict=False):
        assert unary(sign, a) == wanted, (sign, a)
    for text, wanted in zip(texts, expected[len(cases) :], strict=True):
        assert literal(text) == wanted, text


@pytest.mark.parametrize(
    ("sign", "right", "words"),
    [("/", 0, "divides by zero"), ("%", 0, "divides by zero"), ("<<", 32, "is not shifted by 32")],
)
def test_what_c_does_not_define_is_refused(sign: str, right: int, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        binary(sign, literal("1"), Number(right, 32, signed=True))
