"""Pages from the web: limits, refusals, redirects and the cache, against a server on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

import bilat_nb as bn
from bilat_nb import web
from tests import files

NEWS = "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion, the ministry said."


class Handler(BaseHTTPRequestHandler):
    """Answers by path; every request is kept."""

    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("User-Agent")))
        name = self.path.strip("/").partition("/")[0]
        getattr(self, f"on_{name}", self.missing)()

    def give(self, raw: bytes, kind: str, *heads: tuple[str, str], code: int = 200) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in heads:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def missing(self) -> None:
        self.give(b"no", "text/plain", code=404)

    def on_page(self) -> None:
        self.give(files.page(NEWS, title="Trade grows"), "text/html; charset=utf-8")

    def on_paper(self) -> None:
        self.give(files.pdf(NEWS), "application/pdf")

    def on_cyrillic(self) -> None:
        self.give(f"{NEWS} Минск".encode("cp1251"), "text/plain; charset=windows-1251")

    def on_packed(self) -> None:
        self.give(gzip.compress(files.page(NEWS)), "text/html", ("Content-Encoding", "gzip"))

    def on_bomb(self) -> None:
        self.give(gzip.compress(bytes(30_000_000)), "text/plain", ("Content-Encoding", "gzip"))

    def on_large(self) -> None:
        self.give(b"x" * 3_000_000, "text/plain")

    def on_moved(self) -> None:
        self.give(b"", "text/plain", ("Location", "/page"), code=301)

    def on_round(self) -> None:
        self.give(b"", "text/plain", ("Location", "/round"), code=302)

    def on_file(self) -> None:
        self.give(b"", "text/plain", ("Location", "file:///etc/passwd"), code=302)

    def on_inside(self) -> None:
        self.give(b"", "text/plain", ("Location", f"http://127.0.0.2:{self.server.server_port}/page"), code=302)

    def on_slow(self) -> None:
        time.sleep(3)

    def on_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        for _ in range(40):
            try:
                self.wfile.write(b"drop ")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def on_cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


@pytest.fixture(autouse=True)
def forget() -> None:
    Handler.asked.clear()


def fetched(urls, **options) -> bn.Corpus:
    return bn.fetch_documents(urls, **{"private": True, "pause": 0, "timeout": 5, **options})


def test_pages_and_files_become_documents(server):
    corpus = fetched([f"{server}/page", f"{server}/paper/report", f"{server}/cyrillic", f"{server}/packed"])
    assert not corpus.problems
    page, paper, cyrillic, packed = corpus
    assert page.title.startswith("Trade grows") and page.url == page.path == f"{server}/page"
    assert paper.text == NEWS and paper.pages == (0,)
    assert cyrillic.text.endswith("Минск")
    assert NEWS in packed.text
    assert len({d.doc_id for d in corpus}) == 4 and page.doc_id.startswith("127.0.0.1")
    assert len(bn.parse(corpus).trade) == 8


def test_a_redirect_is_followed_and_the_last_address_kept(server):
    (document,) = fetched(f"{server}/moved")
    assert document.url == f"{server}/page"


@pytest.mark.parametrize(
    ("path", "kind", "says"),
    [
        ("/nowhere", "not fetched", "404"),
        ("/round", "not fetched", "more than 5 times"),
        ("/file", "unsafe address", "only http and https"),
        ("/large", "too large", "max_bytes"),
        ("/bomb", "too large", "max_bytes"),
        ("/slow", "not fetched", "did not answer"),
        ("/drip", "not fetched", "1 seconds"),
        ("/cut", "not fetched", "broke off"),
    ],
)
def test_what_cannot_be_fetched_is_told_and_the_others_are_read(server, path, kind, says):
    start = time.monotonic()
    corpus = fetched([server + path, f"{server}/page"], timeout=1, max_bytes=1_000_000)
    assert [d.url for d in corpus] == [f"{server}/page"]
    (row,) = corpus.problems
    assert row["kind"] == kind and says in row["detail"] and path in row["detail"]
    assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "http://",
        "http://user:secret@example.org/",
        "http://exa mple.org/",
        "http://[::1",
        "http://example.org:99999/",
        "",
    ],
)
def test_only_plain_web_addresses_are_called(url):
    corpus = fetched(url)
    assert not len(corpus) and corpus.problems[0]["kind"] == "unsafe address"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "0.0.0.0"])
def test_this_machine_is_refused_unless_allowed(server, host):
    port = server.rpartition(":")[2]
    corpus = fetched(f"http://{host}:{port}/page", private=False)
    assert not len(corpus) and corpus.problems[0]["kind"] in ("unsafe address", "not fetched")
    assert Handler.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.0.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("224.0.0.1", False),
    ],
)
def test_which_addresses_are_public(address, public):
    assert web._public(address) is public


def test_a_redirect_into_the_network_is_refused(server, monkeypatch):
    monkeypatch.setattr(web, "_public", lambda address: address == "127.0.0.1")
    corpus = fetched(f"{server}/inside", private=False)
    assert corpus.problems[0]["kind"] == "unsafe address" and "127.0.0.2" in corpus.problems[0]["detail"]


def test_a_name_is_looked_up_once_and_that_address_is_called(server, monkeypatch):
    answers = iter(["127.0.0.1", "127.0.0.2"])  # a name that leads elsewhere at the second look
    plain = socket.getaddrinfo

    def lookup(host, port, *more, **named):
        if host != "news.example":
            return plain(host, port, *more, **named)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(web, "_public", lambda address: address == "127.0.0.1")
    corpus = fetched(f"http://news.example:{server.rpartition(':')[2]}/page", private=False)
    assert len(corpus) == 1


def test_the_server_is_told_who_asks(server):
    fetched(f"{server}/page", user_agent="archive of a library")
    assert Handler.asked == [("/page", "archive of a library")]
    fetched(f"{server}/page")
    assert "bilat-nb" in Handler.asked[1][1]


def test_what_is_in_the_cache_is_not_fetched_again(server, tmp_path):
    first = fetched([f"{server}/page", f"{server}/cyrillic", f"{server}/nowhere"], cache=tmp_path)
    again = fetched([f"{server}/page", f"{server}/cyrillic"], cache=tmp_path)
    assert list(first) == list(again)
    assert len(Handler.asked) == 3
    fetched(f"{server}/nowhere", cache=tmp_path)
    assert len(Handler.asked) == 4, "a failure is not kept"
    fetched(f"{server}/page")
    assert len(Handler.asked) == 5, "nothing is kept that nobody asked to keep"


def test_a_pause_between_requests_to_one_server(server):
    start = time.monotonic()
    fetched([f"{server}/page", f"{server}/page"], pause=0.5)
    assert time.monotonic() - start >= 0.5
