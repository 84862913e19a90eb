"""One load, call by call, in a kernel's order of work and in progpack's, with injected faults.

>>> from progpack.model import kernel_capabilities
>>> from progpack.model.loadpath import run_steps
>>> packs, own, ours = run_steps(kernel_capabilities("ppc64le", "5.18"))
>>> packs.refused.call, packs.left.charge, ours.told, ours.left.clean
('copy', 576, '', True)
"""

from __future__ import annotations

from progpack.model.loadpath.dry import KINDS, DryMemory, DryText, Plan
from progpack.model.loadpath.faults import CASES, Case, Ending, run_cases
from progpack.model.loadpath.order import Order
from progpack.model.loadpath.ours import Ours
from progpack.model.loadpath.outcomes import Left, Outcome, Path, Step
from progpack.model.loadpath.steps import Run, run_steps
from progpack.model.loadpath.upstream import Upstream, upstream

__all__ = [
    "CASES",
    "KINDS",
    "Case",
    "DryMemory",
    "DryText",
    "Ending",
    "Left",
    "Order",
    "Ours",
    "Outcome",
    "Path",
    "Plan",
    "Run",
    "Step",
    "Upstream",
    "run_cases",
    "run_steps",
    "upstream",
]
