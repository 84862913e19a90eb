"""Snapshots of kernels whose files are given, and of the running one without privileges."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from progpack.errors import MissingFeatureError, UsageError
from progpack.kernel.explain.address import Explainer
from progpack.kernel.explain.limit import explain_limit, explain_splits
from progpack.kernel.memory.pack_list import PackLayout
from progpack.kernel.observe import Observer, look, observe
from progpack.kernel.perf.recorder import PerfRecorder
from progpack.kernel.sampler import Sampler
from progpack.kernel.syscall.btf_write import TypeWriter
from progpack.kernel.totals import sum_up
from progpack.known import Bounds, Unknown
from progpack.report.snapshot.metrics import metrics
from progpack.snapshot import NO_EVIDENCE, UNATTRIBUTED, DirectMap
from tests.kernel.coreimage import Memory, write_core, write_packs

SOURCE = Path(__file__).parents[2] / "src"
BASE = 0xFFFF_FFFF_C012_3000
PACK = 2 << 20
PAGE = os.sysconf("SC_PAGE_SIZE")

pytestmark = pytest.mark.skipif(
    os.uname().machine != "x86_64" or PAGE != 4096, reason="the files are those of an x86-64 kernel"
)

SYMBOLS = f"""\
ffffffff81000000 T _text
ffffffff81000100 T bpf_arch_text_copy
ffffffff81000200 T arch_alloc_bpf_trampoline
{BASE + 25 * 64 + 12:016x} t bpf_prog_59f4a931744dcdc6_tiny\t[bpf]
{BASE + 40 * 64:016x} t bpf_trampoline_6442536467\t[bpf]
{BASE + 64 * 64:016x} t bpf_dispatcher_xdp\t[bpf]
"""


def area(address: int, digits: str = "016x") -> str:
    span = f"0x{address:{digits}}-0x{address + PACK + PAGE:{digits}}"
    return f"{span} {PACK + PAGE} bpf_prog_pack_alloc+0x161/0x2d0 pages=512 vmalloc N0=512\n"


def files(root: Path, vmallocinfo: str | None, symbols: str = SYMBOLS) -> Path:
    contents = {
        "proc/kallsyms": symbols,
        "proc/meminfo": "DirectMap4k: 24448 kB\nDirectMap2M: 3121152 kB\n",
        "proc/vmstat": "direct_map_level2_splits 3\ndirect_map_level3_splits 1\n",
        "proc/sys/kernel/kptr_restrict": "1\n",
        "proc/sys/net/core/bpf_jit_harden": "0\n",
        "proc/sys/net/core/bpf_jit_kallsyms": "1\n",
        "proc/sys/net/core/bpf_jit_limit": "528482304\n",
        "sys/devices/system/node/possible": "0\n",
        "sys/devices/system/cpu/possible": "0-1\n",
    }
    if vmallocinfo is not None:
        contents["proc/vmallocinfo"] = vmallocinfo
    for name, text in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_packs_are_where_vmallocinfo_says_and_symbols_name_their_chunks(tmp_path: Path) -> None:
    root = files(tmp_path, area(BASE) + area(BASE + 0x201000))
    snapshot = observe(root=root)
    assert snapshot.source == "live"
    assert [pack.address for pack in snapshot.packs] == [BASE, BASE + 0x201000]
    first, second = snapshot.packs
    assert [(s.chunk, s.chunks, s.name, s.kind) for s in first.spans] == [
        (0, 25, "", NO_EVIDENCE),
        (25, 1, "tiny", "program"),
        (26, 14, "", NO_EVIDENCE),
        (40, 1, "bpf_trampoline_6442536467", "trampoline"),
        (41, 23, "", NO_EVIDENCE),
        (64, 64, "bpf_dispatcher_xdp", "dispatcher"),
        (128, 32640, "", NO_EVIDENCE),
    ]
    assert second.unknown_chunks == second.chunks == 32768
    assert snapshot.limit == 528482304
    assert snapshot.resident_bytes == 2 * PACK
    assert snapshot.vmas == 2
    assert isinstance(snapshot.direct_map, DirectMap)
    assert snapshot.direct_map.level2_splits == 3
    assert isinstance(snapshot.direct_map.map_1g, Unknown)
    assert not any("inferred" in note for note in snapshot.notes)


def test_hidden_addresses_of_packs_are_inferred_and_said_to_be(tmp_path: Path) -> None:
    snapshot = observe(root=files(tmp_path, area(0x1F097D56, "016x")))
    [pack] = snapshot.packs
    assert pack.address is not None
    assert pack.address <= BASE
    assert any("inferred" in note and f"{pack.address:#x}" in note for note in snapshot.notes)
    [tiny] = [span for span in pack.spans if span.name == "tiny"]
    assert pack.address_of(tiny) == BASE + 25 * 64


def test_a_pack_of_which_nothing_is_seen_has_no_address_and_no_evidence(tmp_path: Path) -> None:
    root = files(tmp_path, area(0x1F097D56), "ffffffff81000100 T bpf_arch_text_copy\n")
    [pack] = observe(root=root).packs
    assert pack.address is None
    assert pack.unknown_chunks == pack.chunks == 32768


def test_what_cannot_be_read_is_unknown_with_the_reason(tmp_path: Path) -> None:
    snapshot = observe(root=files(tmp_path, None))
    assert isinstance(snapshot.vmas, Unknown)
    assert "vmallocinfo" in snapshot.vmas.reason
    assert isinstance(snapshot.charged, Bounds)
    assert isinstance(snapshot.charged.high, Unknown)
    assert any("how many packs there are is not known" in note for note in snapshot.notes)


def test_only_the_running_kernel_can_be_probed(tmp_path: Path) -> None:
    said: list[str] = []
    with pytest.raises(UsageError, match="running kernel"):
        look(probe=True, say=said.append, root=tmp_path)
    assert said == []


CHILD = """
import ctypes

class Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))

# struct __user_cap_data_struct[2]: effective, permitted, inheritable; low and high words.
NONE = (ctypes.c_uint32 * 6)()
import os
if os.geteuid() == 0:
    assert ctypes.CDLL(None).capset(ctypes.byref(Header(0x20080522, 0)), NONE) == 0
from progpack.errors import MissingFeatureError
from progpack.kernel.observe import observe
snapshot = observe()
print(len(snapshot.notes), snapshot.direct_map.map_4k)
print(*snapshot.notes, sep="\\n")
try:
    observe(probe=True, say=lambda text: None)
except MissingFeatureError as error:
    print("refused:", error)
"""


def test_without_privileges_a_snapshot_says_what_it_lacks_and_probing_is_refused() -> None:
    setting = Path("/proc/sys/kernel/unprivileged_bpf_disabled")
    if not setting.exists() or setting.read_text().strip() == "0":
        pytest.skip("the kernel has no bpf(2), or lets everybody in")
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, *others = done.stdout.splitlines()
    assert int(first.split()[0]) > 0
    assert any("programs cannot be listed" in line and "CAP_" in line for line in others)
    assert any(line.startswith("refused:") for line in others)


# -- with the kernel's memory --------------------------------------------------------------------

TEXT = 0xFFFF_FFFF_8100_0000
DIRECT = 0xFFFF_8880_0000_0000
HEAD, CURRENT = TEXT + 0x1320, TEXT + 0x2340
LAYOUT = PackLayout(0, 16, 32, None, "<")
EXECMEM = "0xffffffffc0000000-0xffffffffc0600000 6291456 execmem_vmalloc+0x1/0x2 pages=1536\n"


def types(header: str) -> bytes:
    """The kernel's types, as far as they are asked for."""
    writer = TypeWriter()
    word, name = writer.integer(8, "long"), "bpf_binary_header"
    pair = writer.array(word, 2)
    members = [("list", pair, 0), ("ptr", word, 16), ("bitmap", word, 32)]
    writer.structure("bpf_prog_pack", 40, members)
    writer.structure(name, 8, [(header, word, 0)])
    return writer.data()


def with_memory(tmp_path: Path, *, header: str = "size", charged: int = 4096) -> Path:
    """A kernel whose packs are parts of larger areas, and whose memory can be read."""
    symbols = SYMBOLS + f"{HEAD:016x} d pack_list\n{CURRENT:016x} b bpf_jit_current\n"
    root = files(tmp_path, EXECMEM, "".join(sorted(symbols.splitlines(keepends=True))))
    (root / "sys/kernel/btf").mkdir(parents=True)
    (root / "sys/kernel/btf/vmlinux").write_bytes(types(header))
    memory = Memory()
    # What has symbols, one program of 25 chunks without a name, and a pack of others.
    taken = [(0, 26), (40, 1), (64, 64)]
    packs = [(BASE, taken, False), (BASE + PACK, [(0, 3)], False)]
    write_packs(memory, HEAD, DIRECT, LAYOUT, packs)
    memory.write(CURRENT, charged.to_bytes(8, "little"))
    segments = [(TEXT, 16 * PAGE, 0x1000000), (DIRECT, 64 * PAGE, 0)]
    write_core(root / "proc/kcore", memory, segments, {})
    return root


def test_the_kernels_memory_tells_packs_and_charge_to_every_verb(tmp_path: Path) -> None:
    root = with_memory(tmp_path)
    seen = look(root=root)
    assert seen.exact
    assert (seen.pack_count, seen.charged) == (2, 4096)
    snapshot = seen.snapshot()
    assert (len(snapshot.packs), snapshot.charged) == (2, 4096)
    dark = [s.chunks for p in snapshot.packs for s in p.spans if s.kind == UNATTRIBUTED]
    assert dark == [25, 3]
    kernel = Explainer(root)
    assert explain_splits(kernel).packs == 2
    limit = explain_limit(kernel)
    assert (limit.charged, limit.headroom) == (
        Bounds(4096, 4096),
        (528482304 - 4096, 528482304 - 4096),
    )
    values = {m.name: m.samples for m in metrics(snapshot, sum_up(seen))}
    assert values["bpf_packs"] == (((), 2),)
    for name in ("bpf_jit_charged_bytes", "bpf_jit_charged_min_bytes", "bpf_jit_charged_max_bytes"):
        assert values[name] == (((), 4096),)


def test_rows_have_the_kernels_own_counts(tmp_path: Path) -> None:
    def closed() -> PerfRecorder:
        raise MissingFeatureError("not here")

    root = with_memory(tmp_path)
    with Sampler(root, record=closed) as sampler:
        row = sampler.sample()
    assert (row.packs, row.charged, row.charged_most) == (2, 4096, 4096)
    assert row.headroom == 528482304 - 4096
    (root / "proc/kcore").unlink()
    with Sampler(root, record=closed) as sampler:
        assert isinstance(sampler.sample().charged, Unknown)


def test_before_linux_5_18_pages_are_charged(tmp_path: Path) -> None:
    assert look(root=with_memory(tmp_path, header="pages", charged=3)).charged == 3 * PAGE


@pytest.mark.parametrize("lost", ["proc/kcore", "sys/kernel/btf/vmlinux", "proc/vmallocinfo"])
def test_each_look_says_what_it_lacks(tmp_path: Path, lost: str) -> None:
    root = with_memory(tmp_path)
    (root / lost).unlink()
    observer = Observer(root)
    for seen in (observer.look(), observer.look()):
        reasons = [str(seen.charged), str(seen.pack_count), str(seen.areas), *seen.notes]
        assert any(lost.rpartition("/")[2] in reason for reason in reasons)


def test_a_second_look_sees_what_changed(tmp_path: Path) -> None:
    root = with_memory(tmp_path)
    observer = Observer(root)
    assert observer.look().charged == 4096
    (root / "proc/kcore").unlink()
    assert isinstance(observer.look().charged, Unknown)
