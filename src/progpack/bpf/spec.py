"""Specs: a program, a map and an object before anything is loaded, as pure values.

`progpack.read_object` makes an `ObjectSpec` of an ELF object; `ProgramSpec.from_insns` takes plain
instructions, as a generator or a test has them. The enumerations carry the kernel's numbers
(``include/uapi/linux/bpf.h``, Linux 6.18).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from progpack.bpf.isa.insn import CALL, LDDW, Insn, Insns, function_target
from progpack.bpf.maps.spec import MapSpec
from progpack.bpf.maps.types import (
    BPF_F_MMAPABLE,
    BPF_F_RDONLY_PROG,
    BPF_F_WRONLY_PROG,
    MapType,
)
from progpack.integers import MAX_S32, MAX_S64, MAX_U32, check_field, integer_within
from progpack.records import dataclass, field

if TYPE_CHECKING:
    from progpack.bpf.btf.types import Btf, BtfType

__all__ = [
    "BPF_F_MMAPABLE",
    "BPF_F_RDONLY_PROG",
    "BPF_F_SLEEPABLE",
    "BPF_F_WRONLY_PROG",
    "BPF_F_XDP_HAS_FRAGS",
    "CoreKind",
    "CoreRelocation",
    "Extern",
    "Function",
    "MapRef",
    "MapSpec",
    "MapType",
    "ObjectSpec",
    "ProgramSpec",
    "ProgramType",
]

#: Program load flags that a section name asks for (``fentry.s``, ``xdp.frags``).
BPF_F_SLEEPABLE: Final = 1 << 4
BPF_F_XDP_HAS_FRAGS: Final = 1 << 5


class ProgramType(IntEnum):
    """``enum bpf_prog_type``, and FLAT.

    FLAT has no kernel meaning: the program gets a block of memory, r1 is its address and r2 its
    length in bytes. TRACING covers the sections ``tp_btf``, ``fentry``, ``fexit``, ``fmod_ret`` and
    ``iter``; SCHED_CLS the sections ``tc``, ``tcx`` and ``classifier``.
    """

    FLAT = -1
    UNSPEC = 0
    SOCKET_FILTER = 1
    KPROBE = 2
    SCHED_CLS = 3
    SCHED_ACT = 4
    TRACEPOINT = 5
    XDP = 6
    PERF_EVENT = 7
    CGROUP_SKB = 8
    CGROUP_SOCK = 9
    LWT_IN = 10
    LWT_OUT = 11
    LWT_XMIT = 12
    SOCK_OPS = 13
    SK_SKB = 14
    CGROUP_DEVICE = 15
    SK_MSG = 16
    RAW_TRACEPOINT = 17
    CGROUP_SOCK_ADDR = 18
    LWT_SEG6LOCAL = 19
    LIRC_MODE2 = 20
    SK_REUSEPORT = 21
    FLOW_DISSECTOR = 22
    CGROUP_SYSCTL = 23
    RAW_TRACEPOINT_WRITABLE = 24
    CGROUP_SOCKOPT = 25
    TRACING = 26
    STRUCT_OPS = 27
    EXT = 28
    LSM = 29
    SK_LOOKUP = 30
    SYSCALL = 31
    NETFILTER = 32


@dataclass(frozen=True, slots=True)
class Function:
    """One function of a program: slots [start, end); the first is the program itself, at 0.

    ``type_id`` is the number of its FUNC in the object's BTF, 0 when there is none; ``provided``
    says that it is ours and stands for a function of the kernel (kfunc).
    """

    name: str
    start: int
    end: int
    type_id: int = 0
    provided: bool = False

    def __post_init__(self) -> None:
        for field_name in ("start", "end", "type_id"):
            check_field(self, field_name, 0, MAX_U32)


@dataclass(frozen=True, slots=True)
class MapRef:
    """The map, or the variable in it, whose address an LDDW instruction loads.

    Attributes:
        map: name of the map.
        offset: None for the map itself (a helper's argument); otherwise the address of the map's
            first value plus this many bytes (a global variable).
    """

    map: str
    offset: int | None = None

    def __post_init__(self) -> None:
        if self.offset is not None:
            check_field(self, "offset", -MAX_S64 - 1, MAX_S64)


class CoreKind(IntEnum):
    """The question that a CO-RE relocation asks (``enum bpf_core_relo_kind``)."""

    FIELD_OFFSET = 0
    FIELD_SIZE = 1
    FIELD_EXISTS = 2
    FIELD_SIGNED = 3
    FIELD_LSHIFT = 4
    FIELD_RSHIFT = 5
    TYPE_ID_LOCAL = 6
    TYPE_ID_TARGET = 7
    TYPE_EXISTS = 8
    TYPE_SIZE = 9
    ENUM_EXISTS = 10
    ENUM_VALUE = 11
    TYPE_MATCHES = 12


@dataclass(frozen=True, slots=True)
class CoreRelocation:
    """One question to the types of the kernel that a program shall run on.

    Attributes:
        kind: what is asked.
        type_id: the type, in the object's own BTF.
        access: the way into it: numbers of members, elements or the enumerator, as ``0:2:1``.
    """

    kind: CoreKind
    type_id: int
    access: str


# One for all specs: nobody writes to what they hold.
_NOTHING: Final[dict[int, Any]] = {}


def _nothing() -> dict[int, Any]:
    return _NOTHING


@dataclass(frozen=True, slots=True)
class ProgramSpec:
    """A program to load.

    Attributes:
        name: name of its C function.
        section: ELF section it came from, ``""`` when it did not come from an object.
        type: what kind of program, from the section name.
        insns: the main function at pc 0, then every subprogram it reaches, once each; the offsets
            of calls between them are in place.
        functions: the functions in ``insns``, in order, without gaps.
        maps: pc of an LDDW -> what it stands for. Its ``src`` is BPF_PSEUDO_MAP_FD or
            BPF_PSEUDO_MAP_VALUE, and the slots' immediates are 0 and the offset.
        license: license of the object, ``""`` when there is none.
        externs: pc of an LDDW or a call -> name of the kernel symbol that it wants.
        core: pc -> CO-RE relocation that was not applied; the instruction is as clang made it.
        lines: pc -> ``file:line: text`` of the source, at each pc where a line starts.
        attach: the section name after its prefix (``sched_switch`` of ``tp_btf/sched_switch``).
        attach_type: ``enum bpf_attach_type`` number the kernel would be given, when there is one.
        flags: ``BPF_F_SLEEPABLE`` and ``BPF_F_XDP_HAS_FRAGS``.
        autoload: False for a section that starts with ``?``.
        counters: name of the array whose one value counts what runs of the program execute, or
            None; see `progpack.bpf.coverage`.
        replaced: number of a helper that a test replaces -> its
            `progpack.bpf.helpers.replaced.Replacement`; see `progpack.bpf.fit.replacements`.
    """

    name: str
    section: str
    type: ProgramType
    insns: Insns = field(repr=False)
    functions: tuple[Function, ...]
    maps: Mapping[int, MapRef] = field(default_factory=_nothing)
    license: str = ""
    core: Mapping[int, CoreRelocation] = field(default_factory=_nothing, repr=False)
    externs: Mapping[int, str] = field(default_factory=_nothing, repr=False)
    lines: Mapping[int, str] = field(default_factory=_nothing, repr=False, compare=False)
    attach: str = ""
    attach_type: int | None = None
    flags: int = 0
    autoload: bool = True
    counters: str | None = None
    replaced: Mapping[int, Any] = field(default_factory=_nothing, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A tuple or list will do as well.
        if type(self.insns) is not Insns:
            object.__setattr__(self, "insns", Insns(self.insns))
        if self.attach_type is not None:
            check_field(self, "attach_type", 0, MAX_S32)
        check_field(self, "flags", 0, MAX_U32)
        for pc in self.maps:
            integer_within(pc, f"ProgramSpec {self.name!r}: the pc of a map", 0, MAX_U32)

    @classmethod
    def from_insns(
        cls,
        name: str,
        type: ProgramType,  # noqa: A002 - the field's name
        code: bytes | bytearray | memoryview | Iterable[Insn],
        *,
        maps: Mapping[int, MapRef] | None = None,
        license: str = "",  # noqa: A002 - the field's name
        byteorder: str = "little",
    ) -> ProgramSpec:
        """Make a program of plain instructions; only the length of ``code`` is checked.

        Args:
            name: its name.
            type: what kind of program.
            code: machine code, or instruction slots. Subprograms are where calls go; they are
                named ``<name>_<pc>``.
            maps: pc of an LDDW -> what it stands for.
            license: as in an object's ``license`` section.
            byteorder: byte order of ``code`` when it is bytes.

        Raises:
            ProgramError: ``code`` is not a multiple of 8 bytes.
        """
        if isinstance(code, (bytes, bytearray, memoryview)):
            insns = Insns.decoded(bytes(code), byteorder)
        else:
            insns = Insns(code)
        starts = {0}
        slots = insns.slots()
        for pc, (opcode, *_) in enumerate(slots):
            if opcode in (CALL, LDDW):
                target = function_target(slots, pc)
                if target is not None and 0 < target < len(slots):
                    starts.add(target)
        bounds = [*sorted(starts), len(insns)]
        functions = tuple(
            Function(name if start == 0 else f"{name}_{start}", start, end)
            for start, end in pairwise(bounds)
        )
        return cls(name, "", type, insns, functions, dict(maps) if maps else _NOTHING, license)

    def code(self, byteorder: str = "little") -> bytes:
        """The instructions as machine code, 8 bytes a slot, map references not filled in."""
        return self.insns.code(byteorder)

    @property
    def helpers(self) -> frozenset[int]:
        """The numbers of the helpers that the program calls, including poisoned calls."""
        return self.insns.helpers()

    def function_at(self, pc: int) -> Function:
        """Return the function that holds slot ``pc``.

        Raises:
            IndexError: there is no such slot.
        """
        for function in self.functions:
            if function.start <= pc < function.end:
                return function
        raise IndexError(f"program {self.name} has no instruction {pc}")

    @property
    def used_maps(self) -> tuple[str, ...]:
        """The names of the maps that the program uses, in the order of its instructions."""
        if not self.maps and self.counters is None:
            return ()
        names = [ref.map for _, ref in sorted(self.maps.items())]
        return tuple(dict.fromkeys(names if self.counters is None else [*names, self.counters]))

    def line_at(self, pc: int) -> str | None:
        """Return the source line of slot ``pc`` from ``lines``, or None.

        For a function that stands for one of the kernel, which has no source in the program, it is
        the name of the function.
        """
        function = self.function_at(pc)
        if function.provided:
            return f"in {function.name}(), which stands for the kernel's function"
        start = function.start
        return next((self.lines[at] for at in range(pc, start - 1, -1) if at in self.lines), None)


#: Sections of what an object wants from the kernel: options, and variables and functions.
KCONFIG: Final = ".kconfig"
KSYMS: Final = ".ksyms"


@dataclass(frozen=True, slots=True)
class Extern:
    """A variable or function that an object wants from the kernel.

    Attributes:
        name: name of the option, variable or function.
        section: `KCONFIG` or `KSYMS`.
        weak: whether it may be missing.
        type: its type.
        offset: in the value of the map ``.kconfig``, bytes; 0 for symbols.
        size: bytes; 0 for symbols.
    """

    name: str
    section: str
    weak: bool
    type: BtfType | None = field(default=None, repr=False, compare=False)
    offset: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class ObjectSpec:
    """An object: its programs and the maps they share.

    Attributes:
        name: file name without directories and ``.o``/``.bpf.o``.
        license: text of the ``license`` section.
        programs: by function name, in the order of the file.
        maps: by name, in the order of the file: those of ``.maps``, then global data.
        byteorder: ``"little"`` or ``"big"``; map keys and values have it too.
        btf: the object's types, None without ``.BTF``.
        externs: what the object wants from the kernel, by name: options and symbols.
        notes: what was read but has no effect here, one sentence each (pinning, CO-RE).
        skipped: programs and maps that are left out, by name, and why each is
            (``load(skip_unsupported=True)``).
    """

    name: str
    license: str
    programs: Mapping[str, ProgramSpec]
    maps: Mapping[str, MapSpec]
    byteorder: str = "little"
    btf: Btf | None = field(default=None, repr=False, compare=False)
    notes: tuple[str, ...] = ()
    externs: Mapping[str, Extern] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
