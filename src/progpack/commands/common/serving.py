"""A small HTTP server for metrics: few connections at once, each of them for a short time.

Whoever reaches the port may open connections and say nothing. There is a number that are open at
once; when another one comes, the oldest of which no whole request has come yet is closed. Each ends
after some seconds, whatever it does.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["MOST_CONNECTIONS", "MOST_SECONDS", "REQUEST_SECONDS", "MetricsServer", "with_paths"]

#: Connections at once; seconds until the whole request must have come, and all of the answer gone.
MOST_CONNECTIONS: Final = 32
REQUEST_SECONDS: Final = 10.0
MOST_SECONDS: Final = 30.0
_PAGE: Final = b"<!doctype html><title>progpack</title><p><a href=/metrics>metrics</a>\n"


def with_paths(metrics: WSGIApplication) -> WSGIApplication:
    """An application with metrics at ``/metrics``, a short page at ``/``, and nothing else."""

    def serve(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return _answer(start, "405 Method Not Allowed", b"only GET\n", [("Allow", "GET, HEAD")])
        return answer(environ, start) if method == "GET" else _head(answer, environ, start)

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/metrics":
            return metrics(environ, start)
        if path in ("", "/"):
            return _answer(start, "200 OK", _PAGE, [("Content-Type", "text/html; charset=utf-8")])
        return _answer(start, "404 Not Found", b"there is /metrics\n")

    return serve


def _head(answer: WSGIApplication, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
    """Answer HEAD: as GET, but for the content (RFC 9110, 9.3.2).

    Applications such as that of prometheus_client know GET only.
    """
    heads: list[tuple[str, list[tuple[str, str]]]] = []
    written: list[bytes] = []

    def note(
        status: str, headers: list[tuple[str, str]], _: object = None
    ) -> Callable[..., object]:
        heads.append((status, headers))
        return written.append

    body = answer(environ | {"REQUEST_METHOD": "GET"}, note)
    length = sum(map(len, [*written, *body]))
    status, headers = heads[-1]
    others = [(name, value) for name, value in headers if name.lower() != "content-length"]
    start(status, [*others, ("Content-Length", str(length))])
    return []


def _answer(
    start: StartResponse, status: str, body: bytes, more: Iterable[tuple[str, str]] = ()
) -> list[bytes]:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body))}
    start(status, list((headers | dict(more)).items()))
    return [body]


class _Handler(WSGIRequestHandler):
    """One request of a connection; nothing is logged."""

    timeout = REQUEST_SECONDS  # of each read and write

    def parse_request(self) -> bool:
        whole = super().parse_request()
        server: Any = self.server
        server.answering(self.connection)
        return whole

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""


class MetricsServer(ThreadingMixIn, WSGIServer):
    """Serves an application until it is shut down.

    Args:
        address: IPv4 or IPv6 address and port; port 0 takes a free one.
        application: what answers.

    Raises:
        OSError: the address cannot be listened on.
        OverflowError: there is no such port.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = MOST_CONNECTIONS

    def __init__(self, address: tuple[str, int], application: WSGIApplication) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        # What is open, oldest first: when it began, and whether its request has come.
        self._open: dict[socket.socket, tuple[float, bool]] = {}
        self._lock = threading.Lock()
        super().__init__(address, _Handler)
        self.set_app(application)

    def server_bind(self) -> None:
        """Bind without looking the host's name up, which may take long."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]
        self.setup_environ()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread, if there may be one more."""
        with self._lock:
            room = len(self._open) < MOST_CONNECTIONS or self._close_idle()
            if room:
                self._open[request] = (time.monotonic(), False)
        if room:
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def answering(self, request: socket.socket) -> None:
        """The request of a connection has come."""
        with self._lock:
            if request in self._open:
                self._open[request] = (self._open[request][0], True)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        with self._lock:
            self._open.pop(request, None)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """End connections that have lasted too long; `serve_forever` calls it twice a second."""
        now = time.monotonic()
        with self._lock:
            for request, (began, came) in list(self._open.items()):
                if now - began > (MOST_SECONDS if came else REQUEST_SECONDS):
                    self._end(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that ends in an error is that client's affair."""

    def _close_idle(self) -> bool:
        """End the oldest connection of which no request has come; whether there was one."""
        idle = next((request for request, (_, came) in self._open.items() if not came), None)
        if idle is None:
            return False
        self._end(idle)
        return True

    def _end(self, request: socket.socket) -> None:
        del self._open[request]
        try:
            request.shutdown(socket.SHUT_RDWR)  # its thread sees the end and closes it
        except OSError:
            return  # the client has gone
