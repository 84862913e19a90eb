"""Keys of an LPM trie: a prefix's length in bits, 4 bytes, and the bytes that its bits are in."""

from __future__ import annotations

from typing import Final, Literal

__all__ = ["walk_order"]

_LENGTH: Final = 4


def walk_order(key: bytes, byteorder: Literal["little", "big"]) -> tuple[int, int]:
    """Return what keys are sorted by to come in the order of the kernel's walk through a trie.

    Prefixes come in the order of their addresses, and each behind the longer ones that begin with
    it: ``trie_get_next_key()`` in kernel/bpf/lpm_trie.c (Linux 6.18). So what counts is the last
    address that has the prefix, and of equal ones the length.

    Args:
        key: of an element.
        byteorder: of the length.
    """
    length = int.from_bytes(key[:_LENGTH], byteorder)
    behind = (len(key) - _LENGTH) * 8 - length
    last = int.from_bytes(key[_LENGTH:], "big") | (1 << behind) - 1
    return last, -length
