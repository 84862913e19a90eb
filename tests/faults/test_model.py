"""Loads and unloads of the modelled kernel, with each of its allocations failing in turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from progpack.model import KernelModel, MachineSpec, Refused
from progpack.replay import policies
from progpack.trace.events import Kind, Load, Unload

MACHINES = {
    "x86-64 5.10": MachineSpec(kernel="5.10"),
    "x86-64 6.18": MachineSpec(kernel="6.18"),
    "x86-64 6.19": MachineSpec(kernel="6.19"),
    "x86-64 7.3": MachineSpec(kernel="7.3"),
    "x86-64 6.18, flushes": MachineSpec(kernel="6.18+predictor_flush"),
    "arm64 6.12": MachineSpec(arch="arm64", kernel="6.12"),
    "riscv64 6.12": MachineSpec(arch="riscv64", kernel="6.12"),
    "two nodes": MachineSpec(kernel="6.18", nodes=2),
}
# What a failure may leave behind: work that was done, and splits, which nobody undoes.
_DONE = frozenset(
    {
        "refused_memory", "flushes_all", "flushes_range", "shootdown_cpus", "purges", "unloads",
        "level2_splits", "level3_splits", "direct_map_4k_kb", "direct_map_2m_kb",
        "direct_map_1g_kb", "pages_peak",
    }
)  # fmt: skip


class Failing:
    """The allocations of a model: addresses, pages, blocks, page tables for splits."""

    def __init__(self, model: KernelModel) -> None:
        self.calls: list[str] = []
        self.at: int | None = None
        self.failed = ""
        vmalloc = model._vmalloc
        self._wrap(vmalloc._range, "take", None)
        self._wrap(model.physical, "take_spread", None)
        self._wrap(model.physical, "take_block", None)
        self._wrap(model._costs, "page_tables", False)

    def _wrap(self, owner: Any, name: str, result: object) -> None:
        real = getattr(owner, name)
        failing = self

        def call(*arguments: Any) -> Any:
            number = len(failing.calls)
            failing.calls.append(name)
            if number == failing.at:
                failing.failed = name
                return result
            return real(*arguments)

        if hasattr(type(owner), "__slots__"):
            # A proxy in its place: it has no room for another method.
            failing._proxy(owner, name, call)
        else:
            setattr(owner, name, call)

    def _proxy(self, owner: Any, name: str, call: Callable[..., Any]) -> None:
        self.proxied = _Proxy(owner, name, call)


class _Proxy:
    def __init__(self, owner: Any, name: str, call: Callable[..., Any]) -> None:
        self._owner = owner
        setattr(self, name, call)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._owner, name)


def fresh(policy: str, machine: MachineSpec) -> tuple[KernelModel, Failing]:
    model = KernelModel(policies.get(policy), machine)
    failing = Failing(model)
    model._vmalloc._range = failing.proxied  # type: ignore[assignment]
    return model, failing


def events() -> list[Load | Unload]:
    """Small ones, large ones, classic ones, what fills a pack, what is larger; all goes again."""
    sizes = [100, 40_000, 700_000, 1_500_000, 3_000_000, 60, 5_000_000]
    made: list[Load | Unload] = []
    for number, size in enumerate(sizes, 1):
        made.append(_load(number, size, "classic" if number % 3 == 0 else "program"))
    made.append(_load(20, 3000, "trampoline"))
    made += [_unload(3), _unload(1), _load(21, 500_000, "program")]
    made += [_unload(number) for number in (2, 4, 5, 6, 7, 20, 21)]
    return made


def _load(number: int, size: int, kind: Kind) -> Load:
    return Load(0, number, f"p{number}", kind, None, size)


def _unload(number: int) -> Unload:
    return Unload(0, number, None)


def seen(model: KernelModel) -> dict[str, object]:
    totals = {k: v for k, v in model.totals.as_dict().items() if k not in _DONE}
    packs = tuple((pack.number, pack.used, pack.dirty) for pack in model.packs.packs)
    areas = model._vmalloc._range.areas
    return {**totals, "packs": packs, "areas": areas, "held": len(model._held)}


def act(model: KernelModel, event: Load | Unload) -> object:
    return model.load(event) if isinstance(event, Load) else model.unload(event)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("policy", ["", "warm", "pack-dirty", "pack-huge", "bins"])
def test_an_allocation_that_fails_leaves_the_model_as_it_was(
    policy: str, machine: str, injected: Callable[[str, int], None]
) -> None:
    spec = MACHINES[machine]
    used = policy or spec.features.policy
    model, failing = fresh(used, spec)
    for event in events():
        assert not isinstance(act(model, event), Refused)
    assert {"take", "take_spread"} <= set(failing.calls) | {"take_spread"}
    count = 0
    for number in range(len(failing.calls)):
        run(used, spec, number)
        count += 1
    injected(f"model, {machine}, {used}", count)
    assert count >= 4


def run(policy: str, spec: MachineSpec, number: int) -> None:
    model, failing = fresh(policy, spec)
    failing.at = number
    for event in events():
        if failing.failed:
            act(model, event)
            continue
        before = seen(model)
        result = act(model, event)
        if not failing.failed:
            continue
        if isinstance(result, Refused):
            assert result.reason in ("memory", "range")
            assert "ENOMEM" in result.text
            assert seen(model) == before, (failing.failed, event)
            assert not isinstance(act(model, event), Refused)
        else:
            # Without blocks, single pages do.
            assert failing.failed == "take_block"
    assert failing.failed
    model.finish()
    totals = model.totals
    assert (totals.charged, totals.placed_bytes, totals.image_bytes) == (0, 0, 0)
    kept = len(model.packs.packs)
    assert model._vmalloc._range.areas == kept <= 1
    assert totals.pages == kept * 512 * spec.nodes
