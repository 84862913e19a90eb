from __future__ import annotations

from progpack.bpf.check.structure import validate_program
from progpack.bpf.isa.insn import imm64
from progpack.bpf.object.probes import PROBE_MAPS, PROBES, probe_object
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import MapSet
from progpack.bpf.spec import MapType, ProgramType


def test_the_probes_are_socket_filters_of_2_2_5_and_2_slots() -> None:
    assert [len(probe.insns) for probe in PROBES] == [2, 2, 5, 2]
    assert {probe.type for probe in PROBES} == {ProgramType.SOCKET_FILTER}
    assert len({probe.name for probe in PROBES}) == 4


def test_three_probes_are_the_same_program() -> None:
    codes = [probe.code() for probe in PROBES]
    assert codes[0] == codes[1] == codes[3] == bytes.fromhex("b7000000000000009500000000000000")


def test_the_global_data_probe_writes_into_the_value_of_its_map() -> None:
    spec = probe_object()
    program = spec.programs["probe_global_data"]
    assert imm64(*program.insns[:2]) == 16 << 32
    maps = MapSet(spec.maps)
    assert Machine(program, maps).run().return_value == 0
    assert maps["libbpf_global"][bytes(4)] == bytes(16) + (42).to_bytes(8, "little") + bytes(8)


def test_the_probes_are_a_valid_object() -> None:
    spec = probe_object()
    for program in spec.programs.values():
        validate_program(program, spec.maps)
        assert Machine(program, spec.maps).run(b"packet").return_value == 0
    for held in PROBE_MAPS:
        shape = (held.type, held.key_size, held.value_size, held.max_entries)
        assert shape == (MapType.ARRAY, 4, 32, 1)
