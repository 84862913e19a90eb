"""Known faults of kernels by release that use up net.core.bpf_jit_limit, with their commits.

Only for advice: distributions take commits into older releases, so a release says what may be.
Commits and releases are those of the mainline and stable trees (moby issue 45498; Amazon Linux:
amazon-eks-ami issue 1179).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["FAULTS", "Fault", "faults_of"]

_Version = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, and the releases that have it.

    Attributes:
        what: happens.
        since: first release with it.
        fixed: first release without it.
        backports: series -> first release of it without the fault.
        commits: the one that brought it, or "", and the one that removed it.
        more: of distributions; may be empty.
    """

    what: str
    since: _Version
    fixed: _Version
    backports: Mapping[tuple[int, int], int]
    commits: tuple[str, str]
    more: str = ""

    def is_in(self, release: _Version) -> bool:
        """Whether the release has it, unless its distribution has taken the commit over."""
        if not self.since <= release < self.fixed:
            return False
        patch = self.backports.get(release[:2])
        return patch is None or release[2] < patch


FAULTS: Final = (
    Fault(
        "a fork that fails after it copied its parent's seccomp filters, as in exec probes and at "
        "the limit on processes, never gives them back",
        since=(5, 9, 0),
        fixed=(6, 2, 0),
        backports={(6, 1): 2, (6, 0): 16, (5, 15): 86},
        commits=("3a15fb6ed92c", "a1140cb215fa"),
        more="Amazon Linux has the fix in 5.10.178-162.673",
    ),
    Fault(
        "the default of the limit is a quarter of the range for code, not half",
        since=(4, 14, 0),
        fixed=(6, 3, 0),
        backports={
            (6, 2): 9,
            (6, 1): 22,
            (5, 15): 105,
            (5, 10): 177,
            (5, 4): 240,
            (4, 19): 280,
            (4, 14): 312,
        },
        commits=("", "10ec8ca8ec1a"),
    ),
)


def faults_of(release: str) -> Iterator[Fault]:
    """The faults that a kernel of this release (``uname -r``) may have; none for a strange one."""
    match = re.match(r"(\d+)\.(\d+)(?:\.(\d+))?", release)
    if match:
        version = int(match[1]), int(match[2]), int(match[3] or 0)
        yield from (fault for fault in FAULTS if fault.is_in(version))
