"""Symbols of BPF: against what bpf(2) says of the same programs, and on files of other kernels."""

from __future__ import annotations

from pathlib import Path

import pytest

from progpack.errors import MissingFeatureError
from progpack.kernel import program_ids
from progpack.kernel.proc.symbols import (
    SymbolKind,
    bpf_symbols,
    find_symbols,
    kernel_symbols,
    parse_bpf_symbol,
    why_symbols_may_be_missing,
)
from progpack.known import Unknown

from .probes import (
    every_recording,
    files,
    functions,
    load,
    records,
    straight,
    unprivileged,
    wait_for,
    with_subprogram,
)

LINES = """\
0000000000000000 A fixed_percpu_data
ffffffff81000000 T _text
ffffffff814ce810 T bpf_prog_pack_alloc
ffffffff81f00000 W bpf_arch_text_copy
ffffffffa0001000 t helper\t[some_module]
ffffffffc0003000 T bpf_prog_pack_alloc\t[some_module]
ffffffffc0025c80 t bpf_dispatcher_xdp\t[bpf]
ffffffffc0026004 t bpf_prog_6deef7357e7b4530_sd_fw_egress\t[bpf]
ffffffffc0026060 t bpf_prog_6deef7357e7b4530\t[bpf]
ffffffffc0026100 t bpf_trampoline_6442506007\t[bpf]
"""


@pytest.fixture
def programs_have_symbols() -> None:
    reason = why_symbols_may_be_missing()
    if reason is not None:
        pytest.skip(reason)


@pytest.mark.usefixtures("live_kernel", "programs_have_symbols")
def test_every_function_of_a_program_has_a_symbol_at_its_address() -> None:
    with load(straight(20), "pp_symbol") as plain, load(with_subprogram(5), "pp_calls") as calls:
        expected = {f.address: p for p in (plain, calls) for f in functions(p)}
        found = {s.address: s for s in bpf_symbols()}
        assert len(expected) == 3
        assert expected.keys() <= found.keys()
        for program in (plain, calls):
            symbol = found[functions(program)[0].address]
            assert symbol.kind is SymbolKind.PROGRAM
            assert (symbol.tag, symbol.program) == (program.info().tag, program.info().name)
        subprogram = found[functions(calls)[1].address]
        assert subprogram.kind is SymbolKind.PROGRAM
        assert subprogram.tag not in ("", calls.info().tag)


@pytest.mark.usefixtures("live_kernel", "programs_have_symbols")
def test_the_symbol_of_an_unloaded_program_goes_away() -> None:
    with load(straight(2, 4711), "pp_goes") as program:
        name = f"bpf_prog_{program.info().tag}_pp_goes"
        assert name in {s.name for s in bpf_symbols()}
        number = program.info().id
    wait_for(lambda: number not in set(program_ids()), "the program is still there")
    wait_for(lambda: name not in {s.name for s in bpf_symbols()}, "the symbol is still there")


def test_hidden_addresses_are_unknown_and_name_the_sysctl_and_the_capability() -> None:
    lines = unprivileged(
        "from progpack.kernel.proc.symbols import *\nfrom progpack.known import Unknown",
        "for s in bpf_symbols():\n    print(s.name, isinstance(s.address, Unknown), s.address)\n"
        "print(sum(s.address for s in kernel_symbols()))",
    )
    assert lines[-1] == "0"
    for line in lines[:-1]:
        _, hidden, reason = line.split(" ", 2)
        assert hidden == "True"
        assert "kernel.kptr_restrict is " in reason
        assert "CAP_SYSLOG" in reason


def test_a_recorded_file_of_zeros_is_unknown_with_its_own_sysctl(tmp_path: Path) -> None:
    root = files(
        tmp_path,
        {
            "proc/kallsyms": LINES.replace("ffffffffc0", "0000000000"),
            "proc/sys/kernel/kptr_restrict": "2\n",
        },
    )
    # Only the first digits were replaced, so these are no zeros yet and count as addresses.
    assert all(isinstance(s.address, int) for s in bpf_symbols(root))
    zeros = "\n".join("0" * 16 + line[16:] for line in LINES.splitlines()) + "\n"
    files(tmp_path, {"proc/kallsyms": zeros})
    found = list(bpf_symbols(root))
    assert len(found) == 4
    for symbol in found:
        assert isinstance(symbol.address, Unknown)
        assert "kernel.kptr_restrict is 2" in symbol.address.reason


def test_names_say_what_is_there(tmp_path: Path) -> None:
    root = files(tmp_path, {"proc/kallsyms": LINES})
    assert [(s.address, s.kind, s.tag, s.program) for s in bpf_symbols(root)] == [
        (0xFFFFFFFFC0025C80, SymbolKind.DISPATCHER, "", "xdp"),
        (0xFFFFFFFFC0026004, SymbolKind.PROGRAM, "6deef7357e7b4530", "sd_fw_egress"),
        (0xFFFFFFFFC0026060, SymbolKind.PROGRAM, "6deef7357e7b4530", ""),
        (0xFFFFFFFFC0026100, SymbolKind.TRAMPOLINE, "", "6442506007"),
    ]
    assert parse_bpf_symbol("bpf__tcp_congestion_ops_ssthresh", 1).kind is SymbolKind.STRUCT_OPS
    assert parse_bpf_symbol("__cfi_bpf_prog_6deef7357e7b4530_f", 1).kind is SymbolKind.PREFIX
    assert parse_bpf_symbol("something", 1).kind is SymbolKind.OTHER


def test_every_symbol_that_real_kernels_had_is_classified() -> None:
    kinds = set()
    for path in every_recording("*g_special"):
        for record in records(path.name.removesuffix(".jsonl.gz")):
            for address, name in record["s"] if record["op"] == "ksyms" else ():
                symbol = parse_bpf_symbol(name, int(address, 16))
                kinds.add(symbol.kind)
                if symbol.kind is SymbolKind.PROGRAM:
                    assert name == f"bpf_prog_{symbol.tag}_{symbol.program}"
    assert kinds == {SymbolKind.PROGRAM, SymbolKind.TRAMPOLINE, SymbolKind.DISPATCHER}


def test_only_the_kernels_own_symbols_are_found(tmp_path: Path) -> None:
    root = files(tmp_path, {"proc/kallsyms": LINES})
    wanted = {"bpf_prog_pack_alloc", "bpf_arch_text_copy", "helper", "bpf_dispatcher_xdp", "none"}
    found = find_symbols(wanted, root)
    assert {name: (s.address, s.type, s.module) for name, s in found.items()} == {
        "bpf_prog_pack_alloc": (0xFFFFFFFF814CE810, "T", ""),
        "bpf_arch_text_copy": (0xFFFFFFFF81F00000, "W", ""),
    }


def test_all_symbols_of_this_kernel_can_be_read() -> None:
    if not Path("/proc/kallsyms").exists():
        pytest.skip("there is no /proc/kallsyms")
    lines = Path("/proc/kallsyms").read_text().splitlines()
    own = [line for line in lines if not line.endswith("]")]
    found = [s for s in kernel_symbols() if not s.module]
    assert len(found) == len(own)
    assert [s.name for s in found[:50]] == [line.split()[2] for line in own[:50]]


@pytest.mark.parametrize(
    ("harden", "listed", "reason"),
    [("0", "1", None), ("1", "1", "bpf_jit_harden is 1"), ("0", "0", "bpf_jit_kallsyms is 0")],
)
def test_the_settings_that_hide_symbols_are_named(
    tmp_path: Path, harden: str, listed: str, reason: str | None
) -> None:
    root = files(
        tmp_path,
        {
            "proc/sys/net/core/bpf_jit_harden": harden,
            "proc/sys/net/core/bpf_jit_kallsyms": listed,
        },
    )
    found = why_symbols_may_be_missing(root)
    assert found == reason if reason is None else reason in (found or "")


def test_settings_that_cannot_be_read_may_hide_symbols(tmp_path: Path) -> None:
    reason = why_symbols_may_be_missing(tmp_path)
    assert reason is not None
    assert "net.core.bpf_jit_harden" in reason


def test_without_the_file_the_option_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFeatureError, match="CONFIG_KALLSYMS"):
        list(bpf_symbols(tmp_path))
