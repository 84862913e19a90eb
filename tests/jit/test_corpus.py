"""Every object of Debian's libbpf-tools: loaded, relocated, compiled and run, nothing left out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from progpack.bpf.fit.map_sizes import with_map_sizes
from progpack.bpf.fit.target_types import KERNEL_BTF, target_types
from progpack.bpf.helpers.lookup import NAMES, SUPPORTED
from progpack.bpf.object.embedded import embedded_objects
from progpack.bpf.object.reader import read_object
from progpack.errors import UsageError

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

import corpus  # noqa: E402
import packages  # noqa: E402

PAGE = ROOT / "docs" / "corpus.md"
#: Ends of runs that are no values: what a program reads that this input does not have.
FAULTS = {"read", "poison"}


@pytest.fixture(scope="module")
def tools() -> list[Path]:
    found = corpus.tools()
    if not found:
        pytest.skip("libbpf-tools is not installed")
    if not KERNEL_BTF.exists():
        pytest.skip("the kernel shows no types")
    return found


def test_every_tool_is_loaded_relocated_compiled_and_run(tools: list[Path]) -> None:
    target = target_types("kernel")
    outcomes = [corpus.measure(tool, target) for tool in tools]
    assert len(outcomes) == len(tools) >= 56
    for tool, outcome in zip(tools, outcomes, strict=True):
        spec = read_object(tool)
        assert [each.name for each in outcome.programs] == list(spec.programs), tool.name
    refused = {outcome.name: outcome.refused for outcome in outcomes if outcome.refused}
    if "get_current_cgroup_id" not in {NAMES[number] for number in SUPPORTED}:
        assert "get_current_cgroup_id" in refused.pop("capable")
    assert refused == {}
    programs = [each for outcome in outcomes for each in outcome.programs]
    ended = {each.end for each in programs if each.compiled and not each.returned}
    assert ended <= FAULTS
    assert sum(each.returned for each in programs) > 0.9 * len(programs)
    page = corpus.table(outcomes)
    for outcome in outcomes:
        rows = [line for line in page.splitlines() if line.startswith(f"| {outcome.name} |")]
        assert len(rows) == 1 + len(outcome.programs)


def test_the_page_lists_every_tool(tools: list[Path]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    missing = [tool.name for tool in tools if f"| {tool.name} |" not in text]
    assert missing == []
    assert all(len(list(embedded_objects(tool.read_bytes()))) == 1 for tool in tools)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: programs are loaded into the kernel")
@pytest.mark.parametrize("package", [*packages.PACKAGES, packages.SAMPLES])
def test_what_the_kernel_takes_of_other_objects_compiles(package: str) -> None:
    named = packages.samples() if package == packages.SAMPLES else packages.objects(package)
    objects = [(name, data) for name, data in named if not packages.is_foreign(data)]
    if not objects:
        pytest.skip(f"no objects of {package} are here: it is not installed, or carries none")
    outcomes = [packages.measure(name, data) for name, data in objects]
    refused = [(each.name, sorted(each.refused.keys() & each.taken)) for each in outcomes]
    assert [pair for pair in refused if pair[1]] == []
    assert sum(len(each.compiled) for each in outcomes) >= sum(len(each.taken) for each in outcomes)
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name, _ in objects if f"| {name} |" not in text] == []


def test_sizes_are_those_that_are_set(tools: list[Path]) -> None:
    tool = next(path for path in tools if path.name == "funclatency")
    spec = read_object(tool)
    name = next(name for name, held in spec.maps.items() if held.data is None)
    assert with_map_sizes(spec, {name: 77}).maps[name].max_entries == 77
    with pytest.raises(UsageError, match="has no map 'none'; it has: "):
        with_map_sizes(spec, {"none": 1})
    with pytest.raises(UsageError, match="max_entries is a whole number from 0 to 4294967295"):
        with_map_sizes(spec, {name: 1 << 32})
