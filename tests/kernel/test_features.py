"""Features: of this kernel against bpftool, and of kernels made of a few types and files."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from progpack.kernel.features import Feature, Features, read_features
from progpack.known import Unknown

from .probes import files

RETPOLINES = "Mitigation: Retpolines; STIBP: disabled; RSB filling; BHI: Not affected"
AUTO_IBRS = (
    "Mitigation: Enhanced / Automatic IBRS; IBPB: conditional; STIBP: always-on; RSB filling"
)
PACK = "2101248 bpf_prog_pack_alloc+0x28b/0x3a0 pages=512 vmalloc N0=512"
EXECMEM = "2101248 execmem_alloc+0xdd/0x1c0 pages=512 vmalloc N0=512"
OTHER = "8192 kernel_clone+0x94/0x3e0 pages=1 vmalloc N0=1"


def btf(structs: dict[str, tuple[str, ...]], enum: tuple[str, ...] = ()) -> bytes:
    """BTF with an int, structs whose members are of it, and the enumeration of execmem's flags."""
    strings = bytearray(b"\0")

    def name(text: str) -> int:
        at = len(strings)
        strings.extend(text.encode() + b"\0")
        return at

    types = struct.pack("<IIII", name("int"), 1 << 24, 4, 1 << 24 | 32)
    for title, members in structs.items():
        types += struct.pack("<III", name(title), 4 << 24 | len(members), 4 * len(members))
        for i, member in enumerate(members):
            types += struct.pack("<III", name(member), 1, 32 * i)
    if enum:
        types += struct.pack("<III", name("execmem_range_flags"), 6 << 24 | len(enum), 4)
        for i, one in enumerate(enum):
            types += struct.pack("<Ii", name(one), 1 << i)
    header = struct.pack("<HBBIIIII", 0xEB9F, 1, 0, 24, 0, len(types), len(types), len(strings))
    return header + types + bytes(strings)


def kernel(
    root: Path,
    *,
    record: tuple[str, ...] | None = ("list", "ptr", "arch_flush_needed", "bitmap"),
    symbols: str = "T bpf_arch_text_copy, T arch_alloc_bpf_trampoline, T execmem_alloc, "
    "T __SCT__bpf_arch_pred_flush",
    areas: str = PACK,
    spectre_v2: str = RETPOLINES,
    enum: tuple[str, ...] = ("EXECMEM_KASAN_SHADOW", "EXECMEM_ROX_CACHE"),
    bpf: str = "",
    machine: str = "x86_64",
) -> Features:
    lines = [f"ffffffff81{i:06x} {s}" for i, s in enumerate(symbols.split(", ")) if s]
    if bpf:
        lines.append(f"ffffffffc0000004 t {bpf}\t[bpf]")
    structs = {} if record is None else {"bpf_prog_pack": record}
    files(
        root,
        {
            "proc/kallsyms": "\n".join(lines) + "\n",
            "proc/vmallocinfo": f"0xffffffffc0000000-0xffffffffc0201000 {areas}\n",
            "sys/kernel/btf/vmlinux": btf(structs, enum),
            "sys/devices/system/cpu/vulnerabilities/spectre_v2": spectre_v2 + "\n",
            "sys/devices/system/node/possible": "0\n",
        },
    )
    return read_features(root, machine)


def values(features: Features) -> list[bool | None]:
    return [None if isinstance(f.value, Unknown) else f.value for f in features]


def test_the_flag_of_this_kernel_is_in_the_types_that_bpftool_shows() -> None:
    tool = shutil.which("bpftool") or shutil.which("bpftool", path="/usr/sbin:/sbin")
    if tool is None or not Path("/sys/kernel/btf/vmlinux").exists():
        pytest.skip("bpftool or the kernel's types are not here")
    done = subprocess.run(
        [tool, "btf", "dump", "file", "/sys/kernel/btf/vmlinux"],
        check=True,
        capture_output=True,
        text=True,
    )
    features = read_features()
    assert features.dirty_flag.value is ("'arch_flush_needed'" in done.stdout)
    assert features.rox_cache.value is ("'EXECMEM_ROX_CACHE'" in done.stdout)
    if "STRUCT 'bpf_prog_pack'" not in done.stdout:
        assert features.packs.value is False


def test_a_kernel_of_2026_without_the_flush(tmp_path: Path) -> None:
    features = kernel(tmp_path)
    assert values(features) == [True, True, False, True, True, False, True]
    assert "retpolines" in features.predictor_flush.evidence
    assert all(feature.evidence for feature in features)


def test_a_kernel_of_2026_with_the_flush(tmp_path: Path) -> None:
    features = kernel(tmp_path, spectre_v2=AUTO_IBRS)
    assert features.predictor_flush.value is True
    assert "IBPB" in features.predictor_flush.evidence


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (RETPOLINES, False),
        (AUTO_IBRS, True),
        ("Mitigation: Retpolines; IBPB: conditional; STIBP: conditional", False),
        ("Mitigation: Enhanced / Automatic IBRS + Retpolines; IBPB: conditional", False),
        ("Mitigation: IBRS; IBPB: conditional; STIBP: conditional; RSB filling", True),
        ("Mitigation: LFENCE; IBPB: always-on", True),
        ("Mitigation: Enhanced / Automatic IBRS; STIBP: disabled", False),
        ("Not affected", False),
        ("Vulnerable; IBPB: disabled; STIBP: disabled; PBRSB-eIBRS: Not affected", False),
        ("Vulnerable: eIBRS with unprivileged eBPF; IBPB: conditional", True),
    ],
)
def test_the_flush_follows_the_mitigation(tmp_path: Path, text: str, value: bool) -> None:
    feature = kernel(tmp_path, spectre_v2=text).predictor_flush
    assert feature.value is value
    assert text in feature.evidence


def test_another_machine_s_way_to_the_flush_is_not_guessed(tmp_path: Path) -> None:
    feature = kernel(tmp_path, machine="aarch64").predictor_flush
    assert isinstance(feature.value, Unknown)
    assert "aarch64" in feature.value.reason


def test_a_kernel_before_packs(tmp_path: Path) -> None:
    features = kernel(tmp_path, record=None, symbols="W bpf_arch_text_poke", areas=OTHER, enum=())
    assert values(features) == [False, False, False, False, False, False, False]


def test_a_kernel_with_packs_and_trampolines_of_a_page(tmp_path: Path) -> None:
    features = kernel(
        tmp_path, record=("list", "ptr", "bitmap"), symbols="T bpf_arch_text_copy", enum=()
    )
    assert values(features) == [True, False, False, False, False, False, False]


def test_an_architecture_whose_jit_makes_no_packs(tmp_path: Path) -> None:
    features = kernel(
        tmp_path, symbols="W bpf_arch_text_copy, W arch_alloc_bpf_trampoline", areas=OTHER
    )
    assert features.packs.value is False
    assert features.trampolines_in_packs.value is False
    assert "bpf_arch_text_copy" in features.packs.evidence


def test_packs_from_the_common_cache_are_recognised(tmp_path: Path) -> None:
    code = "bpf_prog_6deef7357e7b4530_egress"
    features = kernel(tmp_path, areas=EXECMEM, bpf=code)
    assert features.packs_from_rox_cache.value is True
    assert code in features.packs_from_rox_cache.evidence
    assert features.packs.value is True
    # Nothing of BPF is placed: the area may be that of modules.
    features = kernel(tmp_path, areas=EXECMEM)
    assert isinstance(features.packs_from_rox_cache.value, Unknown)


def test_what_cannot_be_read_is_unknown_with_the_file(tmp_path: Path) -> None:
    for feature in read_features(tmp_path, "x86_64"):
        assert isinstance(feature.value, Unknown), feature
        assert str(tmp_path) in feature.value.reason
    without_types = kernel(tmp_path, areas=OTHER)
    (tmp_path / "sys/kernel/btf/vmlinux").unlink()
    features = read_features(tmp_path, "x86_64")
    assert isinstance(features.dirty_flag.value, Unknown)
    assert "CONFIG_DEBUG_INFO_BTF" in features.dirty_flag.value.reason
    assert features.predictor_flush == without_types.predictor_flush


@pytest.mark.parametrize(
    ("value", "said"), [(True, "yes"), (False, "no"), (Unknown("no file"), "unknown (no file)")]
)
def test_an_answer_is_said_in_words(value: bool | Unknown, said: str) -> None:
    assert str(Feature("asked", value, "a member")) == f"asked: {said} (a member)"
    assert str(Feature("asked", value, "")) == f"asked: {said}"
