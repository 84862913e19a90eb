"""Coverage in Cobertura's XML, which GitLab reads."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from progpack.report.draw.units import clean
from progpack.run.coverage import Coverage, Source

__all__ = ["to_cobertura"]


def to_cobertura(coverage: Coverage, *, timestamp: int = 0) -> str:
    """Return the document.

    Args:
        coverage: what was executed.
        timestamp: seconds since 1970 that it is of.
    """
    sources = coverage.sources.values()
    lines = sum(len(source.lines) for source in sources)
    covered = sum(source.covered_lines for source in sources)
    ways = 2 * sum(len(source.branches) for source in sources)
    gone = sum(source.covered_ways for source in sources)
    root = ET.Element(
        "coverage",
        {
            "line-rate": _rate(covered, lines),
            "branch-rate": _rate(gone, ways),
            "lines-covered": str(covered),
            "lines-valid": str(lines),
            "branches-covered": str(gone),
            "branches-valid": str(ways),
            "complexity": "0",
            "version": "1",
            "timestamp": str(timestamp),
        },
    )
    ET.SubElement(ET.SubElement(root, "sources"), "source").text = "."
    packages = ET.SubElement(root, "packages")
    package = ET.SubElement(
        packages,
        "package",
        {"name": "bpf", "line-rate": _rate(covered, lines), "branch-rate": _rate(gone, ways)},
    )
    package.set("complexity", "0")
    classes = ET.SubElement(package, "classes")
    for path, source in sorted(coverage.sources.items()):
        _add_source(classes, path, source)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _rate(covered: int, whole: int) -> str:
    return f"{covered / whole if whole else 1:.4f}"


def _add_source(classes: ET.Element, path: str, source: Source) -> None:
    element = ET.SubElement(
        classes,
        "class",
        {
            "name": clean(path),
            "filename": clean(path),
            "line-rate": _rate(source.covered_lines, len(source.lines)),
            "branch-rate": _rate(source.covered_ways, 2 * len(source.branches)),
            "complexity": "0",
        },
    )
    ET.SubElement(element, "methods")
    lines = ET.SubElement(element, "lines")
    branches: dict[int, list[tuple[int, int] | None]] = {}
    for branch, ways in source.branches.items():
        branches.setdefault(branch.line, []).append(ways)
    for line, count in sorted(source.lines.items()):
        entry = ET.SubElement(lines, "line", {"number": str(line), "hits": str(count)})
        jumps = branches.get(line)
        if jumps:
            gone = sum(bool(way) for ways in jumps for way in ways or ())
            whole = 2 * len(jumps)
            entry.set("branch", "true")
            entry.set("condition-coverage", f"{100 * gone // whole}% ({gone}/{whole})")
