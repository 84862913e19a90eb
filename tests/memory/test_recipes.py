from __future__ import annotations

import os
import shutil

import pytest

from progpack.memory import ProcessMemory
from progpack.memory.guard.lease import Lease
from progpack.memory.pages.backing import Backing
from progpack.memory.pages.probe import probe
from progpack.memory.pages.recipes import NAMES, Placer, Recipe, SharedAnon, all_recipes
from tests.memory.child import run
from tests.memory.native import HOST
from tests.memory.sandbox import supported

seccomp = pytest.mark.skipif(not supported(), reason="no seccomp filter for this machine here")

# Installs, runs, rewrites, grows, frees; checks all the time that nothing is writable and
# executable. Prints the recipe and every refusal.
WORK = """
from tests.memory.maps import writable_and_executable
from tests.memory.native import returning
from progpack.memory import PackAllocator, ProcessMemory
from progpack.errors import CapabilityError

def work(memory):
    for refusal in memory.capabilities.refused:
        print(refusal.recipe, "|", refusal.reason)
    print("recipe", memory.capabilities.recipe)
    for policy in ("pack", "page"):
        with PackAllocator(policy, memory=memory) as packs:
            kept = [packs.install(returning(i % 100, 3000)) for i in range(100)]
            for code in kept[::2]:
                code.free()
            again = packs.install(returning(55, 9000))
            assert again.function("int(void)")() == 55
            for i, code in enumerate(kept):
                if code.live:
                    assert code.function("int(void)")() == i % 100
            assert writable_and_executable() == []
    memory.reserve_data(100, near=None).release()
"""


@pytest.mark.parametrize("hardened", [False, True])
@pytest.mark.parametrize("recipe", NAMES)
@pytest.mark.parametrize("strict", [False, True])
def test_each_recipe_works_also_where_gaining_execution_is_refused(
    recipe: str, hardened: bool, strict: bool
) -> None:
    out = run(
        WORK
        + f"""
from tests.memory.sandbox import refuse_exec_gain
if {strict} and not refuse_exec_gain():
    print("skipped")
else:
    work(ProcessMemory(recipe={recipe!r}, hardened={hardened}))
"""
    )
    if "skipped" in out:
        pytest.skip("this kernel has no PR_SET_MDWE (6.3)")
    assert f"recipe {recipe}" in out


def test_the_first_recipe_is_taken_and_the_others_say_so() -> None:
    capabilities = ProcessMemory().capabilities
    assert capabilities.recipe == "shared-anon"
    assert len(capabilities.refused) == len(all_recipes()) - 1
    assert {refusal.reason for refusal in capabilities.refused} == {"not needed: shared-anon works"}


NO_DUPLICATE = 'Deny("mremap", [(1, 0xFFFFFFFF, 0)], errno.EPERM)'
NO_MEMFD = 'Deny("memfd_create", [], errno.EPERM)'
NO_EXECUTABLE_MEMFD = 'Deny("memfd_create", [(1, 0x10, 0x10)], errno.EACCES)'
OLD_KERNEL = (
    'Deny("memfd_create", [(1, 0x10, 0x10)], errno.EINVAL), '
    'Deny("memfd_create", [(1, 0x8, 0x8)], errno.EINVAL)'
)
NO_EXECUTION = 'Deny("mmap", [(2, 4, 4)], errno.EACCES)'


@seccomp
@pytest.mark.parametrize(
    ("rules", "taken", "reason"),
    [
        (NO_DUPLICATE, "memfd (MFD_EXEC)", "mremap duplicate of 4096 bytes"),
        (
            f"{NO_DUPLICATE}, {NO_EXECUTABLE_MEMFD}",
            "memfd (MFD_NOEXEC_SEAL)",
            "memfd (MFD_EXEC) | Permission denied",
        ),
        (f"{NO_DUPLICATE}, {OLD_KERNEL}", "memfd (no flag)", "memfd (MFD_EXEC) | Invalid"),
        (
            f"{NO_DUPLICATE}, {NO_MEMFD}",
            "tmpfile (/dev/shm)",
            "memfd (no flag) | Operation not permitted",
        ),
    ],
)
def test_a_refused_recipe_is_passed_over_and_its_reason_kept(
    rules: str, taken: str, reason: str
) -> None:
    out = run(
        WORK
        + f"""
import errno
from tests.memory.sandbox import Deny, deny
deny({rules})
work(ProcessMemory())
"""
    )
    assert f"recipe {taken}\n" in out
    assert reason in out


@seccomp
@pytest.mark.parametrize("hardened", [False, True])
@pytest.mark.parametrize("recipe", NAMES)
def test_writable_and_executable_is_never_even_asked_for(recipe: str, hardened: bool) -> None:
    """Nor is a mapping ever made executable that was not: the kernel would refuse both."""
    out = run(
        WORK
        + f"""
import errno, tempfile
from tests.memory.sandbox import Deny, deny
import progpack.snapshot
tempfile.gettempdir()
deny(Deny("mmap", [(2, 6, 6)]), Deny("mprotect", [(2, 4, 4)]))
work(ProcessMemory(recipe={recipe!r}, hardened={hardened}))
"""
    )
    assert f"recipe {recipe}" in out


@seccomp
def test_without_any_recipe_nothing_starts_and_every_reason_is_given() -> None:
    out = run(
        WORK
        + f"""
import ctypes, errno, tempfile
from tests.memory.maps import lines
from tests.memory.sandbox import Deny, deny
from progpack.memory.pages import probe
import progpack.snapshot
tempfile.gettempdir()
deny({NO_EXECUTION})
memory = ProcessMemory()
assert memory.capabilities.recipe is None
assert not memory.capabilities.text_copy and not memory.capabilities.set_rox
before = [fields[:2] for fields in lines() if "s" in fields[1] or "x" in fields[1]]
for attempt in (
    lambda: PackAllocator(memory=memory),
    lambda: memory.reserve(100),
    lambda: memory.reserve_data(100),
    lambda: memory.capabilities.require("set_rox"),
):
    try:
        attempt()
    except CapabilityError as error:
        print(error)
        assert error.exit_code == 3
    else:
        raise AssertionError("started")
assert before == [fields[:2] for fields in lines() if "s" in fields[1] or "x" in fields[1]]
"""
    )
    for name in ("shared-anon", "memfd (MFD_EXEC)", "memfd (no flag)", "tmpfile (/dev/shm)"):
        assert out.count(f"{name}: mmap of 4096 bytes") == 4


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")
@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is missing")
def test_a_noexec_mount_is_passed_over(tmp_path: os.PathLike[str]) -> None:
    out = run(
        WORK
        + f"""
import os
os.environ["TMPDIR"] = {os.fspath(tmp_path)!r}
assert os.system("mount -o remount,bind,noexec /dev/shm") == 0
work(ProcessMemory(recipe="tmpfile"))
""",
        before=("unshare", "--mount"),
    )
    assert "tmpfile (/dev/shm) | mmap of 4096 bytes" in out
    assert "recipe tmpfile (tempfile)" in out


class Lying(SharedAnon):
    """Maps memory that cannot be run, whatever is asked for."""

    name = "lying"

    def create(self, size: int, protection: int, placer: Placer, lease: Lease) -> Backing:
        return super().create(size, 1, placer, lease)


def test_a_mapping_without_the_permission_asked_for_is_never_called() -> None:
    found = probe([Lying()], HOST)
    assert found.recipe is None
    assert found.refused[0].reason == "asked for a r-xs mapping and got r--s"


def test_probing_leaves_nothing_behind() -> None:
    from tests.memory.maps import shared

    before, files = shared(), len(os.listdir("/proc/self/fd"))
    recipes: tuple[Recipe, ...] = all_recipes()
    for recipe in recipes:
        probe([recipe], HOST)
    assert shared() == before
    assert len(os.listdir("/proc/self/fd")) == files


@pytest.mark.parametrize("recipe", all_recipes(), ids=str)
def test_a_refused_mapping_leaves_no_file_open(recipe: Recipe) -> None:
    def refuse(mapper: object, pieces: object) -> int:
        raise PermissionError(13, "Permission denied")

    files = len(os.listdir("/proc/self/fd"))
    with pytest.raises(PermissionError):
        recipe.create(4096, 1, refuse, Lease())
    assert len(os.listdir("/proc/self/fd")) == files


def test_an_architecture_without_a_test_function_is_refused_before_anything_is_mapped() -> None:
    from progpack import arch

    found = probe(all_recipes(), arch.get("parisc"))
    assert found.recipe is None
    assert "no function is known" in found.reason
    assert all(refusal.reason.startswith("not tried") for refusal in found.refused)


def test_a_python_of_another_word_size_is_refused() -> None:
    from progpack import arch

    other = "arm32" if HOST.name not in ("x86-32", "arm32") else "x86-64"
    assert "-bit Python" in probe(all_recipes(), arch.get(other)).reason
