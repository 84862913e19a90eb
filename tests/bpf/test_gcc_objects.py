"""Objects that gcc makes: whichever byte they mean is read, or nothing is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import progpack
from progpack.bpf.object.file import ElfImage
from progpack.elf.read import Symbol
from progpack.errors import ObjectError

SOURCE = """
#include <linux/bpf.h>
#define SEC(name) __attribute__((section(name), used))
#define NUMBER(name, value) int (*name)[value]
#define TYPE(name, type) typeof(type) *name
struct { NUMBER(type, BPF_MAP_TYPE_ARRAY); NUMBER(max_entries, 4); TYPE(key, int);
         TYPE(value, long); } one SEC(".maps");
struct { NUMBER(type, BPF_MAP_TYPE_ARRAY); NUMBER(max_entries, 8); TYPE(key, int);
         TYPE(value, long); } two SEC(".maps");
void *lookup(void *map, const void *key) __attribute__((kernel_helper(1)));
int first = 3, second = 5, third = 7;
long numbers[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
SEC("xdp") int f(struct xdp_md *ctx)
{
    int key = 1;
    long *a = lookup(&one, &key), *b = lookup(&two, &key);
    if (!a || !b)
        return 0;
    *a += 1;
    *b += 10;
    return first * 100 + second * 10 + third;
}
SEC("xdp") int g(struct xdp_md *ctx)
{
    return numbers[3];
}
char _license[] SEC("license") = "GPL";
"""

pytestmark = pytest.mark.skipif(not shutil.which("bpf-gcc"), reason="needs Debian's gcc-bpf")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("gcc")
    (made / "t.c").write_text(SOURCE)
    include = ["-I/usr/include", "-I/usr/include/x86_64-linux-gnu"]
    for name, flags in (("typed", ["-gbtf"]), ("bare", [])):
        command = ["bpf-gcc", "-O2", *flags, *include, "-c", "t.c", "-o", f"{name}.o"]
        subprocess.run(command, cwd=made, check=True, capture_output=True)
    return made


def test_maps_and_variables_are_those_that_the_source_names(folder: Path) -> None:
    spec = progpack.read_object(folder / "typed.o", skip_unsupported=True)
    with progpack.load(spec, programs=["f"], backend="interpreter") as held:
        assert held.programs["f"].run(bytes(64)).return_value == 357
        values = {name: held.maps[name][1] for name in ("one", "two")}
        assert values == {"one": (1).to_bytes(8, "little"), "two": (10).to_bytes(8, "little")}


def test_an_element_of_an_array_is_read_rightly_or_refused(folder: Path) -> None:
    spec = progpack.read_object(folder / "typed.o", skip_unsupported=True)
    if "g" in spec.skipped:
        assert "compile with clang" in spec.skipped["g"]
        return
    with progpack.load(spec, programs=["g"], backend="interpreter") as held:
        assert held.programs["g"].run(bytes(64)).return_value == 4


def test_without_types_the_message_names_the_flag(folder: Path) -> None:
    with pytest.raises(ObjectError, match="gcc -gbtf"):
        progpack.read_object(folder / "bare.o")


@pytest.mark.parametrize(
    ("value", "size", "stored", "addend"),
    [
        (0, 4, 0, 0),
        (0, 8, 4, 4),
        (4, 4, 4, 0),  # the value, stored once more
        (4, 4, 0, 0),  # the addend alone
        (64, 16, 76, 12),
        (64, 16, 12, 12),
        (16, 40, 28, None),  # byte 12 or byte 28
        (64, 16, 200, None),
    ],
)
def test_addends_are_what_lies_in_the_symbol(
    folder: Path, value: int, size: int, stored: int, addend: int | None
) -> None:
    image = ElfImage((folder / "typed.o").read_bytes(), "t")
    assert image.is_of_gcc
    assert image.addend(Symbol("x", value, size, 1, 1, 2), stored) == addend
