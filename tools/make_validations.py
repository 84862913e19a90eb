"""Makes src/progpack/data/validations.json anew: the model beside the records of the package.

To be run when the model or the records have changed; a test says when that is due.
"""

from __future__ import annotations

from progpack.replay.validation.kept import FILE, encode
from progpack.replay.validation.records import validate

if __name__ == "__main__":
    made = validate()
    FILE.write_text(encode(made), encoding="ascii")
    print(f"wrote {FILE.name}: {len(made)} comparisons, {FILE.stat().st_size:,} bytes")
