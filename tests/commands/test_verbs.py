"""Each verb, used as a person would: what it says, and that its forms agree."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from progpack import commands
from progpack.report.trial_picture import BAR_WIDTH
from progpack.snapshot import Snapshot
from tests.commands.conftest import Command, Done, unsaid
from tests.commands.objects import make

pytestmark = pytest.mark.usefixtures("needs_llvm")

VERBS = ("try", "run", "map", "stat", "disasm", "check", "replay")
OBJECTS = ("firewall", "sampler", "schedlat")
SVG = "{http://www.w3.org/2000/svg}"


def firewall(examples: Path) -> tuple[str, ...]:
    return (
        "run",
        str(examples / "firewall.bpf.o"),
        "--pcap",
        str(examples / "sample.pcap"),
        "--map",
        "blocked:192.0.2.10=0",
    )


def good(done: Done) -> str:
    assert (done.code, unsaid(done)) == (0, "")
    assert done.out.endswith("\n")
    return done.out


# Help.


def test_help_names_every_verb_and_the_exit_codes(command: Command) -> None:
    text = good(command("--help"))
    for verb in VERBS:
        assert re.search(rf"^    {verb} +\w", text, re.MULTILINE)
    assert "Exit codes: 0 good" in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("verb", commands.VERBS)
def test_the_help_of_a_verb_fits_80_columns(
    verb: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = good(command(verb, "--help"))
    assert text.startswith(f"usage: progpack {verb}")
    assert "Exit codes: " in text
    assert max(map(len, text.splitlines())) <= 80
    if verb in VERBS:
        assert "--json" in text


def test_a_missing_word_is_named_with_its_choices(command: Command) -> None:
    done = command("kernels")
    assert done.code == 2
    assert "required: ACTION (list, fetch, check, rm); see" in done.err
    assert "KERNEL" not in done.err


def test_version_is_that_of_the_package(command: Command) -> None:
    import progpack

    assert good(command("--version")) == f"progpack {progpack.__version__}\n"


# map and stat.


@pytest.mark.parametrize("name", OBJECTS)
def test_a_map_that_was_kept_shows_the_same_again(
    name: str, examples: Path, tmp_path: Path, command: Command
) -> None:
    kept = tmp_path / "snapshot.json"
    assert good_and_silent(command("map", examples / f"{name}.bpf.o", "--json", kept))
    first = good(command("map", kept))
    assert first == good(command("map", kept))
    snapshot = Snapshot.from_dict(json.loads(kept.read_text()))
    assert f"{name}.bpf.o in process" in first
    for span in snapshot.spans:
        assert span.name in first
    assert json.loads(good(command("map", kept, "--json"))) == json.loads(kept.read_text())
    assert json.loads(good(command("stat", kept, "--json"))) == json.loads(kept.read_text())


def good_and_silent(done: Done) -> bool:
    return (done.code, done.out, unsaid(done)) == (0, "", "")


def test_a_kept_map_and_a_fresh_one_differ_in_addresses_and_time_only(
    examples: Path, tmp_path: Path, command: Command
) -> None:
    kept = tmp_path / "snapshot.json"
    path = examples / "schedlat.bpf.o"
    command("map", path, "--json", kept)
    volatile = re.compile(r"0x[0-9a-f]+|process \d+|\d{4}-\d\d-\d\dT\S+")
    fresh, again = good(command("map", path)), good(command("map", kept))
    assert volatile.sub("#", fresh) == volatile.sub("#", again)


def test_stat_says_what_its_json_says(examples: Path, tmp_path: Path, command: Command) -> None:
    kept = tmp_path / "snapshot.json"
    command("stat", examples / "schedlat.bpf.o", "--json", kept)
    snapshot = Snapshot.from_dict(json.loads(kept.read_text()))
    text = good(command("stat", kept))
    said = dict(re.findall(r"^  (\S.*?)  +(\S.*)$", text, re.MULTILINE))
    assert said["programs"].startswith(f"{len(snapshot.spans)}, ")
    assert said["chunks taken"].startswith(f"{snapshot.used_chunks} of 32,768")
    assert said["mappings"] == str(snapshot.vmas)
    assert said["packs"].startswith("1, 2 MiB")


@pytest.mark.parametrize("policy", ["page", "pack-4k", "pack"])
def test_every_form_of_a_map_has_the_same_programs(
    policy: str, examples: Path, tmp_path: Path, command: Command
) -> None:
    files = {form: tmp_path / f"map.{form}" for form in ("json", "csv", "svg", "html")}
    words = [word for form, path in files.items() for word in (f"--{form}", path)]
    done = command("map", examples / "schedlat.bpf.o", "--policy", policy, *words)
    assert good_and_silent(done)
    snapshot = Snapshot.from_dict(json.loads(files["json"].read_text()))
    names = [span.name for span in snapshot.spans]
    assert len(names) == 3
    assert snapshot.policy == policy

    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text(), newline="")))
    assert [row["name"] for row in rows] == names
    assert [int(row["size"]) for row in rows] == [span.size for span in snapshot.spans]

    root = ET.parse(files["svg"]).getroot()
    assert root.tag == f"{SVG}svg"
    titles = "\n".join("".join(title.itertext()) for title in root.iter(f"{SVG}title"))
    assert all(name in titles for name in names)

    page = Page()
    page.feed(files["html"].read_text())
    page.close()
    assert not page.open
    assert all(name in page.text for name in names)


class Page(HTMLParser):
    """Checks that elements are closed in order, and collects the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        self.handle_startendtag(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            assert name not in ("src", "href"), f"not offline: {value}"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_without_a_source_it_is_the_runtime_of_this_process(command: Command) -> None:
    assert "progpack_runtime" in good(command("map"))
    assert good(command("stat")).startswith("process ")
    assert "progpack_runtime" in good(command("map", "self"))


# run.


def test_run_says_in_text_what_it_says_in_json(examples: Path, command: Command) -> None:
    found = json.loads(good(command(*firewall(examples), "--json")))
    text = good(command(*firewall(examples)))
    assert text.startswith(f"firewall (XDP): {found['runs']} packets, ")
    for entry in found["verdicts"]:
        assert re.search(rf"^  {entry['verdict']} +{entry['runs']} ", text, re.MULTILINE)
    assert sum(entry["runs"] for entry in found["verdicts"]) == found["runs"] == 381
    for name, held in found["maps"].items():
        if "variables" in held:
            for variable, value in held["variables"].items():
                assert re.search(rf"^  {variable} +{value}  {name}$", text, re.MULTILINE)
            continue
        shown = f"map {name} ({held['type']}): {len(held['elements'])} of {held['max_entries']:,}"
        assert shown in text
    for element in found["maps"]["sources"]["elements"]:
        counts = [str(element["value"][name]) for name in ("packets", "bytes", "dropped")]
        line = rf"^  {re.escape(element['key'])} +{' +'.join(counts)} +\d+$"
        assert re.search(line, text, re.MULTILINE)
    snapshot = Snapshot.from_dict(found["snapshot"])
    assert "bpf_prog_firewall" in [span.name for span in snapshot.spans]


def test_csv_of_run_has_a_row_for_each_packet(examples: Path, command: Command) -> None:
    found = json.loads(good(command(*firewall(examples), "--json")))
    rows = list(csv.DictReader(io.StringIO(good(command(*firewall(examples), "--csv")))))
    assert [int(row["run"]) for row in rows] == list(range(381))
    for entry in found["verdicts"]:
        assert [row["verdict"] for row in rows].count(entry["verdict"]) == entry["runs"]
    total = found["maps"][".bss"]["variables"]["total_bytes"]
    assert sum(int(row["length"]) for row in rows) == total


def test_repeat_runs_everything_again(examples: Path, command: Command) -> None:
    found = json.loads(good(command(*firewall(examples), "--repeat", "3", "--json")))
    assert found["runs"] == found["maps"][".bss"]["variables"]["total_packets"] == 3 * 381


def test_records_of_a_ring_buffer_are_shown_and_all_in_json(
    examples: Path, command: Command
) -> None:
    words = ("run", examples / "sampler.bpf.o", "--pcap", examples / "sample.pcap")
    found = json.loads(good(command(*words, "--json")))["maps"]["samples"]
    text = good(command(*words))
    assert f"map samples (ringbuf): {len(found['records'])} records" in text
    assert "and 40 more; --json has all" in text
    assert len(found["records"]) == 48
    assert all(len(bytes.fromhex(record)) == 96 for record in found["records"])


def test_a_tracing_program_takes_numbers_and_bytes_as_arguments(
    examples: Path, command: Command
) -> None:
    task = (4711).to_bytes(4, "little") * 2 + b"editor".ljust(16, b"\0") + bytes(4)
    words = ("run", examples / "schedlat.bpf.o", "--prog", "schedlat_wakeup")
    text = good(command(*words, "--arg", f"x:{task.hex()}"))
    assert "schedlat_wakeup (TRACING): 1 run, " in text
    assert "map start (hash): 1 of 10,240 elements\n  4711  " in text
    assert "note: " in text
    missing = command(*words)
    assert missing.code == 1
    *before, last = missing.err.splitlines()
    assert before[0] == "the last lines before the fault:"
    assert last.startswith("progpack run: ")
    assert "it was given no --arg" in missing.err


def test_a_flat_program_gets_its_memory_as_a_packet(tmp_path: Path, command: Command) -> None:
    path = tmp_path / "flat.o"
    path.write_bytes(make("r0 = *(u8 *)(r1 + 0x1)\nr0 += r2\nexit", section=".text"))
    assert "  0x8  1  100%" in good(command("run", path, "--packet", "01 05 02"))


def test_a_context_is_given_as_bytes(tmp_path: Path, command: Command) -> None:
    path = tmp_path / "kprobe.o"
    path.write_bytes(make("r0 = *(u64 *)(r1 + 0x8)\nexit", section="kprobe/f"))
    text = good(command("run", path, "--context", (bytes(8) + b"\x2a" + bytes(7)).hex()))
    assert "  42  1  100%" in text


def test_a_context_is_given_by_the_names_of_its_fields(tmp_path: Path, command: Command) -> None:
    path = tmp_path / "tc.o"
    path.write_bytes(
        make("r0 = *(u32 *)(r1 + 0x8)\nr2 = *(u32 *)(r1 + 0x28)\nr0 += r2\nexit", section="tc")
    )
    packet = ["--packet", bytes(60).hex()]
    assert "TC_ACT_TRAP" in good(command("run", path, *packet, "--context", "mark=0x5,ifindex=3"))
    probe = tmp_path / "sockopt.o"
    text = "r2 = *(u64 *)(r1 + 0x8)\nr0 = *(u8 *)(r2 + 0x1)\nexit"
    probe.write_bytes(make(text, section="cgroup/setsockopt"))
    assert "allow" in good(command("run", probe, "--context", "optval=x:0001,level=6"))
    refused = command("run", path, *packet, "--context", "mark=5,ifindex")
    assert refused.code == 2
    assert "takes NAME=VALUE" in refused.err


@pytest.mark.parametrize("name", ["out.pcap", "out.pcapng"])
def test_packets_that_go_on_are_written_as_they_were_left(
    tmp_path: Path, command: Command, name: str
) -> None:
    from progpack.packets.pcap import CapturedPacket, read_pcap, write_pcap

    # Passes what starts with 1 and writes a 9 there.
    text = """
    r2 = *(u32 *)(r1 + 0x0)
    r3 = *(u8 *)(r2 + 0x0)
    r0 = 0x1
    if r3 != 0x1 goto +0x3
    *(u8 *)(r2 + 0x0) = 0x9
    r0 = 0x2
    exit
    exit
    """
    program, given, out = tmp_path / "ok.o", tmp_path / "in.pcap", tmp_path / name
    program.write_bytes(make(text))
    packets = [CapturedPacket(n * 1000, bytes([n % 2]) + bytes(59), 100) for n in range(5)]
    write_pcap(given, packets)
    done = command("run", program, "--pcap", given, "--out", out, "--repeat", "3")
    assert (done.code, "15 packets" in done.out) == (0, True)
    assert "note: 5 of 5 packets were cut when they were captured (snaplen)" in done.err
    left = list(read_pcap(out))
    assert [packet.timestamp_ns for packet in left] == [1000, 3000]
    assert {packet.data for packet in left} == {b"\x09" + bytes(59)}
    assert {packet.length for packet in left} == {100}
    good(command("run", program, "--packet", bytes(60).hex(), "--out", out))
    assert list(read_pcap(out)) == []
    (tmp_path / "packet").write_bytes(b"\x01" + bytes(59))
    good(command("run", program, "--packet", tmp_path / "packet", "--out", out))
    assert [packet.data for packet in read_pcap(out)] == [b"\x09" + bytes(59)]
    refused = command("run", program, "--out", out)
    assert (refused.code, "give --pcap FILE" in refused.err) == (2, True)


def test_a_raw_capture_runs_as_ethernet(tmp_path: Path, command: Command) -> None:
    from progpack.packets.pcap import LINKTYPE_RAW, read_pcap, write_pcap

    program, packets, out = (tmp_path / name for name in ("ok.o", "raw.pcap", "out.pcap"))
    program.write_bytes(make("r0 = 0x2\nexit"))
    write_pcap(packets, [(0, b"\x45" + bytes(19))], link_type=LINKTYPE_RAW)
    good(command("run", program, "--pcap", packets, "--out", out))
    (left,) = read_pcap(out)
    assert (left.link_type, left.data) == (1, bytes(12) + b"\x08\x00\x45" + bytes(19))


@pytest.mark.parametrize("ending", ["pcap", "pcapng"])
def test_a_layer_3_program_sees_ip_and_its_capture_keeps_its_link_type(
    ending: str, tmp_path: Path, command: Command
) -> None:
    from progpack.packets.pcap import LINKTYPE_RAW, read_pcap, write_pcap
    from progpack.testing import packet

    program, given, out = (tmp_path / name for name in ("ok.o", "given.pcap", f"out.{ending}"))
    # It allows what is 28 bytes long from the network header on.
    asm = "w0 = *(u32 *)(r1 + 0x0)\nif w0 == 0x1c goto +2\nr0 = 0x0\nexit\nr0 = 0x1\nexit"
    program.write_bytes(make(asm, section="cgroup_skb/egress"))
    frame, longer = packet("udp"), packet("udp", payload=b"x")
    odd = b"\x05" + bytes(27)  # of no version that anybody knows
    for link, packets in (
        (1, [frame, longer]),
        (LINKTYPE_RAW, [frame[14:], longer[14:], odd, frame[14:][:20] + bytes(8)]),
        (12, [frame[14:]]),
    ):
        write_pcap(given, [(0, each) for each in packets], link_type=link)
        good(command("run", program, "--pcap", given, "--out", out))
        left = list(read_pcap(out))
        assert [each.data for each in left] == [each for each in packets if longer[14:] not in each]
        assert {each.link_type for each in left} == {link}
    good(command("run", program, "--packet", frame.hex(), "--out", out))
    assert [(each.link_type, each.data) for each in read_pcap(out)] == [(1, frame)]
    good(command("run", program, "--packet", frame[14:].hex(), "--out", out))
    assert [(each.link_type, each.data) for each in read_pcap(out)] == [(LINKTYPE_RAW, frame[14:])]


def test_a_capture_that_cannot_be_ethernet_is_refused(tmp_path: Path, command: Command) -> None:
    from progpack.packets.pcap import write_pcap

    program, packets = tmp_path / "ok.o", tmp_path / "wireless.pcap"
    program.write_bytes(make("r0 = 0x2\nexit"))
    write_pcap(packets, [(0, bytes(40))], link_type=105)
    done = command("run", program, "--pcap", packets)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "link type IEEE802_11 (105)" in done.err


@pytest.mark.parametrize("cut", [1, 20, 35])
def test_packets_before_a_cut_record_run(cut: int, tmp_path: Path, command: Command) -> None:
    from progpack.packets.pcap import read_pcap, write_pcap

    program, packets, out = (tmp_path / name for name in ("ok.o", "cut.pcap", "out.pcap"))
    program.write_bytes(make("r0 = 0x2\nexit"))
    write_pcap(packets, [(0, bytes(20)), (1, bytes(20)), (2, bytes(20))])
    packets.write_bytes(packets.read_bytes()[:-cut])
    done = command("run", program, "--pcap", packets, "--out", out)
    assert (done.code, done.out.startswith("prog (XDP): 2 packets")) == (0, True)
    assert done.err.count("note: the capture ends before record 2, ") == 1
    assert "offset 96" in done.err or "offset 112" in done.err
    assert len(list(read_pcap(out))) == 2


def test_an_empty_capture_is_no_packet_and_no_error(tmp_path: Path, command: Command) -> None:
    from progpack.packets.pcap import write_pcap

    program, packets = tmp_path / "ok.o", tmp_path / "none.pcap"
    program.write_bytes(make("r0 = 0x2\nexit"))
    write_pcap(packets, [])
    assert good(command("run", program, "--pcap", packets)).startswith("prog (XDP): 0 packets\n")


# disasm, check, try.


@pytest.mark.parametrize("form", [(), ("--ir",), ("--asm",)])
def test_disasm_prints_the_lines_of_its_json(
    form: tuple[str, ...], examples: Path, command: Command
) -> None:
    path = examples / "schedlat.bpf.o"
    found = json.loads(good(command("disasm", path, *form, "--json")))
    text = good(command("disasm", path, *form)).splitlines()
    assert [program["name"] for program in found["programs"]] == [
        "schedlat_wakeup",
        "schedlat_wakeup_new",
        "schedlat_switch",
    ]
    for program in found["programs"]:
        head = (
            f"; program {program['name']}: TRACING, section {program['section']}, "
            f"{program['slots']} slots"
        )
        at = text.index(head)
        lines = [line.expandtabs() for line in program["lines"]]
        assert text[at + 1 : at + 1 + len(lines)] == lines


def test_disassembled_bpf_assembles_to_the_same_program(examples: Path, command: Command) -> None:
    from progpack.bpf.asm import assemble_program
    from progpack.bpf.object.reader import read_object
    from progpack.bpf.spec import ProgramType

    for name in OBJECTS:
        path = examples / f"{name}.bpf.o"
        for program in read_object(path).programs.values():
            text = good(command("disasm", path, "--prog", program.name))
            again = assemble_program(text, name=program.name, type=ProgramType.XDP)
            assert again.insns == program.insns
            assert again.maps == program.maps
            assert "; map_lookup_elem" in text or "; map_update_elem" in text


def test_check_says_in_text_what_it_says_in_json(command: Command) -> None:
    found = json.loads(good(command("check", "--json")))
    assert found["ok"] is True
    text = good(command("check"))
    for finding in found["findings"]:
        mark = "yes" if finding["ok"] else "no"
        pattern = rf"^{re.escape(finding['name'])} +{mark} +{re.escape(finding['detail'])}$"
        assert re.search(pattern, text, re.MULTILINE)
    names = {finding["name"]: finding for finding in found["findings"]}
    assert names["compiling BPF"]["needed"]
    assert not names["BPF in the kernel"]["needed"]


def test_try_measures_three_placements_twice(tmp_path: Path, command: Command) -> None:
    picture, kept = tmp_path / "try.svg", tmp_path / "try.json"
    done = command("try", "--programs", "20", "--svg", picture, "--json", kept)
    assert good_and_silent(done)
    found = json.loads(kept.read_text())
    assert [program["slots"] for program in found["tool"]] == [2, 2, 5, 2, 29, 29, 133]
    for rows, programs in ((found["few"], 7), (found["many"], 20)):
        assert [row["policy"] for row in rows] == ["page", "pack-4k", "pack"]
        assert {row["programs"] for row in rows} == {programs}
        for row in rows:
            snapshot = Snapshot.from_dict(row["snapshot"])
            assert len(snapshot.spans) == programs
            assert row["pages"] * 4096 == sum(region.size for region in snapshot.regions)
    texts = ["".join(text.itertext()) for text in ET.parse(picture).getroot().iter(f"{SVG}text")]
    assert "7 programs" in texts
    assert "20 programs" in texts
    assert all(program["name"] in texts for program in found["tool"])


def test_try_draws_a_page_for_each_program_and_the_one_that_they_share(
    tmp_path: Path, command: Command
) -> None:
    picture, kept = tmp_path / "try.svg", tmp_path / "try.json"
    command("try", "--programs", "9", "--svg", picture, "--json", kept)
    found = json.loads(kept.read_text())
    squares = [
        rect.get("fill", "")
        for rect in ET.parse(picture).getroot().iter(f"{SVG}rect")
        if rect.get("width") == rect.get("height") == "8"
    ]
    assert len(squares) == (7 + 1) * 64
    assert sum(bool(colour) for colour in squares) == 2 * found["chunks"]
    assert len(set(filter(None, squares))) == 7
    texts = ["".join(text.itertext()) for text in ET.parse(picture).getroot().iter(f"{SVG}text")]
    assert "packed: 1 page" in texts


def test_try_ends_with_the_page_of_its_mail(command: Command) -> None:
    words = good(command("try", "--programs", "9")).split()
    page = words[words.index("2022.") + 1]
    assert page == "docs/the-mail.md"
    assert (Path(__file__).parents[2] / page).exists()
    assert " ".join(words).endswith("answers each of its sentences, with commands to run.")


def test_bars_of_the_trial_are_as_long_as_its_rates(tmp_path: Path, command: Command) -> None:
    picture, kept = tmp_path / "try.svg", tmp_path / "try.json"
    command("try", "--programs", "9", "--svg", picture, "--json", kept)
    found = json.loads(kept.read_text())
    bars = [
        float(rect.attrib["width"])
        for rect in ET.parse(picture).getroot().iter(f"{SVG}rect")
        if rect.get("class") == "bar" and rect.get("height") == "11"
    ]
    for rows, part in ((found["few"], bars[:3]), (found["many"], bars[3:])):
        rates = [row["call_rate"] for row in rows]
        assert part == pytest.approx([BAR_WIDTH * rate / max(rates) for rate in rates], abs=0.1)


# Terminals.


@pytest.mark.parametrize("columns", [24, 40, 60, 80, 132, 300])
@pytest.mark.parametrize(
    "words", [("map", "schedlat"), ("stat", "schedlat"), ("run", "firewall"), ("try",)]
)
def test_no_line_is_longer_than_the_terminal(
    words: tuple[str, ...],
    columns: int,
    examples: Path,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[str] = []
    if words[0] == "run":
        given = list(firewall(examples))
    elif words[0] == "try":
        given = ["try", "--programs", "10"]
    else:
        given = [words[0], str(examples / f"{words[1]}.bpf.o")]
    monkeypatch.setenv("COLUMNS", str(columns))
    for line in good(command(*given)).splitlines():
        assert len(line) <= columns, line
        assert line == line.rstrip() or words[0] == "try"


def test_without_a_terminal_nothing_of_a_map_is_cut(examples: Path, command: Command) -> None:
    text = good(command(*firewall(examples)))
    assert "…" not in text
    assert "..." not in text


@pytest.mark.parametrize("verb", ["map", "run", "stat"])
def test_no_escape_is_written_where_there_is_no_terminal(
    verb: str, examples: Path, command: Command
) -> None:
    words = firewall(examples) if verb == "run" else (verb, str(examples / "firewall.bpf.o"))
    assert "\x1b" not in good(command(*words))


def test_names_that_a_terminal_cannot_show_are_escaped(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "odd.o"
    path.write_bytes(make("r0 = 0x2\nexit", name="na\u00efve\x1b[31m\U0001f600"))
    for encoding in ("ascii", "latin-1", "utf-8"):
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding)
        monkeypatch.setattr(sys, "stdout", stream)
        for words in (("map", path), ("stat", path), ("run", path, "--packet", "00")):
            assert command(*words).code == 0
        stream.flush()
        shown = raw.getvalue()
        assert b"\x1b" not in shown
        assert b"bpf_prog_na" in shown
