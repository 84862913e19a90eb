"""A kernel of another CPU than the host's: verdicts, and its packs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from progpack.bpf.object.reader import read_object
from progpack.errors import MissingFeatureError
from progpack.run.kernels.packs import guest_observer
from progpack.run.verdicts import ask_kernels
from progpack.vm.fetch import ensure, parse
from progpack.vm.store import Store, Stored

NAME = "arm64:6.12"
FIREWALL = Path(__file__).parents[2] / "src" / "progpack" / "data" / "bpf" / "firewall.bpf.o"


@pytest.fixture(scope="module")
def arm64() -> Stored:
    """A stored arm64 kernel; the test skips, with the reason, where none can be had."""
    if shutil.which("apt-get") is None:
        pytest.skip("needs apt, which fetches a kernel")
    try:
        return ensure(Store(), parse(NAME), lambda text: None)
    except MissingFeatureError as error:
        pytest.skip(str(error))


def test_an_arm64_kernel_gives_verdicts(arm64: Stored) -> None:
    (report,) = ask_kernels(read_object(FIREWALL), ["firewall"], [NAME], print)
    assert report.release == arm64.name
    verdict = report.verdicts["firewall"]
    assert verdict.accepted
    assert (verdict.insns or 0) > 100


def test_the_packs_of_an_arm64_kernel_are_seen(arm64: Stored) -> None:
    with guest_observer(NAME, [read_object(FIREWALL)], print) as observer:
        seen = observer.look()
        assert (seen.machine, seen.exact) == ("aarch64", True)
        assert [one.name for one in seen.placed][:2] == ["firewall#1", "firewall#1/1"]
        for one in seen.placed:
            pack, chunk = seen.evidence.locate(one.address) or (None, 0)
            assert pack is not None
            assert pack.map.chunks > chunk
