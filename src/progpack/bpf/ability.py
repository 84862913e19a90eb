"""The abilities of backends, and those that a program needs."""

from __future__ import annotations

from enum import Enum
from typing import Final

from progpack.bpf.helpers.custom import order
from progpack.bpf.helpers.ids import FIRST_REPLACED
from progpack.bpf.helpers.lookup import effects_of
from progpack.bpf.helpers.record import Effect
from progpack.bpf.spec import ProgramSpec
from progpack.errors import MissingFeatureError

__all__ = ["Ability", "missing", "needs"]


class Ability(Enum):
    """A thing that backends differ in; the value names it in words."""

    BUDGET = "a budget of a run"
    TIMEOUT = "a timeout of a run"
    TIMERS = "timers that run when the caller says"
    LOGS = "what programs print, in the result of a run"
    CLONES = "what programs clone, in the result of a run"
    REDIRECTS = "where programs redirect packets to, in the result of a run"
    TUNNELS = "the tunnel that a program sets, in the result of a run"
    OWN_HELPERS = "helpers that were added to this process"
    REPLACED = "functions in place of helpers (replace=)"
    METADATA = "bytes in front of a packet"
    MEMORY_ARGUMENTS = "arguments that are memory"
    CONTEXTS = "all fields of the context, in the result of a run"
    WIDE_RESULTS = "all 64 bits of r0"
    RUN_TIMES = "the time that the program alone takes"
    BATCHES = "batches in a loop of machine code"
    COVERAGE = "counters of what runs execute (coverage=)"
    ENVIRONMENT = "a world that the caller gives (environment=)"
    PACKS = "packs of this process"


def missing(backend: str, ability: Ability, why: str) -> MissingFeatureError:
    """The error of something that a backend is not able to do.

    Args:
        backend: its name.
        ability: what it does not have.
        why: who wants it.
    """
    return MissingFeatureError(f"{why}: the backend {backend} does not have {ability.value}")


#: The abilities that helpers with an effect need.
_OF_EFFECTS: Final = {
    Effect.LOGS: Ability.LOGS,
    Effect.CLONES: Ability.CLONES,
    Effect.REDIRECTS: Ability.REDIRECTS,
    Effect.TUNNELS: Ability.TUNNELS,
}


def needs(spec: ProgramSpec) -> frozenset[Ability]:
    """Return the abilities that a backend needs so that results tell all that a program does."""
    called = spec.helpers
    effects = effects_of(called)
    abilities = {ability for effect, ability in _OF_EFFECTS.items() if effect in effects}
    if any(number < FIRST_REPLACED for number in order(called)):
        abilities.add(Ability.OWN_HELPERS)
    return frozenset(abilities)
