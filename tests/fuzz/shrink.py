"""Make a failing case small: drop what it does not need, for as long as it still fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from progpack.bpf.isa.insn import CALL, EXIT, JA, JA32, LDDW, is_jump

from .case import Case, Item, Label, Line
from .wild import accepted

__all__ = ["pruned", "shrink"]

_SIMPLER = (0, 1, 8)


def shrink(case: Case, fails: Callable[[Case], bool], *, limit: int = 2000) -> Case:
    """The smallest case found for which ``fails`` still holds, in at most ``limit`` trials.

    Args:
        case: one that fails.
        fails: is only asked about programs that would be loaded.
        limit: trials.
    """
    trials = 0

    def still(candidate: Case) -> bool:
        nonlocal trials
        trials += 1
        return trials <= limit and accepted(candidate) and fails(candidate)

    size = (0, 0)
    while size != _size(case) and trials < limit:
        size = _size(case)
        case = _fewer_inputs(case, still)
        case = _fewer_lines(case, still)
        case = _simpler_lines(case, still)
    return case


def _size(case: Case) -> tuple[int, int]:
    return len(case.items), sum(
        abs(item.insn.imm) + abs(item.insn.off) for item in case.items if isinstance(item, Line)
    )


def _fewer_inputs(case: Case, still: Callable[[Case], bool]) -> Case:
    candidates = [
        replace(case, more=()),
        replace(case, contents={}),
        replace(case, packet=case.packet[:14]),
        replace(case, packet=bytes(len(case.packet))),
    ]
    for candidate in candidates:
        simpler = replace(
            case,
            more=min(case.more, candidate.more, key=len),
            contents=min(case.contents, candidate.contents, key=len),
            packet=candidate.packet if candidate.packet != case.packet else case.packet,
        )
        if simpler != case and still(simpler):
            case = simpler
    return case


def _fewer_lines(case: Case, still: Callable[[Case], bool]) -> Case:
    """Drop runs of lines, long ones first."""
    step = max(1, sum(isinstance(item, Line) for item in case.items) // 2)
    while step:
        at = 0
        while True:
            lines = [index for index, item in enumerate(case.items) if isinstance(item, Line)]
            if at >= len(lines):
                break
            gone = set(lines[at : at + step])
            kept = [item for index, item in enumerate(case.items) if index not in gone]
            candidate = case.with_items(pruned(kept))
            if still(candidate):
                case = candidate
            else:
                at += step
        step //= 2
    return case


def _simpler_lines(case: Case, still: Callable[[Case], bool]) -> Case:
    for index, item in enumerate(case.items):
        if not isinstance(item, Line):
            continue
        insn = item.insn
        if insn.opcode == CALL:
            continue
        for number in _SIMPLER:
            if abs(number) >= abs(insn.imm):
                break
            items = list(case.items)
            items[index] = replace(item, insn=insn._replace(imm=number))
            if still(case.with_items(items)):
                case = case.with_items(items)
                break
    return case


def pruned(items: Sequence[Item]) -> list[Item]:
    """Without the lines that no way leads to, and without labels that nothing goes to."""
    places = {item.number: index for index, item in enumerate(items) if isinstance(item, Label)}
    seen: set[int] = set()
    work = [0]
    while work:
        index = work.pop()
        while index < len(items) and index not in seen:
            seen.add(index)
            item = items[index]
            index += 1
            if isinstance(item, Label):
                continue
            if item.target is not None:
                work.append(places[item.target])
            opcode = item.insn.opcode
            if opcode in (EXIT, JA, JA32):
                break
            assert item.target is None or is_jump(opcode) or opcode in (CALL, LDDW)
    targets = {items[i].target for i in seen if isinstance(items[i], Line)}  # type: ignore[union-attr]
    return [
        item
        for index, item in enumerate(items)
        if (item.number in targets if isinstance(item, Label) else index in seen)
    ]
