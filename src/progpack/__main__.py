"""``python -m progpack``."""

from __future__ import annotations

import sys

from progpack.commands import main

if __name__ == "__main__":
    sys.exit(main())
