"""A program with its image in a pack: what is compiled, and what is known of it."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from progpack.bpf.check.program import check_program
from progpack.bpf.context.build import ContextLayout, Field, layout
from progpack.bpf.outcome import CodePlace
from progpack.bpf.spec import MapSpec, ProgramSpec, ProgramType
from progpack.bpf.time_limits import budget_within
from progpack.errors import SpanError
from progpack.jit import grace
from progpack.jit.compile import compiler
from progpack.jit.compile.blake import blake2b
from progpack.jit.compile.cache import Compiled, Facts, disk_cache
from progpack.jit.compile.digest import DIGEST, program_digest
from progpack.jit.image.store import ImageStore, Shared, compiled, recall
from progpack.jit.lower.names import ENTRY
from progpack.jit.native.layout import TargetSlot
from progpack.link import Image
from progpack.memory import Code

if TYPE_CHECKING:
    from progpack.bpf.analysis.calls import CallGraph
    from progpack.bpf.analysis.facts import Facts as ProgramFacts
    from progpack.jit.lower.program import Lowered

__all__ = ["Checked", "Extras", "Leaving", "PackedProgram", "check"]

_serials = itertools.count()
# Extras by the serial of their program, while they are made.
_extras_by_serial: dict[int, Extras] = {}


class Leaving(Protocol):
    """An array of programs, which a program leaves when it is closed."""

    def forget(self, program: Any) -> None:
        """Remove a program wherever it is."""


class Extras:
    """The attributes that few programs need, kept apart, since there may be many programs.

    Attributes:
        target: the program's entry for tail calls.
        counting: an image that counts what a run takes from its budget.
        within: arrays of programs that have or had the program, by their id().
        closing: the change that ends the program.
        left: the program's image, while it is closed and runs may be in it.
    """

    __slots__ = ("closing", "counting", "left", "target", "within")

    def __init__(self) -> None:
        self.target: TargetSlot | None = None
        self.counting: Shared | None = None
        self.within: dict[int, weakref.ref[Leaving]] = {}
        self.closing: grace.Closing | None = None
        self.left: Shared | None = None


class PackedProgram:
    """A program whose image is in a pack.

    Attributes:
        spec: what it was made from.
        entry: address to call; see `progpack.jit.lower.program`.
        serial: a number no other program of this process has.
    """

    __slots__ = (
        "__weakref__",
        "_extras",
        "_shared",
        "_specs",
        "_store",
        "entry",
        "serial",
        "spec",
    )

    def __init__(
        self,
        spec: ProgramSpec,
        specs: Mapping[str, MapSpec],
        store: ImageStore,
        checked: Checked,
    ) -> None:
        self.spec = spec
        self.serial = next(_serials)
        self._specs = specs
        self._store = store
        self._extras: Extras | None = None
        self._shared: Shared | None = self._share(checked.digest, checked.facts)
        self.entry = self._shared.entry

    def __repr__(self) -> str:
        state = "closed" if self._shared is None else f"{self._shared.size} bytes"
        return f"<{self.type.name} program {self.name}: {len(self.spec.insns)} slots, {state}>"

    @property
    def digest(self) -> bytes:
        """The digest of all that the image is made from; programs with the same share the image.

        Raises:
            SpanError: the program is closed.
        """
        return self.require_open().digest

    @property
    def facts(self) -> Facts:
        """The facts about the program besides its code.

        Raises:
            SpanError: the program is closed.
        """
        return self.require_open().made

    @property
    def name(self) -> str:
        """The program's name."""
        return self.spec.name

    @property
    def type(self) -> ProgramType:
        """The program's type."""
        return self.spec.type

    @property
    def attach(self) -> int:
        """``enum bpf_attach_type``: what the program is made for, 0 where nobody says."""
        return self.spec.attach_type or 0

    @property
    def layout(self) -> ContextLayout:
        """The layout of the program's context."""
        return layout(self.spec.type)

    @property
    def told_fields(self) -> tuple[Field, ...]:
        """The fields of the context that a result tells: all."""
        return self.layout.fields

    @property
    def frames(self) -> int:
        """Most frames that are live at once."""
        return self.facts.frames

    @property
    def bound(self) -> int | None:
        """The most budget that a run takes, where its image need not count; else None."""
        return self.facts.bound

    @property
    def work(self) -> int:
        """Instructions that a run takes; of one that counts, between two times that it counts."""
        return self.facts.work

    @property
    def symbol(self) -> str:
        """The name its code has for profilers and reports, as the kernel would call it."""
        return f"bpf_prog_{self.name}"

    @property
    def closed(self) -> bool:
        """Whether it has been closed."""
        return self._shared is None

    @property
    def code(self) -> Code:
        """The chunks that hold its image.

        Raises:
            SpanError: the program is closed.
        """
        return self.require_open().code

    @property
    def place(self) -> CodePlace:
        """The place of the machine code, in words.

        Raises:
            SpanError: the program is closed.
        """
        code = self.code
        last = f" to {code.chunk + code.chunks - 1}" if code.chunks > 1 else ""
        where = "pages of its own" if code.oversized else f"pack {code.pack}"
        chunks = f"chunk{'s' * bool(last)} {code.chunk}{last}"
        return CodePlace(code.size, f"in {chunks} of {where}, at {code.address:#x}")

    @property
    def image(self) -> Image:
        """The machine code before it had an address; compiled again where no cache has it."""
        return self._compiled(self.digest).image

    @property
    def calls(self) -> CallGraph:
        """The program's call graph."""
        return check_program(self.spec, self._specs).calls

    def lowered(self, *, counted: bool = False) -> Lowered:
        """Return the IR that is compiled, and which accesses are proved; see `translate`."""
        return self._lowered(check_program(self.spec, self._specs), counted=counted)

    def _lowered(self, known: ProgramFacts, *, counted: bool) -> Lowered:
        from progpack.jit.lower.program import translate

        return translate(self.spec, self._specs, facts=known, counted=counted)

    def _share(
        self, digest: bytes, known: ProgramFacts | None = None, *, counted: bool = False
    ) -> Shared:
        shared = self._store.share(
            digest, self.symbol, ENTRY, lambda: self._compiled(digest, known, counted=counted)
        )
        if shared is None:
            raise AssertionError("it has been told how to make it")
        return shared

    def _compiled(
        self, digest: bytes, known: ProgramFacts | None = None, *, counted: bool = False
    ) -> Compiled:
        def make() -> Compiled:
            about = check_program(self.spec, self._specs) if known is None else known
            lowered = self._lowered(about, counted=counted)
            bound = None if lowered.counted else lowered.bound
            facts = Facts(
                *(bound, about.calls.frames, lowered.packet_stays, lowered.keeps_context),
                work=lowered.work,
                packet_anywhere=lowered.packet_anywhere,
            )
            effort = 1 if lowered.trivial else 2
            keep = disk_cache().keep(digest, facts)
            return Compiled(compiler().compile(lowered.ir, optimize=effort, keep=keep), facts)

        return compiled(digest, make, disk=known is None)  # `check` has looked there

    def _counting_entry(self) -> int:
        """Address of an image that counts what a run takes from its budget; made on first use.

        The usual one does not when a run is known to take less than the default.
        """
        extras = self._get_extras()
        counting = extras.counting
        if counting is None:
            digest = blake2b(self.digest, digest_size=DIGEST).digest()
            counting = self._share(digest, counted=True)
            if extras.counting is None and not self.closed:
                extras.counting = counting
            else:  # another thread was quicker, or has closed it
                self._store.give_back(counting)
                counting = extras.counting or self.require_open()
        return counting.entry

    def require_open(self) -> Shared:
        """Return the program's image in a pack.

        Raises:
            SpanError: the program is closed.
        """
        shared = self._shared
        if shared is None:
            raise SpanError(f"program {self.name} is closed")
        return shared

    def entry_for(self, budget: int) -> int:
        """Return the address to call with a budget.

        Raises:
            UsageError: the budget is none.
        """
        budget_within(budget)
        short = self.bound is not None and budget < self.bound
        return self._counting_entry() if short else self.entry

    def _get_extras(self) -> Extras:
        """Return the attributes that few programs need; the same for all who ask at once."""
        if self._extras is None:
            made = _extras_by_serial.setdefault(self.serial, Extras())
            # Stored before it leaves the table: who comes too late for that finds it here.
            if self._extras is None:
                self._extras = made
            _extras_by_serial.pop(self.serial, None)
        return self._extras


class Checked(NamedTuple):
    """A program that can run here.

    Attributes:
        digest: digest of everything that its image is made from.
        facts: its facts; None where its image is in a cache, so that nobody had to look.
        order: the names of its maps, as `ProgramSpec.used_maps` has them.
        helpers: numbers of the helpers that it calls.
    """

    digest: bytes
    facts: ProgramFacts | None
    order: tuple[str, ...]
    helpers: frozenset[int]


def check(spec: ProgramSpec, maps: Mapping[str, MapSpec]) -> Checked:
    """Refuse a program that cannot run here, and return the digest of one that can.

    A program that this build of progpack has compiled before was checked then.

    Raises:
        ProgramError, MissingFeatureError, ObjectError: as
        `progpack.bpf.check.program.check_program`.
    """
    digest, order, helpers = None, spec.used_maps, spec.helpers
    if not spec.externs and not (order and any(name not in maps for name in order)):
        digest = program_digest(spec, maps, order, helpers)
        if recall(digest) is not None:
            return Checked(digest, None, order, helpers)
    facts = check_program(spec, maps)
    compiler().start()  # it gets ready while maps are made
    if digest is None:
        digest = program_digest(spec, maps, order, helpers)
    return Checked(digest, facts, order, helpers)
