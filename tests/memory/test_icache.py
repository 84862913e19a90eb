from __future__ import annotations

import ctypes

import pytest

from progpack import arch
from progpack.arch import Arch
from progpack.errors import CapabilityError, ExecMemoryError
from progpack.memory import linux
from progpack.memory.pages import icache
from progpack.memory.pages.icache import choose
from tests.memory.native import HOST


@pytest.mark.parametrize("name", ["x86-64", "x86-32", "s390x"])
def test_coherent_architectures_need_nothing(name: str) -> None:
    assert choose(arch.get(name)).flush is None


@pytest.mark.parametrize("name", ["arm64", "arm32", "riscv64", "loongarch64"])
def test_the_others_flush_what_was_written(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in for libgcc's function: which addresses it gets, and who is told."""
    calls: list[object] = []

    def find(wanted: str) -> object:
        assert wanted == "__clear_cache"
        return lambda start, end: calls.append((start, end))

    def membarrier(command: int) -> int:
        calls.append(command)
        return 0

    monkeypatch.setattr(icache, "_find_function", find)
    monkeypatch.setattr(linux, "membarrier", membarrier)
    flush = choose(arch.get(name)).flush
    assert flush is not None
    calls.clear()
    flush(0x1000, 64)
    tells_others = name in ("arm64", "arm32")
    assert calls == [(0x1000, 0x1040), *([1 << 5] if tells_others else [])]


def test_the_real_functions_can_be_called_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """libgcc has its function on every architecture, where nothing is needed an empty one."""
    try:
        ctypes.CDLL("libgcc_s.so.1")
        commands = linux.membarrier(0)
    except OSError as error:
        pytest.skip(str(error))
    if not commands & 1 << 5:
        pytest.skip("this kernel has no membarrier with SYNC_CORE")
    flush = choose(arch.get("arm64")).flush
    assert flush is not None
    buffer = ctypes.create_string_buffer(64)
    flush(ctypes.addressof(buffer), 64)


def test_a_missing_function_is_a_missing_capability(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icache, "_find_function", lambda name: None)
    with pytest.raises(CapabilityError, match="install libgcc"):
        choose(arch.get("riscv64"))


def test_a_missing_barrier_is_a_missing_capability(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(command: int) -> int:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(linux, "membarrier", refuse)
    with pytest.raises(CapabilityError, match="membarrier"):
        choose(arch.get("arm64"))


def test_a_barrier_that_fails_later_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icache, "_find_function", lambda name: lambda start, end: None)
    monkeypatch.setattr(linux, "membarrier", lambda command: 0)
    flush = choose(arch.get("arm64")).flush
    assert flush is not None

    def refuse(command: int) -> int:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(linux, "membarrier", refuse)
    with pytest.raises(ExecMemoryError, match="0x2000"):
        flush(0x2000, 4)


@pytest.mark.parametrize("name", ["powerpc", "mips", "sparc64", "parisc", "arc"])
def test_where_no_way_is_known_it_is_said(name: str) -> None:
    with pytest.raises(CapabilityError, match="no way is known"):
        choose(arch.get(name))


def test_the_host_is_known() -> None:
    host: Arch = HOST
    assert choose(host).detail
