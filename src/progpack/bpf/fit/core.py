"""CO-RE: a program that was compiled with one kernel's types, made to fit another's.

clang writes a relocation for each access to a member of a type marked ``preserve_access_index``
and for the questions of ``bpf_core_read.h`` (exists, size, value). `relocate` answers them from a
target's BTF and patches the instructions, as libbpf does before it loads a program; the rules are
those of ``tools/lib/bpf/relo_core.c`` (Linux 6.18).

An instruction whose relocation finds nothing is *poisoned*: it becomes a call of the helper
`progpack.bpf.helpers.lookup.POISON`, which does not exist. The kernel refuses it where it can be
reached; here it ends the run that reaches it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

from progpack.bpf.btf.types import MAX_DEPTH, RECORDS, Btf, BtfKind, BtfMember, BtfType
from progpack.bpf.fit.type_match import (
    Candidates,
    essential,
    fields_alike,
    types_alike,
    types_match,
)
from progpack.bpf.helpers.lookup import POISON
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn, Insns, size_bytes
from progpack.bpf.spec import CoreKind, CoreRelocation, ObjectSpec, ProgramSpec
from progpack.errors import ObjectError

__all__ = ["relocate"]

_SIZES: Final = {1: isa.BPF_B, 2: isa.BPF_H, 4: isa.BPF_W, 8: isa.BPF_DW}
_U64: Final = (1 << 64) - 1
_MAX_STEPS: Final = 64


def relocate(spec: ObjectSpec, target: Btf) -> ObjectSpec:
    """The object with its CO-RE relocations answered from ``target``.

    Args:
        spec: the object; without relocations it is returned as it is.
        target: types of the kernel that the programs shall fit.

    Raises:
        ObjectError: a relocation is damaged, its instruction is not one that can be patched, or
            two types of the target give different answers.
    """
    if spec.btf is None or not any(program.core for program in spec.programs.values()):
        return spec
    answers = _Answers(spec.name, spec.btf, target)
    programs = {name: _relocated(program, answers) for name, program in spec.programs.items()}
    notes = tuple(note for note in spec.notes if "CO-RE" not in note)
    return dataclasses.replace(spec, programs=programs, notes=notes)


def _relocated(program: ProgramSpec, answers: _Answers) -> ProgramSpec:
    insns = list(program.insns)
    for pc, relocation in program.core.items():
        try:
            _patch(insns, pc, answers.of(relocation))
        except ObjectError as error:
            line = program.line_at(pc)
            text = f"program {program.name}, instruction {pc}: {error}"
            raise ObjectError(text + (f" [{line}]" if line else "")) from None
    return dataclasses.replace(program, insns=Insns(insns), core={})


@dataclass(frozen=True, slots=True)
class _Answer:
    """The answer to one relocation.

    Attributes:
        old: the value that clang put in.
        new: the value for the target; None: there is none.
        checked: whether ``old`` must be what is in the instruction.
        sizes: bytes of the member in the local and in the target type, for a load or store.
        resizable: whether an access may be made wider or narrower.
    """

    old: int
    new: int | None
    checked: bool = True
    sizes: tuple[int, int] = (0, 0)
    resizable: bool = True


@dataclass(slots=True)
class _Step:
    """One step into a type: the type that it is made in (an array's element), index and name."""

    type: BtfType
    index: int
    name: str
    member: BtfMember | None = None


@dataclass(slots=True)
class _Path:
    """A way into a type: ``bits`` from its start after all steps."""

    root: BtfType
    steps: list[_Step]
    bits: int = 0

    @property
    def last(self) -> _Step:
        return self.steps[-1]


class _Answers:
    """The answers for one object against one target, each found once."""

    def __init__(self, name: str, local: Btf, target: Btf) -> None:
        self._name = name
        self._local = local
        self._candidates = Candidates(target)
        self._known: dict[CoreRelocation, _Answer] = {}
        # The types that matched every relocation of a local type so far, by its number: a struct
        # is not found half in one and half in another (bpf_core_calc_relo_insn() of libbpf).
        self._matched: dict[int, list[BtfType]] = {}

    def of(self, relocation: CoreRelocation) -> _Answer:
        answer = self._known.get(relocation)
        if answer is None:
            answer = self._known[relocation] = self._find(relocation)
        return answer

    def _find(self, relocation: CoreRelocation) -> _Answer:
        kind, root = relocation.kind, self._local.type(relocation.type_id)
        if kind is CoreKind.TYPE_ID_LOCAL:
            return _Answer(relocation.type_id, relocation.type_id, checked=False)
        if not root.name:
            raise ObjectError("its CO-RE relocation is about a type without a name")
        if kind in _FIELDS:
            return self._field(kind, _local_path(root, relocation.access))
        if kind in (CoreKind.ENUM_EXISTS, CoreKind.ENUM_VALUE):
            return self._enumerator(kind, root, relocation.access)
        return self._type(kind, root)

    def _field(self, kind: CoreKind, local: _Path) -> _Answer:
        matches = [
            (candidate, path)
            for candidate in self._left(local.root)
            if (path := _target_path(local, candidate)) is not None
        ]
        paths = [path for _, path in matches]
        self._keep(local.root, [candidate for candidate, _ in matches])
        if len({path.bits for path in paths}) > 1:
            raise self._ambiguous(local.root)
        answers = [_field_answer(kind, local, path) for path in paths]
        return self._one(answers or [_field_answer(kind, local, None)], local.root)

    def _type(self, kind: CoreKind, root: BtfType) -> _Answer:
        alike = types_match if kind is CoreKind.TYPE_MATCHES else types_alike
        matches = [match for match in self._left(root) if alike(root, match)]
        self._keep(root, matches)
        if kind in (CoreKind.TYPE_EXISTS, CoreKind.TYPE_MATCHES):
            return _Answer(1, int(bool(matches)))
        # A type that is not there has size and number 0: only members and values can be missing.
        if kind is CoreKind.TYPE_SIZE:
            size = root.sizeof()
            answers = [_Answer(size, match.sizeof()) for match in matches]
            return self._one(answers or [_Answer(size, 0)], root)
        answers = [_Answer(root.id, match.id) for match in matches]
        return self._one(answers or [_Answer(root.id, 0)], root)

    def _enumerator(self, kind: CoreKind, root: BtfType, access: str) -> _Answer:
        names = root.resolve().enumerators()
        (index,) = _indices(access, 1)
        if index >= len(names):
            raise ObjectError(f"its CO-RE relocation names enumerator {index} of {root.name!r}")
        mine, want = names[index], essential(names[index].name)
        matches = [
            (candidate, enumerator.value)
            for candidate in self._left(root)
            for enumerator in candidate.resolve().enumerators()
            if essential(enumerator.name) == want
        ]
        values = [value for _, value in matches]
        self._keep(root, [candidate for candidate, _ in matches])
        if kind is CoreKind.ENUM_EXISTS:
            return _Answer(1, int(bool(values)))
        old = mine.value & _U64
        answers = [_Answer(old, value & _U64) for value in values]
        return self._one(answers or [_Answer(old, None)], root)

    def _left(self, root: BtfType) -> list[BtfType]:
        """The types of the target that may be this one, as far as relocations have told yet."""
        return self._matched.get(root.id) or list(self._candidates.of(root))

    def _keep(self, root: BtfType, matched: list[BtfType]) -> None:
        if matched:
            self._matched[root.id] = matched

    def _one(self, answers: list[_Answer], root: BtfType) -> _Answer:
        if any(answer.new != answers[0].new for answer in answers):
            raise self._ambiguous(root)
        return answers[0]

    def _ambiguous(self, root: BtfType) -> ObjectError:
        return ObjectError(
            f"the target has several types {essential(root.name)!r} that answer its CO-RE"
            " relocation differently"
        )


_FIELDS: Final = frozenset(
    {
        CoreKind.FIELD_OFFSET,
        CoreKind.FIELD_SIZE,
        CoreKind.FIELD_EXISTS,
        CoreKind.FIELD_SIGNED,
        CoreKind.FIELD_LSHIFT,
        CoreKind.FIELD_RSHIFT,
    }
)


def _indices(access: str, count: int = 0) -> list[int]:
    parts = access.split(":")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) > _MAX_STEPS:
        raise ObjectError(f"its CO-RE access {access!r} is no list of numbers")
    numbers = [int(part) for part in parts]
    if (count and len(numbers) != count) or max(numbers) >= 1 << 32:
        raise ObjectError(f"its CO-RE access {access!r} does not fit its kind")
    return numbers


def _local_path(root: BtfType, access: str) -> _Path:
    """The way that an access string such as ``0:2:1`` describes in the local type."""
    first, *rest = _indices(access)
    path = _Path(root, [_Step(root.resolve(), first, "")], first * root.sizeof() * 8)
    current = root.resolve()
    for index in rest:
        members = current.members()
        shape = current.array()
        if members or current.kind in RECORDS:
            if index >= len(members):
                raise ObjectError(f"its CO-RE access {access!r} leaves {current.name!r}")
            member = members[index]
            path.bits += member.offset_bits
            if member.name:
                path.steps.append(_Step(current, index, member.name, member))
            current = root.btf.type(member.type_id).resolve()
        elif shape is not None:
            if index >= shape.length and not _is_flexible(path.last, shape.length):
                raise ObjectError(f"its CO-RE access {access!r} leaves an array")
            current = root.btf.type(shape.type_id).resolve()
            path.steps.append(_Step(current, index, ""))
            path.bits += index * current.sizeof() * 8
        else:
            raise ObjectError(f"its CO-RE access {access!r} enters {current.name!r}")
    return path


def _target_path(local: _Path, candidate: BtfType) -> _Path | None:
    """Find the path of the same member names in a target type; None: there is no such path."""
    current = candidate.resolve()
    path = _Path(candidate, [])
    for number, step in enumerate(local.steps):
        if step.name:
            target_step = _target_member(step, current, 0)
            if target_step is None:
                return None
            bits, holder, index, member = target_step
            path.bits += bits
            path.steps.append(_Step(holder, index, member.name, member))
            current = holder.btf.type(member.type_id).resolve()
            continue
        if number:
            shape = current.array()
            if shape is None:
                return None
            if step.index >= shape.length and not _is_flexible(path.last, shape.length):
                return None
            current = current.btf.type(shape.type_id).resolve()
        path.steps.append(_Step(current, step.index, ""))
        path.bits += step.index * current.sizeof() * 8
    return path


def _target_member(
    step: _Step, holder: BtfType, depth: int
) -> tuple[int, BtfType, int, BtfMember] | None:
    """The member of this name, also inside of unnamed members: (bits, holder, index, member)."""
    if holder.kind not in RECORDS or depth > MAX_DEPTH:
        return None
    assert step.member is not None
    for index, member in enumerate(holder.members()):
        member_type = holder.btf.type(member.type_id)
        if not member.name:
            inner = _target_member(step, member_type.resolve(), depth + 1)
            if inner is not None:
                return member.offset_bits + inner[0], *inner[1:]
        elif member.name == step.name:
            local = step.type.btf.type(step.member.type_id)
            return (
                (member.offset_bits, holder, index, member)
                if fields_alike(local, member_type)
                else None
            )
    return None


def _is_flexible(step: _Step, length: int) -> bool:
    """Whether an array of ``length`` that ``step`` leads to is a struct's last member.

    Such an array, of length 0, has as many elements as there is room for (``is_flex_arr()``).
    """
    return step.member is not None and not length and step.index == step.type.vlen - 1


def _field_answer(kind: CoreKind, local: _Path, target: _Path | None) -> _Answer:
    if kind is CoreKind.FIELD_EXISTS:
        return _Answer(1, int(target is not None))
    old, checked, size, member_type = _field_value(kind, local)
    if target is None:
        return _Answer(old, None, checked)
    new, _, new_size, new_held = _field_value(kind, target)
    if kind is not CoreKind.FIELD_OFFSET or size == new_size:
        return _Answer(old, new, checked, (size, new_size))
    return _Answer(old, new, checked, (size, new_size), _may_resize(member_type, new_held))


def _may_resize(local: BtfType, target: BtfType) -> bool:
    """Pointers and unsigned integers keep their value in a wider or narrower load."""
    if local.kind == target.kind == BtfKind.PTR:
        return True
    encodings = local.encoding(), target.encoding()
    return all(how is not None and not how.signed for how in encodings)


def _field_value(kind: CoreKind, path: _Path) -> tuple[int, bool, int, BtfType]:
    """Value of a field relocation, whether clang's must agree, bytes of the member, its type.

    The size is 0 for a bit-field: its storage unit is no size that an access could be given.
    """
    step = path.last
    if step.member is None:
        size = step.type.sizeof()
        if kind is CoreKind.FIELD_OFFSET:
            return path.bits // 8, True, size, step.type
        if kind is CoreKind.FIELD_SIZE:
            return size, True, size, step.type
        raise ObjectError("its CO-RE relocation asks for the bits of an array's element")
    member_type = step.type.btf.type(step.member.type_id).resolve()
    width = step.member.bits
    if width:
        start, unit = _storage_unit(path.bits, width, member_type)
    else:
        start, unit = path.bits // 8, member_type.sizeof()
    bits = width or unit * 8
    whole = not width
    match kind:
        case CoreKind.FIELD_OFFSET:
            return start, whole, unit if whole else 0, member_type
        case CoreKind.FIELD_SIZE:
            return unit, whole, 0, member_type
        case CoreKind.FIELD_SIGNED:
            how = member_type.encoding()
            return (
                int(how.signed if how else member_type.flag and _is_enum(member_type)),
                True,
                0,
                member_type,
            )
        case CoreKind.FIELD_LSHIFT:
            within = path.bits - start * 8
            little = member_type.btf.order == "<"
            shift = 64 - (within + bits) if little else (8 - unit) * 8 + within
            return shift, whole, 0, member_type
    return 64 - bits, True, 0, member_type


def _is_enum(held: BtfType) -> bool:
    return held.kind in (BtfKind.ENUM, BtfKind.ENUM64)


def _storage_unit(bits: int, width: int, held: BtfType) -> tuple[int, int]:
    """Start in bytes, and size, of the aligned unit that holds a whole bit-field."""
    unit = held.size or 1
    while True:
        start = bits // 8 // unit * unit
        if bits + width <= (start + unit) * 8:
            return start, unit
        unit *= 2
        if unit > 8:
            raise ObjectError(f"a bit-field of {width} bits at {bits} is in no unit of 8 bytes")


def _patch(insns: list[Insn], pc: int, answer: _Answer) -> None:
    insn = insns[pc]
    kind = insn.opcode & 7
    access = kind in (isa.BPF_LDX, isa.BPF_ST, isa.BPF_STX)
    wide = insn.opcode == isa.LDDW and pc + 1 < len(insns)
    if answer.new is None or (access and not answer.resizable):
        _poison(insns, pc, 2 if wide else 1)
    elif wide:
        low, high = insn.imm & 0xFFFFFFFF, insns[pc + 1].imm & 0xFFFFFFFF
        _agree(answer, high << 32 | low)
        insns[pc] = insn.with_imm(_s32(answer.new))
        insns[pc + 1] = insns[pc + 1].with_imm(_s32(answer.new >> 32))
    elif access:
        insns[pc] = _patched_access(insn, answer)
    elif kind in (isa.BPF_ALU, isa.BPF_ALU64) and not insn.opcode & isa.BPF_X:
        _agree(answer, insn.imm & 0xFFFFFFFF)
        insns[pc] = insn.with_imm(_s32(answer.new))
    else:
        raise ObjectError(f"its CO-RE relocation is on opcode {insn.opcode:#04x}, which takes none")


def _patched_access(insn: Insn, answer: _Answer) -> Insn:
    assert answer.new is not None
    _agree(answer, insn.off)
    if answer.new >= 1 << 15:
        raise ObjectError(f"offset {answer.new} is too far for a load or store")
    opcode = insn.opcode
    old, new = answer.sizes
    if old != new and old and new:
        if size_bytes(opcode) != old or new not in _SIZES:
            raise ObjectError(f"an access of {old} bytes cannot become one of {new}")
        opcode = opcode & ~isa.BPF_DW | _SIZES[new]
    return Insn(opcode, insn.dst, insn.src, answer.new, insn.imm)


def _agree(answer: _Answer, found: int) -> None:
    # Only the low 32 bits of a value are in an ALU instruction.
    if answer.checked and found != answer.old and found != answer.old & 0xFFFFFFFF:
        raise ObjectError(
            f"its CO-RE relocation expects {answer.old} in the instruction, which has {found};"
            " compile it again"
        )


def _poison(insns: list[Insn], pc: int, slots: int) -> None:
    for at in range(pc, pc + slots):
        insns[at] = Insn(isa.CALL, 0, 0, 0, POISON)


def _s32(value: int) -> int:
    value &= 0xFFFFFFFF
    return value - (1 << 32) if value >> 31 else value
