"""The words that a figure of energy was bound to, and the countries that stand around each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilat_nb.facts.figures.frame import Pair
from bilat_nb.facts.figures.partners import BLOCS
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import Sides, codes, sides
from bilat_nb.model import Actor, Quantity, Reading, Token

_PARTS = re.compile(r"[;.]\s|[()\[\]]|\b(?:while|whereas|but|of which|including)\b")
"""What the words to the right of a term end at: "imported 297 million kWh, including from Azerbaijan"."""
_CLAUSE = re.compile(r"\s(?:and|while|whereas|but|as|including|of which)\s|[,;()]")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be)\s+$", re.I)
_APART = re.compile(r",\s|;|\b(?:while|whereas|but)\b")
_FRONTED = re.compile(r"\b(?:[Ff]rom|[Vv]ia)\s+(?:the\s+)?$")
_NOUN_FORMS = (
    "delivery deliveries export exports import imports purchase purchases shipments sales flow flows intake supply"
)
NOUNS = frozenset(_NOUN_FORMS.split())
"""Terms that have no subject of their own: only a country right before them owns them."""


@dataclass(slots=True)
class Words:
    """The words that a figure was bound to, with the countries around each."""

    figure: Quantity
    commodity: Token | None
    term: Token | None
    around: list[Sides]

    @classmethod
    def of(cls, scene: Scene, figure: Quantity, commodity: Token | None, term: Token | None) -> Words:
        """Read the countries around the figure, the commodity and the term."""
        near = sides(scene, figure.start, figure.stop, _CLAUSE)
        tokens = [t for t in (term, commodity) if t is not None]
        around = [_around(scene, figure, t) for t in tokens]
        if term is not None and commodity is not None and commodity.stop < term.start < figure.start:
            passed = scene.blocked(commodity.stop, term.start)  # "electricity from Norway ... 0.5 TWh, and exported"
            around[1] = Sides(around[1].left) if passed else around[1]
        return cls(figure, commodity, term, [near, *around])

    @property
    def direction(self) -> str:
        """Which way the term goes: to (supply) or from (purchase)."""
        if self.term is not None and self.term.lexeme.form.startswith("pump"):
            return "to"  # only of a delivery is it asked
        return self.term.cell("energy_terms", "direction") if self.term is not None else ""

    def after(self, *prepositions: str) -> list[str]:
        """Codes after a preposition behind any of the words, behind the figure first."""
        return [code for around in self.around for p in prepositions for code in around.codes(p)]

    def in_clause(self, scene: Scene, *prepositions: str) -> list[str]:
        """The same, of the words between the figure's semicolons only."""
        low, high = scene.segment(self.figure.start)
        tokens = [t for t in (self.term, self.commodity) if t is not None]
        near = [self.around[0], *(a for a, t in zip(self.around[1:], tokens, strict=True) if low <= t.start < high)]
        return [code for around in near for p in prepositions for code in around.codes(p)]

    def owners(self, scene: Scene) -> list[str]:
        """Codes right before the term or commodity: "Russian gas", "Germany's gas imports"; never "Brazil pumped"."""
        return [code for around in self.around[1:] for code in _owning(scene, around)]

    def owners_apart(self, scene: Scene) -> tuple[list[str], list[str]]:
        """Owners of term and commodity: "Japan's purchases of Australian coal"; of "gas imports" the term's."""
        own = [_owning(scene, around) for around in self.around[1:]]
        of_term = own[0] if self.term is not None else []
        of_commodity = own[-1] if self.commodity is not None else []
        return (of_term + of_commodity, []) if self.compound() else (of_term, of_commodity)

    def compound(self) -> bool:
        """Whether the term is a noun beside the commodity: "Germany's natural gas imports"."""
        term, commodity = self.term, self.commodity
        return term is not None and commodity is not None and -2 < term.start - commodity.stop < 4


def _around(scene: Scene, figure: Quantity, token: Token) -> Sides:
    """The countries around a word; none when it stands in another clause after the figure."""
    apart = token.start > figure.stop and _APART.search(scene.text(figure.stop, token.start)) is not None
    return Sides() if apart else sides(scene, token.start, token.stop, _PARTS if token.start < figure.start else None)


def _owning(scene: Scene, around: Sides) -> list[str]:
    """Codes on the left that own the word: an adjective, a possessive, or two joined by a dash."""
    last = around.left[-1] if around.left else None
    if last and (last.demonym or len(around.left) > 1 or scene.text(last.stop, last.stop + 1) in ("'", "’")):
        return codes(around.left)
    return []


def with_companies(scene: Scene) -> list[Actor]:
    """The actors of a sentence with the companies that act for a country: "Eskom takes 1500 MW"."""
    actors = scene.sentence.actors
    named = [
        Actor(t.start, t.stop, "country", (t.cell("companies", "country"),))
        for t in scene.terms("companies")
        if not any(a.start < t.stop and t.start < a.stop and a.countries and a.kind == "country" for a in actors)
    ]
    apart = [a for a in actors if not any(n.start < a.stop and a.start < n.stop for n in named)] if named else actors
    return sorted([*apart, *named], key=lambda a: a.start)


OPENING = 4
"""Sentences at the beginning in which a publisher is named."""


def company_home(reading: Reading) -> str | None:
    """The country of the only company that the headline and the first lines name: it is the one that tells."""
    named = {t.cell("companies", "country") for s in reading.sentences[:OPENING] for t in s.terms}
    return next(iter(named - {""})) if len(named - {""}) == 1 else None


def sources_of(reading: Reading, pair: Pair) -> dict[str, str]:
    """Whose a commodity is, as in "Russian gas": told of one of two countries and never of the other."""
    told: dict[str, set[str]] = {}
    for sentence in reading.sentences if pair.second is not None else ():
        owners = {a.stop: a.countries[0] for a in sentence.actors if a.demonym and len(a.countries) == 1}
        for token in sentence.terms if owners else ():
            if (code := owners.get(token.start - 1)) in (pair.first, pair.second) and token.get("commodities"):
                told.setdefault(token.cell("commodities", "commodity"), set()).add(code or "")
    return {commodity: next(iter(codes_)) for commodity, codes_ in told.items() if len(codes_) == 1}


def first(group: list[str], *but: str | None) -> str | None:
    """The first single country that is none of `but`."""
    return next((code for code in group if code not in BLOCS and code not in but), None)


def single(actor: Actor) -> bool:
    """Whether an actor stands for one country."""
    return len(actor.countries) == 1


def countries_before(scene: Scene, place: int, floor: int = 0) -> list[str]:
    """Single countries before a place, the nearest first."""
    return codes([a for a in scene.countries(lambda a: floor <= a.start and a.stop <= place) if single(a)][::-1])


_GOVERNED = re.compile(r"\b(?:from|to|via|through|into|with|than|by)\s+(?:the\s+)?$")


def is_noun_owner(actor: Actor, term: Token) -> bool:
    """Whether an adjective stands right before a term: "Russian deliveries"."""
    return not actor.demonym or term.start - actor.stop < len(" natural gas ")


def before_term(scene: Scene, term: Token | None) -> list[str]:
    """Single countries before a term in its segment, the nearest first."""
    if term is None:
        return []
    low = scene.segment(term.start)[0]
    actors = [a for a in scene.countries(lambda a: low <= a.start and a.stop <= term.start) if single(a)]
    free = [a for a in actors if not _GOVERNED.search(scene.text(max(low, a.start - 14), a.start))]
    named = [a for a in free if not a.demonym]
    return codes((free or actors)[::-1] if not named or is_noun_owner(free[-1], term) else [*named[::-1], *free[::-1]])


def is_passive(scene: Scene, term: Token) -> bool:
    """As in "gas was supplied"."""
    return _PASSIVE.search(scene.text(max(scene.sentence.start, term.start - 8), term.start)) is not None


def given(scene: Scene, term: Token | None) -> list[str]:
    """As in "sell Brazil 5 bcm", "owes Nigeria 120 million dollars": the one right after the verb."""
    if term is None:
        return []
    return codes([a for a in scene.countries(single) if a.start - term.stop in (1, 5) and not a.demonym][:1])


_PHRASE = re.compile(r"\s*(?:of (?:[\w-]+ ){1,3})?\s*")


def _reduced(scene: Scene, words: Words) -> bool:
    """As in "with 21.1 billion cubic metres delivered through the pipeline": who delivers is not told there."""
    term = words.term
    if term is None or not term.lexeme.form.endswith(("ed", "sold", "sent", "ht")):
        return False
    before = [f.stop for f in scene.figures if f.stop <= term.start]
    return bool(before) and _PHRASE.fullmatch(scene.text(before[-1], term.start)) is not None


def _arrives(words: Words) -> bool:
    """As in "757,000 tonnes came in", "crude arriving from the kingdom": what comes is no country."""
    return words.term is not None and words.term.lexeme.form.startswith(("came", "come", "arriv", "landed", "reached"))


_AGREED = re.compile(r"\b(?:agreed|signed|concluded)\b[^.;]{0,60}$")
"""Who signs a contract is no subject of its deliveries."""
_MODAL = re.compile(r"\b(?:will|would|shall|can|could|may|might|must|should|to|cannot|not|also)\s+$")


def is_verb(scene: Scene, term: Token) -> bool:
    """As in "Qatar will supply", "Bangladesh imports 1,160 MW": a form that may be a noun, used as a verb."""
    if _MODAL.search(scene.text(max(scene.sentence.start, term.start - 9), term.start)):
        return True
    beside = any(a.stop == term.start - 1 and not a.demonym for a in scene.countries())
    return beside and any(0 < f.start - term.stop < 12 for f in scene.figures)


def subject(scene: Scene, words: Words) -> list[str]:
    """The countries before an active verb of supplying or buying."""
    if words.term is None or is_passive(scene, words.term) or _arrives(words) or _reduced(scene, words):
        return []
    if words.term.lexeme.form in NOUNS and not is_verb(scene, words.term):
        return []
    signed = _AGREED.search(scene.text(scene.segment(words.figure.start)[0], words.figure.start))
    if signed and not scene.text(words.term.start - 10, words.term.start).endswith("agreed to "):
        return []
    return before_term(scene, words.term) or _it(scene, words.term)


_IT = re.compile(r"\b(?:[Ii]t|[Tt]hey)\s+(?:(?:has|have|had|also|then|will|would|itself|is|are|was|to)\s+){0,2}$")


def _it(scene: Scene, term: Token) -> list[str]:
    """As in "France has no uranium. In 2022 it imported": the first country of the sentence before."""
    if scene.sentence.index == 0 or not _IT.search(scene.text(max(scene.sentence.start, term.start - 30), term.start)):
        return []
    here = [a for a in scene.countries(single) if a.stop <= term.start and not a.demonym]
    if here:  # "China is the main buyer; since 2009 it has received"
        return list(here[0].countries)
    before = scene.reading.sentences[scene.sentence.index - 1].actors
    named = [a for a in before if a.kind in ("country", "city") and len(a.countries) == 1]
    return [] if not named or named[0].demonym else [named[0].countries[0]]


_SENDS = re.compile(r"\s+(?:has|have|had|will|would|is|was|agreed|sent|sold|delivered|supplied|exported|provided)\b")


def _acts(scene: Scene, actor: Actor, figure: Quantity) -> bool:
    """Whether a country is the subject of a verb before a figure."""
    return (
        actor.stop <= figure.start
        and not actor.demonym
        and _SENDS.match(scene.text(actor.stop, actor.stop + 12)) is not None
    )


def fronted(scene: Scene, figure: Quantity) -> str | None:
    """As in "From Azerbaijan, via TAP, came 6.6 bcm": the source opens the clause of the figure."""
    low, _ = scene.segment(figure.start)
    own = [f.stop for f in scene.figures if f.stop <= figure.start and f.dimension == figure.dimension]
    low = max([low, *own])
    for actor in reversed(list(scene.countries(lambda a: low <= a.start and a.stop <= figure.start))):
        earlier = [stop for stop in own if stop <= actor.start]
        if earlier and _CLAUSE.search(scene.text(earlier[-1], actor.start)) is None:
            continue  # "0.5 TWh from Norway, and exported 6.6 TWh": of the figure before
        if any(a.start > actor.stop and _acts(scene, a, figure) for a in scene.countries()):
            continue  # "under way from Colombia, and Poland has agreed to send"
        lead = scene.text(max(low, actor.start - 10), actor.start)
        if single(actor) and _FRONTED.search(lead) and not lead.strip().lower().startswith("via"):
            return actor.countries[0]
    return None
