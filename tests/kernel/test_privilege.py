"""What a process without privileges is told: in a child, so that the tests' own stay."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from progpack.errors import MissingFeatureError
from progpack.kernel.syscall.abi import Command, syscall_number
from progpack.kernel.syscall.call import BpfError, kernel_error

SOURCE = Path(__file__).parents[2] / "src"

CHILD = """
import ctypes

class Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))

# struct __user_cap_data_struct[2]: effective, permitted, inheritable; low and high words.
NONE = (ctypes.c_uint32 * 6)()
assert ctypes.CDLL(None).capset(ctypes.byref(Header(0x20080522, 0)), NONE) == 0
from progpack.bpf.isa.insn import Insn
from progpack.errors import MissingFeatureError
from progpack.kernel import KernelMap, KernelProgram, unavailable
print(unavailable())
for act in (
    lambda: KernelMap.create(2, key_size=4, value_size=4, max_entries=1, name="secret"),
    lambda: KernelProgram.load([Insn(0xb7), Insn(0x95)], type=6, name="secret"),
    lambda: KernelProgram.from_id(1),
):
    try:
        act().close()
        print("it worked")
    except MissingFeatureError as error:
        print(error)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="gives up root's capabilities, so it needs root")
def test_an_unprivileged_process_is_told_the_capability_and_the_sysctl() -> None:
    setting = Path("/proc/sys/kernel/unprivileged_bpf_disabled").read_text().strip()
    if setting == "0":
        pytest.skip("kernel.unprivileged_bpf_disabled is 0: the kernel lets everybody in")
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    for line in lines:
        assert "not permitted" in line
        assert "CAP_BPF" in line
    assert "CAP_SYS_ADMIN of the initial user namespace is needed" in lines[3]
    for line in lines[:3]:
        assert f"kernel.unprivileged_bpf_disabled is {setting}" in line
    assert lines[1].startswith("map secret:")
    assert lines[2].startswith("program secret:")


@pytest.mark.skipif(os.geteuid() != 0, reason="about a process that has CAP_BPF: root")
def test_ids_need_a_capability_of_the_initial_namespace_whatever_this_one_has() -> None:
    for command in (Command.PROG_GET_NEXT_ID, Command.PROG_GET_FD_BY_ID, Command.BTF_GET_FD_BY_ID):
        error = kernel_error(errno.EPERM, command, "ids")
        assert isinstance(error, MissingFeatureError)
        assert "CAP_BPF or root of a container is not enough" in str(error)
    assert isinstance(kernel_error(errno.EPERM, Command.MAP_CREATE, "map x"), BpfError)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (Command.PROG_LOAD, "the JIT could not take it, see net.core.bpf_jit_limit"),
        (Command.PROG_TEST_RUN, "the kernel does not run programs of this type in a test"),
        (Command.MAP_LOOKUP_ELEM, "the kernel does not support this"),
    ],
)
def test_only_a_load_with_errno_524_is_about_the_limit_of_the_jit(
    command: Command, reason: str
) -> None:
    assert str(kernel_error(524, command, "x")) == (
        f"x: {command.name} failed: ENOTSUPP (524): {reason}"
    )


def test_the_system_call_number_is_known_or_refused_by_name() -> None:
    assert syscall_number("x86_64") == 321
    assert syscall_number("aarch64") == syscall_number("riscv64") == 280
    with pytest.raises(MissingFeatureError, match="vax"):
        syscall_number("vax")
