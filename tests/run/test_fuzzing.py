"""The search finds what is planted, keeps what reaches code, and writes what runs again."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from progpack.bpf.coverage import cells
from progpack.bpf.object.reader import read_object
from progpack.commands import main
from progpack.errors import MissingFeatureError, RunError, UsageError
from progpack.packets.pcap import read_pcap
from progpack.run.fuzzing.judge import Case, Finding, Judge, key_of, property_of
from progpack.run.fuzzing.search import Search
from progpack.run.fuzzing.tokens import tokens_of
from progpack.run.fuzzing.written import write_packets
from progpack.run.load import load
from progpack.testing import packet

pytest_plugins = ["pytester"]
CLANG = next(filter(None, map(shutil.which, ("clang-22", "clang", "clang-14"))), None)
pytestmark = [
    pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]"),
    pytest.mark.skipif(CLANG is None, reason="clang is not installed"),
]
PARSER = """
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4);
         __type(key, __u32); __type(value, __u64); } counts SEC(".maps");
SEC("xdp") int parse(struct xdp_md *ctx)
{
    void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
    struct ethhdr *eth = data;
    struct iphdr *ip = data + sizeof(*eth);
    struct udphdr *udp;
    unsigned char *inner;
    __u32 key = 0;
    __u64 *n;

    if ((void *)(eth + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
        return XDP_PASS;
    if ((void *)(ip + 1) > end || ip->version != 4 || ip->ihl < 5 || ip->protocol != 17)
        return XDP_DROP;
    udp = (void *)ip + ip->ihl * 4;
    if ((void *)(udp + 1) > end)
        return XDP_DROP;
    inner = (void *)(udp + 1);
    n = bpf_map_lookup_elem(&counts, &key);
    if (!n)
        return XDP_ABORTED;
    if (udp->dest == bpf_htons(4789)) {
#if defined(PLANTED)
        if (udp->len == bpf_htons(0x1234))
            return inner[7] ? XDP_TX : XDP_PASS;
#elif defined(SLOW)
        *n += 1;
        if (*n == 3)
            return inner[700];
#endif
        if (inner + 8 > (unsigned char *)end)
            return XDP_DROP;
        if (inner[0] == 8)
            return XDP_TX;
    }
    return XDP_PASS;
}
SEC("?kprobe/x") int no_packets(void *ctx) { return 0; }
char _license[] SEC("license") = "GPL";
"""
LENGTHS = (0, 64)
#: Of one search, which ends with its runs on any machine.
SECONDS = 3600.0


def compiled(folder: Path, *flags: str, name: str = "parser.bpf.o", text: str = PARSER) -> Path:
    source = folder / "parser.bpf.c"
    source.write_text(text)
    search = ["-idirafter", "/usr/include/x86_64-linux-gnu"]
    command = [str(CLANG), "-O2", "-g", "-target", "bpfel", "-mcpu=v3", *flags, *search]
    subprocess.run([*command, "-c", str(source), "-o", str(folder / name)], check=True)
    return folder / name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzzing")
    compiled(folder)
    compiled(folder, "-DPLANTED", name="planted.bpf.o")
    compiled(folder, "-DSLOW", name="slow.bpf.o")
    return folder


def search(path: Path, *, runs: int = 3_000_000, **judged: object) -> Finding | None:
    judge = Judge(read_object(path), "parse", **judged)  # type: ignore[arg-type]
    with Search(judge, lengths=LENGTHS) as found:
        return found.search([], seconds=SECONDS, runs=runs)


def test_a_planted_fault_is_found_without_a_seed(folder: Path) -> None:
    finding = search(folder / "planted.bpf.o")
    assert finding is not None
    assert (finding.kind, len(finding.packets), finding.reproduced) == ("fault", 1, True)
    # The interpreter is not part of the search.
    with (
        load(folder / "planted.bpf.o", backend="interpreter", programs=["parse"]) as obj,
        pytest.raises(RunError) as error,
    ):
        obj.programs["parse"].run(finding.packets[0])
    assert key_of(error.value) == finding.key


#: Faults of other kinds, behind what random packets do not have.
MAGIC = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4);
         __type(key, __u32); __type(value, __u64); } empty SEC(".maps");
#define PROGRAM(name, begins, then) SEC("xdp") int name(struct xdp_md *ctx) \\
    { unsigned char *at = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end; \\
      __u32 key = 0; __u64 *value; volatile __u32 n = 0; \\
      if (at + 8 > end || !(begins)) return XDP_PASS; \\
      value = bpf_map_lookup_elem(&empty, &key); then; return XDP_DROP; }
#define WORD (*(__u32 *)at == 0xdec0adde)
#define BYTES (at[0] == 'B' && at[1] == 'P' && at[2] == 'F' && at[3] == '!')
PROGRAM(outside, WORD, return at[8 + at[4]])
PROGRAM(by_byte, BYTES, return at[4096])
PROGRAM(null, WORD, *value = 1)
PROGRAM(endless, WORD, for (;;) if (n++ == 0x7fffffff) break)
PROGRAM(changed, WORD, at[5]++)
char _license[] SEC("license") = "GPL";
"""


@pytest.mark.parametrize(
    ("program", "kind", "words"),
    [
        ("outside", "fault", "read of 1 byte at .* is outside of"),
        ("by_byte", "fault", "read of 1 byte at .* is outside of"),
        ("null", "fault", "is through a null pointer"),
        ("endless", "fault", "the budget of taken backward jumps"),
        ("changed", "property", "left_alone"),
    ],
)
def test_faults_behind_four_bytes_are_found(
    tmp_path: Path, program: str, kind: str, words: str
) -> None:
    def left_alone(case: Case) -> bool:
        return case.verdict != "XDP_DROP" or case.left == case.packet

    path = compiled(tmp_path, text=MAGIC)
    judge = Judge(read_object(path), program, rule=left_alone if kind == "property" else None)
    with Search(judge, lengths=LENGTHS) as found:
        finding = found.search([], seconds=SECONDS, runs=400_000)
    assert finding is not None
    assert finding.kind == kind
    assert re.search(words, finding.message)


def test_what_is_found_is_as_small_as_it_gets(folder: Path) -> None:
    finding = search(folder / "planted.bpf.o")
    assert finding is not None
    (found,) = finding.packets
    judge = Judge(read_object(folder / "planted.bpf.o"), "parse")
    smaller = [found[:at] + found[at + 1 :] for at in range(len(found))]
    zeroed = [found[:at] + b"\0" + found[at + 1 :] for at in range(len(found)) if found[at]]
    for candidate in smaller + zeroed:
        again = judge.judge([candidate])
        assert again is None or again.key != finding.key


def test_a_fault_that_needs_what_maps_keep_has_its_packets_before_it(folder: Path) -> None:
    finding = search(folder / "slow.bpf.o")
    assert finding is not None
    assert len(finding.packets) == 3
    assert finding.reproduced
    assert Judge(read_object(folder / "slow.bpf.o"), "parse").judge(finding.packets[1:]) is None


def test_a_right_program_passes_and_everything_is_reached(folder: Path) -> None:
    judge = Judge(read_object(folder / "parser.bpf.o"), "parse", backend="interpreter")
    with Search(judge, lengths=LENGTHS) as found:
        assert found.search([packet()], seconds=SECONDS, runs=1_000_000) is None
        state = found.state()
        # An array has its element 0: only the look-up that fails is never reached.
        assert state.cells - state.reached <= 2
        assert state.compared >= state.known
        assert state.runs == 1_000_000
        # The interpreter counts the same on what is kept.
        known = found.loop.known
    with load(
        folder / "parser.bpf.o", backend="interpreter", programs=["parse"], coverage=True
    ) as obj:
        for one in known:
            obj.programs["parse"].run(one)
        program = obj.programs["parse"].spec
        assert program.counters is not None
        value = bytes(obj.maps[program.counters][bytes(4)])
    counted = [value[at : at + 8] for at in cells(program)]
    assert sum(map(any, counted)) == state.reached


def test_a_seed_of_random_numbers_finds_the_same_again(folder: Path) -> None:
    first, second, other = (run_with_seed(folder / "parser.bpf.o", seed) for seed in (5, 5, 6))
    assert first == second
    assert first != other


def run_with_seed(path: Path, seed: int) -> list[bytes]:
    with Search(Judge(read_object(path), "parse"), seed=seed, lengths=LENGTHS) as found:
        found.search([], seconds=SECONDS, runs=100_000)
        return found.loop.last(50)


def test_packets_have_every_length_that_is_allowed(folder: Path) -> None:
    judge = Judge(read_object(folder / "parser.bpf.o"), "parse")
    seen: set[int] = set()
    with Search(judge, lengths=(20, 40)) as found:
        found.search([], seconds=SECONDS, runs=50)
        for _ in range(20):
            found.loop.run(1000)
            seen |= {len(one) for one in found.loop.last(1000)}
    assert seen == set(range(20, 41))


def test_a_property_is_asked_about_runs(folder: Path) -> None:
    def never_sent_back(case: Case) -> bool:
        assert case.left == case.packet
        assert int.from_bytes(bytes(case.maps["counts"][0]), "little") == 0
        return case.verdict != "XDP_TX"

    finding = search(folder / "parser.bpf.o", rule=never_sent_back)
    assert finding is not None
    assert (finding.kind, len(finding.packets)) == ("property", 1)
    (found,) = finding.packets
    assert found[14 + (found[14] & 0xF) * 4 + 8] == 8


def test_backends_that_differ_are_found(folder: Path) -> None:
    # Two programs stand for two backends of which one is wrong.
    judge = Judge(read_object(folder / "parser.bpf.o"), "parse")
    with (
        load(folder / "parser.bpf.o", programs=["parse"]) as one,
        load(folder / "slow.bpf.o", backend="interpreter", programs=["parse"]) as other,
    ):
        assert judge.compare(one, other, packet()) is None
        vxlan = packet(dport=4789, payload=bytes(20))
        found = judge.compare(one, other, vxlan)
        assert found is not None
        assert found[:2] == ("difference", "map counts")


def test_constants_of_comparisons_are_tokens(folder: Path) -> None:
    tokens = tokens_of(read_object(folder / "planted.bpf.o"))
    assert {b"\x12\xb5", b"\x12\x34", b"\x11", b"\x08"} <= set(tokens)


def test_programs_without_packets_are_refused(folder: Path) -> None:
    judge = Judge(read_object(folder / "parser.bpf.o"), "no_packets")
    with pytest.raises(MissingFeatureError, match="native loop"):
        Search(judge)


def words(folder: Path, name: str, *more: str) -> list[str]:
    return ["fuzz", str(folder / name), "--prog", "parse", "--length", "0-64", *more]


def test_the_verb_writes_a_capture_and_a_test_that_fails_until_the_mend(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], pytester: pytest.Pytester
) -> None:
    broken = tmp_path / "object.o"
    broken.write_bytes((folder / "planted.bpf.o").read_bytes())
    code = main(
        [*words(tmp_path, "object.o", "--time", str(SECONDS)), "-o", str(tmp_path / "found")]
    )
    out = capsys.readouterr().out
    assert code == 1
    assert "found: fault with a packet of " in out
    assert len(list(read_pcap(tmp_path / "found" / "fuzz_parse.pcap"))) == 1
    written = tmp_path / "found" / "test_fuzz_parse.py"
    assert str(written) in out
    pytester.runpytest(written, "-p", "no:cacheprovider").assert_outcomes(failed=1)
    broken.write_bytes((folder / "parser.bpf.o").read_bytes())
    pytester.runpytest(written, "-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_the_verb_finds_by_a_property_of_a_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], pytester: pytest.Pytester
) -> None:
    (tmp_path / "rules.py").write_text("def rule(case):\n    return case.verdict != 'XDP_TX'\n")
    given = ("--property", f"{tmp_path}/rules.py:rule", "--json", "-", "-o", str(tmp_path))
    assert main(words(folder, "parser.bpf.o", *given)) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["schema"] == "progpack-fuzz"
    assert said["finding"]["kind"] == "property"
    written = tmp_path / "test_fuzz_parse.py"
    pytester.runpytest(written, "-p", "no:cacheprovider").assert_outcomes(failed=1)


def test_a_corpus_is_kept_and_read_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus.pcap"
    given = ("--corpus", str(corpus), "--against", "none")
    assert main(words(folder, "parser.bpf.o", *given, "--runs", "300000")) == 0
    first = capsys.readouterr().out
    assert main(words(folder, "parser.bpf.o", *given, "--runs", "2000")) == 0
    second = capsys.readouterr().out
    reached = [re.findall(r"(\d+) of (\d+) blocks", text) for text in (first, second)]
    assert reached[0] == reached[1]
    assert 5 < len(list(read_pcap(corpus))) < 40


#: A property that gets ctrl-C in one of its calls, and is true of some first runs.
INTERRUPTED = """
import signal
runs = []
def rule(case):
    runs.append(case)
    if len(runs) == {at}:
        signal.raise_signal(signal.SIGINT)
    return len(runs) <= {good}
"""


@pytest.mark.parametrize("at", [1, 3000])
def test_ctrl_c_ends_the_search_as_the_end_of_the_time_does(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], at: int
) -> None:
    corpus = tmp_path / "corpus.pcap"
    given = ("--corpus", str(corpus), "--against", "none")
    assert main(words(folder, "parser.bpf.o", *given, "--runs", "100000")) == 0
    before = {one.data for one in read_pcap(corpus)}
    (tmp_path / "rules.py").write_text(INTERRUPTED.format(at=at, good=1 << 60))
    rule = ("--property", f"{tmp_path}/rules.py:rule", "--time", str(SECONDS))
    capsys.readouterr()
    assert main(words(folder, "parser.bpf.o", *given, *rule)) == 0
    captured = capsys.readouterr()
    assert re.match(
        r"[\d,]+ runs? in .*blocks and jumps reached\nnothing was found\n", captured.out
    )
    assert captured.err == "ctrl-C ended the search\n"
    assert before <= {one.data for one in read_pcap(corpus)}


def test_ctrl_c_while_a_finding_is_made_small_keeps_the_finding(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The third call is the first one that finds; later ones are those of the attempts.
    (tmp_path / "rules.py").write_text(INTERRUPTED.format(at=4, good=2))
    rule = ("--property", f"{tmp_path}/rules.py:rule", "--time", str(SECONDS))
    assert main([*words(folder, "parser.bpf.o", *rule), "-o", str(tmp_path)]) == 1
    assert "found: property with a packet of " in capsys.readouterr().out
    assert list(read_pcap(tmp_path / "fuzz_parse.pcap"))


def test_seeds_without_packets_are_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_packets(tmp_path / "empty.pcap", [])
    (tmp_path / "folder").mkdir()
    for name, kind in (("empty.pcap", "capture"), ("folder", "folder")):
        path = tmp_path / name
        assert main(words(folder, "parser.bpf.o", "--seeds", str(path), "--runs", "10")) == 2
        message = f"--seeds {path}: there are no packets in this {kind}\n"
        assert capsys.readouterr().err == f"progpack fuzz: {message}"


def test_an_empty_corpus_leaves_the_seeds_that_come_with_progpack(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, none = tmp_path / "corpus.pcap", tmp_path / "none.pcap"
    write_packets(corpus, [])
    for path in (corpus, none):
        given = ("--corpus", str(path), "--against", "none", "--runs", "1000")
        assert main(words(folder, "parser.bpf.o", *given)) == 0
    assert [one.data for one in read_pcap(corpus)] == [one.data for one in read_pcap(none)]


@pytest.mark.parametrize("text", ["64", "9-3", "0-0", "0-70000", "a-b"])
def test_lengths_that_make_no_sense_are_refused(
    folder: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fuzz", str(folder / "parser.bpf.o"), "--prog", "parse", "--length", text]) == 2
    assert "--length takes MIN-MAX" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--time", "-1"), "--time takes seconds above 0, not -1"),
        (("--time", "0"), "--time takes seconds above 0, not 0"),
        (("--time", "nan"), "--time takes seconds above 0, not nan"),
        (("--runs", "0"), "--runs takes a number from 1 on, not 0"),
        (("--runs", "-5"), "--runs takes a number from 1 on, not -5"),
    ],
)
def test_a_search_without_time_or_runs_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], given: tuple[str, str], message: str
) -> None:
    assert main(words(folder, "parser.bpf.o", *given)) == 2
    assert capsys.readouterr().err == f"progpack fuzz: {message}\n"


def test_a_folder_for_findings_that_cannot_be_made_is_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules.py").write_text("def rule(case):\n    return False\n")
    (tmp_path / "file").write_text("")
    rule = ("--property", f"{tmp_path}/rules.py:rule", "-o", str(tmp_path / "file" / "found"))
    assert main(words(folder, "parser.bpf.o", *rule)) == 2
    assert f"cannot write {tmp_path / 'file'}" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["nothing.py:rule", "rule", ":rule"])
def test_a_property_that_is_not_there_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="there is no file"):
        property_of(text)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "def rule(case):\n    return case.nope\n",
            (
                "property rule raised AttributeError: 'Case' object has no attribute 'nope' "
                "(rules.py:2), after a run: XDP_"
            ),
        ),
        (
            "def rule(case):\n    return int('x')\n",
            (
                "property rule raised ValueError: invalid literal for int() with base 10: 'x' "
                "(rules.py:2), after a run: XDP_"
            ),
        ),
        ("def rule(case):\n    return (\n", "rules.py cannot be imported: SyntaxError: "),
        (
            "\n1 / 0\n",
            "rules.py cannot be imported: ZeroDivisionError: division by zero (rules.py:2)",
        ),
    ],
)
def test_an_error_of_a_property_is_one_line_that_names_its_place(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, message: str
) -> None:
    (tmp_path / "rules.py").write_text(source)
    given = ("--property", f"{tmp_path}/rules.py:rule", "--runs", "1000")
    assert main(words(folder, "parser.bpf.o", *given)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line
    assert re.search(r"\(rules\.py:[23]\)", line)
