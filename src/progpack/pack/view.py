"""A `PackList` as the views that a `Snapshot` is made of."""

from __future__ import annotations

from collections.abc import Callable

from progpack.pack.pack import Pack, Span
from progpack.pack.packlist import PackList
from progpack.snapshot import PROGRAM, PackView, SpanView

__all__ = ["pack_views"]


def pack_views(
    packs: PackList,
    *,
    address: Callable[[Pack], int | None] = lambda pack: None,
    span: Callable[[Span], SpanView] | None = None,
    pages: str = "",
) -> tuple[tuple[PackView, ...], tuple[PackView, ...]]:
    """The packs and the areas of a list, as they are now.

    Args:
        packs: the list.
        address: address of a pack's first byte, where it has one.
        span: what to show for a span; by default a program with the request's name and size.
        pages: what is behind each of them, in a few words.

    Returns:
        (packs, areas), each in order of creation.
    """
    show = span or _as_program
    by_pack: dict[Pack, list[SpanView]] = {}
    for placed in packs:
        by_pack.setdefault(placed.pack, []).append(show(placed))

    def view(pack: Pack) -> PackView:
        spans = tuple(by_pack.get(pack, ()))
        return PackView(pack.number, address(pack), pack.size, pack.chunks, spans, pages)

    return tuple(map(view, packs.packs)), tuple(map(view, packs.areas))


def _as_program(span: Span) -> SpanView:
    return SpanView(span.chunk, span.chunks, span.request.name, span.request.size, PROGRAM)
