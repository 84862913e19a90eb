"""The command line as a process: ``progpack`` and ``python -m progpack``.

ctrl-C ends a command in one way whenever it comes: nothing is printed, and the exit code is 130.
That takes more than an ``except KeyboardInterrupt``, since Python

- raises it in a finalizer as well, prints it there, and goes on as if nothing had been asked;
- ends a ``python -m`` by SIGINT, whatever its exit code, when the exception has left an ``exec`` or
  ``eval`` of text, as dataclasses and named tuples have one, and no other text was evaluated since
  (``run_eval_code_obj`` in ``Python/pythonrun.c``, ``Py_RunMain`` in ``Modules/main.c``);
- raises it also while it leaves, and later gives the signal back to the kernel.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

__all__ = ["main"]

_INTERRUPTED = 130
# After an interrupt that was lost: by then the finalizer is done.
_AGAIN = 0.001


def main() -> int:
    """Run the command line with this process's words and return its exit code.

    It is for a process that ends afterwards: from then on ctrl-C is ignored once, and ends the
    process at the second time.
    """
    ending = _Ending()
    code = _INTERRUPTED
    try:
        ending.prepare()
        from progpack.commands import main as command

        code = command()
        ending.code = code
        _end(code)
    except KeyboardInterrupt:
        # No call before this: the next ctrl-C may be there already.
        ending.code = _INTERRUPTED
    except RuntimeError as error:
        # Before 3.12, what __set_name__ raised while a class was made comes wrapped in this.
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        ending.code = _INTERRUPTED
    return ending.code


def _end(code: int) -> None:
    """End the process without taking its modules apart, a sixth of the time of a short command.

    All that is registered for the end is done. The process ends as usual where somebody watches
    what runs, threads are left, or the output cannot be written.
    """
    threads = sys.modules.get("threading")
    alone = threads is None or threads.active_count() == 1
    watched = sys.gettrace() or sys.getprofile() or sys.flags.inspect or sys.flags.interactive
    if watched or not alone:
        return
    try:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        return
    os._exit(code)


class _Ending:
    """The effect of SIGINT: at first `KeyboardInterrupt`; once ``code`` is known, none."""

    __slots__ = ("_asked", "_show", "code")

    def __init__(self) -> None:
        self.code: int | None = None
        self._asked = False
        self._show = sys.unraisablehook

    def prepare(self) -> None:
        """Take the signal, unless it is ignored, as for ``progpack ... &`` in a script."""
        if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            return
        # The first to be registered is the last to be called.
        atexit.register(self._leave)
        sys.unraisablehook = self._unraisable
        signal.signal(signal.SIGINT, self._take)
        signal.signal(signal.SIGALRM, self._take)

    def _take(self, _number: int, frame: FrameType | None) -> None:
        asked, self._asked = self._asked, True
        if self.code is None:
            if frame is not None and frame.f_code is self._unraisable.__code__:
                # From there it would be lost too, and printed.
                signal.setitimer(signal.ITIMER_REAL, _AGAIN)
                return
            raise KeyboardInterrupt
        if asked and _number == signal.SIGINT:
            os._exit(self.code)

    def _unraisable(self, lost: UnraisableHookArgs) -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            self._show(lost)
        elif self.code is None:
            signal.setitimer(signal.ITIMER_REAL, _AGAIN)

    def _leave(self) -> None:
        # Blocked first: a signal that comes while its handler changes would be reported.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGALRM})
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        # Python forgets that an exception left the text that was evaluated before.
        exec("")


if __name__ == "__main__":
    sys.exit(main())
