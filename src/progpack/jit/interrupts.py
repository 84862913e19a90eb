"""The early end of a native run: budget, time limit, and the handlers of signals.

While compiled code runs, Python cannot: a handler that Python has for a signal waits until Python
code runs again. So a run looks now and then for itself (``runtime/stop.c``), and lets the handlers
run by ``PyErr_CheckSignals()``, which only the main thread may ask. What a handler raises ends the
run and goes on from there.
"""

from __future__ import annotations

import ctypes
import threading
from threading import get_ident

from progpack.jit.native.layout import State
from progpack.jit.native.runtime import native_runtime
from progpack.memory.guard import forks

__all__ = ["handlers", "take_raised"]

_main = threading.main_thread().ident
_attend = 0


def _after_fork() -> None:
    global _main
    _main = get_ident()


forks.in_child(_after_fork)


def handlers() -> int:
    """The address of what lets the handlers of signals run, for a run of this thread; 0: nobody."""
    global _attend
    if get_ident() != _main:
        return 0
    if not _attend:
        _attend = native_runtime().addresses["pp_attend"]
    return _attend


def take_raised(state: State) -> BaseException | None:
    """Take the exception that a signal's handler raised in the last run of a state, if one did."""
    address, state.raised = state.raised, 0
    if not address:
        return None
    error = ctypes.cast(address, ctypes.py_object).value
    ctypes.pythonapi.Py_DecRef(ctypes.py_object(error))  # the state owned it
    if not isinstance(error, BaseException):
        raise AssertionError("PyErr_NormalizeException() makes exceptions")
    return error
