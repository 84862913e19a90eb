"""Loading a `ProgramSpec` into the kernel: map references become descriptors."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack

from progpack.bpf.isa.insn import BPF_PSEUDO_MAP_FD, BPF_PSEUDO_MAP_VALUE, Insn
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import ProgramError, UsageError
from progpack.kernel.syscall.abi import LoadFlags
from progpack.kernel.syscall.btf_write import OwnTypes, functions_of
from progpack.kernel.syscall.call import RUNNING, Port
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.programs import KernelProgram

__all__ = ["load_program", "relocate"]


def relocate(spec: ProgramSpec, map_fds: Mapping[str, int | KernelMap]) -> list[Insn]:
    """The instructions of ``spec`` with every map reference filled in for BPF_PROG_LOAD.

    A reference to a map becomes ``BPF_PSEUDO_MAP_FD``, one to its value ``BPF_PSEUDO_MAP_VALUE``
    with the offset in the second slot (``resolve_pseudo_ldimm64()`` in ``kernel/bpf/verifier.c``).

    Args:
        spec: the program; it is not changed.
        map_fds: map name -> a descriptor or an open map.

    Raises:
        ProgramError: a map that the program uses is not in ``map_fds``.
    """
    insns = list(spec.insns)
    for pc, reference in spec.maps.items():
        if reference.map not in map_fds:
            raise ProgramError(
                f"map {reference.map} has no descriptor; create it and pass it in map_fds",
                program=spec.name,
                pc=pc,
            )
        owner = map_fds[reference.map]
        fd = owner.fd if isinstance(owner, KernelMap) else owner
        pseudo = BPF_PSEUDO_MAP_FD if reference.offset is None else BPF_PSEUDO_MAP_VALUE
        insns[pc] = insns[pc]._replace(src=pseudo, imm=fd)
        insns[pc + 1] = insns[pc + 1]._replace(imm=reference.offset or 0)
    return insns


def load_program(
    spec: ProgramSpec,
    map_fds: Mapping[str, int | KernelMap],
    *,
    type: ProgramType | None = None,  # noqa: A002 - the kernel's word
    flags: LoadFlags | int = LoadFlags.NONE,
    attach_btf_id: int = 0,
    log_level: int = 0,
    port: Port = RUNNING,
) -> KernelProgram:
    """Load ``spec`` into the kernel, with its maps already created.

    Args:
        spec: the program.
        map_fds: map name -> a descriptor or an open map; more than the program uses is fine.
        type: what to load it as; default its own type.
        flags: added to the flags of ``spec``.
        attach_btf_id: as for `KernelProgram.load`.
        log_level: as for `KernelProgram.load`.
        port: the kernel.

    Raises:
        UsageError: a FLAT program, which the kernel does not have.
        ProgramError: a map is missing.
        BpfError: the verifier refused it.
        MissingFeatureError: no privilege.
    """
    kind = spec.type if type is None else type
    if kind is ProgramType.FLAT:
        raise UsageError(
            f"program {spec.name}: the kernel has no type FLAT; load it with type=XDP or another"
        )
    with ExitStack() as stack:
        functions, own = None, functions_of(spec)
        if own is not None:
            types = OwnTypes.load(own[0], f"program {spec.name}", port)
            functions = stack.enter_context(types), own[1]
        return KernelProgram.load(
            relocate(spec, map_fds),
            type=kind,
            name=spec.name,
            license=spec.license,
            expected_attach_type=spec.attach_type or 0,
            attach_btf_id=attach_btf_id,
            flags=spec.flags | flags,
            log_level=log_level,
            functions=functions,
            port=port,
        )
