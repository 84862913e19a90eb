"""Write dev.lock: the versions that are in a virtual environment in which the tests passed.

    .venv/bin/python tools/lock.py [FILE]

Each line is a constraint for pip: ``PIP_CONSTRAINT=dev.lock make test`` makes an environment of
these versions. Without it `make` takes the newest ones that pyproject.toml lets through.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
_HEAD = (
    "# The versions with which the tests passed last, for PIP_CONSTRAINT; made by tools/lock.py.\n"
)
#: What a virtual environment brings itself, and what is in the checkout.
_OWN = {"pip", "setuptools", "wheel", "progpack"}


def locked() -> str:
    """The constraints: a line for each package of this environment, by name."""
    versions = {
        re.sub("[-_.]+", "-", each.metadata["Name"]).lower(): each.version
        for each in distributions()
    }
    lines = [f"{name}=={version}\n" for name, version in sorted(versions.items())]
    return _HEAD + "".join(line for line in lines if line.partition("==")[0] not in _OWN)


def main() -> None:
    """Write the file."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dev.lock"
    path.write_text(locked())


if __name__ == "__main__":
    main()
