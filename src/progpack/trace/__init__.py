"""Traces: loads and unloads with their times, recorded, read again and counted.

>>> from progpack.trace import Header, Load, Trace, TraceWriter
>>> with TraceWriter("t.trace.gz", Header(arch="x86-64")) as writer:  # doctest: +SKIP
...     writer.write(Load(0, 1, "probe", "program", None, 19))
>>> Trace.open("t.trace.gz").statistics().loads  # doctest: +SKIP
1
"""

from __future__ import annotations

from progpack.trace.events import (
    KINDS,
    Counters,
    Event,
    Kind,
    Load,
    Lost,
    Note,
    TraceSource,
    Unload,
)
from progpack.trace.file.format import Problem, Trace, TraceReader
from progpack.trace.file.parquet import to_parquet
from progpack.trace.file.writer import TraceWriter, save
from progpack.trace.header import MAGIC, VERSION, Feature, Header
from progpack.trace.measured import Measured, PackState
from progpack.trace.statistics import Statistics, StatisticsCollector, collect
from progpack.trace.synthesis import MACHINES, MachineKind, Synthesis, synthesize

__all__ = [
    "KINDS",
    "MACHINES",
    "MAGIC",
    "VERSION",
    "Counters",
    "Event",
    "Feature",
    "Header",
    "Kind",
    "Load",
    "Lost",
    "MachineKind",
    "Measured",
    "Note",
    "PackState",
    "Problem",
    "Statistics",
    "StatisticsCollector",
    "Synthesis",
    "Trace",
    "TraceReader",
    "TraceSource",
    "TraceWriter",
    "Unload",
    "collect",
    "save",
    "synthesize",
    "to_parquet",
]
