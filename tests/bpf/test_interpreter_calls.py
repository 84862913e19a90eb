"""Frames, registers and entry state: what a program finds, and what calls leave."""

from __future__ import annotations

import pytest

from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import MapSet
from progpack.bpf.spec import MapSpec, MapType, ProgramSpec, ProgramType
from progpack.errors import MissingFeatureError, ObjectError, ProgramError, UsageError

MAPS = {
    "a": MapSpec("a", MapType.ARRAY, 4, 8, 4),
    "h": MapSpec("h", MapType.HASH, 4, 8, 4),
    "odd": MapSpec("odd", MapType.STRUCT_OPS, 4, 4, 4),
    "bad": MapSpec("bad", MapType.HASH, 4, 8, 0),
}


def run(text: str, memory: bytes = b"", kind: ProgramType = ProgramType.FLAT) -> int:
    return Machine(assemble_program(text, type=kind), MAPS).run(memory).return_value


@pytest.mark.parametrize("register", [0, 3, 4, 5, 6, 7, 8, 9])
def test_registers_are_zero_at_entry(register: int) -> None:
    assert run(f"r0 = r{register}\nexit", b"abc") == 0


def test_flat_memory_is_in_r1_and_its_length_in_r2() -> None:
    assert run("r0 = *(u8 *)(r1 + 2)\nr0 <<= 8\nr0 |= r2\nexit", b"\1\2\3") == 0x303
    assert run("r0 = r1\nr0 |= r2\nexit") == 0


@pytest.mark.parametrize("register", [2, 3, 4, 5])
def test_other_types_have_only_the_context(register: int) -> None:
    assert run(f"r0 = r{register}\nexit", bytes(64), ProgramType.XDP) == 0


@pytest.mark.parametrize("register", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("call", ["call 5", "call other"])
def test_a_call_clears_the_argument_registers(register: int, call: str) -> None:
    text = "\n".join(f"r{number} = 9" for number in range(1, 6))
    assert run(f"{text}\n{call}\nr0 = r{register}\nexit\nother:\nr1 = 3\nr5 = 4\nexit") == 0


@pytest.mark.parametrize("register", [1, 2, 3, 4, 5])
def test_a_packet_load_clears_the_argument_registers(register: int) -> None:
    text = "\n".join(["r6 = r1", *(f"r{number} = 9" for number in range(1, 6))])
    text += f"\nr0 = *(u8 *)skb[r1 - 8]\nr0 <<= 8\nr0 |= r{register}\nexit"
    assert run(text, bytes(range(64)), ProgramType.SOCKET_FILTER) == 1 << 8


@pytest.mark.parametrize("register", [6, 7, 8, 9])
def test_a_subprogram_starts_with_clear_registers_and_gives_them_back(register: int) -> None:
    text = f"""
        r{register} = 5
        r0 = 7
        call other
        r0 += r{register}
        exit
        other:
        r0 <<= 32
        r{register} <<= 16
        r0 |= r{register}
        r{register} = 1
        exit
    """
    assert run(text) == 5


def test_arguments_reach_a_subprogram_and_its_result_the_caller() -> None:
    text = """
        r1 = 1
        r2 = 20
        r3 = 300
        r4 = 4000
        r5 = 50000
        call sum
        exit
        sum:
        r0 = r1
        r0 += r2
        r0 += r3
        r0 += r4
        r0 += r5
        exit
    """
    assert run(text) == 54321


def test_each_frame_is_512_zeroed_bytes_below_its_callers() -> None:
    text = """
        r6 = r10
        call dirty
        call look
        exit
        dirty:
        *(u64 *)(r10 - 512) = -1
        *(u64 *)(r10 - 8) = -1
        exit
        look:
        r0 = *(u64 *)(r10 - 512)
        r1 = *(u64 *)(r10 - 8)
        r0 |= r1
        exit
    """
    assert run(text) == 0
    distance = "r1 = r10\ncall other\nexit\nother:\nr0 = r1\nr0 -= r10\nexit"
    assert run(distance) == 512


def test_a_callee_writes_through_a_pointer_into_its_callers_frame() -> None:
    text = """
        r1 = r10
        r1 += -8
        call other
        r0 = *(u64 *)(r10 - 8)
        exit
        other:
        *(u64 *)(r1 + 0) = 77
        r0 = 0
        exit
    """
    assert run(text) == 77


def chain(frames: int) -> str:
    """A main function and subprograms that need so many frames."""
    bodies = [f"f{i}:\nr1 += 1\ncall f{i + 1}\nexit" for i in range(frames - 1)]
    return "\n".join([*bodies, f"f{frames - 1}:\nr0 = r1\nexit"])


def test_eight_frames_are_enough_and_nine_too_many() -> None:
    spec = assemble_program(chain(8))
    assert check_program(spec).calls.frames == 8
    assert Machine(spec).run().return_value == 7
    with pytest.raises(ProgramError, match="8 frames"):
        check_program(assemble_program(chain(9)))


def test_recursion_is_refused() -> None:
    with pytest.raises(ProgramError, match="recursion"):
        check_program(assemble_program("call a\nexit\na:\ncall b\nexit\nb:\ncall a\nexit"))


def test_the_call_graph_has_functions_helpers_and_maps() -> None:
    text = """
        r1 = map a ll
        r2 = r10
        call 1
        call one
        call two
        exit
        one:
        call 5
        call two
        exit
        two:
        r0 = 1
        exit
    """
    graph = check_program(assemble_program(text), MAPS).calls
    assert dict(graph.callees) == {0: {7, 10}, 7: {10}, 10: set()}
    assert graph.frames == 3
    assert graph.helpers == {1, 5}
    assert graph.maps == {"a"}


def test_an_unsupported_helper_is_refused_with_its_name_and_instruction() -> None:
    spec = assemble_program("r0 = 0\ncall 194\nexit", name="fw", type=ProgramType.XDP)
    with pytest.raises(MissingFeatureError) as caught:
        Machine(spec)
    text = str(caught.value)
    assert text.startswith("program fw, instruction 1: call 0xc2: bpf_kptr_xchg (#194) is not")
    assert "map_lookup_elem" in text
    assert "skb_load_bytes" not in text


def test_a_helper_that_linux_does_not_have_is_a_program_error() -> None:
    with pytest.raises(ProgramError, match="no helper #999") as caught:
        check_program(assemble_program("call 999\nexit"))
    assert caught.value.pc == 0


def test_a_helper_of_another_program_type_is_refused() -> None:
    with pytest.raises(MissingFeatureError, match=r"skb_load_bytes \(#26\) is not provided to XDP"):
        check_program(assemble_program("call 26\nexit", type=ProgramType.XDP))


def test_a_missing_map_is_a_program_error() -> None:
    with pytest.raises(ProgramError, match="nowhere") as caught:
        check_program(assemble_program("r0 = 0\nr1 = map nowhere ll\nexit"), MAPS)
    assert caught.value.pc == 1


@pytest.mark.parametrize(
    ("name", "error", "text"),
    [("odd", MissingFeatureError, "STRUCT_OPS"), ("bad", ObjectError, "max_entries is 0")],
)
def test_only_the_maps_that_are_used_must_be_possible(
    name: str, error: type[Exception], text: str
) -> None:
    assert run("r1 = map a ll\nr0 = 1\nexit") == 1
    with pytest.raises(error, match=text):
        run(f"r1 = map {name} ll\nr0 = 1\nexit")


def test_values_at_fixed_addresses_need_an_array() -> None:
    with pytest.raises(ProgramError, match="only an array") as caught:
        run("r0 = 0\nr1 = map h + 0 ll\nexit")
    assert caught.value.pc == 1


def test_a_type_that_needs_a_kernel_is_refused() -> None:
    with pytest.raises(MissingFeatureError, match="STRUCT_OPS programs cannot run here"):
        check_program(assemble_program("r0 = 0\nexit", type=ProgramType.STRUCT_OPS))


def test_a_failed_packet_load_leaves_only_its_function() -> None:
    # bpf_gen_ld_abs() puts an exit after the load, which in a subprogram is a return.
    text = """
        r6 = r1
        call other
        r0 += 100
        exit
        other:
        r6 = r1
        r0 = *(u8 *)skb[5000]
        r0 = 7
        exit
    """
    assert run(text, bytes(64), ProgramType.SOCKET_FILTER) == 100


def test_global_data_starts_with_its_initial_value_and_is_kept() -> None:
    spec = MapSpec(".data", MapType.ARRAY, 4, 12, 1, data=(7).to_bytes(12, "little"))
    text = "r1 = map .data + 0 ll\nr0 = *(u32 *)(r1 + 0)\nr0 += 1\n*(u32 *)(r1 + 0) = r0\nexit"
    machine = Machine(assemble_program(text), {".data": spec})
    assert [machine.run().return_value for _ in range(3)] == [8, 9, 10]


def test_machines_share_the_maps_of_a_set() -> None:
    maps = MapSet(MAPS)
    store = Machine(assemble_program("r1 = map a + 0 ll\n*(u64 *)(r1 + 0) = 5\nexit"), maps)
    load = Machine(assemble_program("r1 = map a + 0 ll\nr0 = *(u64 *)(r1 + 0)\nexit"), maps)
    store.run()
    assert load.run().return_value == 5


def test_a_map_set_of_another_byte_order_is_refused() -> None:
    with pytest.raises(UsageError, match="big-endian"):
        Machine(assemble_program("exit"), MapSet({}, "big"))


def test_big_endian_code_runs_on_a_big_endian_machine() -> None:
    insns = [
        Insn(isa.BPF_LDX | isa.BPF_MEM | isa.BPF_W, 2, 1, 0),
        Insn(isa.BPF_LDX | isa.BPF_MEM | isa.BPF_H, 0, 2, 12),
        Insn(isa.EXIT),
    ]
    spec = ProgramSpec.from_insns("be", ProgramType.XDP, isa.encode(insns, "big"), byteorder="big")
    packet = bytes(12) + b"\x08\x00" + bytes(50)
    assert Machine(spec, byteorder="big").run(packet).return_value == 0x0800
    assert Machine(spec, byteorder="little").run(packet).return_value == 0x0008


def test_the_packet_is_a_copy_and_what_became_of_it_is_in_the_result() -> None:
    packet = bytearray(64)
    spec = assemble_program(
        "r2 = *(u32 *)(r1 + 0)\n*(u8 *)(r2 + 63) = 9\nr0 = 2\nexit", type=ProgramType.XDP
    )
    result = Machine(spec).run(packet)
    assert result.packet == bytes(63) + b"\x09"
    assert packet == bytes(64)


def test_what_a_program_writes_into_its_context_is_in_the_result() -> None:
    spec = assemble_program("*(u32 *)(r1 + 48) = 5\nr0 = 0\nexit", type=ProgramType.SCHED_CLS)
    result = Machine(spec).run(bytes(64))
    assert result.context[48:52] == b"\5\0\0\0"


def test_a_64_bit_load_counts_as_one_instruction() -> None:
    assert Machine(assemble_program("r0 = 0x1122334455667788 ll\nexit")).run().instructions == 2
