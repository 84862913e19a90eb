"""The digest of this package: BLAKE2b, without what `hashlib` loads beside it.

`hashlib` loads OpenSSL when it is imported, which takes as long as a program of 4,000 instructions
to load from the cache; its BLAKE2 is Python's own all the same.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python that keeps it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
