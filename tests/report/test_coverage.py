"""Coverage: backends count alike, clang's own counters agree, files survive a round trip."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz.hurried import Hurried, hurried

import progpack
from progpack.bpf.coverage import Counts
from progpack.commands import main
from progpack.errors import ObjectError, RunError, UsageError
from progpack.report.coverage.cobertura import to_cobertura
from progpack.report.coverage.lcov import from_lcov, parse_lcov, to_lcov
from progpack.report.coverage.page import page
from progpack.report.coverage.terminal import table
from progpack.run.coverage import Branch, Coverage, FunctionCount, Source, collect
from progpack.testing import packet

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
ROOT = Path(__file__).parents[2]
FIREWALL = ROOT / "src/progpack/data/bpf/firewall.bpf.o"
FUNCTION = """
static int classify(const unsigned char *at, const unsigned char *end)
{
    int sum = 0;
    if (at + 4 > end)
        return 7;
    if (at[0] == 1) {
        sum += one(at[1]);
    } else if (at[0] == 2) {
        sum -= two(at[2]);
        if (at[3] > 100)
            sum += three(at[1]);
    } else {
        sum = four(at[0]);
    }
    for (int i = 0; i < 3; i++)
        sum += use(at[i]);
    return sum;
}
"""
BPF = (
    """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
volatile int out;
#define FUNCTION(name, op) static __attribute__((noinline)) int name(int x) \\
    { out op##= x; return x; }
FUNCTION(one, +) FUNCTION(two, -) FUNCTION(three, ^) FUNCTION(four, |) FUNCTION(use, *)
"""
    + FUNCTION
    + """
SEC("xdp") int main_(struct xdp_md *ctx)
{
    return classify((void *)(long)ctx->data, (void *)(long)ctx->data_end) & 1;
}
char _license[] SEC("license") = "GPL";
"""
)
NATIVE = (
    """
volatile int out;
#define FUNCTION(name, op) static __attribute__((noinline)) int name(int x) \\
    { out op##= x; return x; }

FUNCTION(one, +) FUNCTION(two, -) FUNCTION(three, ^) FUNCTION(four, |) FUNCTION(use, *)

"""
    + FUNCTION
    + """
int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        unsigned char bytes[64]; int n = 0;
        for (const char *c = argv[i]; c[0] && c[1]; c += 2)
            bytes[n++] = (c[0] - 'a') * 16 + (c[1] - 'a');
        classify(bytes, bytes + n);
    }
    return 0;
}
"""
)


Found = dict[str, tuple[list[int], list[tuple[int, int]]]]


def counts_of(case: Hurried, backend: str) -> Found | None:
    """Executions of each slot and ways of each jump by program; None when a run faults.

    A run that faults at a jump may have counted it.
    """
    with progpack.load(case.object(), backend=backend, coverage=True) as held:
        for number, program in enumerate(held.programs.values()):
            held.maps["jumps"][number] = program
        for data in case.packets:
            try:
                held.programs["first"].run(data, budget=case.budget)
            except RunError:
                return None
        found: Found = {}
        for name in held.programs:
            spec = held.spec.programs[name]
            assert spec.counters is not None
            counts = Counts(spec, bytes(held.maps[spec.counters][bytes(4)]), "little")
            executed = [counts.executed(pc) for pc in range(len(spec.insns))]
            found[name] = executed, [(jump.taken, jump.passed) for jump in counts.jumps()]
        return found


def test_compiled_code_counts_what_the_interpreter_executes() -> None:
    compared = 0
    for seed in range(24):
        case = hurried(seed)
        found = counts_of(case, "compiled")
        assert found == counts_of(case, "interpreter"), seed
        compared += found is not None and any(map(any, (each for each, _ in found.values())))
    assert compared > 8


@pytest.mark.skipif(
    not all(map(shutil.which, ("clang-22", "llvm-cov-22", "llvm-profdata-22"))),
    reason="needs clang-22 and llvm-22",
)
@pytest.mark.parametrize("backend", ["compiled", "interpreter", "isolated", "arch:s390x"])
def test_lines_that_clang_counts_natively_are_those_of_the_bpf_program(
    tmp_path: Path, backend: str
) -> None:
    packets = [bytes([1, 2, 3, 4]), bytes([2, 3, 4, 5]), bytes([2, 1]), bytes([2, 1, 1, 200])]
    native, bpf = covered_natively(tmp_path, packets), covered_here(tmp_path, packets, backend)
    # Of the function's lines those for which both have code; clang keeps more of them natively.
    both = native.lines.keys() & bpf.lines.keys()
    assert len(both) >= 8
    # The first entry of a loop does not come past its condition: clang has moved that to the end.
    loop = next(n for n, line in enumerate(BPF.splitlines(), 1) if "for (int i" in line)
    assert bpf.lines[loop] == native.lines[loop] - native.lines[loop + 2]
    assert {line: native.lines[line] for line in both - {loop}} == {
        line: bpf.lines[line] for line in both - {loop}
    }
    assert not all(bpf.lines[line] for line in both)
    # Clang's counter has a true and a false way; a jump may be taken for either.
    ways = [ways_of(source) for source in (native, bpf)]
    same = {line for line in both - {loop} if len(ways[0].get(line, ())) == 1}
    compared = {line for line in same if len(ways[1].get(line, ())) == 1}
    assert len(compared) >= 2
    assert all(ways[0][line] == ways[1][line] for line in compared)


def ways_of(source: Source) -> dict[int, list[list[int]]]:
    """How often each branch of a line went either way, the rarer one first."""
    found: dict[int, list[list[int]]] = {}
    for branch, ways in source.branches.items():
        found.setdefault(branch.line, []).append(sorted(ways or (0, 0)))
    return found


def covered_natively(folder: Path, packets: list[bytes]) -> Source:
    (folder / "native.c").write_text(NATIVE)
    flags = ["-O0", "-g", "-fprofile-instr-generate", "-fcoverage-mapping"]
    built = subprocess.run(
        ["clang-22", *flags, "native.c", "-o", "native"], cwd=folder, capture_output=True
    )
    if built.returncode:
        pytest.skip("clang-22 has no profile runtime (libclang-rt-22-dev)")
    words = [
        "".join(chr(97 + (byte >> 4)) + chr(97 + (byte & 15)) for byte in data) for data in packets
    ]
    subprocess.run(["./native", *words], cwd=folder, check=True)
    subprocess.run(
        ["llvm-profdata-22", "merge", "default.profraw", "-o", "p"], cwd=folder, check=True
    )
    text = subprocess.run(
        ["llvm-cov-22", "export", "-format=lcov", "-instr-profile=p", "native"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return next(iter(parse_lcov(text, "native").sources.values()))


def covered_here(folder: Path, packets: list[bytes], backend: str) -> Source:
    (folder / "b.bpf.c").write_text(BPF)
    big = backend == "arch:s390x"
    if big and shutil.which("qemu-s390x") is None:
        pytest.skip("qemu-user is not installed")
    flags = [
        "-O1",
        "-g",
        "-target",
        "bpfeb" if big else "bpf",
        "-mcpu=v3",
        "-idirafter",
        "/usr/include/x86_64-linux-gnu",
    ]
    subprocess.run(["clang-22", *flags, "-c", "b.bpf.c", "-o", "b.o"], cwd=folder, check=True)
    with progpack.load(folder / "b.o", backend=backend, coverage=True) as held:
        for data in packets:
            held.programs["main_"].run(data)
        ((_, source),) = collect(held).sources.items()
    first = BPF[: BPF.index("static int classify")].count("\n") + 1
    assert first == NATIVE[: NATIVE.index("static int classify")].count("\n") + 1
    last = first + FUNCTION.count("\n") - 2
    lines = {line: count for line, count in source.lines.items() if first <= line <= last}
    return Source(lines, source.branches)


def test_an_object_without_counters_says_so() -> None:
    with progpack.load(FIREWALL) as held, pytest.raises(UsageError, match="without coverage=True"):
        collect(held)


def test_counters_change_nothing_that_programs_do() -> None:
    frames = [packet("tcp", src=f"192.0.2.{n}") for n in range(20)] + [b"x" * n for n in range(60)]
    with progpack.load(FIREWALL) as plain, progpack.load(FIREWALL, coverage=True) as counted:
        results = [
            held.programs["firewall"].run_batch(frames).return_values for held in (plain, counted)
        ]
        assert results[0] == results[1]
        (_, source), *_ = collect(counted).sources.items()
        assert source.functions["firewall"].calls == len(frames)


NAMES = st.text(st.characters(categories=("L", "N", "P"), exclude_characters="\n,"), min_size=1)
COUNTS = st.integers(0, 1 << 40)
SOURCES = st.builds(
    Source,
    st.dictionaries(st.integers(1, 5000), COUNTS, max_size=20),
    st.dictionaries(
        st.builds(Branch, st.integers(1, 5000), st.integers(0, 9)),
        st.none() | st.tuples(COUNTS, COUNTS),
        max_size=9,
    ),
    st.dictionaries(NAMES, st.builds(FunctionCount, st.integers(1, 5000), COUNTS), max_size=5),
)


@st.composite
def coverages(draw: st.DrawFn) -> Coverage:
    found = Coverage()
    found.sources = draw(st.dictionaries(NAMES, SOURCES, max_size=4))
    return found


@given(coverages())
def test_what_lcov_has_is_what_was_counted(found: Coverage) -> None:
    again = parse_lcov(to_lcov(found), "x")
    assert again.sources == found.sources
    again.add(found)
    for path, source in found.sources.items():
        twice = again.sources[path]
        assert {line: 2 * count for line, count in source.lines.items()} == twice.lines
        assert twice.covered_ways == source.covered_ways


@given(coverages(), st.integers(0, 10**6), st.text(max_size=3))
def test_damaged_files_are_refused_or_read(found: Coverage, at: int, junk: str) -> None:
    text = to_lcov(found)
    at %= len(text) + 1
    try:
        damaged: Coverage | None = parse_lcov(text[:at] + junk + text[at + len(junk) :], "x")
    except ObjectError as error:
        damaged, message = None, str(error)
    assert damaged is not None or re.match(
        r"x(: line \d+ is not of lcov| is not a file of lcov)", message
    )


@given(coverages())
def test_all_forms_can_be_made_of_all_counts(found: Coverage) -> None:
    rows = ET.fromstring(to_cobertura(found)).iter("line")
    assert len(list(rows)) == sum(len(source.lines) for source in found.sources.values())
    assert page(found).count("<h2>") == len(found.sources)
    assert table(found).count("\n") == len(found.sources) + 1


def test_a_page_shows_text_of_the_source_as_text(tmp_path: Path) -> None:
    (tmp_path / "a<b>.c").write_text("int x; // <script>alert(1)</script>\n")
    found = Coverage()
    found.sources[str(tmp_path / "a<b>.c")] = Source({1: 1})
    assert "<script" not in page(found)
    assert "&lt;script&gt;" in page(found)


def test_the_command_line_counts_adds_up_and_fails_under(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, size in enumerate((14, 60)):
        data = packet() if size > 14 else bytes(size)
        words = ["run", str(FIREWALL), "--packet", data.hex(), "--coverage", f"{number}.info"]
        assert main(words) == 0
        assert ".coverage" not in capsys.readouterr().out
    assert main(["cov", "0.info"]) == 0
    first = capsys.readouterr().out
    words = ["cov", "0.info", "1.info", "-o", "sum.info", "--html", "c.html", "--xml", "c.xml"]
    assert main(words) == 0
    both = capsys.readouterr().out
    assert percent(both) > percent(first)
    assert main(["cov", "sum.info", "--fail-under", "50"]) == 0
    assert main(["cov", "sum.info", "--fail-under", "99"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == both.splitlines()[-1]
    one, two, whole = (from_lcov(Path(f"{name}.info")) for name in ("0", "1", "sum"))
    one.add(two)
    assert one.sources == whole.sources
    assert main(["cov", "sum.info", "-o", "./sum.info"]) == 2
    assert main(["cov", "0.info", "--html", "x", "--xml", "x"]) == 2
    assert "two outputs have this name" in capsys.readouterr().err
    shutil.copy(FIREWALL, "own.o")
    assert main(["run", "own.o", "--packet", "00", "--coverage", "own.o"]) == 2
    assert Path("own.o").read_bytes() == FIREWALL.read_bytes()


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv=out.csv"]])
def test_without_a_file_the_table_is_behind_the_report(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    form: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(FIREWALL, "own.o")
    words = ["own.o", "--packet", packet().hex()]
    assert main(["run", *words, "--coverage", "c.info"]) == 0
    assert main(["cov", "c.info"]) == 0
    shown = capsys.readouterr().out.partition("source ")
    for order in ([*words, "--coverage", *form], ["--coverage", *words, *form]):
        assert main(["run", *order]) == 0
        out, err = capsys.readouterr()
        assert "".join(shown[1:]) in (err if form else out)
        assert Path("own.o").read_bytes() == FIREWALL.read_bytes()


def test_coverage_of_no_lines_is_no_share(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.info"
    empty.write_text("")
    assert main(["cov", str(empty)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "there are no lines with code"
    assert main(["cov", str(empty), "--fail-under", "0"]) == 1
    assert "<p>there are no lines with code.</p>" in page(from_lcov(empty))


@pytest.mark.parametrize("least", ["-1", "100.5", "nan"])
def test_a_share_that_cannot_be_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], least: str
) -> None:
    (tmp_path / "empty.info").write_text("")
    assert main(["cov", str(tmp_path / "empty.info"), f"--fail-under={least}"]) == 2
    message = f"--fail-under takes 0 to 100 percent, not {least}\n"
    assert capsys.readouterr().err == f"progpack cov: {message}"


@pytest.mark.parametrize("option", ["--xml", "--html", "-o"])
def test_a_file_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    (tmp_path / "empty.info").write_text("")
    target = tmp_path / "none" / "file"
    assert main(["cov", str(tmp_path / "empty.info"), option, str(target)]) == 2
    message = f"cannot write {target}: No such file or directory\n"
    assert capsys.readouterr().err == f"progpack cov: {message}"
    assert main(["run", str(FIREWALL), "--packet", "00", "--coverage", str(target)]) == 2
    assert capsys.readouterr().err == f"progpack run: {message}"


def percent(text: str) -> float:
    return float(text.splitlines()[-1].split("%")[0])


def test_tests_report_what_they_executed(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        f"""
        import pytest
        from progpack.testing import packet, run

        @pytest.mark.parametrize("backend", ["compiled", "interpreter"])
        @pytest.mark.parametrize("data", [packet(), b"short"])
        def test_it(bpf_object, backend, data):
            run(bpf_object({str(FIREWALL)!r}, backend=backend).programs["firewall"], data)
        """
    )
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    alone = pytester.runpytest_subprocess("-q", "--bpf-cov", "--bpf-cov=lcov:one.info")
    alone.assert_outcomes(passed=4)
    alone.stdout.fnmatch_lines(["*coverage of BPF programs*", "source *", "*firewall.bpf.c *"])
    if find_spec("xdist") is not None:
        spread = pytester.runpytest_subprocess("-q", "-n2", "--bpf-cov=lcov:two.info")
        spread.assert_outcomes(passed=4)
        one, two = (from_lcov(pytester.path / name) for name in ("one.info", "two.info"))
        assert one.sources == two.sources
        assert next(iter(one.sources.values())).functions["firewall"].calls == 4
    failed = pytester.runpytest_subprocess("-q", "--bpf-cov-fail-under=99")
    assert failed.ret == 1
    failed.stdout.fnmatch_lines(["*fewer than 99%*"])
    enough = pytester.runpytest_subprocess("-q", "--bpf-cov-fail-under=5")
    assert enough.ret == 0
    enough.stdout.fnmatch_lines(["*% of the lines were executed, 5% are wanted"])
    nothing = pytester.runpytest("-q", "-k", "nothing", "--bpf-cov-fail-under=5")
    nothing.stdout.fnmatch_lines(["there are no lines with code, fewer than 5%"])


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--bpf-cov=pdf", "--bpf-cov is one of term, lcov, xml, html, not 'pdf'"),
        ("--bpf-cov-fail-under=nan", "--bpf-cov-fail-under takes 0 to 100 percent, not nan"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    pytester: pytest.Pytester, option: str, message: str
) -> None:
    result = pytester.runpytest(option)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {message}"])
