"""The trial: a tool and its probes, placed three ways; without LLVM, run by the interpreter."""

from progpack.run.trial.placed import (
    POLICIES,
    Placed,
    ProgramSize,
    Trial,
    call_arguments,
    run_trial,
    tool_object,
)

__all__ = [
    "POLICIES",
    "Placed",
    "ProgramSize",
    "Trial",
    "call_arguments",
    "run_trial",
    "tool_object",
]
