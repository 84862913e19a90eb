"""The modelled machine of a result: what it is, what is assumed of it, what its kernel does."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from progpack.errors import UsageError
from progpack.model import KernelFeatures, MachineSpec
from progpack.report.draw.units import bytes_text, count, number

if TYPE_CHECKING:
    from progpack.replay.result import Result

__all__ = ["behaviours", "machine_facts"]

_SUPPLY: Final = {
    "fresh": "fresh: free memory as after boot",
    "cached": "cached: the page cache has filled memory",
}
_CAPABLE: Final = {
    "none": "nobody may exceed the limit",
    "ebpf": "eBPF programs may exceed the limit, classic ones may not",
    "all": "everybody may exceed the limit",
}
_FIRST: Final = "as in 5.10, the earliest kernel that was measured"


def machine_facts(result: Result) -> list[tuple[str, str]]:
    """(name, value) of the machine; what is assumed says so."""
    rows = [("machine", result.machine)]
    spec = _spec(result)
    if spec is not None:
        rows += [
            ("memory", f"{bytes_text(spec.memory)}, {count(spec.nodes, 'possible node')}"),
            ("CPUs", f"{number(spec.cpus)}, all interrupted by each flush of all TLBs"),
            ("physical pages", _SUPPLY.get(str(spec.supply), f"free lists {spec.supply}")),
            ("background", f"{count(spec.background, 'page')} with each load (assumed)"),
            ("limit", _limit(spec)),
            ("privilege", f"{_CAPABLE[spec.capable]} (assumed: traces do not say)"),
            (
                "frees are done",
                f"{spec.rcu_ms} ms after an unload (assumed; RCU and a work item take 3 to 30)",
            ),
        ]
    rows += [
        ("page size", bytes_text(result.page_size)),
        ("seed", number(result.seed)),
        ("progpack", result.version or "not said"),
    ]
    return rows


def behaviours(result: Result) -> list[tuple[str, str, str]]:
    """(behaviour, value, where it is from) of the modelled kernel; empty when it is not known."""
    spec = _spec(result)
    if spec is None:
        return []
    sources = spec.features.sources(spec.arch)
    rows = []
    for field in fields(KernelFeatures):
        if field.name not in ("name", "policy"):
            value = getattr(spec.features, field.name)
            name = field.name.replace("_", " ")
            rows.append((name, _value(value), sources.get(field.name, _FIRST)))
    return rows


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number(value) if isinstance(value, int) else str(value)


def _spec(result: Result) -> MachineSpec | None:
    """None for a machine that this version cannot read."""
    try:
        return MachineSpec.parse(result.machine)
    except UsageError:
        return None


def _limit(spec: MachineSpec) -> str:
    if spec.jit_limit is None:
        return "net.core.bpf_jit_limit as the kernel has it by default"
    return "none" if spec.jit_limit < 0 else f"net.core.bpf_jit_limit {bytes_text(spec.jit_limit)}"
