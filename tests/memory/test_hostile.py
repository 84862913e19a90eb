"""Where memory is short or forbidden: it works, or it says why, and nothing is half done."""

from __future__ import annotations

import errno
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from progpack.arch import Arch
from progpack.errors import ExecMemoryError
from progpack.memory import Code, PackAllocator, ProcessMemory, Replaceable, linux
from progpack.memory.pages.recipes import NAMES
from progpack.pack import Policy
from tests.memory.child import run
from tests.memory.inspect import check_accounts, check_bytes, inside
from tests.memory.native import pattern, returning
from tests.memory.sandbox import supported

seccomp = pytest.mark.skipif(not supported(), reason="no seccomp filter for this machine here")

WORK = """
import os, resource
from progpack.errors import ExecMemoryError, OutOfMemoryError
from progpack.memory import PackAllocator, ProcessMemory
from tests.memory.inspect import check_accounts, check_bytes, inside
from tests.memory.maps import writable_and_executable
from tests.memory.native import pattern, returning

def work(memory):
    with PackAllocator(memory=memory) as packs:
        live = {packs.install(returning(n)): returning(n) for n in range(100)}
        for code in list(live)[::2]:
            del live[code]
            code.free()
        changing = packs.install_replaceable(returning(1))
        changing.replace(returning(2))
        assert changing.function("int()")() == 2
        changing.free()
        pid = os.fork()
        assert packs.install(bytes(100_000)).size == 100_000
        check_accounts(packs, live)
        check_bytes(packs, live)
        for code, image in live.items():
            assert code.function("int()")() == image[1], image
        assert writable_and_executable() == []
        if not pid:
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0
    print("recipe", memory.capabilities.recipe)

IMAGE = pattern(1, 60_000)

def exhaust(packs, most=4000):
    '''Install until there is no memory; what was installed, and the error.'''
    live = {}
    for n in range(most):
        try:
            live[packs.install(IMAGE)] = IMAGE
        except OutOfMemoryError as error:
            return live, error
    raise AssertionError("there is no limit")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="a namespace of processes needs root")
@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is missing")
@pytest.mark.skipif(
    not Path("/proc/sys/vm/memfd_noexec").exists(), reason="no vm.memfd_noexec (6.3)"
)
@pytest.mark.parametrize("setting", [1, 2])
@pytest.mark.parametrize("recipe", [None, "memfd"])
@pytest.mark.parametrize("strict", [False, True])
def test_memfd_noexec(setting: int, recipe: str | None, strict: bool) -> None:
    """The setting is that of a namespace of processes, which ends with the test."""
    out = run(
        WORK
        + f"""
from pathlib import Path
Path("/proc/sys/vm/memfd_noexec").write_text("{setting}")
if {strict}:
    from tests.memory.sandbox import refuse_exec_gain
    assert refuse_exec_gain()
work(ProcessMemory(recipe={recipe!r}))
""",
        before=("unshare", "--pid", "--fork", "--mount-proc"),
    )
    wanted = "shared-anon" if recipe is None else "memfd (MFD_EXEC)"
    if setting == 2 and recipe:
        wanted = "memfd (MFD_NOEXEC_SEAL)"
    assert f"recipe {wanted}" in out


@seccomp
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("hardened", [False, True])
def test_a_sandbox_without_memfd_create(strict: bool, hardened: bool) -> None:
    out = run(
        WORK
        + f"""
import errno
from tests.memory.sandbox import Deny, deny, refuse_exec_gain
if {strict}:
    refuse_exec_gain()
deny(Deny("memfd_create", [], errno.EPERM))
work(ProcessMemory(hardened={hardened}))
"""
    )
    assert "recipe shared-anon" in out


@seccomp
def test_a_sandbox_without_membarrier_refuses_to_poke_and_does_the_rest() -> None:
    run(
        """
import errno
from progpack.errors import CapabilityError
from progpack.memory import PackAllocator
from tests.memory.native import returning
from tests.memory.sandbox import Deny, deny
deny(Deny("membarrier", [], errno.EPERM))
packs = PackAllocator()
assert not packs.capabilities.text_poke
code = packs.install(returning(3))
assert code.function("int()")() == 3
for attempt in (lambda: packs.install_replaceable(b"x"), lambda: code.text_poke(0, b"a", b"b")):
    try:
        attempt()
    except CapabilityError as error:
        assert "text_poke" in str(error), error
    else:
        raise AssertionError("poked")
assert packs.stats.programs == 1
"""
    )


@pytest.mark.parametrize("hardened", [False, True])
@pytest.mark.parametrize("recipe", NAMES)
def test_a_limit_on_address_space(recipe: str, hardened: bool) -> None:
    run(
        WORK
        + f"""
packs = PackAllocator(memory=ProcessMemory(recipe={recipe!r}, hardened={hardened}))
packs.install(b"x").free()
with open("/proc/self/statm") as statm:
    taken = int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
limit = resource.getrlimit(resource.RLIMIT_AS)
resource.setrlimit(resource.RLIMIT_AS, (taken + (40 << 20), limit[1]))
live, error = exhaust(packs)
assert "RLIMIT_AS" in str(error), error
assert len(live) > 100
for size in (1, 60_000, 5 << 20):
    try:
        packs.install(bytes(size))
    except MemoryError:  # Python's own, or ours
        pass
resource.setrlimit(resource.RLIMIT_AS, limit)
assert packs.stats.failures == ()
check_accounts(packs, live)
check_bytes(packs, live)
while live:
    code, image = live.popitem()
    assert code.read() == image
    code.free()
packs.trim()
assert packs.stats.reserved == packs.stats.charge == 0
assert packs.install(returning(5)).function("int()")() == 5
"""
    )


@contextmanager
def limited_group(size: int) -> Iterator[tuple[Path, Path]]:
    """A control group with a limit: its directory and the file that has the limit."""
    if os.geteuid() != 0:
        pytest.skip("a control group needs root")
    name = f"progpack-test-{os.getpid()}"
    for root, limit in (
        (Path("/sys/fs/cgroup"), "memory.max"),
        (Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"),
    ):
        group = root / name
        try:
            group.mkdir()
        except OSError:
            continue
        try:
            if (group / limit).exists():
                (group / limit).write_text(str(size))
                yield group, group / limit
                return
        finally:
            group.rmdir()
    pytest.skip("no control group with a limit on memory can be made here")


@pytest.mark.parametrize("hardened", [False, True])
def test_a_limit_of_a_control_group_is_an_error_and_not_the_end(hardened: bool) -> None:
    with limited_group(96 << 20) as (group, limit):
        processes = group / "cgroup.procs"
        run(
            WORK
            + f"""
with open({str(processes)!r}, "w") as file:
    file.write(str(os.getpid()))
packs = PackAllocator(memory=ProcessMemory(hardened={hardened}))
live, error = exhaust(packs)
assert "control group {group}" in str(error), error
assert len(live) > 300, len(live)
with open({str(limit)!r}, "w") as file:
    file.write(str(1 << 30))    # the tests take memory too
check_accounts(packs, live)
for code, image in live.items():
    assert code.read() == image
for code in list(live):
    del live[code]
    code.free()
packs.trim()
assert packs.stats.reserved == 0
assert packs.install(returning(5)).function("int()")() == 5
"""
        )


# Each system call fails once, in the middle of anything


PACK = 1 << 20


class Megabyte(Policy):
    """First fit in the smallest packs that become accessible in steps."""

    name = "megabyte-for-tests"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        return PACK


class Faults:
    """Counts the calls of `progpack.memory.linux` that can fail, and lets one of them."""

    NAMES = ("map_pages", "duplicate", "move_last", "protect", "advise", "populate")

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls = 0
        self.failed = ""
        self._at: int | None = None
        for name in self.NAMES:
            monkeypatch.setattr(linux, name, self._wrap(name, getattr(linux, name)))

    def arm(self, at: int) -> None:
        self.calls, self.failed, self._at = 0, "", at

    def disarm(self) -> None:
        self._at = None

    def _wrap(self, name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **more: object) -> object:
            self.calls += 1
            if self._at is not None and self.calls - 1 == self._at:
                self.failed = name
                raise OSError(errno.ENOMEM, f"injected: {name}")
            return function(*arguments, **more)

        return call


class History:
    """A history in which each kind of system call happens in every situation."""

    def __init__(self, packs: PackAllocator) -> None:
        self.packs = packs
        self.live: dict[Code, bytes] = {}
        self.jump: Replaceable | None = None
        self.steps: list[tuple[str, Callable[[], object]]] = [
            ("install", lambda: self.install(100)),
            ("install", lambda: self.install(200_000)),
            ("install", lambda: self.install(PACK + 1)),
            ("commit", self.commit),
            ("replaceable", self.replaceable),
            ("replace", self.replace),
            ("poke", self.poke),
            ("shrink", self.shrink),
            ("fork", self.pretend_to_fork),
            ("free", lambda: self.free(100)),
            ("fork", self.pretend_to_fork),
            ("install", lambda: self.install(300)),
            ("free", lambda: self.free(PACK + 1)),
            ("free", lambda: self.free(300)),
        ]

    def install(self, size: int) -> None:
        self.live[self.packs.install(pattern(size, size))] = pattern(size, size)

    def commit(self) -> None:
        slot = self.packs.reserve(5000)
        slot.write(0, pattern(5, 5000))
        self.live[slot.commit(700)] = pattern(5, 700)

    def replaceable(self) -> None:
        self.jump = self.packs.install_replaceable(returning(1))

    def replace(self) -> None:
        if self.jump is not None:
            self.jump.replace(returning(2))

    def poke(self) -> None:
        for code, image in list(self.live.items()):
            if len(image) == 700:
                code.text_poke(64, image[64:72], b"12345678")
                self.live[code] = image[:64] + b"12345678" + image[72:]

    def shrink(self) -> None:
        for code, image in list(self.live.items()):
            if len(image) == 700:
                code.shrink(200)
                self.live[code] = image[:200]

    def free(self, size: int) -> None:
        for code, image in list(self.live.items()):
            if len(image) == size:
                code.free()
                del self.live[code]

    def pretend_to_fork(self) -> None:
        """What a parent does at a fork, of which it sees no more."""
        from progpack.memory.guard import forks

        forks._before()
        forks._in_parent()
        if forks._counted:
            forks.counts[0] += 1  # as the handlers of the C library do


@pytest.mark.parametrize(
    ("hardened", "recipe"), [(False, "shared-anon"), (True, "shared-anon"), (False, "memfd")]
)
def test_a_system_call_that_fails_anywhere_leaves_everything_as_it_was(
    hardened: bool, recipe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = Faults(monkeypatch)
    memory = ProcessMemory(hardened=hardened, recipe=recipe)
    memory.capabilities.require("text_copy")
    failed: Counter[str] = Counter()
    at = 0
    while True:
        faults.disarm()
        packs = PackAllocator(Megabyte(), memory=memory, keep_empty=False)
        history = History(packs)
        errors = 0
        faults.arm(at)
        for name, step in history.steps:
            if faults.failed:
                step()
                continue
            before = inside(packs)
            try:
                step()
            except ExecMemoryError:
                errors += 1
                failed[f"{name}: {faults.failed}"] += 1
                after = inside(packs)
                assert after[:3] == before[:3], (name, faults.failed, at)
                assert after.bytes == before.bytes, (name, faults.failed, at)
                assert packs.stats.quarantined == 0, (name, faults.failed, at)
                step()  # now there is memory
                _check(packs, history)
        _check(packs, history)
        assert errors <= 1
        reached = bool(faults.failed)
        packs.close()
        assert packs.stats.reserved == 0
        if not reached:
            break
        at += 1
    assert len(failed) >= 5, failed


def _check(packs: PackAllocator, history: History) -> None:
    expected = dict(history.live)
    if history.jump is not None:
        body = history.jump.body
        expected[body] = body.read()
        region = history.jump.entry.home.region
        expected[history.jump] = region.read(history.jump.address - region.address, 8)
    check_accounts(packs, expected)
    check_bytes(packs, expected)
