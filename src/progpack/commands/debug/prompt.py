"""The prompt of ``progpack debug``: all its commands, in the manner of pdb."""

from __future__ import annotations

from typing import Any, Final, cast

from progpack.commands.debug.going import Going
from progpack.commands.debug.looking import Looking
from progpack.errors import UsageError

__all__ = ["Prompt"]


class Prompt(Going, Looking):
    """Reads commands at a stop and says how the run goes on."""

    def default(self, line: str) -> None:
        """Evaluate what is no command, as pdb does."""
        name = line.split()[0]
        if name in _SHORT:
            return cast(None, self.onecmd(line.replace(name, _SHORT[name], 1)))
        try:
            self.do_print(line)
        except UsageError:
            raise UsageError(f"there is no command {name!r}; help lists them") from None

    def do_help(self, arg: str) -> None:
        """h(elp) [COMMAND]: the commands, or what one does."""
        super().do_help(_SHORT.get(arg, arg))

    def completenames(self, text: str, *ignored: Any) -> list[str]:
        """Complete commands, and nothing that cmd calls itself."""
        return [name for name in super().completenames(text, *ignored) if name != "EOF"]


_SHORT: Final = {
    "s": "step",
    "n": "next",
    "si": "stepi",
    "fin": "finish",
    "r": "finish",
    "return": "finish",
    "unt": "until",
    "c": "continue",
    "cont": "continue",
    "restart": "run",
    "b": "break",
    "cl": "clear",
    "p": "print",
    "regs": "registers",
    "a": "args",
    "w": "where",
    "bt": "where",
    "backtrace": "where",
    "u": "up",
    "d": "down",
    "l": "list",
    "q": "quit",
    "exit": "quit",
    "h": "help",
}
