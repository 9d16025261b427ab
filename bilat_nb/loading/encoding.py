"""Bytes to text: UTF-8, else what the bytes look like; never silently mangled."""

from __future__ import annotations

import codecs

import charset_normalizer

from bilat_nb.loading.extracts import Problem, UnreadableError, note, problem

_SAMPLE = 20_000
_GUESSED = 1_000_000  # bytes that a library looks at


def decode(raw: bytes, name: str, doc_id: str | None = None) -> tuple[str | None, list[Problem]]:
    """UTF-8, else what the bytes look like, with a note; None for what is no text."""
    try:
        text, told = decoded(raw, name)
    except UnreadableError as error:
        return None, [problem(doc_id, error.kind, error.detail)]
    return text, [{**row, "doc_id": doc_id} for row in told]


def decoded(raw: bytes, name: str, charset: str | None = None) -> tuple[str, list[Problem]]:
    """Return the text of some bytes: by the charset that is declared, as UTF-8, else by what they look like.

    Raises
    ------
    UnreadableError
        If the bytes are no text.
    """
    for encoding in (charset, "utf-8-sig"):
        if encoding and (text := _strictly(raw, encoding)) is not None:
            return text, []
    guess, encoding = _guess(raw)
    if guess is None or "\x00" in guess or not like_text(guess):
        raise UnreadableError("binary file", f"{name} is not text in any encoding that is known.")
    return guess, [note("encoding", f"{name} is not UTF-8; it was read as {encoding}: check it.")]


def _strictly(raw: bytes, encoding: str) -> str | None:
    """The text, when all bytes are right in that encoding."""
    try:
        text = raw.decode(codecs.lookup(encoding).name.replace("utf-8", "utf-8-sig").replace("sig-sig", "sig"))
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if "\x00" in text else text


def _guess(raw: bytes) -> tuple[str | None, str]:
    """Western letters when few bytes are not ASCII, where a library guesses a neighbour; else its guess."""
    few = sum(byte > 127 for byte in raw[:_SAMPLE]) * 20 < min(len(raw), _SAMPLE)
    if few and b"\x00" not in raw:
        try:
            return raw.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    best = charset_normalizer.from_bytes(raw[:_GUESSED]).best()
    if best is None:
        return None, ""
    if len(raw) <= _GUESSED:
        return str(best), best.encoding
    return _strictly(raw, best.encoding), best.encoding


def like_text(text: str) -> bool:
    """At most one character in a hundred is a control character, and most are letters or spaces."""
    sample = text[:_SAMPLE]
    control = sum(not c.isprintable() and not c.isspace() for c in sample)
    plain = sum(c.isalpha() or c.isspace() for c in sample)
    return control * 100 <= len(sample) and plain * 2 >= len(sample)


def storable(text: str) -> tuple[str, list[Problem]]:
    """Replace halves of surrogate pairs and NUL characters, which no file can hold; whole pairs become one character.

    Examples
    --------
    >>> storable("Trade grew.")
    ('Trade grew.', [])
    """
    if text.isascii() and "\x00" not in text:
        return text, []
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")
    count = whole.count("\ufffd") - text.count("\ufffd")
    if not count:
        return whole, []
    return whole, [note("characters", f"{count} characters that are no text (lone surrogates, NUL) became \ufffd.")]
