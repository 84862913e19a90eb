"""Which tests look at a module: the narrowest first, so that most mutants die in seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["COVERING", "modules", "tests_of"]

_CLAIMS: Final = ("tests/fuzz/test_claims.py",)
_RANGES: Final = ("tests/jit/test_ranges_of_four_bits.py", "tests/jit/test_ranges.py")
_LOOPS: Final = ("tests/jit/test_loops.py",)
_ENCODINGS: Final = "tests/link/test_encodings.py"
_LINK: Final = (
    "tests/link/test_relocations.py",
    "tests/link/test_reader.py",
    "tests/link/test_arm64.py",
)
_ALLOCATOR: Final = (
    "tests/memory/test_parts.py",
    "tests/memory/test_allocator.py",
    "tests/memory/test_span_errors.py",
    "tests/memory/test_faults.py",
    "tests/memory/test_leaving.py",
    "tests/memory/test_allocator_machine.py",
)
_OTHERS: Final = (
    "tests/memory/test_record.py",
    "tests/memory/test_names.py",
    "tests/memory/test_near.py",
    "tests/memory/test_replace.py",
)
#: Start of a module's path -> its test files, in the order in which they are run. The longest that
#: fits is taken.
COVERING: Final[dict[str, tuple[str, ...]]] = {
    "src/progpack/bpf/analysis/ranges.py": (*_RANGES, *_CLAIMS),
    "src/progpack/bpf/analysis/loops.py": (_RANGES[0], *_LOOPS, *_CLAIMS),
    "src/progpack/bpf/analysis/solve.py": (*_CLAIMS, *_LOOPS),
    "src/progpack/bpf/analysis/state.py": (*_CLAIMS, *_LOOPS),
    "src/progpack/bpf/analysis/frames.py": (*_CLAIMS, "tests/jit/test_frames.py"),
    "src/progpack/bpf/analysis/flow.py": (*_CLAIMS, *_LOOPS),
    "src/progpack/bpf/analysis/arguments.py": (*_CLAIMS, "tests/jit/test_arguments.py"),
    "src/progpack/pack/bins.py": (
        "tests/pack/test_policy.py",
        "tests/pack/test_bins_machine.py",
    ),
    "src/progpack/pack/": (
        "tests/pack/test_bitmap.py",
        "tests/pack/test_binary_layout.py",
        "tests/pack/test_jit_limit.py",
        "tests/pack/test_kernel_examples.py",
        "tests/pack/test_kernel_policies.py",
        "tests/pack/test_policy.py",
        "tests/pack/test_kernel_replay.py",
        "tests/pack/test_pack_list_machine.py",
    ),
    "src/progpack/link/machines/aarch64.py": (_ENCODINGS, *_LINK),
    **{
        f"src/progpack/link/{name}.py": (_ENCODINGS, "tests/foreign/test_linking.py")
        for name in ("arm", "loongarch", "powerpc", "riscv", "s390")
    },
    "src/progpack/link/machines/x86_64.py": ("tests/link/test_relocations.py", _ENCODINGS),
    "src/progpack/link/machine.py": (_ENCODINGS, *_LINK, "tests/foreign/test_linking.py"),
    "src/progpack/link/": (
        *_LINK,
        "tests/foreign/test_linking.py",
        "tests/memory/test_near.py",
    ),
    "src/progpack/memory/names/": ("tests/memory/test_names.py",),
    "src/progpack/memory/pages/huge.py": ("tests/memory/test_huge.py",),
    "src/progpack/memory/pages/icache.py": ("tests/memory/test_icache.py",),
    "src/progpack/memory/allocator/replace.py": ("tests/memory/test_replace.py", *_ALLOCATOR),
    "src/progpack/memory/allocator/replaceable.py": ("tests/memory/test_replace.py", *_ALLOCATOR),
    "src/progpack/arch/jump.py": ("tests/memory/test_replace.py",),
    "src/progpack/memory/pages/placement.py": ("tests/memory/test_placement.py", *_ALLOCATOR),
    "src/progpack/memory/allocator/arenas.py": ("tests/memory/test_near.py", *_ALLOCATOR),
    "src/progpack/arch/probe_code.py": ("tests/memory/test_scratch.py", *_ALLOCATOR),
    "src/progpack/memory/signature.py": ("tests/memory/test_signature.py",),
    "src/progpack/memory/linux.py": ("tests/memory/test_linux_calls.py", *_ALLOCATOR),
    "src/progpack/memory/pages/recipes.py": (
        "tests/memory/test_recipes.py",
        "tests/memory/test_region.py",
    ),
    "src/progpack/memory/pages/backing.py": (
        "tests/memory/test_region.py",
        "tests/memory/test_recipes.py",
    ),
    "src/progpack/memory/pages/region.py": (
        "tests/memory/test_region.py",
        *_ALLOCATOR,
        "tests/memory/test_huge.py",
        "tests/memory/test_recipes.py",
    ),
    "src/progpack/memory/allocator/state.py": (*_ALLOCATOR, *_OTHERS),
    "src/progpack/memory/allocator/handles.py": (*_ALLOCATOR, *_OTHERS),
    "src/progpack/memory/": _ALLOCATOR,
}
#: What decides on safety or placement: where a fault matters most.
TARGETS: Final = {
    "pack": "src/progpack/pack",
    "analysis": "src/progpack/jit",
    "link": "src/progpack/link",
    "allocator": "src/progpack/memory",
}
_ANALYSIS: Final = ("ranges", "loops", "analysis", "kinds", "frame", "flow", "arguments")
_ALLOCATING: Final = (
    "allocator", "arenas", "batch", "code", "epochs", "holdings", "placement", "replace", "region",
    "scratch", "sidetable",
)  # fmt: skip
_NAMES: Final = {"analysis": _ANALYSIS, "allocator": _ALLOCATING}


def modules(root: Path, target: str) -> list[str]:
    """The modules of a target, as paths from the top of the tree."""
    folder = root / TARGETS[target]
    names = _NAMES.get(target)
    return sorted(
        str(path.relative_to(root))
        for path in folder.glob("*.py")
        if path.name != "__init__.py" and (names is None or path.stem in names)
    )


def tests_of(path: str) -> tuple[str, ...]:
    """The test files of a module."""
    return COVERING[max((start for start in COVERING if path.startswith(start)), key=len)]
