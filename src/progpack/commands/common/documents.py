"""JSON documents of the command line: each says which schema it has, and of which version.

The schemas are in ``progpack/data/schemas``, one file for each; docs/json.md lists them. Fields are
added without a new version. A version rises when a field goes or changes its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from progpack.records import dataclass

__all__ = ["DOCUMENTS", "Document", "document"]


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of JSON document.

    Attributes:
        command: the command that prints it.
        meaning: what is in it.
        version: of its schema, from 1 on.
        items: name of its list, where all that it says is a list.
    """

    command: str
    meaning: str
    version: int = 1
    items: str = ""


DOCUMENTS: Final[Mapping[str, Document]] = {
    "try": Document("try", "programs placed three ways, and what each way costs"),
    "run": Document("run OBJ", "verdicts, printed text, context and maps after the runs"),
    "fuzz": Document("fuzz OBJ", "what was found, and how far the search came"),
    "verify": Document("verify OBJ", "accesses of each program, proved and checked; refusals"),
    "verdicts": Document("verify OBJ --kernels", "verdicts of kernels about each program"),
    "disasm": Document("disasm OBJ", "instructions of each program as text"),
    "check": Document("check", "features that work on this machine, and why others do not"),
    "kernel": Document("check --kernel RELEASE", "abilities of a kernel by its record"),
    "kernels": Document("kernels list", "kernels that were fetched, each with its manifest"),
    "steps": Document("check --steps", "steps of a load in a kernel and in progpack"),
    "faults": Document("check --faults", "what a fault at each step leaves behind"),
    "explain": Document(
        "explain ADDR|ID|NAME", "programs, or what is at an address", items="answers"
    ),
    "explain-dark": Document("explain dark", "programs without an id, and who installed them"),
    "explain-524": Document("explain 524", "the limit on JITed code, its charge and headroom"),
    "explain-splits": Document("explain splits", "splits of the direct map since boot"),
    "explain-watched": Document("explain splits SECONDS", "splits, with the loads beside them"),
    "record": Document("record", "counts of a recording"),
    "synthesis": Document("record --synthesize KIND", "the trace that was made up"),
    "kinds": Document("record --synthesize list", "kinds of made-up traces", items="kinds"),
    "trace": Document("stat TRACE", "header and statistics of a trace"),
    "sample": Document("stat live SECONDS", "one reading of the kernel's counters, on a line"),
    "report": Document("replay TRACE, report RESULT", "verdict, and the table of measures"),
    "validation": Document(
        "replay --validate", "predictions beside measured kernels", items="comparisons"
    ),
    "direct-map": Document(
        "report --direct-map RECORD", "the direct map before and after", items="kernels"
    ),
    "code-pages": Document("report --code-pages RECORD", "pages with code", items="kernels"),
    "diff": Document("diff A B", "what differs, pair by pair", items="pairs"),
}


def document(name: str, value: Mapping[str, Any] | Sequence[Any]) -> dict[str, Any]:
    """Return a document: the value, and in front of it ``schema`` and ``version``.

    Args:
        name: of `DOCUMENTS`; the schema is ``progpack-NAME``.
        value: fields, or the items of a document that is a list.

    Raises:
        KeyError: there is no such document.
    """
    kind = DOCUMENTS[name]
    fields = value if isinstance(value, Mapping) else {kind.items: value}
    return {"schema": f"progpack-{name}", "version": kind.version, **fields}
