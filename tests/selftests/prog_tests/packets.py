"""Programs that are given packets."""

from __future__ import annotations

import errno
import struct
from pathlib import Path
from typing import Final

import progpack
from progpack.bpf.network import Interface
from tests.selftests.prog_tests.bench import PKT_V4, PKT_V6, Bench, expect, prog_test, value_of

#: Number of the address that balancers serve.
_VIP: Final = 5


@prog_test()
def _pkt_access(bench: Bench) -> None:
    obj = bench.load("test_pkt_access")
    assert [value_of(obj, "test_pkt_access", packet) for packet in (PKT_V4, PKT_V6)] == [0, 0]


@prog_test()
def _pkt_md_access(bench: Bench) -> None:
    assert value_of(bench.load("test_pkt_md_access"), "test_pkt_md_access") == 0


@prog_test()
def _prog_run_opts(bench: Bench) -> None:
    run = bench.load("test_pkt_access").programs["test_pkt_access"].run(PKT_V4)
    assert (run.return_value, len(run.packet)) == (0, len(PKT_V4))


@prog_test()
def _xdp(bench: Bench) -> None:
    obj = bench.load("test_xdp")
    for family in (2, 10):
        key = struct.pack("<16sHHB3x", b"", 0, family, 6)
        obj.maps["vip2tnl"][key] = struct.pack("<32xH6s", family, b"")
    run = obj.programs["_xdp_tx_iptunnel"].run(PKT_V4)
    assert (run.return_value, len(run.packet), run.packet[23]) == (3, 74, 4)
    run = obj.programs["_xdp_tx_iptunnel"].run(PKT_V6)
    assert (run.return_value, len(run.packet), run.packet[20]) == (3, 114, 41)


@prog_test()
def _xdp_perf(bench: Bench) -> None:
    run = bench.load("xdp_dummy", "xdp_dummy_prog").programs["xdp_dummy_prog"].run(bytes(128))
    assert (run.return_value, len(run.packet)) == (2, 128)


@prog_test()
def _xdp_noinline(bench: Bench) -> None:
    obj = bench.load("test_xdp_noinline")
    runs = [("balancer_ingress_v4", PKT_V4, 1, 54), ("balancer_ingress_v6", PKT_V6, 1, 74)]
    _balances(obj, runs)


@prog_test()
def _l4lb_all(bench: Bench) -> None:
    for name in ("test_l4lb", "test_l4lb_noinline", "test_l4lb_noinline_dynptr"):
        obj = bench.load(name)
        program = next(iter(obj.programs))
        _balances(obj, [(program, PKT_V4, 7, 54), (program, PKT_V6, 7, 74)])


def _balances(obj: progpack.Object, runs: list[tuple[str, bytes, int, int]]) -> None:
    obj.maps["vip_map"][struct.pack("<16sHHB3x", b"", 0, 0, 6)] = struct.pack("<II", 0, _VIP)
    obj.maps["ch_rings"][struct.pack("<I", 11)] = struct.pack("<I", 3)
    obj.maps["reals"][struct.pack("<I", 3)] = struct.pack("<I12xB3x", 0x1234, 0)
    for name, packet, value, size in runs:
        for _ in range(10):
            run = obj.programs[name].run(packet)
            assert (run.return_value, len(run.packet)) == (value, size)
            assert run.packet[:4] == struct.pack("<I", 0x1234)
    stats = b"".join(map(bytes, obj.maps["stats"][struct.pack("<I", _VIP)]))
    numbers = struct.unpack(f"<{len(stats) // 8}Q", stats)
    assert (sum(numbers[::2]), sum(numbers[1::2])) == (123 * 20, 20)


@prog_test()
def _global_func_args(bench: Bench) -> None:
    obj = bench.load("test_global_func_args")
    assert value_of(obj, "test_cls") == 0
    held = obj.maps["values"]
    told = [int.from_bytes(bytes(held[key]), "little") for key in range(7)]
    assert told == [0, 1, 100, 101, 42, 43, 1]


@prog_test()
def _map_lock(bench: Bench) -> None:
    obj = bench.load("test_map_lock")
    obj.maps["hash_map"][struct.pack("<i", 0)] = bytes(68)
    for _ in range(20):
        assert value_of(obj, "bpf_map_lock_test") == 0
        for held in (obj.maps["hash_map"][struct.pack("<i", 0)], obj.maps["array_map"][0]):
            words = struct.unpack("<17i", bytes(held))
            assert len(set(words[1:])) == 1


@prog_test()
def _skb_load_bytes(bench: Bench) -> None:
    obj = bench.load("skb_load_bytes")
    for offset, told in ((0xFFFFFFFF, -errno.EFAULT), (10, 0)):
        obj.globals.load_offset = offset
        value_of(obj, "skb_process")
        expect(obj, test_result=told)


@prog_test(here_alone="the kernel refuses what clang 22 makes of the dynptr's variant")
def _parse_tcp_hdr_opt(bench: Bench) -> None:
    for name in ("test_parse_tcp_hdr_opt", "test_parse_tcp_hdr_opt_dynptr"):
        obj = bench.load(name)
        kind = int(obj.globals.tcp_hdr_opt_kind_tpr)
        options = bytes([2, 4, 5, 0xB4, 1, 1, kind, 6]) + b"\xbb" * 4 + bytes(4)
        packet = PKT_V6[:66] + b"\x90" + PKT_V6[67:] + options
        assert value_of(obj, "xdp_ingress_v6", packet) == 2
        expect(obj, server_id=0xBBBBBBBB)


@prog_test()
def _xdp_adjust_tail(bench: Bench) -> None:
    for name, change in (("shrink", -20), ("grow", 40)):
        obj = bench.load(f"test_xdp_adjust_tail_{name}")
        program = obj.programs[f"_xdp_adjust_tail_{name}"]
        assert program.run(PKT_V4).return_value == 1
        run = program.run(PKT_V6)
        assert (run.return_value, len(run.packet)) == (3, len(PKT_V6) + change)


@prog_test()
def _skb_ctx(bench: Bench) -> None:
    obj = bench.load("test_skb_ctx")
    given = {
        **{f"cb{index}": index + 1 for index in range(5)},
        "priority": 6,
        "ingress_ifindex": 11,
        "ifindex": 1,
        "tstamp": 7,
        "wire_len": 100,
        "gso_segs": 8,
        "mark": 9,
        "gso_size": 10,
        "hwtstamp": 11,
    }
    run = obj.programs["process"].run(PKT_V4, context=given)
    assert run.return_value == 0
    words = struct.unpack("<48I", run.context[:192])
    assert words[12:17] == (2, 3, 4, 5, 6)
    assert (words[8], words[10], words[9], words[2]) == (7, 1, 11, 10)


@prog_test(here_alone="its storage of control groups has a lock")
def _spin_lock(bench: Bench) -> None:
    assert value_of(bench.load("test_spin_lock"), "bpf_spin_lock_test") == 0


@prog_test()
def _tailcalls(bench: Bench) -> None:
    obj = bench.load("tailcall1")
    table, entry = obj.maps["jmp_table"], obj.programs["entry"]
    count = table.spec.max_entries
    for order in (range(count), range(count - 1, -1, -1)):
        for index, number in enumerate(order):
            table[index] = obj.programs[f"classifier_{number}"]
        for index, number in enumerate(order):
            assert entry.run(PKT_V4).return_value == number
            del table[index]
        assert entry.run(PKT_V4).return_value == 3


@prog_test()
def _check_mtu(bench: Bench) -> None:
    mtu = int(Path("/sys/class/net/lo/mtu").read_text())
    given = {"GLOBAL_USER_MTU": mtu, "GLOBAL_USER_IFINDEX": 1}
    world = progpack.Environment(ifaces=[Interface(1, mtu=mtu)])
    options = {} if bench.is_kernel else {"environment": world}
    obj = bench.load("test_check_mtu", variables=given, **options)
    for name in ("use_helper", "exceed_mtu", "minus_delta", "input_len", "input_len_exceed"):
        for kind, value in (("xdp", 2), ("tc", 0)):
            assert value_of(obj, f"{kind}_{name}") == value, name
            expect(obj, **{f"global_bpf_mtu_{kind}": mtu})


@prog_test()
def _skb_helpers(bench: Bench) -> None:
    obj = bench.load("test_skb_helpers", "test_skb_helpers")
    run = obj.programs["test_skb_helpers"].run(
        PKT_V4, context={"wire_len": 100, "gso_segs": 8, "gso_size": 10}
    )
    assert len(run.packet) == len(PKT_V4)


@prog_test(here_alone="loads alone")
def _reference_tracking(bench: Bench) -> None:
    names = ("sk_lookup_success", "sk_lookup_success_simple")
    assert set(bench.load("test_sk_lookup_kern", *names).programs) == set(names)


@prog_test(here_alone="loads alone")
def _tcp_estats(bench: Bench) -> None:
    assert len(bench.load("test_tcp_estats").programs) == 1
