"""LPM tries against the running kernel's, against a dictionary, and under threads."""

from __future__ import annotations

import ctypes
import errno
import random
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final, Protocol

import pytest

from progpack import MapSpec, MapType
from progpack.bpf.check.program import check_map
from progpack.bpf.maps.plan import plan_map
from progpack.bpf.oracle.map_handle import InterpreterMap
from progpack.bpf.oracle.maps.arrays import MapSet
from progpack.errors import BpfError, ProgpackError
from progpack.jit.maps.kinds import TrieMap, make_map
from progpack.jit.native.runtime import native_runtime
from progpack.kernel import MapFlags
from progpack.kernel.syscall.maps import KernelMap

#: Bytes of a key behind its length: addresses, the words that keys are compared by, the limits.
SIZES: Final = (1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 64, 255, 256)
ANY, NOEXIST, EXIST = range(3)
WAYS, TRIE_BITS = 8, 3


def trie_spec(size: int, entries: int) -> MapSpec:
    return MapSpec("m", MapType.LPM_TRIE, 4 + size, 8, entries, flags=MapFlags.NO_PREALLOC)


def native(size: int, entries: int) -> TrieMap:
    made = make_map(trie_spec(size, entries), native_runtime())
    assert isinstance(made, TrieMap)
    return made


def key_of(length: int, bits: bytes) -> bytes:
    return length.to_bytes(4, sys.byteorder) + bits


class World(Protocol):
    """A trie somewhere: answers are values and negative numbers of errors."""

    def update(self, key: bytes, value: bytes, flags: int) -> int: ...
    def delete(self, key: bytes) -> int: ...
    def lookup(self, key: bytes) -> bytes | None: ...
    def items(self) -> list[tuple[bytes, bytes]]: ...


class Native:
    def __init__(self, map_: TrieMap) -> None:
        self.map, self.runtime = map_, native_runtime()

    def update(self, key: bytes, value: bytes, flags: int) -> int:
        return int(self.runtime.hash_update(None, self.map.address, key, value, flags))

    def delete(self, key: bytes) -> int:
        return int(self.runtime.map_delete(None, self.map.address, key))

    def lookup(self, key: bytes) -> bytes | None:
        return self.map.get(key)

    def items(self) -> list[tuple[bytes, bytes]]:
        return list(self.map.elements())


class Interpreted:
    def __init__(self, spec: MapSpec) -> None:
        self.handle = InterpreterMap(MapSet({"m": spec}, sys.byteorder)["m"], sys.byteorder)

    def update(self, key: bytes, value: bytes, flags: int) -> int:
        return self.handle._keyed().update_elem(key, value, flags)

    def delete(self, key: bytes) -> int:
        return self.handle.delete(key)

    def lookup(self, key: bytes) -> bytes | None:
        return self.handle.lookup(key)

    def items(self) -> list[tuple[bytes, bytes]]:
        return list(self.handle.items())


class Kernel:
    def __init__(self, map_: KernelMap) -> None:
        self.map = map_

    def update(self, key: bytes, value: bytes, flags: int) -> int:
        try:
            self.map.update(key, value, flags)
        except BpfError as error:
            return -(error.errno or 0)
        return 0

    def delete(self, key: bytes) -> int:
        try:
            return 0 if self.map.delete(key) else -errno.ENOENT
        except BpfError as error:
            return -(error.errno or 0)

    def lookup(self, key: bytes) -> bytes | None:
        return self.map.lookup(key)

    def items(self) -> list[tuple[bytes, bytes]]:
        found = []
        for key in list(self.map.keys()):
            value = self.map.lookup(key)
            assert value is not None
            found.append((key, value))
        return found


def keys(chance: random.Random, size: int) -> Iterator[bytes]:
    """Keys that part late, that contain each other, and that have bits behind their prefixes."""
    most = size * 8
    stems = [chance.randbytes(size) for _ in range(3)]
    while True:
        bits = bytearray(chance.choice(stems))
        for _ in range(chance.randrange(3)):
            bits[chance.randrange(size)] ^= 1 << chance.randrange(8)
        near = chance.choice([0, 1, 2, 3, 4, most - 1, most, most + 1, 1 << 31])
        yield key_of(chance.choice([near, chance.randint(0, most)]), bytes(bits))


def play(worlds: list[World], size: int, seed: int, steps: int) -> None:
    """The same history in all worlds; each answer, and all contents, are equal."""
    chance = random.Random(f"{size} {seed}")
    known: list[bytes] = []
    endless = keys(chance, size)
    for step in range(steps):
        key = chance.choice(known) if known and chance.random() < 0.5 else next(endless)
        what = chance.choice(["put", "put", "look", "look", "drop"])
        if what == "put":
            flags = chance.choice([ANY, ANY, ANY, NOEXIST, EXIST, 3, 4])
            answers = [world.update(key, step.to_bytes(8, "little"), flags) for world in worlds]
            known.append(key)
        elif what == "drop":
            answers = [world.delete(key) for world in worlds]
        else:
            answers = [world.lookup(key) for world in worlds]  # type: ignore[misc]
        assert all(answer == answers[0] for answer in answers), (step, what, key, answers)
        if not step % 20:
            contents = [world.items() for world in worlds]
            assert all(each == contents[0] for each in contents), step


@pytest.fixture(scope="module")
def kernel() -> None:
    """Skip where tries cannot be made in the running kernel."""
    try:
        KernelMap.from_spec(trie_spec(4, 1)).close()
    except ProgpackError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("entries", [1, 6, 60])
def test_histories_end_as_in_the_kernel(kernel: None, size: int, entries: int) -> None:
    spec = trie_spec(size, entries)
    for seed in range(2):
        with KernelMap.from_spec(spec) as there:
            made = native(size, entries)
            play([Kernel(there), Native(made), Interpreted(spec)], size, seed, 250)
            check_shape(made)


@pytest.mark.parametrize("size", SIZES)
def test_histories_end_as_in_the_interpreter(size: int) -> None:
    for seed in range(4):
        made = native(size, 40)
        play([Native(made), Interpreted(trie_spec(size, 40))], size, seed, 200)
        check_shape(made)


class Shape:
    """The nodes of a trie, as they lie in memory."""

    def __init__(self, map_: TrieMap) -> None:
        header = map_._header
        self.map, self.header = map_, header
        self.words = (ctypes.c_uint64 * (WAYS * map_.spec.max_entries)).from_address(header.nodes)
        self.links = (ctypes.c_uint32 * header.slots).from_address(header.links)
        self.things = (ctypes.c_uint8 * map_.spec.max_entries).from_address(header.things)
        self.found: list[int] = []
        self.known: dict[int, str] = {}
        self.nodes = 0

    def parts(self, word: int) -> tuple[int, int, bool, int]:
        """What is below, the longest element, whether below is an element, the place."""
        width = self.header.index_bits
        mask = (1 << width) - 1
        return word & mask, word >> width & mask, bool(word >> 2 * width & 1), word >> 2 * width + 1

    def bits(self, at: int) -> str:
        """The prefix of the element in a slot."""
        if at not in self.known:
            key, _ = self.map.slot(at - 1)
            length = int.from_bytes(key[:4], sys.byteorder)
            self.known[at] = "".join(f"{byte:08b}" for byte in key[4:])[:length]
        return self.known[at]

    def check_below(self, word: int, before: str, least: int) -> None:
        """What is below a word: elements that begin with ``before``, nodes from a place on."""
        below, _, alone, place = self.parts(word)
        if alone:
            assert self.bits(below).startswith(before)
            assert len(self.bits(below)) > TRIE_BITS * least
            self.found.append(below)
        elif below:
            self.check_node(below, before, place)
            assert place >= least

    def check_node(self, node: int, before: str, place: int) -> None:
        self.nodes += 1
        own: set[int] = set()
        count = 0
        stem = ""
        for value in range(WAYS):
            word = self.words[node * WAYS + value]
            below, longest, _, _ = self.parts(word)
            start = len(self.found)
            chain = list(self.chain(longest))
            lengths = [len(self.bits(at)) for at in chain]
            assert lengths == sorted(set(lengths), reverse=True)
            for at in chain:
                bits = self.bits(at)
                assert 0 < len(bits) - TRIE_BITS * place <= TRIE_BITS
                assert f"{value:03b}".startswith(bits[TRIE_BITS * place :])
                stem = stem or bits[: TRIE_BITS * place]
                assert bits.startswith(stem)
            own.update(chain)
            count += below > 0
            self.check_below(word, before, place + 1)
            new = self.found[start:]
            stem = stem or (self.bits(new[0])[: TRIE_BITS * place] if new else "")
            assert all(self.bits(at).startswith(stem + f"{value:03b}") for at in new)
        assert stem.startswith(before)
        assert count + len(own) == self.things[node] >= 2
        self.found += own

    def chain(self, at: int) -> Iterator[int]:
        while at:
            yield at
            at = self.links[at - 1]


def check_shape(map_: TrieMap) -> None:
    """Every element is in the trie once, at its place; nodes have two things, or are free."""
    shape = Shape(map_)
    below, longest, _, _ = shape.parts(map_._header.root)
    if longest:
        assert not shape.bits(longest)
        shape.found.append(longest)
    shape.check_below(map_._header.root, "", 0)
    assert len(shape.found) == len(set(shape.found)) == len(map_)
    assert bool(below) == bool(len(map_) - bool(longest))
    free, at = 0, map_._header.free_node
    while at:
        free, at = free + 1, shape.parts(shape.words[at * WAYS])[0]
    assert shape.nodes + free == map_._header.nodes_reached < map_.spec.max_entries
    assert shape.nodes < max(1, len(map_))


@pytest.fixture
def deep() -> Iterator[None]:
    """Let `Shape` go down as far as tries do."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(10_000)
    yield
    sys.setrecursionlimit(before)


def test_a_trie_of_every_prefix_of_a_key_is_walked_in_a_moment_and_empties(deep: None) -> None:
    """As deep as tries get: each of 2,048 lengths, in an order of chance, and out again."""
    chance = random.Random(5)
    bits = chance.randbytes(256)
    lengths = list(range(2049))
    made = native(256, len(lengths))
    chance.shuffle(lengths)
    for length in lengths:
        made[key_of(length, bits)] = length.to_bytes(8, "little")
    check_shape(made)
    for length in chance.sample(lengths, 200):
        assert made[key_of(length, bits)] == length.to_bytes(8, "little")
        off = bytearray(bits)
        if length < 2048:
            off[length // 8] ^= 0x80 >> length % 8
        assert made[key_of(2048, bytes(off))] == length.to_bytes(8, "little")
    assert [int.from_bytes(value, "little") for value in made.values()] == sorted(lengths)[::-1]
    chance.shuffle(lengths)
    for length in lengths:
        del made[key_of(length, bits)]
    check_shape(made)
    assert not len(made)


def test_a_full_trie_has_a_node_less_than_elements_at_most() -> None:
    """Each node parts two: keys of one bit in three set or not, so that every place parts."""
    made = native(4, 512)
    for number in range(512):
        bits = sum((number >> at & 1) << 31 - TRIE_BITS * at for at in range(9))
        made[key_of(32, bits.to_bytes(4, "big"))] = number.to_bytes(8, "little")
    check_shape(made)
    assert made._header.nodes_reached == 511


@pytest.mark.parametrize("key_size", range(5, 261))
def test_numbers_of_elements_and_places_fit_a_word(key_size: int) -> None:
    """For the most elements that the checks let pass: two numbers, a bit, and a place."""
    most = (1 << 32) // (key_size + 1)
    spec = MapSpec("m", MapType.LPM_TRIE, key_size, 1, most, flags=MapFlags.NO_PREALLOC)
    check_map(spec)
    with pytest.raises(ProgpackError):
        check_map(MapSpec("m", MapType.LPM_TRIE, key_size, 1, most + 1, flags=1))
    width = plan_map(spec, 1).words["index_bits"]
    last = ((key_size - 4) * 8 - 1) // TRIE_BITS
    assert most + 1 < 1 << width
    assert 2 * width + 1 + last.bit_length() <= 64


def test_readers_see_what_was_put_while_others_change_the_trie() -> None:
    """A value says which prefix has it: no look-up finds what a key has not."""
    made = native(4, 300)
    stop = threading.Event()
    wrong: list[object] = []
    made[key_of(0, bytes(4))] = bytes(8)
    made[key_of(8, b"\x0a\0\0\0")] = b"\x08\x0a" + bytes(6)

    def change(seed: int) -> None:
        chance = random.Random(seed)
        while not stop.is_set():
            bits = b"\x0a" + chance.randbytes(1) + bytes(2)
            length = chance.randint(9, 32)
            kept = int.from_bytes(bits, "big") >> 32 - length << 32 - length
            value = bytes([length]) + kept.to_bytes(4, "big") + bytes(3)
            try:
                if chance.random() < 0.6:
                    made[key_of(length, bits)] = value
                else:
                    del made[key_of(length, bits)]
            except (KeyError, ProgpackError):
                continue

    def read(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(20_000):
            bits = chance.choice([b"\x0a", b"\x0b"]) + chance.randbytes(1) + bytes(2)
            value = made[key_of(32, bits)]
            length, prefix = value[0], int.from_bytes(value[1:5], "big")
            here = int.from_bytes(bits, "big")
            inside = length < 32 and here >> 32 - length == prefix >> 32 - length
            if (length < 8 and bits[0] == 0x0A) or (length and not inside and here != prefix):
                wrong.append((bits, value))

    changers = [threading.Thread(target=change, args=(seed,)) for seed in range(2)]
    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(2)]
    with ExitStack() as stack:
        stack.callback(stop.set)
        for thread in (*changers, *readers):
            thread.start()
        for thread in readers:
            thread.join()
    for thread in changers:
        thread.join()
    assert not wrong
    check_shape(made)
