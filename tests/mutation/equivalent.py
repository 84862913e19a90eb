"""Mutants that nobody can tell from the original, and why."""

from __future__ import annotations

from typing import Final

__all__ = ["EQUIVALENT"]

_SPEED: Final = "what is kept or waits longer is slower or faster, and placed the same"
#: (module, line, what is replaced, what stands there instead) -> reason.
EQUIVALENT: Final[dict[tuple[str, str, str, str], str]] = {
    ("pack/index.py", "if hole > pack.bound:", ">", ">="): "a bound is replaced by itself",
    (
        "pack/bitmap.py",
        "least = n if n < _CAP else _CAP",
        "<",
        "<=",
    ): "a bound is replaced by itself",
    (
        "pack/bitmap.py",
        "best = (end if end >= 0 else self.bits) - at",
        "0",
        "1",
    ): "the end of a run is behind its start",
    ("pack/packlist.py", "if chunks >= LARGE:", ">=", ">"): (
        "a span of that size is found by looking back, with or without its mark"
    ),
    ("pack/packlist.py", "pack.used += self._lead", "+=", "-="): "the pack is forgotten next",
    ("pack/bins.py", "if 0 < chunks <= length:", "0", "1"): "the search that follows finds it",
    ("pack/bins.py", "return 0", "0", "None"): "who asks tests its truth only",
    ("memory/pages/region.py", "content[at - offset : low - offset] = text[at:low]", "-", "+"): (
        "what is behind it is written next"
    ),
    ("memory/allocator/arenas.py", "self._made += 1", "1", "2"): (
        "numbers tell packs of one arena from those of another, whatever is between them"
    ),
    (
        "memory/allocator/changes/garbage.py",
        "packs.until_seek = packs.table.regions >> _SEEK_SHIFT",
        ">>",
        "<<",
    ): "how often lost garbage is sought is a choice",
    ("bpf/analysis/loops.py", "_CONSTANT = -1", "1", "2"): "any number that no register has",
    ("bpf/analysis/state.py", "return False", "False", "None"): "who asks tests its truth only",
    (
        "bpf/analysis/state.py",
        "def forget_slots(self, *, keep_places: bool = False) -> None:",
        "False",
        "True",
    ): "what is believed of a place is compared at run time",
    (
        "bpf/analysis/state.py",
        "if not self.slots or self.inside(base, offset, size, write=True):",
        "True",
        "False",
    ): "a store where only loads may go ends the run",
    ("pack/bins.py", "spare = block - 1", "1", "2"): "the number is said to be about right",
    ("bpf/analysis/value.py", "LONGEST_PACKET: Final = 1 << 57", "57", "58"): (
        "no process has so much memory either"
    ),
    (
        "bpf/analysis/value.py",
        "if not one.proved and (one.low != one.high or one[1:3] == other[1:3]):",
        "!=",
        "==",
    ): "what is believed of a place is compared at run time",
    ("link/process_symbols.py", "@lru_cache(maxsize=64)", "64", "65"): _SPEED,
    (
        "memory/allocator/changes/ebb.py",
        "return free * placed.page_size // 2",
        "2",
        "3",
    ): "how much has to be given back is a choice",
    ("bpf/analysis/frames.py", "return 0 if plain or not source else None", "0", "1"): (
        "the least of it and of 0, or less, is taken"
    ),
    (
        "bpf/analysis/loops.py",
        "return one.cut_at(*(other.cut or one.cut or (0, 0)))",
        "or",
        "and",
    ): "a cut of the first way stays what it is",
    (
        "bpf/analysis/transfer.py",
        "right = state.regs[jump.src] if register else number((jump.imm & MAX64,) * 2)",
        "2",
        "3",
    ): "the two ends are looked at, and no third number",
    ("memory/allocator/changes/close.py", "packs.torn = False", "False", "True"): (
        "who closes says the same next"
    ),
    ("pack/packlist.py", "if part.chunks >= LARGE:", ">=", ">"): (
        "a span of that size is found by looking back, with or without its mark"
    ),
    ("bpf/analysis/frames.py", "return False", "False", "True"): (
        "no such instruction has r10 as an operand in a program that is checked"
    ),
    (
        "memory/pages/region.py",
        "self._flush(self.address, visible)",
        "self._flush(self.address, visible)",
        "pass",
    ): "it is called on processors other than x86-64 only",
    ("pack/pack.py", "if span.chunks >= LARGE:", ">=", ">"): (
        "a span of that size is found by looking back, with or without its mark"
    ),
    ("memory/pages/region.py", "content[low - offset : high - offset] = traps", "-", "+"): (
        "what is behind the traps is written next"
    ),
    ("memory/pages/region.py", "if first < 0:", "<", "<="): "no run of holes ends at page 0",
    (
        "bpf/analysis/solve.py",
        "visits = self._visits[head] = self._visits.get(head, 0) + 1",
        "0",
        "1",
    ): "how many visits are waited for before a value is widened is a choice",
    ("memory/allocator/changes/slots.py", "if packs.frees >= packs.next_ebb:", ">=", ">"): _SPEED,
    ("pack/bins.py", "if chunks <= self._quick_most:", "<=", "<"): _SPEED,
    (
        "memory/pages/region.py",
        "ready[offset : offset + size] = traps",
        "+",
        "-",
    ): "what has another length is filled the checked way",
    ("pack/bins.py", "if len(self._spare) < _SPARE:", "<", ">="): _SPEED,
    ("pack/bins.py", "_SPARE = 64", "64", "65"): _SPEED,
    ("pack/bins.py", "_WAITING_MOST = 1024", "1024", "1025"): _SPEED,
    (
        "pack/bins.py",
        "self._quick: list[list[Held]] = [[] for _ in range(quick + 1)]",
        "1",
        "2",
    ): "the last list is of a size that never waits",
    ("pack/pack.py", "self.bound = n - 1", "-", "+"): _SPEED,
    ("bpf/analysis/frames.py", "return 0", "0", "1"): "the least of it and of 0, or less, is taken",
    (
        "bpf/analysis/frames.py",
        "operands = (insn.dst, insn.src) if insn.opcode & isa.BPF_X else (insn.dst,)",
        "&",
        "|",
    ): "the source of an instruction without BPF_X is register 0 in every program that is checked",
    (
        "bpf/analysis/frames.py",
        "return insn.opcode & 0xE0 == isa.BPF_IND and insn.src == BPF_REG_FP",
        "0xE0",
        "225",
    ): "the lowest bit of the opcodes of BPF_LD is 0",
    (
        "bpf/analysis/ranges.py",
        "right = (right[0] & most, right[0] & most)",
        "0",
        "1",
    ): "both ends are the same number",
    (
        "bpf/analysis/ranges.py",
        "way = (last[0] - first[0]) * (1 if step > 0 else -1)",
        "0",
        "1",
    ): "it counts only where both are one number, whose ends are the same",
    (
        "memory/pages/placement.py",
        "holes = [(start, start + 2 * size) for start in range(low, high, max(size, 16 << 20))]",
        "2",
        "3",
    ): "places that are guessed at, each as good as another, where no mappings can be read",
    ("memory/pages/region.py", "return False", "False", "None"): "who asks tests its truth only",
}
