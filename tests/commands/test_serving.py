"""The server of `export --listen`: what it answers, and what those do who keep it busy."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from progpack.commands.common import serving
from progpack.commands.common.serving import MOST_CONNECTIONS, MetricsServer, with_paths


def _metrics(environ: Any, start: Any) -> list[bytes]:
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"a 1\n"]


@pytest.fixture(params=["127.0.0.1", "::1"])
def server(request: pytest.FixtureRequest) -> Iterator[MetricsServer]:
    try:
        made = MetricsServer((request.param, 0), with_paths(_metrics))
    except OSError as error:
        pytest.skip(f"{request.param}: {error}")
    thread = threading.Thread(target=made.serve_forever, args=(0.05,))
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def _of_prometheus() -> Any:
    client = pytest.importorskip("prometheus_client")
    registry = client.CollectorRegistry()
    client.Gauge("a", "a number", registry=registry).set(1)
    return client.make_wsgi_app(registry)


def _whole(server: MetricsServer, method: str, path: str) -> tuple[int, str, bytes]:
    """Status, ``Content-Length`` and what comes behind the header, to the end of the connection."""
    with _connect(server, f"{method} {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode()) as held:
        data = b"".join(iter(lambda: held.recv(1 << 16), b""))
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [
        line.split()[1] for line in head.split(b"\r\n") if line.startswith(b"Content-Length")
    ]
    return int(head.split()[1]), b" ".join(lengths).decode(), body


@pytest.mark.parametrize("path", ["/metrics", "/metrics?name[]=a", "/", "/missing"])
def test_head_answers_as_get_does_without_content(path: str) -> None:
    made = MetricsServer(("127.0.0.1", 0), with_paths(_of_prometheus()))
    thread = threading.Thread(target=made.serve_forever, args=(0.05,))
    thread.start()
    try:
        status, length, body = _whole(made, "GET", path)
        assert length in ("", str(len(body)))
        assert body
        assert _whole(made, "HEAD", path) == (status, length, b"")
        assert status == (404 if path == "/missing" else 200)
    finally:
        made.shutdown()
        thread.join()
        made.server_close()


def _ask(server: MetricsServer, path: str, method: str = "GET") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(
        server.server_address[0], server.server_port, timeout=300
    )
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _connect(server: MetricsServer, data: bytes = b"") -> socket.socket:
    made = socket.create_connection((server.server_address[0], server.server_port), timeout=300)
    made.sendall(data)
    return made


def _until(condition: Callable[[], bool]) -> bool:
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.05)
    return False


def _threads() -> int:
    return sum("process_request_thread" in thread.name for thread in threading.enumerate())


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/metrics", 200),
        ("GET", "/metrics?name[]=a", 200),
        ("HEAD", "/metrics", 200),
        ("GET", "/", 200),
        ("GET", "/metrics/", 404),
        ("GET", "/metrics/../etc/passwd", 404),
        ("GET", "/favicon.ico", 404),
        ("POST", "/metrics", 405),
        ("DELETE", "/", 405),
        ("PROPFIND", "/metrics", 405),
        ("GET", "/" + "a" * (1 << 17), 414),
        ("A" * (1 << 17), "/metrics", 414),
    ],
    ids=lambda value: str(value)[:20],
)
def test_paths_and_methods(server: MetricsServer, method: str, path: str, status: int) -> None:
    found, body = _ask(server, path, method)
    assert found == status
    assert (body == b"a 1\n") == (status == 200 and path.startswith("/m") and method == "GET")


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"GET /metrics HTTP/1.1\r\n" + b"a: b\r\n" * 100_000 + b"\r\n", b"HTTP/1.0 431"),
        (b"GET /metrics HTTP/1.1\r\na: " + b"b" * (1 << 20) + b"\r\n\r\n", b"HTTP/1.0 431"),
        (b"GET /metrics HTTP/9.9\r\n\r\n", b""),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b""),
        (b"POST /metrics HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n", b"HTTP/1.0 405"),
        (b"\r\n", b""),
    ],
    ids=["headers", "header", "version", "TLS", "content", "nothing"],
)
def test_requests_that_are_too_large_or_none_end_their_connection_only(
    server: MetricsServer, data: bytes, answer: bytes
) -> None:
    with _connect(server) as held:
        try:
            held.sendall(data)
            found = held.recv(1000)
        except ConnectionError:  # the server has not read all of it
            found = answer
        assert found.startswith(answer)
    assert _ask(server, "/metrics") == (200, b"a 1\n")


def test_connections_are_bounded_and_others_are_answered(server: MetricsServer) -> None:
    held = [_connect(server, b"GET /metrics HTTP/1.0\r\n") for _ in range(4 * MOST_CONNECTIONS)]
    try:
        assert _ask(server, "/metrics") == (200, b"a 1\n")
        assert _until(lambda: _threads() <= MOST_CONNECTIONS)
        assert _ask(server, "/metrics") == (200, b"a 1\n")
    finally:
        for each in held:
            each.close()


@pytest.mark.parametrize("drip", [False, True])
def test_a_request_must_come_in_time(
    server: MetricsServer, drip: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that comes byte by byte, each of them in time."""
    monkeypatch.setattr(serving, "REQUEST_SECONDS", 0.5)
    held = _connect(server, b"GET /metrics HTTP/1.0\r\nX: ")

    def ended() -> bool:
        held.settimeout(0.05)
        try:
            if drip:
                held.sendall(b"x")
            return held.recv(100) == b""
        except TimeoutError:
            return False
        except OSError:
            return True

    with held:
        assert _until(ended)
    assert _until(lambda: _threads() == 0)


def test_an_answer_must_be_taken_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "MOST_SECONDS", 0.5)

    def large(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return [bytes(64 << 20)]

    made = MetricsServer(("127.0.0.1", 0), with_paths(large))
    thread = threading.Thread(target=made.serve_forever, args=(0.05,))
    thread.start()
    try:
        with _connect(made, b"GET /metrics HTTP/1.0\r\n\r\n"):
            assert _until(lambda: _threads() == 1)
            assert _until(lambda: _threads() == 0)
    finally:
        made.shutdown()
        thread.join()
        made.server_close()


def test_more_connections_than_may_work_at_once_are_closed() -> None:
    go_on = threading.Event()

    def slow(environ: Any, start: Any) -> list[bytes]:
        go_on.wait(300)
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]

    made = MetricsServer(("127.0.0.1", 0), with_paths(slow))
    thread = threading.Thread(target=made.serve_forever, args=(0.05,))
    thread.start()
    request = b"GET /metrics HTTP/1.0\r\n\r\n"
    held = []
    try:
        for number in range(MOST_CONNECTIONS):
            held.append(_connect(made, request))
            assert _until(lambda: sum(came for _, came in made._open.values()) == number + 1)  # noqa: B023
        with _connect(made) as refused:
            assert refused.recv(100) == b""
        go_on.set()
        assert held[0].recv(1000).startswith(b"HTTP/1.0 200")
    finally:
        go_on.set()
        for each in held:
            each.close()
        made.shutdown()
        thread.join()
        made.server_close()
