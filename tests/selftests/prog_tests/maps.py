"""Programs whose maps are filled and read from outside."""

from __future__ import annotations

import os
import struct

from tests.selftests.prog_tests.bench import (
    ALL,
    PKT_V4,
    Bench,
    expect,
    prog_test,
    run_traced,
    value_of,
)


@prog_test()
def _queue_stack_map(bench: Bench) -> None:
    for kind in ("queue", "stack"):
        obj = bench.load(f"test_{kind}_map")
        values = [value * 2654435761 % (1 << 32) for value in range(1, 33)]
        for value in values:
            obj.maps["map_in"].push(struct.pack("<I", value))
        expected = values if kind == "queue" else values[::-1]
        for value in expected:
            source = struct.pack("<I", value * 5 % (1 << 32))
            run = obj.programs["_test"].run(PKT_V4[:26] + source + PKT_V4[30:])
            assert (run.return_value, len(run.packet)) == (0, len(PKT_V4))
            assert run.packet[30:34] == struct.pack("<I", value)
        assert value_of(obj, "_test") == 2
        out = [struct.unpack("<I", bytes(obj.maps["map_out"].pop()))[0] for _ in values]
        assert sorted(out) == sorted(value * 5 % (1 << 32) for value in values)


@prog_test()
def _global_data(bench: Bench) -> None:
    obj = bench.load("test_global_data")
    assert value_of(obj, "load_static_data") == 0
    numbers = [0, 42, 24, 0, 0xFFEEFF, 0xABAB, 1234, 0, 0xAB, 0x1111111111111111, ALL]
    held = obj.maps["result_number"]
    assert [int.from_bytes(bytes(held[key]), "little") for key in range(len(numbers))] == numbers
    letters = b"abcdefghijklmnopqrstuvwxyz"
    texts = [letters, letters, b"", letters[:5] + b"x" + letters[6:], b"\0\0hello"]
    held = obj.maps["result_string"]
    assert [bytes(held[key]).rstrip(b"\0") for key in range(len(texts))] == texts
    rows = [(42, 0xFEFEEFEF, 0x1111111111111111), (0, 0, 0), (0, 0, 0)]
    rows.append((41, 0xEEEEEFEF, 0x2111111111111111))
    held = obj.maps["result_struct"]
    assert [struct.unpack("<B3xIQ", bytes(held[key])) for key in range(len(rows))] == rows


@prog_test()
def _rdonly_maps(bench: Bench) -> None:
    obj = bench.load("test_rdonly_maps")
    for name, rounds, total in (("skip_loop", 0, 0), ("part_loop", 3, 9), ("full_loop", 4, 14)):
        obj.globals.res = {"did_run": 0, "iters": 0, "sum": 0}
        run_traced(obj, name)
        expect(obj, res={"did_run": 1, "iters": rounds, "sum": total})


@prog_test()
def _inner_array_lookup(bench: Bench) -> None:
    obj = bench.load("inner_array_lookup")
    obj.maps["inner_map1"][3] = struct.pack("<i", 1)
    run_traced(obj, "handle__sys_enter")
    assert bytes(obj.maps["inner_map1"][3]) == struct.pack("<i", 2)


@prog_test()
def _for_each(bench: Bench) -> None:
    obj = bench.load("for_each_hash_map_elem")
    entries = obj.maps["hashmap"].spec.max_entries
    for key in range(entries):
        obj.maps["hashmap"][struct.pack("<I", key)] = struct.pack("<Q", key + 1)
    assert value_of(obj, "test_pkt_access") == 0
    expect(obj, hashmap_output=4, hashmap_elems=entries)
    obj = bench.load("for_each_array_map_elem")
    entries = obj.maps["arraymap"].spec.max_entries
    for key in range(entries):
        obj.maps["arraymap"][key] = struct.pack("<Q", key + 1)
    assert value_of(obj, "test_pkt_access") == 0
    expect(obj, arraymap_output=sum(range(entries)))
    for use_array in (1, 0):
        obj = bench.load("for_each_multi_maps")
        arrays, hashes = obj.maps["arraymap"], obj.maps["hashmap"]
        for key in range(arrays.spec.max_entries):
            arrays[key] = struct.pack("<Q", key + 1)
        for key in range(hashes.spec.max_entries):
            hashes[struct.pack("<I", key + 100)] = struct.pack("<Q", key + 1)
        obj.globals.use_array = use_array
        assert value_of(obj, "test_pkt_access") == 0
        used = (arrays if use_array else hashes).spec.max_entries
        expect(obj, data_output=sum(range(used + 1)))


@prog_test()
def _ringbuf_multi(bench: Bench) -> None:
    obj = bench.load("test_ringbuf_multi")
    obj.globals.pid = os.getpid()
    for ring, value in ((0, 333), (1, 555), (2, 777)):
        obj.globals.target_ring, obj.globals.value = ring, value
        obj.programs["test_ringbuf"].run(context=bytes(16))
    values = []
    for name in ("ringbuf1", "ringbuf2"):
        (record,) = obj.maps[name].consume()
        pid, _, value = struct.unpack_from("<iiq", bytes(record))
        values.append((pid, value))
    assert values == [(os.getpid(), 333), (os.getpid(), 777)]
    expect(obj, dropped=0, skipped=1, total=2)


@prog_test()
def _map_init(bench: Bench) -> None:
    obj = bench.load("test_map_init")
    obj.globals.inKey, obj.globals.inValue = 1, 0x1234
    obj.globals.inPid = os.getpid()
    obj.programs["sysenter_getpgid"].run(context=bytes(16))
    values = obj.maps["hashmap1"][struct.pack("<Q", 1)]
    assert sum(int.from_bytes(bytes(value), "little") for value in values) == 0x1234


@prog_test()
def _btf_map_in_map(bench: Bench) -> None:
    obj = bench.load("test_btf_map_in_map")
    inner = {number: obj.maps[f"inner_map{number}"] for number in range(1, 6)}
    outer = [obj.maps[name] for name in ("outer_arr", "outer_hash", "outer_arr_dyn")]

    def run(value: int, *numbers: int) -> list[int]:
        for held, number in zip(outer, numbers, strict=True):
            held[struct.pack("<i", 0)] = inner[number]
        obj.globals.input = value
        run_traced(obj, "handle__sys_enter")
        return [struct.unpack("<i", bytes(inner[number][0])[:4])[0] for number in numbers]

    assert run(1, 1, 2, 3) == [1, 2, 3]
    assert run(3, 2, 1, 4) == [3, 4, 5]
    assert run(5, 2, 1, 5)[2] == 7


@prog_test()
def _hash_large_key(bench: Bench) -> None:
    obj = bench.load("test_hash_large_key")
    held = obj.maps["hash_map"]
    key = bytes(held.spec.key_size)
    held[key] = struct.pack("<i", 21)
    run_traced(obj, "bpf_hash_large_key_test")
    assert bytes(held[key[:4104] + struct.pack("<q", 1)]) == struct.pack("<i", 42)
