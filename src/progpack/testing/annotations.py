"""Annotations of programs: the declaration tags that bpf_misc.h puts on functions, read from BTF.

The words are those of tools/testing/selftests/bpf/test_loader.c of Linux 6.12.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.errors import ObjectError

__all__ = ["TEST_DATA", "Expected", "expectations", "first_missing"]

#: The packet that test_loader.c gives to a program: TEST_DATA_LEN bytes of zeros.
TEST_DATA: Final = bytes(64)

_MARK: Final = "comment:"
_ARCHITECTURES: Final = {"X86_64": "x86_64", "ARM64": "aarch64", "RISCV64": "riscv64"}
_WORDS: Final = {"INT_MIN": -(1 << 31), "TEST_DATA_LEN": len(TEST_DATA)}
#: ``prog_flags`` of bpf(2) by the names that ``__flag`` takes.
_FLAGS: Final = {
    "BPF_F_STRICT_ALIGNMENT": 1 << 0,
    "BPF_F_ANY_ALIGNMENT": 1 << 1,
    "BPF_F_TEST_RND_HI32": 1 << 2,
    "BPF_F_TEST_STATE_FREQ": 1 << 3,
    "BPF_F_SLEEPABLE": 1 << 4,
    "BPF_F_XDP_HAS_FRAGS": 1 << 5,
    "BPF_F_TEST_REG_INVARIANTS": 1 << 7,
}
#: Tags that say something of a load with all privileges.
_PRIVILEGED: Final = (
    "test_expect_success",
    "test_expect_failure",
    "test_expect_msg",
    "test_expect_xlated",
    "test_retval",
    "test_jited",
)
_UNPRIVILEGED: Final = "_unpriv"
#: A regular expression inside of a message: ``foo{{[0-9]+}}``.
_PATTERN: Final = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
#: A return value of this name is any.
_ANY: Final = "POINTER_VALUE"


@dataclass(frozen=True, slots=True)
class Expected:
    """The outcome that the tags of one function announce for a load with all privileges.

    Attributes:
        success: whether the kernel must take it; None when nothing is said.
        value: what its run must return, as an int of 32 bits; None when nothing is said.
        messages: what the verifier must say.
        machines: of ``uname -m``, on which it is a test; empty for all.
        auxiliary: loaded beside every other program of the object; no test itself.
        types: file with the types that it is fitted to.
        description: in words, ``""`` without one.
        flags: ``prog_flags`` that it is loaded with.
        privileged: whether something is said of a load with all privileges.
        unprivileged: whether something is said of a load by a user without privileges.
        problem: what is wrong with a tag, whose value test_loader.c does not know; else ``""``.
    """

    success: bool | None = None
    value: int | None = None
    messages: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    auxiliary: bool = False
    types: str = ""
    description: str = ""
    flags: int = 0
    privileged: bool = False
    unprivileged: bool = False
    problem: str = ""

    @property
    def is_a_test(self) -> bool:
        """Whether it is tested with all privileges; so is what says nothing of privileges."""
        return not self.auxiliary and (self.privileged or not self.unprivileged)

    @property
    def is_for_this_machine(self) -> bool:
        """Whether it is a test here."""
        return not self.machines or platform.machine() in self.machines


def expectations(btf: Btf) -> dict[str, Expected]:
    """Return the expected outcome of each function with tags, by the function's name."""
    found: dict[str, Expected] = {}
    for function, tag in _tags(btf):
        known = found.get(function, Expected())
        try:
            found[function] = _with(known, tag)
        except ObjectError as error:
            stated = known.privileged or tag.partition("=")[0] in _PRIVILEGED
            found[function] = replace(known, privileged=stated, problem=str(error))
    return found


def _tags(btf: Btf) -> Iterator[tuple[str, str]]:
    for held in btf:
        if held.kind is BtfKind.DECL_TAG and held.name.startswith(_MARK):
            target = btf.type(held.type_id)
            if target.kind is BtfKind.FUNC:
                yield target.name, held.name.removeprefix(_MARK)


def first_missing(messages: tuple[str, ...], log: str) -> str | None:
    """Return the first message that a verifier's log lacks, None where it has all, in their order.

    Args:
        messages: text, with regular expressions between ``{{`` and ``}}``.
        log: of the verifier.
    """
    position = 0
    for message in messages:
        found = _pattern(message).search(log, position)
        if found is None:
            return message
        position = found.end()
    return None


def _pattern(message: str) -> re.Pattern[str]:
    # Text and expressions alternate, text first.
    parts = enumerate(_PATTERN.split(message))
    return re.compile("".join(f"(?:{part})" if odd % 2 else re.escape(part) for odd, part in parts))


def _with(known: Expected, tag: str) -> Expected:
    word, _, rest = tag.partition("=")
    if word in _PRIVILEGED:
        known = replace(known, privileged=True)
    if word.endswith(_UNPRIVILEGED):
        known = replace(known, unprivileged=True)
    match word:
        case "test_expect_success":
            return replace(known, success=True)
        case "test_expect_failure":
            return replace(known, success=False)
        case "test_expect_msg":
            # A number that keeps the tags apart comes first.
            return replace(known, messages=(*known.messages, rest.partition("=")[2]))
        case "test_retval":
            return replace(known, success=known.success is not False, value=_value(rest, tag))
        case "test_arch":
            return replace(known, machines=(*known.machines, _ARCHITECTURES.get(rest, rest)))
        case "test_auxiliary":
            return replace(known, auxiliary=True)
        case "test_btf_path":
            return replace(known, types=rest)
        case "test_description":
            return replace(known, description=rest)
        case "test_prog_flags":
            return replace(known, flags=known.flags | _number(rest, _FLAGS, tag))
        case _:
            return known


def _value(text: str, tag: str) -> int | None:
    if text == _ANY:
        return None
    value = _number(text, _WORDS, tag)
    return (value + (1 << 31)) % (1 << 32) - (1 << 31)


def _number(text: str, words: Mapping[str, int], tag: str) -> int:
    try:
        return words[text] if text in words else int(text, 0)
    except ValueError:
        known = ", ".join(words)
        raise ObjectError(f"tag {tag!r}: {text!r} is neither a number nor {known}") from None
