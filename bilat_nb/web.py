"""Documents from web addresses, only when asked for: limits of time, size and redirects, and a cache.

Addresses may come from a table that somebody else made. So only http and https are spoken, and a name that leads to
this machine or its own network is refused: the address is looked up once, checked, and then that address is called.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import re
import socket
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from tqdm import tqdm

from bilat_nb.documents import Corpus, as_document
from bilat_nb.loading.batch import SLOW, Named, apart, read_blob
from bilat_nb.loading.extracts import Blob, Limits, Options, Problem, UnreadableError, problem
from bilat_nb.loading.kinds import told_kind

try:
    import certifi
    import urllib3
except ImportError as error:
    raise ImportError("Pages from the web need urllib3: pip install 'bilat-nb[documents]'.") from error

USER_AGENT = "bilat-nb (reads press releases; set user_agent to say who you are)"
_STEP = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_EMBEDDED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address inside of an IPv6 one
_NO_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Manners:
    """How pages are fetched: seconds, bytes, redirects, who we say we are, and whether this network may be called."""

    timeout: float
    max_bytes: int
    max_redirects: int
    user_agent: str
    private: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What a server gave: where it was found in the end, its type, its encoding, its bytes."""

    url: str
    kind: str
    charset: str | None
    raw: bytes


def fetch_documents(
    urls: str | Iterable[str],
    *,
    cache: str | Path | None = None,
    timeout: float = 20.0,
    max_bytes: int = 10_000_000,
    max_redirects: int = 5,
    pause: float = 1.0,
    user_agent: str = USER_AGENT,
    private: bool = False,
    progress: bool | None = None,
) -> Corpus:
    """Fetch pages and files from web addresses and read them as documents.

    Parameters
    ----------
    urls : str or iterable of str
        Addresses that begin with http:// or https://.
    cache : str or Path, optional
        A folder that keeps what was fetched; what it holds is not fetched again. Nothing is kept without it.
    timeout : float
        Seconds for one page, redirects included.
    max_bytes : int
        Size beyond which a page is given up.
    max_redirects : int
        How often an address may lead to another one.
    pause : float
        Seconds between two requests to the same server.
    user_agent : str
        What servers are told about who asks.
    private : bool
        Whether addresses of this machine and its network may be called. No proxy is used.
    progress : bool, optional
        Show a progress bar; by default when fetching takes more than two seconds.

    Returns
    -------
    Corpus
        The pages in the order of their addresses; what could not be fetched is told in ``problems``.

    Examples
    --------
    >>> fetch_documents("file:///etc/passwd").problems[0]["detail"]
    'file:///etc/passwd: only http and https can be fetched.'
    """
    manners = Manners(timeout, max_bytes, max_redirects, user_agent, private)
    listed = [urls] if isinstance(urls, str) else list(urls)
    options = Options(Limits(max_bytes=max_bytes))
    named: list[Named] = []
    told: list[Problem] = []
    called: dict[str, float] = {}
    shown = tqdm(listed, unit="page", delay=0 if progress else SLOW, disable=progress is False, file=sys.stderr)
    for url in shown:
        try:
            page = _cached(url, cache, manners, called, pause)
        except UnreadableError as error:
            told.append(problem(None, error.kind, f"{url}: {error.detail}"))
            continue
        blob = Blob(page.raw, _file_name(page), charset=page.charset, known={"url": page.url})
        found, problems = read_blob(blob, _doc_id(url), url, options)
        named += found
        told += problems
    documents = [as_document(one, told) for one in apart(named)]
    return Corpus(tuple(documents), tuple(told))


# --- the cache -------------------------------------------------------------------------------------------------------


def _cached(url: str, cache: str | Path | None, manners: Manners, called: dict[str, float], pause: float) -> Page:
    """The page from the cache, else from the web."""
    parts = _checked(url)
    stem = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    head, body = (Path(cache or ".") / f"{stem}{ending}" for ending in (".json", ".raw"))
    if cache is not None and head.is_file() and body.is_file():
        known = json.loads(head.read_text(encoding="utf-8"))
        return Page(known["url"], known["kind"], known["charset"], body.read_bytes())
    host = parts.netloc.lower()
    time.sleep(max(0.0, called.get(host, -pause) + pause - time.monotonic()) if host in called else 0.0)
    try:
        page = fetch(url, manners)
    finally:
        called[host] = time.monotonic()
    if cache is not None:
        Path(cache).mkdir(parents=True, exist_ok=True)
        body.write_bytes(page.raw)
        known = {"asked": url, "url": page.url, "kind": page.kind, "charset": page.charset}
        head.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return page


# --- one page --------------------------------------------------------------------------------------------------------


def fetch(url: str, manners: Manners) -> Page:
    """Fetch one address, following its redirects.

    Raises
    ------
    UnreadableError
        If it may not be called, does not answer in time, is too large, or the server refuses.
    """
    until = time.monotonic() + manners.timeout
    for _ in range(manners.max_redirects + 1):
        response = _called(url, manners, until)
        try:
            where = response.headers.get("Location")
            if response.status in _REDIRECTS and where:
                url = urljoin(url, where)
                continue
            if response.status != 200:
                said = f"{response.status} {response.reason or ''}".strip()
                raise UnreadableError("not fetched", f"the server answered {said}.")
            kind, charset = _content_type(response.headers.get("Content-Type", ""))
            return Page(url, kind, charset, b"".join(_body(response, manners, until)))
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise UnreadableError("not fetched", f"the answer broke off ({_short(error)}).") from error
        finally:
            response.close()
    raise UnreadableError("not fetched", f"it leads on to other addresses more than {manners.max_redirects} times.")


def _checked(url: str) -> SplitResult:
    """The parts of an address that may be called.

    Raises
    ------
    UnreadableError
        If it is no address, of another kind, or has a password in it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except (ValueError, AttributeError) as error:
        raise UnreadableError("unsafe address", f"this is no web address ({error}).") from error
    if parts.scheme not in ("http", "https"):
        raise UnreadableError("unsafe address", "only http and https can be fetched.")
    if not parts.hostname or "@" in parts.netloc or port == 0 or re.search(r"[\s\x00-\x1f]", url):
        raise UnreadableError("unsafe address", "it names no server, or a password, or has a space in it.")
    return parts


def _called(url: str, manners: Manners, until: float) -> urllib3.BaseHTTPResponse:
    """Call the address that a server's name stands for, after a look at that address."""
    parts = _checked(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _address(str(parts.hostname), port, manners.private)
    left = max(0.1, until - time.monotonic())
    common: dict[str, Any] = {"port": port, "timeout": urllib3.Timeout(connect=left, read=left), "retries": False}
    headers = {"Host": parts.netloc, "User-Agent": manners.user_agent, "Accept-Encoding": "gzip", "Accept": "*/*"}
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        if parts.scheme == "https":
            names: dict[str, Any] = {"server_hostname": parts.hostname, "assert_hostname": parts.hostname}
            pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
                address, ca_certs=certifi.where(), cert_reqs="CERT_REQUIRED", **names, **common
            )
        else:
            pool = urllib3.HTTPConnectionPool(address, **common)
        return pool.urlopen(
            "GET", target, headers=headers, redirect=False, preload_content=False, assert_same_host=False
        )
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise UnreadableError("not fetched", f"the server did not answer ({_short(error)}).") from error


def _address(host: str, port: int, private: bool) -> str:
    """The first address of a name; none may lead to this machine or its network."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableError("not fetched", f"there is no server {host}.") from error
    addresses = [str(one[4][0]) for one in found]
    if not private and not all(_public(address) for address in addresses):
        detail = f"{host} is an address of this machine or its network: private=True allows it."
        raise UnreadableError("unsafe address", detail)
    return addresses[0]


def _public(address: str) -> bool:
    known = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(known, ipaddress.IPv6Address):
        if known in _EMBEDDED:
            known = ipaddress.IPv4Address(int(known) & 0xFFFFFFFF)
        elif known.ipv4_mapped is not None:
            known = known.ipv4_mapped
    return known.is_global and not known.is_multicast


def _body(response: urllib3.BaseHTTPResponse, manners: Manners, until: float) -> Iterator[bytes]:
    """The answer piece by piece, no further than the limits."""
    size = 0
    # read1 gives what has come so far: a server that sends a byte a minute cannot hold us
    while piece := response.read1(_STEP, decode_content=True):
        size += len(piece)
        if size > manners.max_bytes:
            raise UnreadableError("too large", f"it is over {manners.max_bytes:,} bytes: max_bytes allows more.")
        if time.monotonic() > until:
            raise UnreadableError("not fetched", f"it took more than {manners.timeout:g} seconds: timeout allows more.")
        yield piece


def _short(error: BaseException) -> str:
    """A fault without addresses of objects in memory."""
    return re.sub(r"<[^<>]{0,200}>[:,]?\s?", "", str(error))[:120].strip() or type(error).__name__


def _content_type(header: str) -> tuple[str, str | None]:
    kind, _, rest = header.partition(";")
    named = re.search(r"(?i)charset\s?=\s?\"?([\w.:-]{2,40})", rest)
    return kind.strip().lower(), named.group(1) if named else None


def _file_name(page: Page) -> str:
    """A name whose ending tells the kind: by what the server says, else by the address."""
    name = urlsplit(page.url).path.rpartition("/")[2] or "page"
    ending = _ENDINGS.get(page.kind)
    if ending is None:
        return name if told_kind(name) else f"{name}.html"
    return name if told_kind(name) == told_kind(f"a{ending}") else f"{name}{ending}"


def _doc_id(url: str) -> str:
    """A name that can be read: server and path."""
    parts = urlsplit(url)
    return _NO_NAME.sub("-", f"{parts.hostname}{parts.path}{parts.query and '-' + parts.query}").strip("-")[:120]
