"""The world that a test gives: compiled code and interpreter see it, and only the test moves it."""

from __future__ import annotations

import signal
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.jit.test_helpers import compiled

import progpack
from progpack.bpf.environment import Environment, nanoseconds
from progpack.bpf.network import Interface, Neighbour, Route
from progpack.errors import UsageError
from progpack.integers import MAX_U64
from progpack.records import replace
from progpack.run.object import Object

pytest_plugins = ["pytester"]
_COMPILES = pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
BACKENDS = [
    pytest.param("compiled", marks=_COMPILES),
    "interpreter",
    pytest.param("isolated", marks=_COMPILES),
]
HERE = ("compiled", "interpreter")
SOURCE = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct value { struct bpf_timer timer; __u64 fired; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, int);
         __type(value, struct value); } ticks SEC(".maps");
__u64 clock, boottime, coarse, tai, jiffies, task, user, cgroup, node, random[4], last;
__u64 netns, socket, owner;
char comm[16];
__u64 tokens = 2, refilled;
SEC("tc") int look(struct __sk_buff *skb)
{
    clock = bpf_ktime_get_ns();
    boottime = bpf_ktime_get_boot_ns();
    coarse = bpf_ktime_get_coarse_ns();
    tai = bpf_ktime_get_tai_ns();
    jiffies = bpf_jiffies64();
    task = bpf_get_current_pid_tgid();
    user = bpf_get_current_uid_gid();
    cgroup = bpf_get_current_cgroup_id();
    node = bpf_get_numa_node_id();
    netns = bpf_get_netns_cookie(skb);
    socket = bpf_get_socket_cookie(skb);
    owner = bpf_get_socket_uid(skb);
    for (int i = 0; i < 4; i++)
        random[i] = bpf_get_prandom_u32();
    bpf_get_current_comm(comm, sizeof(comm));
    return 0;
}
/* A token each 100 ms, two at most. */
SEC("xdp") int limit(struct xdp_md *ctx)
{
    __u64 now = bpf_ktime_get_ns(), more = (now - refilled) / 100000000;
    if (!refilled)
        refilled = now;
    else if (more) {
        tokens = tokens + more > 2 ? 2 : tokens + more;
        refilled += more * 100000000;
    }
    if (!tokens)
        return XDP_DROP;
    tokens--;
    return XDP_PASS;
}
static int tick(void *map, int *key, struct value *v)
{
    v->fired++;
    last = bpf_ktime_get_ns();
    bpf_timer_start(&v->timer, 250000000, 0);
    return 0;
}
SEC("tc") int start(struct __sk_buff *skb)
{
    int key = 0;
    struct value *v = bpf_map_lookup_elem(&ticks, &key);
    if (!v) return 1;
    bpf_timer_init(&v->timer, &ticks, 1);
    bpf_timer_set_callback(&v->timer, tick);
    return bpf_timer_start(&v->timer, 250000000, 0);
}
char _license[] SEC("license") = "GPL";
"""
SECOND = 10**9


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> progpack.ObjectSpec:
    folder = tmp_path_factory.mktemp("environment")
    (folder / "e.c").write_text(SOURCE)
    return compiled(folder / "e.c", folder)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def load(spec: progpack.ObjectSpec, backend: str, environment: Environment | None) -> Object:
    loaded: Object = progpack.load(spec, backend=backend, environment=environment)
    return loaded


def test_helpers_answer_what_was_given(spec: progpack.ObjectSpec, backend: str) -> None:
    world = Environment(
        clock=5 * SECOND + 7,
        boottime=6 * SECOND,
        tai=1_700_000_000 * SECOND,
        jiffies=1234,
        pid=77,
        tgid=70,
        comm="fifteen-bytes--",
        uid=1000,
        gid=100,
        cgroup=1 << 40,
        numa_node=3,
        netns_cookie=8,
        socket_cookie=(1 << 64) - 1,
    )
    with load(spec, backend, world) as held:
        held.programs["look"].run(bytes(64))
        seen = held.globals
        assert (seen.clock, seen.coarse, seen.boottime) == (world.words.clock,) * 2 + (6 * SECOND,)
        assert (seen.tai, seen.jiffies) == (1_700_000_000 * SECOND, 1234)
        assert (seen.task, seen.user) == (70 << 32 | 77, 100 << 32 | 1000)
        assert (seen.cgroup, seen.node) == (1 << 40, 3)
        assert (seen.netns, seen.socket, seen.owner) == (8, (1 << 64) - 1, 1000)
        assert seen.comm == "fifteen-bytes--"
        world.advance("2.5s")
        held.programs["look"].run(bytes(64))
        assert seen.clock == seen.coarse == 7_500_000_007
        assert (seen.boottime, seen.tai) == (8_500_000_000, 1_700_000_002_500_000_000)
        assert seen.jiffies == 1234 + 625


def test_what_is_not_given_is_this_machine(spec: progpack.ObjectSpec, backend: str) -> None:
    with load(spec, backend, Environment(uid=5)) as held:
        before = time.monotonic_ns()
        held.programs["look"].run(bytes(64))
        assert before <= held.globals.clock <= time.monotonic_ns()
        assert held.globals.user == 5 << 32 | 5
        if backend in HERE:  # the other one runs in a process of its own
            assert held.globals.task >> 32 == int(Path("/proc/self").resolve().name)


def test_random_numbers_follow_from_the_seed_alone(spec: progpack.ObjectSpec) -> None:
    drawn = {}
    for backend in (*HERE, "isolated"):
        for seed in (1, 2):
            with load(spec, backend, Environment(seed=seed)) as held:
                held.programs["look"].run(bytes(64))
                first = list(held.globals.random)
                held.programs["look"].run(bytes(64))
                drawn[backend, seed] = first + list(held.globals.random)
    for seed in (1, 2):
        assert drawn["compiled", seed] == drawn["interpreter", seed] == drawn["isolated", seed]
        assert len(set(drawn["compiled", seed])) == 8
    assert drawn["compiled", 1] != drawn["compiled", 2]


def test_a_rate_limiter_refills_when_the_test_says_so(
    spec: progpack.ObjectSpec, backend: str
) -> None:
    with load(spec, backend, Environment(clock=SECOND)) as held:
        limit = held.programs["limit"]

        def passed(count: int) -> int:
            return sum(limit.run(bytes(64)).return_value == 2 for _ in range(count))

        assert passed(5) == 2
        held.advance("99.999999ms")
        assert passed(5) == 0
        held.advance("1ns")
        assert passed(5) == 1
        held.advance("1m")
        assert passed(5) == 2


def test_timers_run_when_their_moment_comes_and_see_it(
    spec: progpack.ObjectSpec, backend: str
) -> None:
    with load(spec, backend, Environment(clock=SECOND)) as held:
        assert held.programs["start"].run(bytes(64)).return_value == 0
        assert held.run_timers() == 0
        assert held.advance("249999999ns") == 0
        assert held.advance(1) == 1
        assert held.globals.last == SECOND + 250_000_000
        assert held.advance("1s") == 4
        assert held.globals.last == SECOND + 1_250_000_000
        assert held.environment.ktime_ns() == SECOND + 1_250_000_000
        assert held.advance("249ms") == 0


def test_batches_see_it(spec: progpack.ObjectSpec) -> None:
    with progpack.load(spec, environment=Environment(clock=SECOND)) as held:
        assert held.programs["limit"].run_batch([bytes(64)] * 5).return_values == (2, 2, 1, 1, 1)


def test_objects_do_not_share_what_they_were_not_given_together(
    spec: progpack.ObjectSpec,
) -> None:
    shared = Environment(clock=SECOND)
    with (
        progpack.load(spec, environment=shared) as one,
        progpack.load(spec, environment=shared) as two,
        progpack.load(spec, environment=Environment(clock=2 * SECOND)) as other,
    ):
        one.advance("1s")
        other.advance("5s")
        for held in (one, two, other, one):
            held.programs["look"].run(bytes(64))
        clocks = [held.globals.clock // SECOND for held in (one, two, other)]
        assert clocks == [2, 2, 7]


@given(st.integers(0, MAX_U64), st.lists(st.integers(0, 10 * SECOND), max_size=20))
def test_clocks_keep_step(start: int, steps: list[int]) -> None:
    world = Environment(clock=start % (1 << 62), boottime=5, tai=7, jiffies=0)
    for step in steps:
        world.advance(step)
    words, gone = world.words, sum(steps)
    assert words.clock - start % (1 << 62) == words.boottime - 5 == words.tai - 7 == gone
    assert words.jiffies == world.ktime_ns() // 4_000_000 - start % (1 << 62) // 4_000_000
    world.reach(0)
    assert words.clock == start % (1 << 62) + gone


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1s", SECOND), ("2.5 ms", 2_500_000), ("0.1us", 100), ("3m", 180 * SECOND), ("7ns", 7)],
)
def test_durations(text: str, expected: int) -> None:
    assert nanoseconds(text) == expected


@pytest.mark.parametrize("text", ["", "1", "s", "-1s", "1 h", "1.s", "٣s", "1" * 25 + "s", -1])
def test_what_is_no_duration_is_refused(text: int | str) -> None:
    with pytest.raises(UsageError, match="duration"):
        nanoseconds(text)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"boottime": 1}, "boottime is given together with clock"),
        ({"tgid": 1}, "tgid is given together with pid"),
        ({"gid": 1}, "gid is given together with uid"),
        ({"clock": -1}, "clock"),
        ({"clock": 1 << 64}, "clock"),
        ({"seed": 1 << 32}, "seed"),
        ({"pid": "1"}, "pid"),
        ({"comm": "sixteen bytes---"}, "comm has at most 15 bytes"),
        ({"comm": b"a\0b"}, "comm"),
        ({"comm": 5}, "comm is text or bytes, not 5"),
        ({"comm": 1 << 63}, "comm is text or bytes"),
        ({"comm": -1}, "comm is text or bytes"),
        ({"comm": 1.5}, "comm is text or bytes"),
        ({"comm": "\ud800"}, "comm"),
        ({"comm": "a" * 100_000}, "comm has at most 15 bytes"),
        ({"ifaces": 5}, "ifaces: Interfaces one by one, not 5"),
        ({"ifaces": [1]}, "ifaces: Interfaces one by one, not 1"),
        ({"ifaces": [], "routes": 1 << 70}, "routes: Routes one by one"),
        ({"ifaces": [], "neighbours": [None]}, "neighbours: Neighbours one by one, not None"),
        ({"ifaces": [Interface(1, mac=5)]}, "network"),  # type: ignore[arg-type]
        ({"ifaces": [Interface(1, addresses=5)]}, "network"),  # type: ignore[arg-type]
        ({"ifaces": [Interface(1, addresses=[b"ab"])]}, "network"),  # type: ignore[list-item]
        ({"ifaces": [Interface(1, addresses=["a" * 100_000])]}, "network"),
        ({"ifaces": [Interface([])]}, "number of an interface"),  # type: ignore[arg-type]
        ({"ifaces": [Interface(1 << 70)]}, "number of an interface"),
        ({"ifaces": [Interface(1, mtu=1 << 70)]}, "network"),
        ({"ifaces": [Interface(1)], "routes": [Route("::/0", 1, metric="x")]}, "network"),  # type: ignore[arg-type]
        ({"ifaces": [Interface(1)], "routes": [Route("::/0", 1, kind=None)]}, "network"),  # type: ignore[arg-type]
        ({"ifaces": [Interface(1)], "routes": [Route("::/0", [])]}, "network"),  # type: ignore[arg-type]
    ],
)
def test_what_makes_no_world_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        Environment(**options)  # type: ignore[arg-type]
    assert len(str(caught.value)) < 400


_HOME = Interface(2, "02:00:00:00:00:02", ["10.0.0.1/24", "2001:db8::1/64"])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"ifaces": [Interface(1), _HOME, Interface(1)]}, "interface 1 is given twice"),
        ({"ifaces": [_HOME, _HOME]}, "interface 2 is given twice"),
        (
            {"ifaces": [Interface(3, mac="zz")]},
            "interface 3: mac is 6 bytes, as 02:00:00:00:00:01, not 'zz'",
        ),
        ({"ifaces": [Interface(3, mac="02:00")]}, "interface 3: mac is 6 bytes"),
        (
            {"ifaces": [Interface(3, addresses=["10.0.0.300/24"])]},
            "interface 3: an address is one with its prefix, as 10.0.0.1/24, not '10.0.0.300/24'",
        ),
        ({"ifaces": [Interface(3, addresses="10.0.0.1/24")]}, "interface 3: addresses are a list"),
        (
            {"ifaces": [Interface(3, mtu=-1)]},
            "interface 3: mtu is a whole number from 0 to 4294967295, not -1",
        ),
        ({"routes": [Route("::/0", 9)]}, "route to ::/0: there is no interface 9"),
        ({"routes": [Route("::/0", 2, "router")]}, "route to ::/0: via is an address, as 10.0.0.1"),
        (
            {"routes": [Route("0.0.0.0/0", 2, "10.9.9.9")]},
            "route to 0.0.0.0/0: via 10.9.9.9 is in no network of interface 2",
        ),
        ({"routes": [Route("0.0.0.0/0", 2, "169.254.0.1")]}, "via 169.254.0.1 is in no network"),
        ({"routes": [Route("::/0", 2, "2001:db8:1::1")]}, "via 2001:db8:1::1 is in no network"),
        ({"routes": [Route("::/0", 2, metric=-1)]}, "route to ::/0: metric is a whole number"),
        ({"routes": [Route("::/0", 2, kind=1)]}, "route to ::/0: kind is a RouteKind, not 1"),
        ({"routes": [Route("::/0", 2, source="me")]}, "route to ::/0: source is an address"),
        (
            {"neighbours": [Neighbour("x", 2, "02:00:00:00:00:01")]},
            "neighbour 'x': its address is an address, as 10.0.0.1",
        ),
        ({"neighbours": [Neighbour("10.0.0.9", 2, "02")]}, "neighbour '10.0.0.9': mac is 6 bytes"),
        (
            {"neighbours": [Neighbour("10.0.0.9", 3, "02:00:00:00:00:01")]},
            "neighbour '10.0.0.9': there is no interface 3",
        ),
    ],
)
def test_a_network_that_linux_would_not_take_is_refused(given: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Environment(**{"ifaces": [_HOME], **given})
    assert str(caught.value).startswith("the network of an environment: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "routes",
    [
        [Route("0.0.0.0/0", 2, "10.0.0.254")],
        [Route("::/0", 2, "fe80::1")],
        [Route("::/0", 2, "2001:db8::2")],
        [Route("10.9.9.9/32", 2), Route("0.0.0.0/0", 2, "10.9.9.9")],
        [Route("0.0.0.0/0", 2, "2001:db8::2")],
    ],
)
def test_routers_that_a_route_leads_to_are_taken(routes: list[Route]) -> None:
    assert set(routes) <= {
        replace(route, source="")
        for route in Environment(ifaces=[_HOME], routes=routes).network.routes
    }


@pytest.mark.parametrize("to", ["x", "10.0.0.1/8", None, 1 << 200, [], "a" * 100_000])
def test_a_prefix_that_is_none_is_refused_where_it_is_written(to: object) -> None:
    with pytest.raises(UsageError, match="prefix") as caught:
        Route(to)  # type: ignore[arg-type]
    assert len(str(caught.value)) < 400


def test_the_clock_of_this_machine_is_not_moved(spec: progpack.ObjectSpec, backend: str) -> None:
    with (
        load(spec, backend, None) as held,
        pytest.raises(UsageError, match="this machine"),
    ):
        held.advance("1s")


def test_a_test_has_a_world_that_stands_still(
    pytester: pytest.Pytester, spec: progpack.ObjectSpec
) -> None:
    pytester.makefile(".c", e=SOURCE)
    pytester.makepyfile(
        """
        import pytest

        def seen(held):
            held.programs["look"].run(bytes(64))
            g = held.globals
            return g.clock, g.boottime, g.tai, g.jiffies, g.task, g.user, list(g.random)

        @pytest.mark.parametrize("backend", ["compiled", "interpreter"])
        def test_still(bpf_object, backend):
            one = seen(bpf_object("e.c", backend=backend))
            assert one == seen(bpf_object("e.c", backend="compiled"))
            assert one[0] == 1000 * 10**9

        def test_host(bpf_object):
            held = bpf_object("e.c", environment="host")
            assert seen(held)[0] < seen(held)[0]
        """
    )
    pytester.runpytest("-q", "-p", "no:cacheprovider").assert_outcomes(passed=3)


def test_a_world_that_names_some_things_stands_still_in_a_test(
    pytester: pytest.Pytester, spec: progpack.ObjectSpec
) -> None:
    pytester.makefile(".c", e=SOURCE)
    pytester.makepyfile(
        """
        import pytest
        from progpack import Environment
        from progpack.bpf.network import Interface

        def seen(held):
            held.programs["look"].run(bytes(64))
            g = held.globals
            fields = "clock boottime tai jiffies task user cgroup node comm"
            return {name: getattr(g, name) for name in fields.split()} | {"random": list(g.random)}

        @pytest.mark.parametrize(
            ("world", "changes"),
            [
                ({"ifaces": [Interface(1)]}, {}),
                ({"pid": 7}, {"task": 7 << 32 | 7}),
                ({"uid": 5, "comm": "x"}, {"user": 5 << 32 | 5, "comm": "x"}),
                ({"cgroup": 9, "numa_node": 2}, {"cgroup": 9, "node": 2}),
            ],
        )
        def test_rest(bpf_object, world, changes):
            plain = bpf_object("e.c", environment=None)
            held = bpf_object("e.c", environment=Environment(**world))
            assert seen(held) == seen(plain) | changes
            held.advance("1ms")
            plain.advance("1ms")
            assert seen(held) == seen(plain) | changes

        def test_shared(bpf_object):
            world = Environment(pid=7)
            objects = [bpf_object("e.c", environment=world) for _ in range(2)]
            objects[0].advance("1ms")
            objects[1].advance("1ms")
            world.advance("1ms")
            assert {seen(held)["clock"] for held in objects} == {1000 * 10**9 + 3_000_000}
        """
    )
    options = ("-q", "-p", "no:cacheprovider")
    pytester.runpytest(*options, "--bpf-on=interpreter").assert_outcomes(passed=5)
    compare = "--bpf-compare=compiled,interpreter" if find_spec("llvmlite") else "--bpf-on=isolated"
    pytester.runpytest(*options, compare).assert_outcomes(passed=5)


def test_what_is_given_already_stays_when_the_rest_is_fixed() -> None:
    named = {"clock": 5, "seed": 2, "pid": 3, "comm": "x", "uid": 4, "cgroup": 6, "numa_node": 7}
    one = Environment(**named)  # type: ignore[arg-type]
    before = bytes(one.words)
    assert one.fix_rest() is one
    assert bytes(one.words) == before
    assert bytes(Environment().fix_rest().words) == bytes(Environment.fixed().words)


def test_a_twin_is_moved_with_its_world_and_draws_for_itself() -> None:
    world = Environment(pid=7, ifaces=[Interface(2)]).fix_rest()
    twin = world.twin()
    assert bytes(twin.words) == bytes(world.words)
    assert twin.network is world.network
    assert [world.random_u32() for _ in range(3)] == [twin.random_u32() for _ in range(3)]
    world.advance("1s")
    assert bytes(twin.words) == bytes(world.words)
    twin.advance("1s")
    assert twin.ktime_ns() == world.ktime_ns() + SECOND


def clocks(world: Environment) -> tuple[int, int, int]:
    """How far the other clocks are from CLOCK_MONOTONIC, and the jiffies from what follows."""
    words = world.words
    jiffies = words.jiffies - words.clock // 4_000_000
    return words.boottime - words.clock, words.tai - words.clock, jiffies


def test_a_signal_s_handler_moves_the_clocks_in_the_middle_of_a_move() -> None:
    world, step = Environment(clock=SECOND, boottime=3 * SECOND), 5_000_000
    apart, moves, handled = clocks(world), 0, 0

    def handler(_: int, __: object) -> None:
        nonlocal handled
        handled += 1
        world.advance(step)

    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)
    try:
        while handled < 1000:
            world.advance(step)
            moves += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert world.words.clock == SECOND + (moves + handled) * step
    assert clocks(world) == apart


def test_clocks_that_threads_move_lose_no_step() -> None:
    world = Environment(clock=SECOND, boottime=3 * SECOND)
    apart, steps, before = clocks(world), 3000, sys.getswitchinterval()

    def move() -> None:
        for _ in range(steps):
            world.advance(4_000_000)

    threads = [threading.Thread(target=move) for _ in range(4)]
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert world.words.clock == SECOND + 4 * steps * 4_000_000
    assert clocks(world) == apart
