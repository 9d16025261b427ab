"""The people of one document: every mention of a person joined to one entity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.levels import RANK
from bilat_nb.mentions.who.names import as_written, fold_name, in_place, is_given, same_given, surname_key
from bilat_nb.mentions.who.words import word_list
from bilat_nb.model import Row
from bilat_nb.resolve.tenures import held, held_elsewhere, known_by, levels_held, namesakes


@dataclass(slots=True, eq=False)
class Entity:
    """A person as the whole document tells of them."""

    key: str
    words: list[str]
    country: str | None = None
    office: str | None = None
    level: str | None = None
    vague: bool = False
    known: Row | None = None
    last: tuple[int, int] = (0, 0)
    military: bool = False
    alone: dict[str, int] = field(default_factory=dict)
    """The forms of one word under which the text mentions them, with their number."""

    @property
    def name(self) -> str:
        """The name as fully as the text tells it."""
        return " ".join(self.words)

    def answers(self, words: Sequence[str], country: str | None) -> bool:
        """Whether a mention with these words may be this person."""
        if country and self.country and country != self.country:
            return False
        if fold_name(" ".join(words)) == fold_name(self.key):
            return True
        if 1 < len(words) < len(self.words) and list(map(fold_name, words)) == [
            fold_name(w) for w in self.words[-len(words) :]
        ]:
            return True  # "Bin Farhan" for "Faisal bin Farhan"
        if len(words) == 1:
            word = fold_name(words[0])
            return word == fold_name(self.key) or any(word == fold_name(w) for w in self.words if len(w) > 2)
        if len(self.words) == 1:
            return fold_name(self.key) in (fold_name(words[-1]), fold_name(words[0]))
        if sorted(map(fold_name, words)) == sorted(map(fold_name, self.words)):
            return True
        same = fold_name(surname_key(list(words), self.country)) == fold_name(self.key)
        return same and same_given(_given(words, self.key), _given(self.words, self.key))


def _given(words: Sequence[str], key: str) -> str:
    return words[1] if words[0] == key and len(words) > 1 else words[0]


class People:
    """All people of a document.

    Parameters
    ----------
    published : date or None
        The day at which offices that the text does not tell are looked up.
    """

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.all: list[Entity] = []
        self._by_word: dict[str, list[Entity]] = {}
        self._by_row: dict[int, Entity] = {}

    def find(self, words: Sequence[str], country: str | None, known: Row | None = None) -> Entity | None:
        """Return the person that a mention with these words is, or None."""
        candidates = {id(e): e for w in words for e in self._by_word.get(fold_name(w), ())}
        fitting = [e for e in candidates.values() if e.answers(words, country)]
        theirs = known is not None and (len(words) == 1 or _may_be(words, known))  # not "Jill Biden"
        if not fitting and known is not None and theirs and id(known) in self._by_row:
            fitting = [self._by_row[id(known)]]
        return max(fitting, key=lambda e: (e.known is known and known is not None, e.last), default=None)

    def add(self, draft: Draft) -> Entity:
        """Join a certain mention to its person, made new if needed."""
        country = draft.countries[0] if len(draft.countries) == 1 else None
        entity = self.find(draft.words, country, draft.known)
        if entity is None:
            entity = self._new(draft, country)
        self._learn(entity, draft, country)
        return entity

    def _new(self, draft: Draft, country: str | None) -> Entity:
        known = self._trusted(draft, country)
        home = country or (known["country"] if known else None)
        entity = Entity(self._key(draft.words, home, known), list(draft.words), country, known=known)
        self.all.append(entity)
        self._index(entity, draft.words)
        return entity

    def _key(self, words: Sequence[str], country: str | None, known: Row | None) -> str:
        if known and len(words) > 1 and fold_name(known["person"]).split()[-1] in fold_name(" ".join(words)):
            return as_written(words, known["person"])
        return surname_key(words, country)

    def _trusted(self, draft: Draft, country: str | None) -> Row | None:
        """The row of the table, unless the text gives the person another country."""
        known = draft.known or known_by(draft.words)
        if known is not None and country and known["country"] != country:
            return None
        if len(draft.words) > 1:
            return known if known is not None and (_may_be(draft.words, known) or self._holds(draft, known)) else None
        return self._by_surname(draft, country, known)

    def _holds(self, draft: Draft, known: Row) -> bool:
        """Whether somebody of that surname holds the office told: the given name is only spelled otherwise."""
        term = held(known["name"], known["country"], self.published) if self.published else None
        return term is not None and term.level == draft.level and term.level in RANK[:3] and len(known["person"]) > 5

    def _is(self, words: Sequence[str], known: Row, draft: Draft) -> bool:
        """Whether somebody with this full name may be the person of the table whom a surname alone suggests."""
        return _may_be(words, known) or self._holds(draft, known)

    def _by_surname(self, draft: Draft, country: str | None, known: Row | None) -> Row | None:
        """The row for a surname alone: the office told must fit; of several people the one in office."""
        told = draft.level if draft.office and not draft.vague and draft.group != "counterpart" else None
        if known is not None:
            return known if told is None or told in levels_held(known["name"], known["country"]) else None
        fitting = []
        if self.published is None and told in RANK[:3]:  # the only one of that name who ever held the office
            held_it = [r for r in namesakes(draft.words[0]) if told in levels_held(r["name"], r["country"])]
            fitting = [row for row in held_it if country in (None, row["country"])]
        for row in namesakes(draft.words[0]) if self.published and (told or draft.courtesy) else ():
            term = held(row["name"], row["country"], self.published)
            if term and (told is None or term.level == told) and country in (None, row["country"]):
                fitting.append(row)
        return fitting[0] if len(fitting) == 1 else None

    def _index(self, entity: Entity, words: Iterable[str]) -> None:
        for word in words:
            people = self._by_word.setdefault(fold_name(word), [])
            if entity not in people:
                people.append(entity)

    def _learn(self, entity: Entity, draft: Draft, country: str | None) -> None:
        if len(draft.words) > len(entity.words) and len(entity.words) == 1:
            entity.words = list(draft.words)
            entity.key = self._key(
                draft.words, country or entity.country, self._trusted(draft, country or entity.country)
            )
            self._index(entity, draft.words)
            if entity.known is not None and not self._is(entity.words, entity.known, draft):
                entity.known = None  # "Henry" of the heading is Patrick Henry
        known = self._trusted(draft, country or entity.country) if entity.known is None else None
        if known is not None and (len(entity.words) == 1 or self._is(entity.words, known, draft)):
            entity.known = known
        if entity.known is not None:
            self._by_row.setdefault(id(entity.known), entity)
        entity.country = entity.country or country
        entity.military |= draft.military
        if draft.office and not (draft.vague and entity.office):
            entity.office, entity.level, entity.vague = draft.office, draft.level, draft.vague
        if len(draft.words) == 1:
            entity.alone[draft.words[0]] = entity.alone.get(draft.words[0], 0) + 1

    def settle(self) -> None:
        """Fill in what the text leaves open: the second mention as key, offices from the tenures."""
        for entity in self.all:
            if entity.known is None and entity.country and entity.key == surname_key(entity.words, None):
                entity.key = surname_key(entity.words, entity.country)  # "Chang Hojin, of the Republic of Korea"
            if entity.alone and entity.key not in entity.alone and not _spelled(entity):
                best = max(entity.alone, key=lambda form: (form in entity.words, entity.alone[form]))
                told = entity.known is not None and best not in entity.words  # "Jokowi"
                if told or _cut_short(entity, best):
                    best = entity.key
                entity.key = best.title() if best.isupper() and len(best) > 3 else best
            if entity.known is not None:
                self._from_tenures(entity, entity.known)
            if entity.military and entity.level is None:  # "Captain Ibrahim Traoré of Burkina Faso"
                entity.level = "official"

    def _from_tenures(self, entity: Entity, known: Row) -> None:
        term = held(known["name"], known["country"], self.published)
        if term is None and (term := held_elsewhere(known["name"], self.published)) and not entity.office:
            entity.country = entity.country or term.country
        entity.country = entity.country or known["country"]
        if term and (entity.level is None or entity.vague):
            entity.office, entity.level = term.office, term.level


def _cut_short(entity: Entity, form: str) -> bool:
    """Whether the only mention by one word is the given name of a heading that was cut: "Call with Secretary Jens"."""
    if form != entity.words[0] or entity.alone[form] > 1 or len(entity.words) == 1 or not is_given(form):
        return False
    if entity.known is not None and fold_name(entity.known["person"]).split()[0] == fold_name(form):
        return False
    return not any(entity.country in word_list(name) for name in _BY_FIRST)


_BY_FIRST = ("called_by_first", "surname_first", "surname_leads", "monarchies", "also_by_first")


def _spelled(entity: Entity) -> bool:
    """Whether the text has the key alone, in some spelling."""
    return any(fold_name(form) == fold_name(entity.key) for form in entity.alone)


def _may_be(words: Sequence[str], known: Row) -> bool:
    """Whether some word of the mention fits a given name of the table's person, and the surname stands in its place."""
    names = [w for w in known["name"].split() if w != known["person"]] or known["name"].split()
    forms = [fold_name(word) for form in known["forms"].split("|") for word in form.split()]
    return in_place(words, known) and (
        any(same_given(w, n) for w in words for n in names) or fold_name(words[0]) in forms
    )
