"""Compile the native runtime for each kind of CPU that a wheel is made for; see `ready`.

The build of a wheel does this, and `make try` in a clone. The same text and the same LLVM give the
same bytes.

    python -m progpack.jit.compile.make_ready [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from progpack.arch.lookup import LEVELS
from progpack.files import write_file
from progpack.jit.compile.cache import Compiled, pack, unpack
from progpack.jit.compile.llvm import Llvm
from progpack.jit.compile.ready import FOLDER, file_of, ready_digest

__all__ = ["main", "make"]


def make(folder: Path = FOLDER) -> Iterator[Path]:
    """Make each file that is not there yet, or is of another text, and yield its path.

    Args:
        folder: where the files go; the texts are those of this package.

    Raises:
        MissingFeatureError: llvmlite is not installed.
        OSError: a file cannot be read or written.
    """
    for target in LEVELS:
        text = (FOLDER / target.runtime).read_bytes()
        digest = ready_digest(text, target)
        path = folder / file_of(target)
        if path.exists() and unpack(digest, path.read_bytes()) is not None:
            continue
        # The text was optimised when it was made; only code generation is left to do.
        image = Llvm(target).compile(text.decode(), optimize=0)
        write_file(path, pack(digest, Compiled(image)))
        yield path


def main() -> None:
    """Make the files and say so."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for path in make(folder):
        sys.stdout.write(f"compiled {path.name}: {path.stat().st_size:,} bytes\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
