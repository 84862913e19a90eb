"""JSON documents: each is as its schema says, of the version that it names."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from progpack.commands.common.documents import DOCUMENTS, document
from progpack.snapshot import SCHEMA, SCHEMA_VERSION
from tests.commands.conftest import Command

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src/progpack/data"
SCHEMAS = {path.stem: json.loads(path.read_text()) for path in (DATA / "schemas").glob("*.json")}
FRAME = "00" * 60

pytestmark = pytest.mark.skipif(
    find_spec("jsonschema") is None, reason="needs jsonschema (dependency group test)"
)
needs_llvm = pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="root alone sees the kernel's programs")


def check(text: str, name: str) -> dict[str, Any]:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    found: dict[str, Any] = json.loads(text)
    assert found["schema"] == f"progpack-{name}"
    files = [(f"{stem}.json", Resource.from_contents(one)) for stem, one in SCHEMAS.items()]
    Draft202012Validator(
        SCHEMAS[found["schema"]], registry=Registry().with_resources(files)
    ).validate(found)
    return found


@needs_llvm
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("try", "try --programs 20"),
        ("run", "run {bpf}/firewall.bpf.o --pcap {data}/sample.pcap"),
        ("run", f"run {{bpf}}/firewall.bpf.o --packet {FRAME} --backend interpreter"),
        ("run", f"run {{bpf}}/sampler.bpf.o --packet {FRAME}"),
        ("verify", "verify {bpf}/schedlat.bpf.o"),
        ("disasm", "disasm {bpf}/firewall.bpf.o"),
        ("disasm", "disasm {bpf}/firewall.bpf.o --ir"),
        ("check", "check"),
        ("snapshot", "map {bpf}/firewall.bpf.o"),
    ],
)
def test_what_needs_a_compiler(name: str, words: str, command: Command) -> None:
    done = command(*words.format(bpf=DATA / "bpf", data=DATA).split(), "--json")
    check(done.out, name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("kernel", "check --kernel 6.12"),
        ("kernel", "check --arch loongarch --kernel 6.6"),
        ("kernel", "check --arch arm64 --kernel 5.10 --page-size 65536"),
        ("steps", "check --arch riscv64 --kernel 5.18 --steps"),
        ("steps", "check --arch s390 --kernel 6.12 --steps"),
        ("faults", "check --arch x86-64 --kernel 6.12 --faults"),
        ("kinds", "record --synthesize list"),
        ("snapshot", "map {docs}/host.json"),
        ("snapshot", "map live"),
        ("code-pages", "report --code-pages {data}/measured/5.10-x86_64-a_rq.jsonl.gz"),
        ("direct-map", "report --direct-map {data}/measured/5.10-x86_64-a_rq.jsonl.gz"),
        ("kernels", "kernels list"),
        ("explain-splits", "explain splits"),
        ("explain-dark", "explain dark"),
        ("explain-524", "explain 524"),
    ],
)
def test_what_needs_nothing(name: str, words: str, command: Command) -> None:
    done = command(*words.format(docs=ROOT / "docs", data=DATA).split(), "--json")
    check(done.out, name)


def test_from_a_trace_to_a_difference(command: Command, tmp_path: Path) -> None:
    trace, result = tmp_path / "ci.gz", tmp_path / "result.json"
    words = ("record", "--synthesize", "ci", "--loads", "60", "-o", trace, "--json")
    check(command(*words).out, "synthesis")
    check(command("stat", trace, "--json").out, "trace")
    policies = "page,pack,pack-huge,rox-cache"
    check(command("replay", trace, "--policy", policies, "-o", result, "--json").out, "report")
    check(command("report", result, "--against", "pack", "--json").out, "report")
    found = check(command("diff", result, "--policy", "page,pack", "--json").out, "diff")
    assert found["pairs"][0]["left"] == "page"


@needs_root
def test_what_root_sees(command: Command, tmp_path: Path) -> None:
    check(command("record", "0.1", "-o", tmp_path / "t.gz", "--json").out, "record")
    check(command("stat", "live", "0.05", "1", "--json").out, "sample")
    check(command("explain", "splits", "0.1", "--json").out, "explain-watched")
    check(command("stat", tmp_path / "t.gz", "--json").out, "trace")


def test_each_document_has_a_schema_of_its_version() -> None:
    assert {*SCHEMAS} == {f"progpack-{name}" for name in DOCUMENTS} | {SCHEMA}
    versions = {f"progpack-{name}": kind.version for name, kind in DOCUMENTS.items()}
    for name, version in {**versions, SCHEMA: SCHEMA_VERSION}.items():
        fields = SCHEMAS[name]["properties"]
        assert (fields["schema"]["const"], fields["version"]["const"]) == (name, version)
        assert {"schema", "version"} <= {*SCHEMAS[name]["required"]}


def test_schemas_are_schemas() -> None:
    from jsonschema import Draft202012Validator

    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


def test_a_schema_refuses_what_lost_a_field() -> None:
    from jsonschema import Draft202012Validator

    whole = document("disasm", {"object": "x", "programs": []})
    validator = Draft202012Validator(SCHEMAS["progpack-disasm"])
    assert validator.is_valid(whole)
    for field in whole:
        assert not validator.is_valid({name: whole[name] for name in whole if name != field})
    assert not validator.is_valid({**whole, "version": 2})


def test_every_document_that_is_printed_is_named() -> None:
    folder = ROOT / "src/progpack/commands"
    named = {name for path in folder.rglob("*.py") for name in names_in(path)}
    # The verb explain chooses among its own.
    assert named == {name for name in DOCUMENTS if not name.startswith("explain")}


def names_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("json_text", "document") and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def test_the_page_has_every_document() -> None:
    page = (ROOT / "docs/json.md").read_text()
    for name, kind in DOCUMENTS.items():
        assert f"| `progpack-{name}` | {kind.version} | `progpack {kind.command}` |" in page
