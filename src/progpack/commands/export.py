"""Export metrics of packs and of the direct map, for Prometheus.

  progpack export                               to standard output
  progpack export --textfile DIR/progpack.prom  for node_exporter, from a timer
  progpack export --listen 9435                 serve them on 127.0.0.1

Without privileges few metrics are known; a comment in the text names each one
that is missing. No series is about a single program.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from progpack.commands.common import output, source
from progpack.errors import MissingFeatureError, ProgpackError, UsageError

if TYPE_CHECKING:
    from prometheus_client import Metric as Family

    from progpack.kernel.observe import Observer
    from progpack.kernel.recording.load_counts import Counting
    from progpack.kernel.totals import Totals
    from progpack.report.snapshot.metrics import Metric
    from progpack.snapshot import Snapshot

__all__ = ["add", "run"]

_LOOPBACK = "127.0.0.1"
_MOST_PORTS = 65535


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    source.add_source(parser, default="live")
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--textfile", metavar="FILE", help="replace FILE at once, so that nobody reads a part of it"
    )
    group.add_argument(
        "--listen",
        metavar="[ADDR:]PORT",
        help="serve /metrics until ctrl-C (needs the extra: pip install 'progpack[export]')",
    )


def run(args: argparse.Namespace) -> int:
    """Write the metrics, or serve them."""
    if args.listen is not None:
        return _serve(args)
    text = _text(args)
    if args.textfile is None:
        sys.stdout.write(text)
    else:
        _replace(Path(args.textfile), text)
    return 0


def _text(args: argparse.Namespace) -> str:
    from progpack.report.snapshot.metrics import to_text

    with closing(_Looks(args)) as looks:
        return to_text(looks.metrics())


class _Looks:
    """Looks at the source, again and again; what cannot have changed is not read again.

    Args:
        args: arguments of the verb.
        count: whether to count loads from now on.
    """

    def __init__(self, args: argparse.Namespace, *, count: bool = False) -> None:
        self._args = args
        self._counting: Counting | None = None
        self._observer: Observer | None = None
        if count and args.source == "live":
            from progpack.kernel.perf.recorder import PerfRecorder
            from progpack.kernel.recording.load_counts import Counting

            self._counting = Counting(PerfRecorder)

    def metrics(self, errors: int | None = None) -> Iterable[Metric]:
        """The metrics now.

        Args:
            errors: scrapes that failed before, where they are counted.
        """
        from progpack.report.snapshot.metrics import Scrape, metrics

        began = time.perf_counter()
        snapshot, totals = self._look()
        seconds = time.perf_counter() - began
        scrape = Scrape(seconds) if errors is None else Scrape(seconds, errors)
        return metrics(snapshot, totals, scrape)

    def close(self) -> None:
        """Stop counting, and unload what probing loaded."""
        if self._counting is not None:
            self._counting.close()
        if self._observer is not None:
            self._observer.close()

    def _look(self) -> tuple[Snapshot, Totals | None]:
        if self._args.source != "live":
            with source.open_source(self._args) as snapshot:
                return snapshot, None
        from progpack.kernel.observe import Observer
        from progpack.kernel.totals import sum_up

        source.refuse_policy(self._args, source.PLACED)
        self._observer = self._observer or Observer(keep_reader=True)
        seen = self._observer.look(probe=self._args.probe, say=output.tell)
        counts = None if self._counting is None else self._counting.counts
        return seen.snapshot(), sum_up(seen, counts)


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
        from prometheus_client import CollectorRegistry, make_wsgi_app
    except ImportError as error:
        raise MissingFeatureError(
            "serving metrics needs prometheus-client: pip install 'progpack[export]'; --textfile "
            "needs nothing"
        ) from error
    from progpack.commands.common.serving import MetricsServer, with_paths

    address, port = _address(args.listen)
    looks = _Looks(args, count=True)
    registry = CollectorRegistry()
    registry.register(_Collector(looks))
    try:
        server = MetricsServer((address, port), with_paths(make_wsgi_app(registry)))
    except (OSError, OverflowError) as error:
        looks.close()
        raise UsageError(f"cannot listen on {args.listen}: {error}") from error
    host = f"[{address}]" if ":" in address else address
    print(f"http://{host}:{server.server_port}/metrics; ctrl-C ends it", file=sys.stderr)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        # How it is meant to end.
        pass
    finally:
        server.server_close()
        looks.close()
    return 0


class _Collector:
    """Makes the metrics anew at each request, one at a time."""

    def __init__(self, looks: _Looks) -> None:
        self._looks = looks
        self._lock = threading.Lock()
        self._errors = 0

    def describe(self) -> Iterable[Family]:
        """Nothing: registering must not look at the kernel."""
        return ()

    def collect(self) -> Iterable[Family]:
        """The metrics, as the library has them; after a failure how many there were."""
        from progpack.report.snapshot.metrics import failed

        with self._lock:
            try:
                readings = self._looks.metrics(self._errors)
            except ProgpackError as error:
                print(f"progpack export: {error}", file=sys.stderr)
                self._errors += 1
                readings = failed(self._errors)
        return [_family(metric) for metric in readings if metric.samples]


def _family(metric: Metric) -> Family:
    from prometheus_client import Metric as Made

    family = Made(metric.name.removesuffix("_total"), metric.help, metric.type)
    for labels, value in metric.samples:
        family.add_sample(metric.name, dict(labels), value)
    return family


def _address(text: str) -> tuple[str, int]:
    """Address and port of ``[ADDR:]PORT``; an IPv6 address is in brackets."""
    host, _, port = text.rpartition(":")
    if port.isdecimal() and int(port) > _MOST_PORTS:
        raise UsageError(f"--listen {text}: a port is at most {_MOST_PORTS}")
    if not port.isdecimal():
        raise UsageError(f"--listen {text}: PORT, ADDR:PORT or [ADDR6]:PORT is needed")
    return host.removeprefix("[").removesuffix("]") or _LOOPBACK, int(port)
