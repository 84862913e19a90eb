"""What the build of a wheel makes beside copying files: the native runtime, compiled.

`progpack.jit.compile.ready` says what the files are. Where there is no LLVM the wheel goes without
them, and the runtime is compiled when it is first used.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RuntimeBuildHook(BuildHookInterface):
    """Compiles the native runtime for each kind of CPU, before files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files that are missing or of another text.

        Args:
            version: ``standard``, or ``editable``, which has them beside the sources too.
            build_data: what the wheel consists of; the files are among its artifacts.
        """
        source = str(Path(self.root) / "src")
        sys.path.insert(0, source)
        try:
            from progpack.errors import MissingFeatureError
            from progpack.jit.compile.make_ready import make

            for path in make():
                self.app.display_info(f"compiled {path.name}")
        except MissingFeatureError as error:
            self.app.display_warning(f"the native runtime is not compiled beforehand: {error}")
        finally:
            sys.path.remove(source)
