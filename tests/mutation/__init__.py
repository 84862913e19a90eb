"""Whether tests see small faults: ``python -m tests.mutation --count 500 --seed 1``."""
