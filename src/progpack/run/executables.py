"""Several objects in one executable that runs, each with the face of a loaded object."""

from __future__ import annotations

from progpack.foreign.backend import Executables, ProcessObject
from progpack.foreign.executable import Executable
from progpack.foreign.process import TIME_LIMIT
from progpack.foreign.session import Session as ProcessSession
from progpack.owned import Owned
from progpack.run.object import HandledObject

__all__ = ["Session"]


class Session(Owned):
    """An executable that runs, and its objects. A context manager that ends the process.

    Not for two threads at once: a process runs one program at a time.

    Args:
        executable: what runs, as `progpack.foreign.Builder` makes it.
        emulate: qemu-user also where this machine could run it.
        time_limit: as for `progpack.foreign.process.Process`.
        confined: as there.

    Attributes:
        executable: what runs.
        process: its process.
        objects: in the order that they were added to the builder.

    Raises:
        MissingFeatureError: qemu-user is needed and not installed.
    """

    def __init__(
        self,
        executable: Executable,
        *,
        emulate: bool = False,
        time_limit: float | None = TIME_LIMIT,
        confined: bool = False,
    ) -> None:
        self.executable = executable
        session = ProcessSession(
            executable, emulate=emulate, time_limit=time_limit, confined=confined
        )
        self.process = session.process
        backend = Executables(executable.target.name)
        self.objects = tuple(
            HandledObject(backend, ProcessObject(placed, session)) for placed in executable.objects
        )

    def close(self) -> None:
        """End the process. May be called twice."""
        self.process.close()
