"""Programs that are attached to functions of the kernel and to tracepoints of system calls."""

from __future__ import annotations

import os
import struct

import progpack
from progpack import UsageError
from tests.selftests.prog_tests.bench import Bench, expect, prog_test, run_traced, value_of

_FUNCTIONS = "its programs are attached to functions of the kernel"
_SYSTEM_CALLS = "its programs are attached to tracepoints of system calls"
_CANCEL = "bpf_timer_cancel() of the timer whose function runs is -EDEADLK in a kernel"
#: The arguments of bpf_fentry_test1() to bpf_fentry_test6() (net/bpf/test_run.c), and what each
#: returns: the sum.
_ARGUMENTS = ((1,), (2, 3), (4, 5, 6), (7, 8, 9, 10), (11, 12, 13, 14, 15), range(16, 22))


def _words(*numbers: int) -> bytes:
    return struct.pack(f"<{len(numbers)}Q", *numbers)


@prog_test(here_alone=_FUNCTIONS)
def _fentry_test(bench: Bench) -> None:
    names = [f"test{number}" for number in range(1, 8)]
    obj = bench.load("fentry_test", *names)
    for name, numbers in zip(names, (*_ARGUMENTS, (0,)), strict=True):
        obj.programs[name].run(context=_words(*numbers))
    expect(obj, **{f"{name}_result": 1 for name in names})


@prog_test(here_alone=_FUNCTIONS)
def _fexit_test(bench: Bench) -> None:
    names = [f"test{number}" for number in range(1, 8)]
    obj = bench.load("fexit_test", *names)
    returned = [sum(numbers) + (len(numbers) == 1) for numbers in _ARGUMENTS]
    for name, numbers, value in zip(names, (*_ARGUMENTS, (0,)), (*returned, 0), strict=True):
        obj.programs[name].run(context=_words(*numbers, value))
    expect(obj, **{f"{name}_result": 1 for name in names})


@prog_test(here_alone=_FUNCTIONS)
def _modify_return(bench: Bench) -> None:
    for wanted, own in ((0, 4), (-22, None)):
        obj = bench.load("modify_return", "fentry_test", "fmod_ret_test", "fexit_test")
        obj.globals.input_retval = wanted
        returned = (wanted if own is None else own) & (1 << 64) - 1
        obj.programs["fentry_test"].run(context=_words(1, 0))
        run = obj.programs["fmod_ret_test"].run(context=_words(1, 0, 0))
        assert run.return_value & 0xFFFFFFFF == wanted & 0xFFFFFFFF
        obj.programs["fexit_test"].run(context=_words(1, 0, returned))
        expect(obj, fentry_result=1, fmod_ret_result=1, fexit_result=1)


@prog_test(here_alone=_FUNCTIONS)
def _ringbuf(bench: Bench) -> None:
    obj = bench.load("test_ringbuf", max_entries={"ringbuf": 4096})
    obj.globals.pid = os.getpid()
    for value in (333, 777, 555):
        obj.globals.value = value
        obj.programs["test_ringbuf"].run(context=bytes(16))
    expect(obj, dropped=0, total=3, discarded=1, ring_size=4096, cons_pos=0)
    size = int(obj.globals.prod_pos)
    assert int(obj.globals.avail_data) == size
    values = [
        struct.unpack_from("<iiq", bytes(record))[2] for record in obj.maps["ringbuf"].consume()
    ]
    assert values == [333, 777, 555]
    assert size % 4 == 0


@prog_test(here_alone=_FUNCTIONS)
def _trace_printk(bench: Bench) -> None:
    obj = bench.load("trace_printk")
    printed = [obj.programs["sys_enter"].run(context=bytes(16)).printed for _ in range(2)]
    assert [text.strip() for texts in printed for text in texts] == [
        "Testing,testing 1",
        "Testing,testing 2",
    ]
    expect(obj, trace_printk_ran=2, trace_printk_ret=len("Testing,testing 2\n"))


@prog_test(here_alone=_FUNCTIONS)
def _bloom_filter_map(bench: Bench) -> None:
    obj = bench.load("bloom_filter_map", "check_bloom")
    for key in range(1000):
        value = struct.pack("<I", key * 2654435761 & 0xFFFFFFFF)
        obj.maps["map_random_data"][key] = value
        obj.maps["map_bloom"].add(value)
    obj.programs["check_bloom"].run(context=bytes(16))
    expect(obj, error=0)


@prog_test(here_alone=_SYSTEM_CALLS)
def _lookup_and_delete(bench: Bench) -> None:
    obj = bench.load("test_lookup_and_delete")
    held = obj.maps["hash_map"]
    for key in (1, 2):
        held[struct.pack("<Q", key)] = struct.pack("<Q", 123)
    assert bytes(held.pop(struct.pack("<Q", 1))) == struct.pack("<Q", 123)
    assert struct.pack("<Q", 1) not in held
    obj.globals.set_key, obj.globals.set_value, obj.globals.set_pid = 1, 456, os.getpid()
    obj.programs["bpf_lookup_and_delete_test"].run(context=bytes(16))
    assert bytes(held.pop(struct.pack("<Q", 1))) == struct.pack("<Q", 456)
    assert struct.pack("<Q", 1) not in held


@prog_test(here_alone=_SYSTEM_CALLS)
def _test_stack_var_off(bench: Bench) -> None:
    obj = bench.load("test_stack_var_off")
    obj.globals.input, obj.globals.test_pid = b"\x02\x2a\0\0", os.getpid()
    obj.programs["probe"].run(context=bytes(64))
    expect(obj, probe_res=42)


@prog_test(here_alone=_SYSTEM_CALLS)
def _ns_current_pid_tgid(bench: Bench) -> None:
    space = os.stat("/proc/self/ns/pid")
    obj = bench.load("test_ns_current_pid_tgid", "tp_handler", environment="host")
    obj.globals.dev, obj.globals.ino = space.st_dev, space.st_ino
    obj.programs["tp_handler"].run(context=bytes(64))
    expect(obj, user_pid=os.getpid(), user_tgid=os.getpid())


@prog_test()
def _prog_array_init(bench: Bench) -> None:
    obj = bench.load("test_prog_array_init", variables={"my_pid": os.getpid()})
    run_traced(obj, "entry")
    expect(obj, value=42)


@prog_test(here_alone="kernel functions are those of progpack in what is loaded")
def _dynptr(bench: Bench) -> None:
    packets = ("test_skb_readonly", "test_dynptr_skb_data", "test_dynptr_is_rdonly")
    more = ("test_dynptr_clone", "test_dynptr_skb_no_buff", "test_dynptr_skb_strcmp")
    for name in (*packets, *more):
        obj = bench.load("dynptr_success", name)
        obj.globals.pid = os.getpid()
        value_of(obj, name)
        expect(obj, err=0)


@prog_test(here_alone=_SYSTEM_CALLS)
def _dynptr_of_memory(bench: Bench) -> None:
    names = ("test_read_write", "test_dynptr_data", "test_ringbuf", "test_adjust")
    for name in (*names, "test_adjust_err", "test_zero_size_dynptr", "test_dynptr_is_null"):
        obj = bench.load("dynptr_success", name)
        obj.globals.pid = os.getpid()
        obj.programs[name].run(context=bytes(64))
        expect(obj, err=0)


@prog_test()
def _xdp_context_test_run(bench: Bench) -> None:
    obj = bench.load("test_xdp_context_test_run")
    assert value_of(obj, "xdp_context") == 0


@prog_test(here_alone="loads alone")
def _global_data_init(bench: Bench) -> None:
    obj = bench.load("test_global_data")
    held = obj.maps[".rodata"]
    assert held.spec.read_only
    try:
        held[0] = bytes(held.spec.value_size)
    except UsageError:
        return
    raise AssertionError("constants were written after the load")


@prog_test(here_alone=_FUNCTIONS)
def _get_func_args_test(bench: Bench) -> None:
    obj = bench.load("get_func_args_test")
    for name, words in (
        ("test1", (1,)),
        ("test2", (2, 3, 5)),
        ("fmod_ret_test", (1, 2, 0)),
        ("fexit_test", (1, 2, 1234)),
    ):
        obj.programs[name].run(context=_words(*words))
    expect(obj, test1_result=1, test2_result=1, test3_result=1, test4_result=1)


@prog_test(here_alone=_SYSTEM_CALLS)
def _core_retro(bench: Bench) -> None:
    obj = bench.load("test_core_retro", replace={"bpf_probe_read_kernel": _own_pid})
    obj.maps["exp_tgid_map"][0] = struct.pack("<i", os.getpid())
    obj.programs["handle_sys_enter"].run(context=bytes(64))
    assert bytes(obj.maps["results"][0]) == struct.pack("<i", os.getpid())


def _own_pid(target: memoryview, source: int) -> int:
    """Stand in for ``bpf_probe_read_kernel``, with which the program reads its task's tgid."""
    target[:] = struct.pack("<i", os.getpid())
    return 0


@prog_test(here_alone=_FUNCTIONS, fault=_CANCEL)
def _timer(bench: Bench) -> None:
    names = ("test1", "test2", "test3", "test4", "test5")
    obj = bench.load("timer", *names, environment=progpack.Environment.fixed())
    expect(obj, callback_check=52, callback2_check=52, pinned_callback_check=0)
    for name, words in zip(names, _ARGUMENTS, strict=False):
        obj.programs[name].run(context=_words(*words))
    obj.advance("1ms")
    expect(obj, callback_check=42, callback2_check=42, bss_data=10, abs_data=12)
    expect(obj, pinned_callback_check=2, err=0, ok=7)


@prog_test(here_alone=_SYSTEM_CALLS)
def _perf_buffer(bench: Bench) -> None:
    obj = bench.load("test_perf_buffer", "handle_sys_enter")
    obj.maps["my_pid_map"][0] = struct.pack("<i", os.getpid())
    obj.programs["handle_sys_enter"].run(context=bytes(64))
    (record,) = obj.maps["perf_buf_map"].consume()
    assert len(record.data) >= 4
