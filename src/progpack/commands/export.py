"""Metrics of packs and of the direct map, for Prometheus.

  progpack export                               to the output
  progpack export --textfile DIR/progpack.prom  for node_exporter, from a timer
  progpack export --listen 9435                 serve them on 127.0.0.1

Without privileges there is little to see; what is missing is a comment in the
text. There is no series for a single program.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from progpack.commands import source
from progpack.errors import MissingFeatureError, ProgpackError, UsageError

if TYPE_CHECKING:
    from prometheus_client import Metric as Family

    from progpack.report.metrics import Metric

__all__ = ["add", "run"]

_LOOPBACK = "127.0.0.1"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    source.add_source(parser, default="live")
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--textfile", metavar="FILE", help="write FILE at once: it is never seen half-written"
    )
    group.add_argument(
        "--listen",
        metavar="[ADDR:]PORT",
        help="serve /metrics until ctrl-C (needs the extra: pip install progpack[export])",
    )


def run(args: argparse.Namespace) -> int:
    """Write the metrics, or serve them."""
    if args.listen is not None:
        if args.probe:
            raise UsageError("--probe loads programs, and a server would do so at each request")
        return _serve(args)
    text = _text(args)
    if args.textfile is None:
        sys.stdout.write(text)
    else:
        _replace(Path(args.textfile), text)
    return 0


def _text(args: argparse.Namespace) -> str:
    from progpack.report.metrics import to_text

    return to_text(_metrics(args))


def _replace(path: Path, text: str) -> None:
    """Write a file beside and rename it; readers see the old or the new one, whole."""
    # Not *.prom, which node_exporter would read.
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            with beside.open("x", encoding="utf-8") as file:
                file.write(text)
                # Whoever collects is another user.
                os.fchmod(file.fileno(), 0o644)
            beside.replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                beside.unlink()
            raise
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error


def _serve(args: argparse.Namespace) -> int:
    try:
        from prometheus_client import CollectorRegistry, start_http_server
    except ImportError as error:
        raise MissingFeatureError(
            "serving metrics needs prometheus-client: pip install progpack[export]; --textfile "
            "needs nothing"
        ) from error
    address, port = _address(args.listen)
    registry = CollectorRegistry()
    registry.register(_Collector(lambda: _metrics(args)))
    try:
        server, thread = start_http_server(port, address, registry)
    except (OSError, OverflowError) as error:
        raise UsageError(f"cannot listen on {args.listen}: {error}") from error
    shown = f"[{address}]" if ":" in address else address
    print(f"http://{shown}:{server.server_port}/metrics; ctrl-C ends it", file=sys.stderr)
    try:
        thread.join()
    except KeyboardInterrupt:
        # How it is meant to end.
        pass
    finally:
        server.shutdown()
        server.server_close()
    return 0


class _Collector:
    """Makes the metrics anew at each request, one at a time."""

    def __init__(self, make: Callable[[], Iterable[Metric]]) -> None:
        self._make = make
        self._lock = threading.Lock()

    def describe(self) -> Iterable[Family]:
        """Nothing: registering must not look at the kernel."""
        return ()

    def collect(self) -> Iterable[Family]:
        """The metrics, as the library has them."""
        from prometheus_client import Metric as Made

        try:
            with self._lock:
                found = list(self._make())
        except ProgpackError as error:
            print(f"progpack export: {error}", file=sys.stderr)
            return []
        families = []
        for metric in found:
            family = Made(metric.name.removesuffix("_total"), metric.help, metric.type)
            for labels, value in metric.samples:
                family.add_sample(metric.name, dict(labels), value)
            if metric.samples:
                families.append(family)
        return families


def _metrics(args: argparse.Namespace) -> Iterable[Metric]:
    from progpack.report.metrics import metrics

    with source.opened(args) as snapshot:
        if args.source != "live":
            return metrics(snapshot)
        from progpack.kernel.programtable import ProgramTable

        table = ProgramTable()
        return metrics(snapshot, table.refresh() or table.sizes_by_type())


def _address(text: str) -> tuple[str, int]:
    """Address and port of ``[ADDR:]PORT``; an IPv6 address is in brackets."""
    host, _, port = text.rpartition(":")
    if not port.isdecimal() or not 0 <= int(port) < 65536:
        raise UsageError(f"--listen {text}: PORT, ADDR:PORT or [ADDR6]:PORT is needed")
    return host.removeprefix("[").removesuffix("]") or _LOOPBACK, int(port)
