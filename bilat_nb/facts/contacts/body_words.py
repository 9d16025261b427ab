"""The words that names of joint bodies are built of, as the tables body_words and bodies have them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.model import Actor


@cache
def body_kinds() -> dict[str, str]:
    """Return what each body of the vocabulary is: session, forum, ministry, parliament ..."""
    return {row["body"]: row["kind"] for row in vocabulary.table("bodies")}


@cache
def fixed_bodies() -> frozenset[str]:
    """Return the bodies whose members, and so whose level, are known."""
    return frozenset(row["body"] for row in vocabulary.table("bodies") if row["countries"])


def sits(body: Actor) -> bool:
    """Return whether a body of the vocabulary is a joint one."""
    return body_kinds().get(body.office or "", "") == "session"


@cache
def words_of(role: str) -> dict[str, str]:
    """Return the words of a role with their level; the first row that names a word has it."""
    found: dict[str, str] = {}
    for row in vocabulary.table("body_words"):
        if row["role"] == role:
            for word in row["words"].split("|"):
                found.setdefault(word, row["level"])
    return found


@cache
def heads() -> dict[str, str]:
    """Return the words that a name ends with or is followed by what it is for, with the level of such a body."""
    return {**words_of("head"), **words_of("group"), **words_of("gathering"), **words_of("round")}


@cache
def events() -> frozenset[str]:
    """Return the heads that are words of contact too: a name takes them in, talks are left alone."""
    return frozenset({*words_of("gathering"), *words_of("round")})


@cache
def stems() -> list[str]:
    """Return the heads that are no longer form of another one, by which a text is looked through first."""
    by_length = sorted(heads(), key=len)
    return [head for i, head in enumerate(by_length) if not any(short in head for short in by_length[:i])]


@cache
def in_names() -> frozenset[str]:
    """Return words that may stand in a name in small letters."""
    return frozenset({*words_of("joint"), *words_of("loose")})


def joint_words() -> Collection[str]:
    """Return the words that say that a body is one of two countries or more, without hyphens."""
    return words_of("joint")


def level_told(head: str, said: frozenset[str]) -> str | None:
    """Return the level that the words of a body tell."""
    if said >= {"foreign", "ministers"}:
        return "foreign_minister"
    word = next((word for word in words_of("level") if word in said), None)
    if word is None:
        return heads()[head] or None
    if not word.startswith("high") or head == "council":
        return words_of("level")[word]
    return (
        "minister" if head in words_of("round") else "head_of_government"
    )  # a high-level commission is one of premiers
