"""Answers about an address of the running kernel, and about a program by id, name or tag."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from progpack.errors import BpfError, MissingFeatureError, ProgpackError
from progpack.kernel.charge import Placed
from progpack.kernel.details import (
    Holder,
    ProgramDetail,
    SourceLine,
    holders,
    read_detail,
)
from progpack.kernel.evidence.chunks import State
from progpack.kernel.observation import Observation
from progpack.kernel.observe import Observer
from progpack.kernel.proc.files import ROOT
from progpack.kernel.proc.symbols import BpfSymbol, bpf_symbols, kernel_symbols, why_no_addresses
from progpack.kernel.syscall.abi import NAME_LENGTH
from progpack.kernel.syscall.call import Port
from progpack.kernel.syscall.links import KernelLink, LinkInfo, link_ids
from progpack.kernel.syscall.maps import KernelMap, MapInfo
from progpack.kernel.syscall.program_info import ProgramInfo
from progpack.known import Maybe, Unknown
from progpack.pack import CHUNK
from progpack.records import cached_property
from progpack.snapshot import NO_EVIDENCE, PROGRAM, UNATTRIBUTED

__all__ = ["AddressAnswer", "Explainer", "Position", "ProgramAnswer", "parse_place"]

_SYMBOL = re.compile(r"([\w.]+)(?:\+(0x[0-9a-fA-F]+|\d+))?(?:/0x[0-9a-fA-F]+)?(?:\s*\[\w+\])?")
_TAGGED = re.compile(r"bpf_prog_([0-9a-f]{16})(?:_.*)?")
_USER_END = 1 << 47
# A symbol further below than this says nothing about an address.
_FAR = 1 << 20
# Characters of a name that the kernel keeps.
_KEPT = NAME_LENGTH - 1


@dataclass(frozen=True, slots=True)
class Position:
    """The place of a piece of code.

    Attributes:
        address: address of the first instruction.
        size: bytes of machine code, 0 when not known.
        name: name of the function, trampoline or dispatcher.
        tag: tag of the function, or ``""``.
        pack: number of the pack, or None: in no pack that is known.
        chunk: index of its first chunk in the pack.
        chunks: how many chunks it takes, at least and at most; None when not known.
    """

    address: int
    size: int
    name: str
    tag: str = ""
    pack: int | None = None
    chunk: int | None = None
    chunks: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ProgramAnswer:
    """The answer to a question about one program.

    Attributes:
        detail: the kernel's record of the program.
        functions: the place of each function, or why that is hidden.
        maps: the maps that the program uses, or why they cannot be asked for.
        links: the links that hold the program, or why they cannot be asked for.
        holders: the processes with a descriptor of the program.
    """

    detail: ProgramDetail
    functions: Maybe[tuple[Position, ...]]
    maps: Maybe[tuple[MapInfo, ...]]
    links: Maybe[tuple[LinkInfo, ...]]
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class AddressAnswer:
    """The answer to a question about one address.

    Attributes:
        address: what was asked for; None when it could not even be computed.
        kind: "program", "trampoline", "dispatcher", "struct_ops", "free", "unattributed" (taken,
            nobody says by what), "no-evidence", "kernel", "user", "gone" or "unknown".
        summary: one sentence.
        position: position of the code that it is in.
        offset: bytes from the start of that code; negative in the header before it.
        pack: number and address of the pack, or None.
        chunk: in that pack.
        program: the program, when it is one.
        function: index of the function within the program.
        line: line of the source, or why it cannot be known.
    """

    address: int | None
    kind: str
    summary: str
    position: Position | None = None
    offset: int | None = None
    pack: tuple[int, int] | None = None
    chunk: int | None = None
    program: ProgramAnswer | None = None
    function: int | None = None
    line: Maybe[SourceLine] | None = None


def parse_place(text: str) -> tuple[str, int] | int | None:
    """An address, or a symbol and an offset, as an oops or a profile prints them.

    ``0xffffffffc0001234``, the same without ``0x`` (16 digits), ``[<ffffffffc0001234>]``,
    ``bpf_prog_6deef7357e7b4530_name+0x8a0/0x900`` and ``bpf_trampoline_6442+0x4b``.

    Returns:
        The address, (symbol, offset), or None: it is something else.
    """
    text = text.strip().removeprefix("[<").removesuffix(">]")
    if re.fullmatch(r"0[xX][0-9a-fA-F]{1,16}|[0-9a-fA-F]{16}", text):
        return int(text, 16)
    match = _SYMBOL.fullmatch(text)
    if match is None or not match[1].startswith(("bpf_", "__cfi_bpf_")):
        return None
    if match[2] is None and not _TAGGED.fullmatch(match[1]) and "trampoline" not in match[1]:
        # A program may well be called bpf_something.
        return None
    return match[1], int(match[2] or "0", 0)


class Explainer:
    """Answers about one kernel; each thing is read once, when it is first needed.

    Args:
        root: where ``proc`` and ``sys`` are. Programs are asked for of this kernel only, so not
            with another root.
        probe: find out by loading programs what cannot be seen otherwise (root).
        say: is told what probing will do, before it is done.
        observer: the observer; one that has looked before need not read everything again.
    """

    def __init__(
        self,
        root: Path = ROOT,
        *,
        probe: bool = False,
        say: Callable[[str], object] | None = None,
        observer: Observer | None = None,
    ) -> None:
        self.root = root
        self._observer = observer or Observer(root)
        self._port = self._observer.port
        self._probe = probe
        self._say = say

    @cached_property
    def seen(self) -> Observation:
        """The packs, and what is in them.

        Raises:
            ProgpackError: probing was asked for and failed.
        """
        return self._observer.look(probe=self._probe, say=self._say)

    @property
    def programs(self) -> Maybe[Mapping[int, ProgramInfo]]:
        """All programs that have an id, by it, or why they cannot be listed."""
        return self.seen.programs

    @cached_property
    def symbols(self) -> tuple[BpfSymbol, ...]:
        """BPF's symbols; none where there is no list."""
        try:
            return tuple(bpf_symbols(self.root))
        except ProgpackError:
            return ()

    @cached_property
    def _holders(self) -> tuple[dict[int, tuple[Holder, ...]], int]:
        return holders(self.root)

    @property
    def closed_processes(self) -> int:
        """Processes whose descriptors this one may not see."""
        return self._holders[1]

    # -- programs ------------------------------------------------------------------------------

    def by_id(self, number: int) -> ProgramAnswer:
        """The program with this id.

        Raises:
            MissingFeatureError: no privilege.
            ProgpackError: there is none.
        """
        try:
            detail = read_detail(number, self.root, self._port)
        except BpfError as error:
            if error.errno != errno.ENOENT:
                raise
            raise ProgpackError(
                f"no program has id {number}: it was unloaded, or it never was (ids are not used "
                f"again until they wrap)"
            ) from None
        return self._answer(detail)

    def by_name(self, name: str) -> tuple[ProgramAnswer, ...]:
        """The programs with this name or tag, or with a function of this name or tag.

        The kernel keeps 15 characters of a program's name, so a longer one is compared by those.

        Raises:
            MissingFeatureError: no privilege.
            ProgpackError: there is none.
        """
        programs = self.programs
        if isinstance(programs, Unknown):
            raise MissingFeatureError(programs.reason)
        infos = programs.values()
        matching = [info for info in infos if _is_called(info, name, self._port)]
        if not matching:
            names = sorted({one.name for one in infos if one.name})
            known = f"there are {', '.join(names[:8])}" if names else "no program has a name now"
            more = f" and {len(names) - 8} more" if len(names) > 8 else ""
            raise ProgpackError(f"no program is called {name!r}: {known}{more}")
        return tuple(self._answer(one) for info in matching if (one := self._detail(info)))

    def _detail(self, info: ProgramInfo) -> ProgramDetail | None:
        """Read the record that one program alone is asked for; None: it was unloaded meanwhile."""
        try:
            return read_detail(info.id, self.root, self._port)
        except BpfError:
            return None

    def _answer(self, detail: ProgramDetail) -> ProgramAnswer:
        return ProgramAnswer(
            detail,
            self._positions(detail),
            _maps(detail.info.map_ids, self._port),
            self._links_of(detail.info.id),
            self._holders[0].get(detail.info.id, ()),
        )

    def _positions(self, detail: ProgramDetail) -> Maybe[tuple[Position, ...]]:
        functions = detail.info.functions
        if isinstance(functions, Unknown):
            return functions
        return tuple(
            self._position(
                function.address,
                function.size,
                detail.name_of(index),
                detail.info.tags[index] if index < len(detail.info.tags) else "",
            )
            for index, function in enumerate(functions)
        )

    def _position(self, address: int, size: int, name: str, tag: str = "") -> Position:
        placed = self._placed_at.get(address)
        where = self.seen.evidence.locate(address)
        chunks = None if placed is None else (placed.low, placed.high)
        if where is None:
            return Position(address, size, name, tag, chunks=chunks)
        return Position(address, size, name, tag, where[0].number, where[1], chunks)

    @cached_property
    def _placed_at(self) -> dict[int, Placed]:
        return {one.address: one for one in self.seen.placed}

    @cached_property
    def _links(self) -> Maybe[Mapping[int, list[LinkInfo]]]:
        """Links by the program that they hold."""
        by_program: dict[int, list[LinkInfo]] = {}
        try:
            for link in _each_link(self._port):
                by_program.setdefault(link.program_id, []).append(link)
        except ProgpackError as error:
            return Unknown(str(error))
        return by_program

    def _links_of(self, number: int) -> Maybe[tuple[LinkInfo, ...]]:
        links = self._links
        if isinstance(links, Unknown):
            return links
        return tuple(links.get(number, ()))

    # -- addresses -----------------------------------------------------------------------------

    def place(self, place: tuple[str, int] | int) -> tuple[AddressAnswer, ...]:
        """Return the answer for an address, or for each place that a symbol and an offset can mean.

        Programs that are loaded twice have the same symbol, so there may be several.
        """
        if isinstance(place, int):
            return (self.address(place),)
        symbol, offset = place
        addresses = sorted(set(self._addresses_of(symbol)))
        if addresses:
            return tuple(self.address(address + offset) for address in addresses)
        hidden = [s for s in self.symbols if s.name == symbol and isinstance(s.address, Unknown)]
        if hidden:
            return (AddressAnswer(None, "unknown", f"{symbol} is there: {hidden[0].address}"),)
        if isinstance(self.programs, Unknown):
            why = f"it is no symbol now, and programs cannot be listed: {self.programs.reason}"
            return (AddressAnswer(None, "unknown", f"{symbol} cannot be found: {why}"),)
        return (AddressAnswer(None, "gone", _gone(symbol)),)

    def _addresses_of(self, symbol: str) -> Iterable[int]:
        for one in self.symbols:
            if one.name == symbol and isinstance(one.address, int):
                yield one.address
        tagged = _TAGGED.fullmatch(symbol)
        if tagged is None or isinstance(self.programs, Unknown):
            return
        # Also where the kernel lists no symbols of programs.
        for info in self.programs.values():
            functions = info.functions
            if isinstance(functions, Unknown):
                continue
            # The symbol of the main function has the tag of the whole program.
            if functions and info.tag == tagged[1]:
                yield functions[0].address
            for tag, function in zip(info.tags, functions, strict=False):
                if tag == tagged[1]:
                    yield function.address

    def address(self, address: int) -> AddressAnswer:
        """Return the answer for ``address``."""
        programs: Iterable[ProgramInfo] = ()
        if not isinstance(self.programs, Unknown):
            programs = self.programs.values()
        for info in programs:
            index = info.function_at(address)
            if index is not None and (detail := self._detail(info)):
                return self._in_program(address, detail, index)
        if 0 <= address < _USER_END:
            return AddressAnswer(address, "user", "it is an address of user space, not the kernel")
        return self._in_pack(address, programs) or self._elsewhere(address)

    def _in_program(
        self, address: int, detail: ProgramDetail, index: int, *, around: bool = False
    ) -> AddressAnswer:
        answer = self._answer(detail)
        assert not isinstance(answer.functions, Unknown)
        position = answer.functions[index]
        offset = address - position.address
        name = position.name or detail.info.name or detail.info.tag
        function = f"function {index} ({name})" if index else f"its main function ({name})"
        what = f"program {detail.info.name or '(no name)'}, id {detail.info.id}: "
        if not around:
            what += f"byte {offset} of {position.size} of {function}"
        elif offset < 0:
            what += f"the header, {-offset} bytes before {function}"
        else:
            what += f"the fill or the exception table after {function}"
        where = self.seen.evidence.locate(address)
        return AddressAnswer(
            address,
            PROGRAM,
            what,
            position,
            offset,
            None if where is None else (where[0].number, where[0].base or 0),
            None if where is None else where[1],
            answer,
            index,
            Unknown("the address is not in an instruction") if around else detail.line_at(address),
        )

    def _in_pack(self, address: int, programs: Iterable[ProgramInfo]) -> AddressAnswer | None:
        where = self.seen.evidence.locate(address)
        placed = self._around(address)
        if placed is not None:
            for info in programs:
                index = info.function_at(placed.address)
                if index is not None and (detail := self._detail(info)):
                    return self._in_program(address, detail, index, around=True)
        if where is None and placed is None:
            return None
        pack = None if where is None else (where[0].number, where[0].base or 0)
        chunk = None if where is None else where[1]
        if placed is not None:
            offset = address - placed.address
            what = f"{placed.kind} {placed.name}: {offset} bytes after its start"
            position = self._position(placed.address, placed.size, placed.name)
            return AddressAnswer(address, placed.kind, what, position, offset, pack, chunk)
        assert where is not None
        _, _, state = next(iter(where[0].map.runs(where[1], where[1] + 1)))
        kind, what = _STATES.get(state, (NO_EVIDENCE, _NOTHING_SAYS))
        return AddressAnswer(address, kind, what, None, None, pack, chunk)

    def _around(self, address: int) -> Placed | None:
        """Return the code whose span, with its header and fill, may cover an address; or None."""
        best = None
        for one in self.seen.placed:
            start = one.address // CHUNK * CHUNK if one.kind == PROGRAM else one.address
            if start <= address < start + one.high * CHUNK:
                best = one
        return best

    def _elsewhere(self, address: int) -> AddressAnswer:
        """Code of the kernel or a module, or nothing that can be named."""
        best, hidden = None, True
        try:
            for symbol in kernel_symbols(self.root):
                hidden = hidden and not symbol.address
                near = 0 < symbol.address <= address < symbol.address + _FAR
                # Of several at one address the first is as good as any.
                if near and (best is None or symbol.address > best.address):
                    best = symbol
        except ProgpackError as error:
            return AddressAnswer(address, "unknown", f"it cannot be named: {error}")
        if hidden:
            why = why_no_addresses(self.root)
            return AddressAnswer(address, "unknown", f"it cannot be named: {why}")
        if best is None or best.module == "bpf":
            what = "it is in no program, pack, module or text of the kernel that can be seen now"
            if isinstance(self.programs, Unknown):
                what += f"; programs cannot be listed: {self.programs.reason}"
            return AddressAnswer(address, "unknown", what)
        module = f" of module {best.module}" if best.module else ""
        position = Position(best.address, 0, best.name)
        offset = address - best.address
        what = f"not BPF: {best.name}+{offset:#x}{module} is the nearest symbol before it"
        return AddressAnswer(address, "kernel", what, position, offset)


_NOTHING_SAYS = (
    "in a pack, and nothing that can be seen says whether the chunk is taken: it is free, or a "
    "classic program's (seccomp, a socket filter); --probe finds out"
)
_SOMETHING = (
    "a chunk that is taken by something without id and name: most likely a classic program "
    "(seccomp, a socket filter); see progpack explain dark"
)
_STATES = {
    State.FREE: ("free", "a free chunk of a pack: what was here is unloaded"),
    State.TAKEN: (UNATTRIBUTED, _SOMETHING),
}


def _is_called(info: ProgramInfo, name: str, port: Port) -> bool:
    if name in (info.name, info.tag, *info.tags):
        return True
    if len(name) == _KEPT and info.name.startswith(name):
        return True  # as the kernel keeps it
    names = info.function_names(port)
    # Without BTF nothing is known of a name but what the kernel keeps of it.
    return name in names or (not names and bool(info.name) and name[:_KEPT] == info.name)


def _gone(symbol: str) -> str:
    text = f"nothing that is loaded now is called {symbol}"
    if _TAGGED.fullmatch(symbol):
        text += (
            ": the program was unloaded. The tag is a hash of its instructions: the same program "
            "has it again when it is loaded again, so do that and ask with the same offset"
        )
    return text


def _maps(numbers: tuple[int, ...], port: Port) -> Maybe[tuple[MapInfo, ...]]:
    infos = []
    for number in numbers:
        try:
            with KernelMap.from_id(number, port) as opened:
                infos.append(opened.info)
        except ProgpackError as error:
            return Unknown(str(error))
    return tuple(infos)


def _each_link(port: Port) -> Iterable[LinkInfo]:
    for number in link_ids(port):
        try:
            with KernelLink.from_id(number, port) as link:
                yield link.info()
        except BpfError:
            continue  # it was given up meanwhile
