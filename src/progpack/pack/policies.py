"""The policies that kernels have had, and the registry of all policies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from progpack.arch import Arch
from progpack.errors import UsageError
from progpack.pack.constants import HEADER_OWN_PAGES, SAFETY_OWN_PAGES
from progpack.pack.pack import Pack, Request
from progpack.pack.policy import Pages, Policy

__all__ = ["FirstFit2M", "Pack4K", "Page", "get", "names", "register"]


class Page(Policy):
    """Each program has pages of its own, as up to Linux 5.17.

    An image takes ceil((length + 4 + 128) / page size) pages: bpf_jit_binary_alloc() in
    kernel/bpf/core.c; exact for all programs measured on 5.10 (x86-64, arm64).
    """

    name = "page"
    description = "pages of its own for each program (to 5.17)"
    pages = Pages.OWN
    source = "kernel/bpf/core.c bpf_jit_binary_alloc(), to 5.17"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        """0: there are no packs."""
        return 0

    def choose(
        self, chunks: int, packs: Sequence[Pack], request: Request
    ) -> tuple[Pack, int] | None:
        """None: nothing is shared."""
        return None

    def image_size(self, proglen: int) -> int:
        """``proglen`` with the header and 128 bytes of traps; pages are rounded when placed."""
        if proglen < 1:
            raise UsageError(f"an image has at least one byte, not {proglen}")
        return proglen + HEADER_OWN_PAGES + SAFETY_OWN_PAGES


class Pack4K(Policy):
    """Packs of one page, first fit, as released in Linux 5.18 and 5.19.

    Huge vmalloc had become opt-in (559089e0a93d) and the pack code did not opt in, so that its
    probe found PAGE_SIZE; a program beyond a page is oversized.
    """

    name = "pack-4k"
    description = "packs of one page, first fit (5.18, 5.19)"
    pages = Pages.SINGLE
    source = "kernel/bpf/core.c of 5.18 with 559089e0a93d"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        """One page."""
        return arch.page_size


class FirstFit2M(Policy):
    """Packs of 2 MiB for each possible node, first fit, as from Linux 6.0 to 6.18.

    The pages are single ones. An oversized request is one that exceeds a pack, strictly.
    """

    name = "pack"
    description = "packs of 2 MiB x nodes made of single pages, first fit (6.0 to 6.18)"
    pages = Pages.SINGLE
    source = "kernel/bpf/core.c bpf_prog_pack_alloc(); ea2babac63d4, d6170e4aaf86"


_registry: dict[str, type[Policy]] = {}

P = TypeVar("P", bound=Policy)


def register(policy: type[P]) -> type[P]:
    """Make a policy known by its name; can be used as a decorator.

    Raises:
        UsageError: it has no name, or another policy has that name.
    """
    name = getattr(policy, "name", "")
    if not name:
        raise UsageError(f"{policy.__qualname__} needs a name")
    if _registry.get(name, policy) is not policy:
        raise UsageError(f"there is a policy {name!r} already: {_registry[name].__qualname__}")
    _registry[name] = policy
    return policy


for _policy in (Page, Pack4K, FirstFit2M):
    register(_policy)


def get(name: str) -> Policy:
    """A new instance of the policy of that name.

    Raises:
        UsageError: no policy has that name.
    """
    policy = _registry.get(name)
    if policy is None:
        raise UsageError(f"unknown policy {name!r}; known are {', '.join(names())}")
    return policy()


def names() -> tuple[str, ...]:
    """Names of all registered policies, in order of registration."""
    return tuple(_registry)
