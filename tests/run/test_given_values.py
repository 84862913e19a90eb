"""Values that a caller gives and that are none: one sentence names the argument and the rule."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import progpack
from progpack.bpf.context.verdict import check_verdict, verdict
from progpack.bpf.fit.variables import with_variables
from progpack.bpf.spec import MapSpec, MapType, ProgramType
from progpack.commands.common.inputs import put
from progpack.errors import UnknownNameError, UsageError
from progpack.records import replace
from progpack.testing import assert_verdict, packet

IPV6 = ipaddress.ip_address("::1")
OBJECTS = Path(progpack.__file__).parent / "data/bpf"
BACKENDS = [
    pytest.param(
        "compiled",
        marks=pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]"),
    ),
    "interpreter",
]


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def firewall(backend: str) -> Iterator[Any]:
    spec = progpack.read_object(OBJECTS / "firewall.bpf.o")
    each = MapSpec("each", MapType.PERCPU_ARRAY, 4, 8, 2)
    few = MapSpec("few", MapType.HASH, 4, 8, 1)
    with progpack.load(
        replace(spec, maps={**spec.maps, "each": each, "few": few}), backend=backend
    ) as obj:
        yield obj


@pytest.fixture
def hello(backend: str) -> Iterator[Any]:
    with progpack.load(OBJECTS / "hello.bpf.o", backend=backend) as obj:
        yield obj.programs["hello"]


@pytest.mark.parametrize("value", [7, None, "ab", b"12345678"])
def test_a_value_of_a_map_of_each_cpu_is_a_list(firewall: Any, value: object) -> None:
    rule = "map each: a value is a list, that of CPU 0 first, such as [7], not "
    for held in (firewall.maps["each"], firewall.maps["each"].typed):
        with pytest.raises(UsageError, match=f"^{re.escape(rule + repr(value))}$"):
            held[0] = value
        held[0] = [7]
        assert firewall.maps["each"].total(0) == 7


@pytest.mark.parametrize("key", [7, (7).to_bytes(4, "little"), 1 << 31])
def test_an_element_that_an_array_does_not_have_is_named(firewall: Any, key: int | bytes) -> None:
    index = key if isinstance(key, int) else 7
    for held in (firewall.maps["verdicts"], firewall.maps["verdicts"].typed):
        message = f"map verdicts has the elements 0 to 6, and no {index}"
        with pytest.raises(KeyError, match=message):
            held[key] = 1
        with pytest.raises(KeyError, match=message):
            held[key]
    each = firewall.maps["each"]
    values = [bytes(8)] * len(each[1])
    with pytest.raises(KeyError, match=f"map each has the elements 0 to 1, and no {index}"):
        each[key] = values
    with pytest.raises(KeyError, match=f"map each has the elements 0 to 1, and no {index}"):
        each[key]
    assert firewall.maps["verdicts"].get(key) is None


def test_a_map_that_is_full_says_so(firewall: Any) -> None:
    few = firewall.maps["few"]
    few[1] = bytes(8)
    with pytest.raises(UsageError, match=r"map few, key 2: the map is full, its size is 1$"):
        few[2] = bytes(8)


@pytest.mark.parametrize("given", ["abc", 7, [1, 2], 1.5])
def test_a_packet_is_bytes(firewall: Any, given: object) -> None:
    program = firewall.programs["firewall"]
    rule = "a packet is bytes, or what has bytes as Scapy's packets have, not "
    for call in (program.run, lambda one: program.run_batch([one])):
        with pytest.raises(UsageError, match=f"^{rule}{re.escape(repr(given))}$"):
            call(given)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("a", "field 'mark' of struct __sk_buff takes a number, not 'a'"),
        (1.5, "field 'mark' of struct __sk_buff takes a number, not 1.5"),
        (1 << 40, "field 'mark' of struct __sk_buff has 32 bits: 1099511627776"),
        (1 << 200, "field 'mark' of struct __sk_buff has 32 bits: a number of 201 bits"),
    ],
)
def test_a_field_of_a_context_is_a_number(hello: Any, value: object, message: str) -> None:
    with pytest.raises(UsageError, match=f"^{re.escape(message)}$"):
        hello.run(bytes(64), context={"mark": value})


def test_a_field_may_be_a_number_of_another_class(hello: Any) -> None:
    class Number:
        def __index__(self) -> int:
            return 5

    fields = progpack.bpf.context.build.fields_of
    given = hello.run(bytes(64), context={"mark": Number()})
    same = hello.run(bytes(64), context={"mark": 5})
    assert fields(hello.type, given.context)["mark"] == fields(hello.type, same.context)["mark"]


def test_metadata_are_bytes(firewall: Any) -> None:
    with pytest.raises(UsageError, match=r"data_meta, the metadata .* is bytes, not 'abcd'$"):
        firewall.programs["firewall"].run(bytes(64), context={"data_meta": "abcd"})


@pytest.mark.parametrize("value", ["a", 1.5, None])
def test_a_variable_is_a_value_of_its_type(backend: str, value: object) -> None:
    path = OBJECTS / "firewall.bpf.o"
    (name, *_) = sorted(progpack.bpf.fit.variables.variables_of(progpack.read_object(path)))
    with pytest.raises(UsageError, match=f"^variable {name}: .* not {re.escape(repr(value))}$"):
        progpack.load(path, backend=backend, variables={name: value})


def test_variables_take_what_maps_take(backend: str) -> None:
    address = ipaddress.ip_address("192.0.2.1")
    given = {"default_action": address}
    with progpack.load(OBJECTS / "firewall.bpf.o", backend=backend, variables=given) as obj:
        assert obj.globals.default_action.to_bytes(4, "little") == address.packed
    with pytest.raises(UsageError, match=r"^variable default_action: .* not the 16 of ::1$"):
        progpack.load(
            OBJECTS / "firewall.bpf.o", backend=backend, variables={"default_action": IPV6}
        )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ("abc", "args is a list of numbers and bytes, not 'abc'"),
        (7, "args is a list of numbers and bytes, not 7"),
        (["a"], "argument 0 is a number or bytes, not 'a'"),
        ([1, 1.5], "argument 1 is a number or bytes, not 1.5"),
    ],
)
def test_arguments_are_numbers_or_bytes(backend: str, args: Any, message: str) -> None:
    path = OBJECTS / "schedlat.bpf.o"
    (name, *_) = progpack.read_object(path).programs
    with (
        progpack.load(path, backend=backend, programs=[name]) as obj,
        pytest.raises(UsageError, match=f"^{re.escape(message)}$"),
    ):
        obj.programs[name].run(args=args)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("verdict:1=2", "--map verdict: there is no map 'verdict'; did you mean 'verdicts'?"),
        (
            "each:0=1",
            (
                "--map each: a map of type PERCPU_ARRAY has a value for each CPU and takes no "
                "single one"
            ),
        ),
        ("verdicts=1", "--map takes NAME:KEY=VALUE, not 'verdicts=1'; maps that take elements: "),
        ("verdicts:1", "--map takes NAME:KEY=VALUE, not 'verdicts:1'; maps that take elements: "),
    ],
)
def test_an_element_of_the_command_line_names_the_rule(
    firewall: Any, text: str, message: str
) -> None:
    with pytest.raises(UsageError, match=f"^{re.escape(message)}"):
        put(firewall, text)


def test_an_object_without_variables_has_none_and_is_not_told_to_have_types() -> None:
    spec = progpack.read_object(OBJECTS / "hello.bpf.o")
    spec = replace(spec, maps={"seen": spec.maps["seen"]})
    for btf, words in (
        (spec.btf, "it has: none"),
        (None, "it has: none (it needs BTF: compile with -g)"),
    ):
        with pytest.raises(UnknownNameError) as caught:
            with_variables(replace(spec, btf=btf), {"x": 1})
        assert str(caught.value) == f"{spec.name} has no variable 'x'; {words}"


#: Return values: the first ones, the edges of both signs, and a random one.
VALUES = [*range(-2, 140), (1 << 31) - 1, 1 << 31, (1 << 32) - 1, 0x123456789ABCDEF0]


@pytest.mark.parametrize("kind", list(ProgramType))
def test_each_text_of_a_return_value_is_a_verdict(kind: ProgramType) -> None:
    for value in VALUES:
        check_verdict(kind, verdict(kind, value & (1 << 64) - 1))
    for text in ("XDP_PAS", "", "unknown", "keep N bytes", None, 2):
        with pytest.raises(UnknownNameError, match=f"^programs of type {kind.name} have"):
            check_verdict(kind, text)  # type: ignore[arg-type]


def test_a_verdict_of_another_type_is_refused_before_the_run(hello: Any) -> None:
    names = "TC_ACT_UNSPEC, TC_ACT_OK, TC_ACT_RECLASSIFY, TC_ACT_SHOT, TC_ACT_PIPE"
    message = f"programs of type SCHED_CLS have no verdict 'XDP_PASS'; they have: {names}"
    with pytest.raises(UsageError, match=f"^{message}"):
        assert_verdict(hello, packet(), "XDP_PASS")
    with pytest.raises(
        UsageError, match=r"no verdict 'TC_ACT_SHOTT'; did you mean 'TC_ACT_SHOT'\?"
    ):
        assert_verdict(hello, packet(), "TC_ACT_SHOTT")


@pytest.mark.parametrize("wanted", [{"bpf_redirect": 1}, ["bpf_redirect"], {"redirect": 1}])
def test_a_helper_that_no_program_calls_is_not_replaced(backend: str, wanted: Any) -> None:
    message = r"no program of \S+ calls 'bpf_redirect'; they call: bpf_map_lookup_elem"
    with pytest.raises(UsageError, match=f"^{message}"):
        progpack.load(OBJECTS / "firewall.bpf.o", backend=backend, replace=wanted)
