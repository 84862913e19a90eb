"""Shared pages, mapped once for running and again for writing."""

from __future__ import annotations

from progpack.errors import ExecMemoryError
from progpack.memory import linux
from progpack.memory.failures import exec_error
from progpack.memory.guard.lease import Lease

__all__ = ["Backing"]

_WRITABLE = linux.PROT_READ | linux.PROT_WRITE


class Backing:
    """Shared pages, mapped once; can be mapped again as a writable alias.

    A part at the end can be hidden: its addresses stay ours and nothing is accessible there. So a
    region can be filled before it can be run, a step at a time, and has pages only as far as it
    is used.

    Args:
        address: where all of it is mapped.
        size: bytes, whole pages.
        protection: protection of that mapping.
        lease: owns that mapping, and the file of its pages unless they are anonymous memory.
        page: bytes of its pages; everything is mapped and unmapped in whole ones.

    Attributes:
        address: start of the mapping that is read or run.
        size: bytes, whole pages.
        visible: bytes from the start that are mapped; the rest is hidden.
        keeps_source: whether the file stays open when everything is mapped, for `map_anew`.
        page: as given.
        lease: as given.
    """

    __slots__ = ("_protection", "address", "keeps_source", "lease", "page", "size", "visible")

    def __init__(
        self,
        address: int,
        size: int,
        protection: int,
        lease: Lease,
        *,
        page: int = linux.PAGE_SIZE,
    ) -> None:
        self.address = address
        self.size = size
        self.visible = size
        self.keeps_source = False
        self.page = page
        self._protection = protection
        self.lease = lease

    def map_alias(self, offset: int, size: int, *, at: int | None = None) -> int:
        """Map a part a second time, readable and writable; it may be a hidden one.

        Args:
            offset: bytes from the start, whole pages.
            size: bytes, whole pages.
            at: address, over a window that the caller owns; None: anywhere.

        Raises:
            OSError: refused; nothing is mapped then, except perhaps in the caller's window.
        """
        pieces = self.lease.aliases if at is None else []
        if self.lease.files:
            flags = linux.MAP_SHARED | (0 if at is None else linux.MAP_FIXED)
            fd = self.lease.files[-1]
            return linux.map_pages(
                size, _WRITABLE, flags, address=at or 0, fd=fd, offset=offset, pieces=pieces
            )
        if at is not None:
            # After a failure the owner of the window unmaps all of it: a hole in it could
            # meanwhile be filled by another thread.
            alias = linux.duplicate(self.address + offset, size, at=at)
        else:
            alias = self._duplicate(offset, size, pieces)
        try:
            linux.protect(alias, size, _WRITABLE)
        except OSError:
            if at is None:
                linux.unmap_last(pieces)
            raise
        return alias

    def hide(self, visible: int) -> None:
        """Hide everything from ``visible`` bytes on. Only for use before anyone knows of it.

        Raises:
            OSError: refused.
        """
        linux.map_pages(
            self.size - visible,
            linux.PROT_NONE,
            linux.MAP_PRIVATE | linux.MAP_ANONYMOUS | linux.MAP_FIXED,
            address=self.address + visible,
        )
        self.visible = visible

    def show(self, more: int) -> None:
        """Make the next ``more`` bytes visible; the kernel joins them to those before.

        Anonymous pages are duplicated somewhere and the duplicate is moved: moving never widens
        a permission, so that it works under PR_SET_MDWE, where mprotect(2) would not.

        Raises:
            OSError: refused; nothing has changed.
        """
        place = self.address + self.visible
        visible = self.visible
        if self.lease.files:
            linux.map_pages(
                more,
                self._protection,
                linux.MAP_SHARED | linux.MAP_FIXED,
                address=place,
                fd=self.lease.files[-1],
                offset=visible,
            )
        else:
            self._duplicate(visible, more, self.lease.pieces)
            linux.move_last(self.lease.pieces, place)
        self.visible = visible + more

    @property
    def has_source(self) -> bool:
        """Whether the pages are of a file that is open, so that they can be mapped again."""
        return len(self.lease.files) > 0

    def map_anew(self, address: int, size: int) -> None:
        """Map the visible pages that hold some bytes again, where they are mapped now.

        Args:
            address: address of the first byte.
            size: bytes.

        Raises:
            ExecMemoryError: refused, or there is no open file; what is mapped stays.
        """
        first = (address - self.address) // self.page * self.page
        end = min(-(-(address - self.address + size) // self.page) * self.page, self.visible)
        if first >= end:
            return
        if not self.has_source:
            raise ExecMemoryError(f"the pages at {address:#x} have no file to be mapped from again")
        try:
            linux.map_pages(
                end - first,
                self._protection,
                linux.MAP_SHARED | linux.MAP_FIXED,
                address=self.address + first,
                fd=self.lease.files[-1],
                offset=first,
            )
        except OSError as error:
            raise exec_error(f"mapping the code at {address:#x} anew", error) from error

    def adopt(self, other: Backing) -> None:
        """Take over the pages of another one of the same size, where these are mapped now.

        What runs here meanwhile waits in a page fault and goes on in the new pages: the kernel
        unmaps the old ones and moves the new ones in one step, under the lock of the address
        space.

        Args:
            other: with everything visible; its lease has what is left of it.

        Raises:
            OSError: refused; nothing has changed.
        """
        pieces, visible = other.lease.pieces, self.visible
        if visible < self.size:
            hidden = (other.address + visible, self.size - visible)
            pieces[-1:] = [hidden, (other.address, visible)]
        linux.move_last(pieces, self.address)
        self.page = other.page
        self.lease.close_files()
        if other.lease.files:
            # By one call of C: one of the two has it.
            self.lease.files.extend(map(list.pop, (other.lease.files,)))

    def close_source(self) -> None:
        """No more will be mapped: let the file go, if there is one and it is not kept."""
        if not self.keeps_source:
            self.lease.close_files()

    def _duplicate(self, offset: int, size: int, pieces: linux.Pieces) -> int:
        """A second mapping of a part of anonymous pages, with the same protection.

        mremap(2) finds the pages by a visible address; for hidden ones it starts at the last
        visible page and goes on, and the surplus is unmapped.
        """
        head = 0
        if offset >= self.visible:
            head = offset - self.visible + linux.PAGE_SIZE
        copy = linux.duplicate(self.address + offset - head, head + size, pieces=pieces)
        if head:
            pieces[-1:] = [(copy + head, size), (copy, head)]
            linux.unmap_last(pieces)
        return copy + head
