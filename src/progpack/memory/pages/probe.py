"""Finding the recipe that works here, by running code through it.

Each recipe is tried on a page of its own with everything a region needs: map, write through the
alias, read back, call; write another function over it, call again. Emulators are known that keep
running the first function. Where no recipe works and that is seen, those are tried once more with
written pages mapped anew, see `progpack.memory.pages.icache`. The calls are made in this process
and not in a forked child: Python warns about forking with threads, and rightly, while a
call can fail only where the mapping was granted and yet does not run. What could cause that is
looked for first: a Python of another word size than the machine, an architecture whose function
is not known, missing cache maintenance, a mapping that did not get the permissions it was asked
for (/proc/self/maps tells, where it is mounted), and bytes that do not show up in it.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence

from progpack.arch import Arch
from progpack.arch.code import constant
from progpack.errors import CapabilityError, ExecMemoryError
from progpack.memory import linux
from progpack.memory.capabilities import Refusal
from progpack.memory.guard.lease import Lease
from progpack.memory.pages import mappings as maps
from progpack.memory.pages.icache import MAPPED_ANEW, Maintenance, choose
from progpack.memory.pages.placement import place
from progpack.memory.pages.recipes import Recipe
from progpack.memory.pages.region import Filler, Region
from progpack.records import dataclass

__all__ = ["Probe", "probe", "try_recipe"]

_NARROW = frozenset({"x86-32", "arm32"})
_VALUES = (42, 43)


class StaleCodeError(ExecMemoryError):
    """New code was written over old, and the old code ran."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The result of trying the recipes.

    Attributes:
        recipe: the first that works, or None.
        refused: the others and why.
        maintenance: the steps after each write of code, or None when they are missing.
        reason: why there is no recipe; empty when there is one.
    """

    recipe: Recipe | None
    refused: tuple[Refusal, ...]
    maintenance: Maintenance | None
    reason: str


def probe(recipes: Sequence[Recipe], arch: Arch) -> Probe:
    """The first of some recipes that really works. Leaves nothing mapped."""
    try:
        maintenance = _prerequisites(arch)
    except CapabilityError as error:
        reasons = tuple(Refusal(str(recipe), f"not tried: {error}") for recipe in recipes)
        return Probe(None, reasons, None, str(error))
    failures: dict[Recipe, str] = {}
    stale: list[Recipe] = []
    chosen = _first_that_works(recipes, arch, maintenance, failures, stale)
    if chosen is None and stale:
        maintenance = MAPPED_ANEW
        chosen = _first_that_works(stale, arch, maintenance, {}, [])
    refused = tuple(
        Refusal(str(recipe), failures[recipe])
        for recipe in recipes
        if recipe in failures and recipe != chosen
    )
    reason = ""
    if chosen is None:
        tried = "; ".join(f"{refusal.recipe}: {refusal.reason}" for refusal in refused)
        reason = f"no way to have memory that can be run is left ({tried})"
    return Probe(chosen, refused, maintenance, reason)


def _first_that_works(
    recipes: Sequence[Recipe],
    arch: Arch,
    maintenance: Maintenance,
    failures: dict[Recipe, str],
    stale: list[Recipe],
) -> Recipe | None:
    """The first of some recipes that works with a maintenance, or None.

    Args:
        recipes: in the order in which they are tried.
        arch: what runs their pages.
        maintenance: what is done after each write.
        failures: gets why each other one was not taken.
        stale: gets those whose new code was not seen.
    """
    chosen: Recipe | None = None
    for recipe in recipes:
        if chosen is not None:
            failures[recipe] = f"not needed: {chosen} works"
            continue
        try:
            try_recipe(recipe, arch, maintenance)
            chosen = recipe
        except OSError as error:
            failures[recipe] = error.strerror or str(error)
        except StaleCodeError as error:
            failures[recipe] = str(error)
            stale.append(recipe)
        except ExecMemoryError as error:
            failures[recipe] = str(error)
    return chosen


def _prerequisites(arch: Arch) -> Maintenance:
    if not sys.platform.startswith("linux"):
        raise CapabilityError(f"executable memory needs Linux, this is {sys.platform}")
    bits = 32 if arch.name in _NARROW else 64
    running = 8 * ctypes.sizeof(ctypes.c_void_p)
    if bits != running:
        raise CapabilityError(f"this is a {running}-bit Python on {arch.name}")
    constant(arch, _VALUES[0])
    return choose(arch)


def try_recipe(
    recipe: Recipe, arch: Arch, maintenance: Maintenance, size: int = linux.PAGE_SIZE
) -> None:
    """Write, run, rewrite and run again in a page made by a recipe.

    Args:
        recipe: what makes the page.
        arch: what runs it.
        maintenance: what is done after each write.
        size: bytes of the page.

    Raises:
        OSError: the system refused.
        StaleCodeError: what was called is the code that was there before.
        ExecMemoryError: the system refused later, or granted something else than was asked for.
    """
    protection = linux.PROT_READ | linux.PROT_EXEC
    backing = recipe.create(
        size,
        protection,
        lambda mapper, pieces: place(size, mapper, alignment=size, pieces=pieces),
        Lease(),
    )
    flush = maintenance.flush_of(backing)
    with Region(backing, Filler(arch.trap), alignment=size, flush=flush, name="probe") as region:
        _check_permissions(region)
        function = ctypes.CFUNCTYPE(ctypes.c_int)(region.address)
        for value in _VALUES:
            code = constant(arch, value)
            region.text_copy(0, code)
            if region.read(0, len(code)) != code:
                raise ExecMemoryError(
                    "bytes written through the alias do not show in the executable mapping"
                )
            result = function()
            if result != value:
                wrong = f"a function that returns {value} returned {result}"
                if result in _VALUES:
                    raise StaleCodeError(f"{wrong} (new code over old is not seen: emulated?)")
                raise ExecMemoryError(wrong)


def _check_permissions(region: Region) -> None:
    """The kernel may grant a mapping and silently take a permission away (PaX did)."""
    addresses = [address for address, _ in region.ranges()]
    try:
        permissions = maps.permissions(addresses)
    except OSError:
        return  # no /proc: nothing to look at
    for address, asked in zip(addresses, ("r-xs", "rw-s"), strict=True):
        if permissions.get(address) != asked:
            raise ExecMemoryError(
                f"asked for a {asked} mapping and got {permissions.get(address, 'none')}"
            )
