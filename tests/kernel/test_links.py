"""Links and BTF objects of the running kernel, against bpftool."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.spec import ProgramType
from progpack.errors import MissingFeatureError
from progpack.kernel import AttachType, BpfError, KernelProgram
from progpack.kernel.syscall.btf import KernelBtf, btf_ids, read_kernel_btf
from progpack.kernel.syscall.links import KernelLink, LinkType, link_ids

from .probes import straight, wait_for

pytestmark = pytest.mark.usefixtures("live_kernel")

# Tracepoints that are seldom passed.
RARE = ("btf_trace_sched_process_hang", "btf_trace_mark_victim", "btf_trace_xdp_exception")


def bpftool(*arguments: str) -> Any:
    tool = shutil.which("bpftool") or shutil.which("bpftool", path="/usr/sbin:/sbin")
    if tool is None:
        pytest.skip("bpftool is not installed")
    done = subprocess.run([tool, "-j", *arguments], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


@pytest.fixture
def kernel_btf() -> Btf:
    try:
        return read_kernel_btf()
    except MissingFeatureError as error:
        pytest.skip(str(error))


@pytest.fixture
def program(kernel_btf: Btf) -> KernelProgram:
    found = next((t for name in RARE if (t := kernel_btf.find(name, BtfKind.TYPEDEF))), None)
    if found is None:
        pytest.skip("none of the tracepoints is there")
    return KernelProgram.load(
        straight(2),
        type=ProgramType.TRACING,
        name="pp_link",
        expected_attach_type=AttachType.TRACE_RAW_TP,
        attach_btf_id=found.id,
    )


def test_an_attached_program_is_held_by_a_link_that_bpftool_shows(program: KernelProgram) -> None:
    with program, KernelLink.attach_tracing(program) as link:
        info = link.info()
        assert info.type in (LinkType.RAW_TRACEPOINT, LinkType.TRACING)
        assert info.program_id == program.info().id
        assert info.id in set(link_ids())
        shown = bpftool("link", "show", "id", str(info.id))
        assert (shown["id"], shown["prog_id"]) == (info.id, info.program_id)
        assert shown["type"] in ("raw_tracepoint", "tracing")
        with KernelLink.from_id(info.id) as again:
            assert again.info() == info


def test_a_link_goes_away_with_its_last_descriptor(program: KernelProgram) -> None:
    with program, KernelLink.attach_tracing(program) as link:
        number = link.info().id
    wait_for(lambda: number not in set(link_ids()), "the link is still there")
    with pytest.raises(BpfError) as gone:
        KernelLink.from_id(number)
    assert gone.value.errno == errno.ENOENT


def test_a_program_that_is_not_for_tracing_cannot_be_attached_so() -> None:
    with (
        KernelProgram.load(straight(2), type=ProgramType.XDP, name="pp_xdp") as xdp,
        pytest.raises(BpfError, match="attach program pp_xdp"),
    ):
        KernelLink.attach_tracing(xdp)


def test_the_kernels_types_are_those_of_the_file() -> None:
    path = Path("/sys/kernel/btf/vmlinux")
    if not path.exists():
        pytest.skip("this kernel has no types")
    for number in btf_ids():
        with KernelBtf.from_id(number) as found:
            info = found.info()
            assert info.id == number
            if info.name == "vmlinux":
                assert info.kernel
                assert found.data() == path.read_bytes()
                return
    pytest.fail("none of the BTF objects is the kernel's")


def test_the_btf_objects_are_those_that_bpftool_shows() -> None:
    shown = {one["id"]: (one["size"], one["kernel"], one.get("name")) for one in bpftool("btf")}
    compared = 0
    for number in btf_ids():
        try:
            found = KernelBtf.from_id(number)
        except BpfError as error:
            if error.errno != errno.ENOENT:
                raise
            # Others come and go while this looks.
            continue
        with found:
            info = found.info()
            if number in shown:
                assert (info.size, info.kernel, info.name or None) == shown[number]
                compared += 1
    assert compared


def test_without_the_file_the_option_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFeatureError, match="CONFIG_DEBUG_INFO_BTF"):
        read_kernel_btf(tmp_path)
