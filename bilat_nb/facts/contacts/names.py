"""Names of joint bodies, found by how they are built: "the Iran-Armenia Joint Trade Sub-Commission (JTSC)".

A name is a head (commission, council, working group, dialogue) with the words before it that belong to a name, and
with "on trade and economic cooperation" behind it. What a bracket behind it introduces, and "the Commission" without
more, stand for the same body later in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bilat_nb.facts.contacts.body_words import events, heads, in_names, level_told, sits, stems, words_of
from bilat_nb.facts.contacts.line import word_codes
from bilat_nb.facts.contacts.people import pair_of
from bilat_nb.frozen import frozen
from bilat_nb.model import Actor, Reading, Sentence, once

JOINT_BODY = "joint_body"
"""The office of a body that is known by its build alone."""
LOOSE_BODY = "loose_body"
"""The office of one that may as well be of one country; whoever meets in it decides."""
ROUND = "dialogue"
"""The office of a dialogue or of consultations, which have rounds but no members."""
_WORD = re.compile(r"[0-9]\+[0-9]|[0-9]+[-–][0-9]+|\w+(?:[’'-]\w+)*|[^\w\s]")
_SHORT = re.compile(r"[A-Z][A-Z0-9&/-]{1,9}")
_OWNER = re.compile(r"\w+[’']s?$")
_HYPHENS, _JOINTS, _OWNERS = ("-", "–", "—"), ("and", "&", ","), ("'", "’")
_OF_OTHERS = ("group", "team", "mechanism")
_POINTERS = ("the", "this", "that", "said", "its", "their")
_LONGEST_NAME, _LONGEST_TAIL, _WHOSE = 12, 12, 7
_MEETINGS = frozenset({"highlevel", "intergovernmental", "officials", "ministers", "ministerial", "leaders"})
_PAIR = 2


@frozen
class _Word:
    start: int
    stop: int
    text: str
    low: str
    """In small letters and without hyphens, as the words of the table are."""
    taken: list[tuple[int, int]]
    """Where people, periods and words of contact stand in its sentence."""
    lands: list[tuple[int, int, tuple[str, ...]]]
    """Where countries stand in its sentence."""

    @property
    def blocked(self) -> bool:
        """Whether it is of a person, of a period or of a word of contact, and so of no name."""
        return any(a < self.stop and self.start < b for a, b in self.taken) and self.text.lower() not in events()

    @property
    def country(self) -> tuple[str, ...]:
        """The countries that it names."""
        return tuple({c for a, b, land in self.lands if a < self.stop and self.start < b for c in land})

    @property
    def named(self) -> bool:
        """Whether it is written as a word of a name."""
        return self.text[0].isupper()


@frozen
class Name:
    """A body as a text names it; `title` is the same for all tellings of one body."""

    start: int
    stop: int
    title: str
    head: str
    words: frozenset[str]
    level: str | None
    countries: tuple[str, ...]
    office: str
    sure: bool
    """Whether its words alone say that it is a body of two countries or more."""

    @property
    def actor(self) -> Actor:
        """The body as an actor of its sentence."""
        return Actor(
            self.start, self.stop, "body", self.countries, name=self.title, level=self.level,
            office=self.office if self.sure or self.office == ROUND else LOOSE_BODY,
        )  # fmt: skip


@once
def names_of(reading: Reading) -> dict[int, list[Name]]:
    """Return the joint bodies that each sentence names, by its index.

    Parameters
    ----------
    reading : Reading
        The document; the two countries that it is about are those of a body that does not tell its own.
    """
    low = reading.text.lower()
    stem = [head for head in stems() if head in low]
    if not stem:
        return {}
    known = _Known(pair_of(reading)[:_PAIR], stem)
    found: dict[int, list[Name]] = {}
    for sentence in reading:
        if sentence.block != "furniture" and (names := list(_names(sentence, reading.text, known))):
            found[sentence.index] = names
    return found


class _Known:
    """The bodies that a document has named so far: by their head and by their abbreviation."""

    def __init__(self, pair: tuple[str, ...], stems: list[str]) -> None:
        self.pair, self.stems = pair, stems
        self.last: dict[str, Name | None] = {}
        self.short: dict[str, Name] = {}

    def add(self, name: Name, short: str) -> Name:
        """Keep a name, under the title of the body that it names again if one was told."""
        before = self.last.get(name.head)
        if before is not None and (before.words <= name.words or name.words <= before.words):
            fuller = max(name, before, key=lambda one: (one.sure, len(one.words)))
            countries = fuller.countries or name.countries or before.countries
            if before.countries in ((), countries):
                name = replace(
                    name,
                    title=before.title,
                    level=fuller.level,
                    countries=countries,
                    sure=fuller.sure,
                    words=fuller.words,
                )
        self.last[name.head] = name
        if short:
            self.short[short] = name
        return name


def _names(sentence: Sentence, text: str, known: _Known) -> Iterator[Name]:
    said = text[sentence.start : sentence.stop]
    low = said.lower()
    if not any(map(low.__contains__, known.stems)) and not any(map(said.__contains__, known.short)):
        return
    words = _words(sentence, text)
    bodies = [a for a in sentence.actors if a.kind == "body" and sits(a)]
    last = 0
    for i, word in enumerate(words):
        if i < last:
            continue
        if (short := known.short.get(word.text)) is not None:
            yield replace(short, start=word.start, stop=word.stop)
        elif word.low in heads() and not word.blocked:
            first, behind = _begin(words, i), _end(words, i)
            name = _read(words, first, i, behind, bodies, known)
            if name is not None:
                last = behind
                yield name


def _words(sentence: Sentence, text: str) -> list[_Word]:
    """The words of a sentence, with what else stands there."""
    officials = [a for a in sentence.actors if a.kind in ("person", "office", "reference")]
    taken = [(a.start, a.stop) for a in officials if a.person or text[a.stop : a.stop + 1] not in _OWNERS]
    taken += [(p.start, p.stop) for p in sentence.periods]
    taken += [(t.start, t.stop) for t in sentence.tokens if t.cell("contact_forms", "role") not in ("", "round")]
    bodies = [a for a in sentence.actors if a.kind == "body" and not sits(a)]
    bodies = [a for a in bodies if text[a.start : a.stop].lower() not in heads()]  # "the Climate Cabinet"
    taken += [
        (a.start, a.stop) for a in bodies if text[max(a.start - 6, 0) : a.start].lower() != "joint "
    ]  # no embassy
    lands = [(a.start, a.stop, a.countries) for a in sentence.actors if a.kind in ("country", "city", "bloc")]
    return [
        _Word(*match.span(), match[0], match[0].lower().replace("-", ""), taken, lands)
        for match in _WORD.finditer(text, sentence.start, sentence.stop)
    ]


def _begin(words: list[_Word], head: int) -> int:
    """The index of the first word of a name: of those before its head that are of names or written as names."""
    first = i = head
    while i > max(head - _LONGEST_NAME, 0):
        i -= 1
        word = words[i]
        if word.blocked or _OWNER.search(word.text):
            break
        if word.text in (*_HYPHENS, *_OWNERS) or (word.low in _JOINTS and first == i + 1 != head):
            continue
        verb = word_codes().get(word.low, "x") != "x" and word.low not in in_names()
        if verb or not (word.low in in_names() or (word.named and not words[head].text.isupper()) or word.country):
            break
        first = i
    return first


def _end(words: list[_Word], head: int) -> int:
    """The index behind the last word of a name, with what the body is for and its abbreviation."""
    last = head + 1
    while last < len(words) and (words[last].country or (words[last].text in _HYPHENS and last > head + 1)):
        last += 1  # "the Mixed Commission Bolivia-Paraguay on Drugs"
    if last < len(words) and words[last].low in words_of("tail"):
        for i in range(last + 1, min(head + _LONGEST_TAIL, len(words))):
            word = words[i]
            if word.blocked or word.country:
                break
            if word.low in in_names() or word.low in words_of("topic") or word.named:
                last = i + 1 if word.low not in ("the", "of") else last
            elif word.low not in _JOINTS:
                break
    return last + 3 if _bracketed(words, last) else last


def _bracketed(words: list[_Word], index: int) -> str:
    """The abbreviation in a bracket at an index, or an empty string."""
    if [w.text for w in words[index : index + 3 : 2]] != ["(", ")"]:
        return ""
    word = words[index + 1]
    return word.text if _SHORT.fullmatch(word.text) and not word.country else ""


def _of_whom(words: list[_Word], index: int) -> list[_Word]:
    """The words behind a name that say whose the body is: "of Poland and Lithuania", "between Iran and Oman"."""
    told = index < len(words) and words[index].low in ("of", "between")
    return words[index + 1 : index + _WHOSE] if told else []


def _read(words: list[_Word], first: int, head: int, stop: int, bodies: list[Actor], known: _Known) -> Name | None:
    """The body that words [first, stop) name, or None where they name no joint one."""
    kind = words[head].low
    before = words[first - 1] if first else None
    if first == head and stop == head + 1:
        last = known.last.get(kind) if before is not None and before.low in _POINTERS else None
        return replace(last, start=words[head].start, stop=words[head].stop) if last is not None else None
    said = frozenset(w.low for w in words[first:stop] if w.low[:1].isalpha() and w.low not in _JOINTS and not w.country)
    short = _bracketed(words, stop - 3) if stop - head > len("()") else ""
    said -= {short.lower(), *words_of("tail"), "the", "of"}
    lands = tuple(sorted({c for w in (*words[first:stop], *_of_whom(words, stop)) for c in w.country}))
    joint = len(lands) > 1 or not said.isdisjoint(words_of("joint"))
    loose = sum(w in words_of("loose") for w in said)
    at_home = len(lands) < _PAIR and not joint and not said.isdisjoint(words_of("home"))
    if at_home or not (joint or loose) or (kind in words_of("group") and words[head - 1].low not in in_names()):
        known.last[kind] = None
        return None
    if kind.startswith("consultation") and not (joint or loose > 1):
        return None
    if kind in words_of("gathering") and not (_MEETINGS & said and (words[head].named or "highlevel" in said)):
        return None
    owner = before is not None and bool(_OWNER.search(before.text))
    sure = joint or bool(short) or (not lands and not owner and loose > 1)
    part = kind.startswith("sub") or kind in _OF_OTHERS  # the subcommittee of a body that was named
    sure |= part and any(known.last.values())
    countries = lands if len(lands) > 1 else known.pair if not lands or set(lands) <= set(known.pair) else ()
    title = " ".join(sorted(said))
    office = ROUND if kind in words_of("round") else JOINT_BODY
    start, end = words[first].start, words[stop - 1].stop
    table = next((a for a in bodies if start <= a.start < end), None)
    if table is not None and kind not in words_of("group"):
        title, level, sure, end = table.office or title, table.level, True, max(end, table.stop)
        countries = table.countries or countries
    else:
        level = level_told(kind, said & {w.low for w in words[first:head]})
    return known.add(Name(start, end, title, kind, said, level, countries, office, sure), short)
