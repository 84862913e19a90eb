"""Turning the kernel's errno into the error that callers can act on."""

from __future__ import annotations

import errno

from progpack.errors import CapabilityError, ExecMemoryError, OutOfMemoryError

__all__ = ["exec_error"]

_SHORTAGE = frozenset(
    {errno.ENOMEM, errno.ENOSPC, errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.EDQUOT}
)
_REFUSAL = frozenset({errno.EACCES, errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP})


def exec_error(what: str, error: OSError) -> ExecMemoryError:
    """The error for a failed system call; for the caller to raise.

    Args:
        what: what was being done, on what.
        error: the failure.

    Returns:
        OutOfMemoryError for a shortage (memory, descriptors, mappings), CapabilityError for a
        refusal, ExecMemoryError for anything else.
    """
    reason = error.strerror or str(error)
    if error.errno in _SHORTAGE:
        return OutOfMemoryError(
            f"{what}: {reason}; free programs, or look at the limits on memory (control groups), "
            "on address space (RLIMIT_AS) and on mappings (vm.max_map_count)"
        )
    if error.errno in _REFUSAL:
        return CapabilityError(f"{what}: {reason}")
    return ExecMemoryError(f"{what}: {reason}")
