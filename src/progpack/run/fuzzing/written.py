"""Writes a finding to files: a capture of the packets, and a test that runs them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from progpack.packets.pcap import CapturedPacket, write_pcap
from progpack.records import dataclass
from progpack.run.fuzzing.judge import Finding

__all__ = ["Given", "write_finding", "write_packets"]

# Characters of a program's name in the names of files, which have 255 bytes.
_LONGEST_NAME: Final = 60
_TEST = '''"""Found by progpack fuzz: {title}"""

from pathlib import Path

{imports}

HERE = Path(__file__).parent
PACKETS = [
{packets}
]


{body}
'''
_FAULT = """def test_{name}_ends_without_a_fault(bpf_object):
    obj = bpf_object(HERE / {object}{options})
{puts}    for packet in PACKETS:
        run(obj.programs[{program}], packet)"""
_JUDGED = """def prepare(obj):
{puts}    return None


def test_{name}_{what}():
    spec = with_variables(read_object(HERE / {object}), {variables!r})
    judge = Judge(spec, {program}, prepare, {options})
    assert judge.judge(PACKETS) is None"""
_JUDGED_IMPORTS = """from progpack import read_object
from progpack.bpf.fit.variables import with_variables
from progpack.run.fuzzing.judge import Judge{property}
{testing}"""


@dataclass(frozen=True, slots=True)
class Given:
    """The input of a program beside packets.

    Attributes:
        path: path of the object.
        program: name of the program.
        variables: initial values of global variables.
        elements: elements of maps: name, key and value as ``progpack run --map`` has them.
        backend: the backend that it was compared with.
        rule: the property, as ``FILE.py:NAME``.
    """

    path: str
    program: str
    variables: Mapping[str, int | bytes]
    elements: Sequence[str] = ()
    backend: str | None = None
    rule: str | None = None


def write_packets(path: Path, packets: Sequence[bytes]) -> None:
    """Write packets to a capture, at time 0."""
    write_pcap(path, [CapturedPacket(0, packet, len(packet)) for packet in packets])


def write_finding(finding: Finding, given: Given, folder: Path) -> tuple[Path, Path]:
    """Write a capture and a test of pytest; their paths.

    Args:
        finding: what was found.
        given: what the program was given.
        folder: where they go; it is made where it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W", "_", given.program)[:_LONGEST_NAME]
    capture, test = folder / f"fuzz_{name}.pcap", folder / f"test_fuzz_{name}.py"
    write_packets(capture, finding.packets)
    test.write_text(_text(finding, given, folder, name), encoding="utf-8")
    return capture, test


def _text(finding: Finding, given: Given, folder: Path, name: str) -> str:
    title = ascii(" ".join(finding.message.split()).replace('"', "'"))[1:-1]
    packets = "\n".join(f'    bytes.fromhex("{packet.hex()}"),' for packet in finding.packets)
    puts = "".join(f"    put_text(obj, {text!r})\n" for text in given.elements)
    path = json.dumps(os.path.relpath(given.path, folder))
    put = "from progpack.commands.common.inputs import put as put_text\n" if puts else ""
    if finding.kind == "fault":
        options = f", variables={dict(given.variables)!r}" if given.variables else ""
        body = _FAULT.format(
            name=name, object=path, options=options, puts=puts, program=json.dumps(given.program)
        )
        imports = f"{put}from progpack.testing import run"
    else:
        body, imports = _judged(finding, given, folder, name=name, puts=puts, path=path, put=put)
    return _TEST.format(title=title, imports=imports.strip(), packets=packets, body=body)


def _judged(
    finding: Finding,
    given: Given,
    folder: Path,
    *,
    name: str,
    puts: str,
    path: str,
    put: str,
) -> tuple[str, str]:
    """The body and the imports of a test of a property or of two backends."""
    options = f"backend={json.dumps(given.backend)}"
    what, property_import = "is_the_same_on_both", ""
    if finding.kind == "property" and given.rule is not None:
        file, _, function = given.rule.rpartition(":")
        rule = f'f"{{HERE}}/{os.path.relpath(file, folder)}:{function}"'
        options, what, property_import = (
            f"rule=property_of({rule})",
            f"has_{function}",
            ", property_of",
        )
    body = _JUDGED.format(
        name=name,
        what=what,
        object=path,
        puts=puts,
        program=json.dumps(given.program),
        options=options,
        variables=dict(given.variables),
    )
    return body, _JUDGED_IMPORTS.format(property=property_import, testing=put)
