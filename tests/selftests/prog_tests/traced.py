"""Programs of tracepoints and of functions: atomics, numbers, texts, loops."""

from __future__ import annotations

import errno
import os
import struct
import time
from collections.abc import Iterator

import progpack
from tests.selftests.prog_tests.bench import (
    ALL,
    PKT_V4,
    Bench,
    expect,
    prog_test,
    run_traced,
    text_of,
    value_of,
)


@prog_test()
def _endian(bench: Bench) -> None:
    obj = bench.load("test_endian")
    given = {"in16": 0x1234, "in32": 0x12345678, "in64": 0x123456789ABCDEF0}
    for name, value in given.items():
        setattr(obj.globals, name, value)
    run_traced(obj, "sys_enter")
    expect(obj, out16=0x3412, out32=0x78563412, out64=0xF0DEBC9A78563412)
    expect(obj, const16=0x3412, const32=0x78563412, const64=0xF0DEBC9A78563412)


@prog_test()
def _atomics(bench: Bench) -> None:
    obj = bench.load("atomics")
    run_traced(obj)
    expect(obj, add64_value=3, add64_result=1, add32_value=3, add32_result=1)
    expect(obj, add_stack_value_copy=3, add_stack_result=1, add_noreturn_value=3)
    expect(obj, sub64_value=-1, sub64_result=1, sub32_value=-1, sub32_result=1)
    expect(obj, sub_stack_value_copy=-1, sub_stack_result=1, sub_noreturn_value=-1)
    for name, after in (("and", 0x010), ("or", 0x111), ("xor", 0x101)):
        expect(obj, **{f"{name}64_value": after << 32, f"{name}64_result": 0x110 << 32})
        expect(obj, **{f"{name}32_value": after, f"{name}32_result": 0x110})
        expect(obj, **{f"{name}_noreturn_value": after << 32})
    expect(obj, cmpxchg64_value=2, cmpxchg64_result_fail=1, cmpxchg64_result_succeed=1)
    expect(obj, cmpxchg32_value=2, cmpxchg32_result_fail=1, cmpxchg32_result_succeed=1)
    expect(obj, xchg64_value=2, xchg64_result=1, xchg32_value=2, xchg32_result=1)


def _ones(target: memoryview, source: int) -> int:
    """Stand in for ``bpf_probe_read_kernel``: there is no task to read from."""
    target[:] = b"\1" * len(target)
    return 0


@prog_test()
def _subprogs(bench: Bench) -> None:
    replace = {} if bench.is_kernel else {"replace": {"bpf_probe_read_kernel": _ones}}
    obj = bench.load("test_subprogs", **replace)
    run_traced(obj)
    expect(obj, res1=12, res2=17, res3=19, res4=36)


@prog_test()
def _bpf_verif_scale(bench: Bench) -> None:
    total = sum(j * j * (j - 1) // 2 for j in range(0, 300, 2))
    run = bench.load("loop1").programs["nested_loops"].run(context=bytes(96))
    assert run.return_value & 0xFFFFFFFF == total & 0xFFFFFFFF
    assert bench.load("loop2").programs["while_true"].run(context=bytes(96)).return_value == 42
    assert value_of(bench.load("loop4"), "combinations", PKT_V4) == (1 << 20) - 1


@prog_test()
def _varlen(bench: Bench) -> None:
    obj = bench.load("test_varlen", "handler64_unsigned", "handler64_signed")
    obj.globals.buf_in1, obj.globals.buf_in2 = b"Hello, ", b"World!"
    obj.globals.capture = True
    run_traced(obj)
    joined = b"Hello, \0World!\0"
    expect(obj, payload1_len1=8, payload1_len2=7, total1=15, ret_bad_read=-errno.EFAULT & ALL)
    expect(obj, payload3_len1=8, payload3_len2=7, total3=15)
    held = [bytes(obj.maps[section][0]) for section in (".bss", ".data")]
    assert joined in held[0]
    assert joined in held[1]
    assert b"\x42\x42\0\x42\x42" in held[1]


@prog_test()
def _test_ldsx_insn(bench: Bench) -> None:
    obj = bench.load("test_ldsx_insn", "rdonly_map_prog", "map_val_prog", "_tc")
    run_traced(obj, "rdonly_map_prog", "map_val_prog")
    expect(obj, done1=1, ret1=1, done2=1, ret2=1)
    assert value_of(obj, "_tc") == 0
    expect(obj, set_mark=-2)


@prog_test()
def _snprintf(bench: Bench) -> None:
    obj = bench.load("test_snprintf")
    obj.globals.pid = os.getpid()
    obj.programs["handler"].run(context=bytes(96))
    texts = {
        "num_out": b"-8 9 96 -424242 1337 DABBAD00",
        "ip_out": b"127.000.000.001 0000:0000:0000:0000:0000:0000:0000:0001",
        "str_out": b"str1         a  b c      d e longstr",
        "over_out": b"%over",
        "pad_out": b"    4 000",
        "noarg_out": b"simple case",
    }
    assert {name: text_of(obj, name) for name in texts} == texts
    for name in ("num", "ip", "str", "noarg"):
        expect(obj, **{f"{name}_ret": len(texts[f"{name}_out"]) + 1})
    expect(obj, over_ret=10, pad_ret=900007, nobuf_ret=29)


@prog_test()
def _raw_tp_test_run(bench: Bench) -> None:
    obj = bench.load("test_raw_tp_test_run")
    run = obj.programs["rename"].run(context=struct.pack("<QQ", 0x1234, 0x5678))
    assert run.return_value == 0x1234 + 0x5678
    assert obj.globals.count == 1


@prog_test(here_alone="iterators are functions of progpack in what is loaded")
def _iters(bench: Bench) -> None:
    obj = bench.load("iters_num")
    run_traced(obj)
    for name, wanted in _pairs(obj, "exp_", "res_"):
        assert getattr(obj.globals, wanted) == getattr(obj.globals, name), name


def _pairs(obj: progpack.Object, expected: str, told: str) -> Iterator[tuple[str, str]]:
    for name in tuple(obj.globals):
        if name.startswith(expected):
            yield name, told + name.removeprefix(expected)


@prog_test(here_alone="its programs are attached to a function of the kernel")
def _bpf_loop(bench: Bench) -> None:
    obj = bench.load("bpf_loop")
    obj.globals.pid = os.getpid()

    def run(name: str, **values: int) -> None:
        for variable, value in values.items():
            setattr(obj.globals, variable, value)
        obj.programs[name].run(context=bytes(16))

    run("test_prog", nr_loops=0)
    expect(obj, nr_loops_returned=0)
    run("test_prog", nr_loops=500)
    expect(obj, nr_loops_returned=500, g_output=500 * 499 // 2)
    run("test_prog", nr_loops=0xFFFFFFFF)
    expect(obj, err=-errno.E2BIG)
    run("test_prog", nr_loops=400, stop_index=50)
    expect(obj, nr_loops_returned=51, g_output=50 * 49 // 2)
    run("prog_null_ctx", nr_loops=10)
    expect(obj, nr_loops_returned=10)
    run("prog_invalid_flags")
    expect(obj, err=-errno.EINVAL)
    run("prog_nested_calls", nr_loops=100, nested_callback_nr_loops=4, stop_index=0xFFFFFFFF)
    expect(obj, nr_loops_returned=100 * 4 * 4, g_output=4 * 3 // 2 * 4 * 100)
    for selector in (0x0F, 0xF0):
        run("prog_non_constant_callback", callback_selector=selector)
        expect(obj, g_output=selector)
    for key in range(1, 13):
        obj.maps["map1"][struct.pack("<i", key)] = struct.pack("<i", key)
    run("stack_check")
    for key in range(1, 13):
        assert bytes(obj.maps["map1"][struct.pack("<i", key)]) == struct.pack("<i", key + 1)


@prog_test()
def _test_strncmp(bench: Bench) -> None:
    obj = bench.load("strncmp_test", "do_strncmp")
    target = b"EEEEEEE\0"
    obj.globals.target_pid = os.getpid()

    def sign(text: bytes) -> int:
        obj.globals.str = text
        obj.programs["do_strncmp"].run(context=bytes(64))
        result = int(obj.globals.cmp_ret)
        return (result > 0) - (result < 0)

    size = len(target)
    assert sign(bytes(size)) == -1
    assert sign(target) == 0
    assert sign(target[:-1] + b"A") == 1
    for at in range(size - 1):
        for delta in (-1, 1):
            other = bytearray(target)
            other[at] += delta
            assert sign(bytes(other)) == delta


@prog_test()
def _skeleton(bench: Bench) -> None:
    given = {"in1": 10, "in2": 11, "in3": 12, "in4": 13, "in_dynarr_sz": 4}
    obj = bench.load("test_skeleton", variables={**given, "in_dynarr": [10, 11, 12, 13]})
    expect(obj, **given)
    for number in range(1, 5):
        setattr(obj.globals, f"in{number}", number)
    run_traced(obj, "handler")
    expect(obj, out1=1, out2=2, out3=3, out4=4, out_dynarr=[10, 11, 12, 13])


@prog_test()
def _autoload(bench: Bench) -> None:
    obj = bench.load("test_autoload", "prog1", "prog2")
    run_traced(obj)
    expect(obj, prog1_called=True, prog2_called=True, prog3_called=False)


@prog_test()
def _time_tai(bench: Bench) -> None:
    before = time.clock_gettime_ns(time.CLOCK_TAI)
    run = bench.load("test_time_tai").programs["time_tai"].run(PKT_V4)
    low, high = struct.unpack_from("<II", run.context, 48)
    (stamp,) = struct.unpack_from("<Q", run.context, 152)
    assert before <= stamp <= low | high << 32 <= time.clock_gettime_ns(time.CLOCK_TAI)
