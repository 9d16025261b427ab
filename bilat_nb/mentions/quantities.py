"""Quantities: numbers with currency, unit, bound, sign and trend, what they count; or the reason why a number is none.

The tokens of the lexicon tell where numbers, fractions and multiples stand; what is beside them is read from the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bilat_nb import vocabulary
from bilat_nb.mentions import bounds, multiples
from bilat_nb.mentions.headings import apply_headings
from bilat_nb.mentions.home_currency import ByFirstMention, at_home
from bilat_nb.mentions.lengths import length_within
from bilat_nb.mentions.lists import electric_units, share_units
from bilat_nb.mentions.measures import Draft, measure, part_of
from bilat_nb.mentions.multiples import Share
from bilat_nb.mentions.numbers import comma_is_decimal
from bilat_nb.mentions.phrases import chunk_at, last_word, role
from bilat_nb.mentions.prices import share_prices
from bilat_nb.mentions.ranges import second_number
from bilat_nb.mentions.records import occasions, quantity_of, quantity_of_share
from bilat_nb.mentions.refusals import Suspect, chain_stop, why_not
from bilat_nb.mentions.vague import vague
from bilat_nb.model import Period, Quantity, Token

_TABLES = ("scales", "fractions", "multiples", "number_words")


@cache
def _kinds() -> dict[str, str]:
    """Which reading each form of the number tables gets; "#" is any number in figures."""
    kinds = {form: name for name in _TABLES for row in vocabulary.table(name) for form in vocabulary.forms(row)}
    return {"#": "figure", **kinds, **_inside_phrases()}


def _inside_phrases() -> dict[str, str]:
    """Phrases of other tables that hold a verb of multiplication ("double trade"): it is read within them."""
    verbs = tuple(
        f"{f} " for row in vocabulary.table("multiples") if row["kind"] == "verb" for f in vocabulary.forms(row)
    )
    phrases = (form for name in vocabulary.names() for row in vocabulary.table(name) for form in vocabulary.forms(row))
    return {form.lower(): "phrase" for form in phrases if form.lower().startswith(verbs)}


def read_quantities(
    text: str,
    tokens: Sequence[Token],
    sentences: Sequence[tuple[int, int]],
    periods: Sequence[Period],
    *,
    countries: Sequence[str] = (),
) -> list[Quantity]:
    """Return the quantities of a text in order, refused numbers included.

    Parameters
    ----------
    text : str
        The document.
    tokens : sequence of Token
        The tokens of `lexicon`, in order.
    sentences : sequence of (start, stop)
        Spans of the sentences, in order.
    periods : sequence of Period
        The calendar expressions of the text, in order; their digits are refused.
    countries : sequence of str
        ISO codes of the countries that the text is about: they settle "rupees" and "pesos".

    Examples
    --------
    >>> from bilat_nb.lexicon import lexicon
    >>> text = "Trade rose to more than $2-2.5 billion."
    >>> [(q.low, q.high, q.unit) for q in read_quantities(text, lexicon().tokens(text), [(0, len(text))], [])]
    [(2000000000.0, 2500000000.0, 'USD')]
    """
    named = ByFirstMention(tokens, countries)
    reader = _Reader(text, named, periods)
    kinds = _kinds()
    for token in tokens:
        form = token[2].form
        kind = kinds.get(form)
        if kind is None:
            if not "0" <= form < ":":
                continue
            kind = "ordinal"
        if token[0] >= reader.cursor:
            reader.read(token, kind)
    share_units(text, sentences, reader.found)
    electric_units(text, reader.found)
    share_prices(text, sentences, reader.found)
    at_home(text, reader.found, named)
    apply_headings(text, reader.found, named)
    return reader.found


class _Reader:
    """The state of one pass over one text: where it is, and what was found."""

    def __init__(self, text: str, countries: Sequence[str], periods: Sequence[Period]) -> None:
        self.text = text
        self.countries = countries
        self.periods = periods
        self.cursor = 0
        self.found: list[Quantity] = []
        self._period = 0
        self._style: bool | None = None

    @property
    def style(self) -> bool | None:
        """Whether the comma is decimal here; looked up only in texts with a comma before three digits and a scale."""
        if self._style is None and "," in self.text:
            self._style = comma_is_decimal(self.text)
        return self._style

    def read(self, token: Token, kind: str) -> None:
        """Read the number that this token begins."""
        if self._in_period(token):
            length = None
            if kind in ("figure", "number_words"):
                stop = token.stop if kind == "figure" else None
                length = length_within(self.text, token.start, stop, self.periods[self._period], self.countries)
            if length is None:
                self._refuse(token.start, token.stop, _period_reason(self.text, token))
            else:
                self._measured(length)
        elif kind == "figure":
            self._figure(token)
        elif kind == "number_words":
            self._words(token)
        elif kind == "ordinal":
            self._refuse(token.start, token.stop, "ordinal")
        else:
            getattr(self, f"_{kind}")(token)

    def _in_period(self, token: Token) -> bool:
        periods = self.periods
        while self._period < len(periods) and periods[self._period].stop <= token.start:
            self._period += 1
        return self._period < len(periods) and periods[self._period].start <= token.start

    def _refuse(self, start: int, stop: int, reason: str, value: float | None = None) -> None:
        digits = self.text[start:stop]
        if not digits.isdecimal() or len(digits) > 15:
            digits = "".join(c for c in digits if "0" <= c <= "9")[:15]
        if value is None and not digits:
            return
        worth = float(digits) if value is None else value
        self.found.append(Quantity(start, stop, worth, None, "number", refused=reason))
        self.cursor = max(self.cursor, stop)

    def _figure(self, token: Token) -> None:
        text = self.text
        draft = measure(text, token.start, token.stop, self.countries, self._style_for(token))
        if draft is None:
            stop = chain_stop(text, token.start, token.stop, "date")
            self._refuse(token.start, stop, "date" if text[token.start : stop].count(".") == 2 else "list")
            return
        share = None
        if text.startswith((" out of", " of every", " of each"), draft.stop):
            share = multiples.of_number(text, draft.start, draft.value, draft.stop)
        elif draft.value < 1 and not draft.strong and text.startswith(" of ", draft.stop) and draft.stop > token.stop:
            share = Share(draft.start, draft.stop, 100 * draft.value, "fraction")
        if not self._share(share) and not self._fold(draft):
            self._measured(draft)

    def _style_for(self, token: Token) -> bool | None:
        return self.style if "," in (digits := self.text[token.start : token.stop]) or digits[-4:-3] == "." else None

    def _fold(self, draft: Draft) -> bool:
        """1.5-fold, 1.5 times: taken as a multiple when it is one."""
        if draft.strong:
            return False
        if self.text.startswith("factor of ", max(0, draft.start - 10)):
            way = multiples.direction(self.text, draft.start, draft.stop) or "up"
            return self._share(multiples.grown(draft.start, draft.stop, draft.value, way))
        factors = multiples.factors(self.text, draft.start, draft.stop)
        if factors is not None:
            self._add(quantity_of_share(self.text, *factors))
            return True
        chunk = chunk_at(self.text, draft.stop)
        if chunk is None:
            return False
        word = chunk[1].lower().rstrip(".")
        stop = chunk.start(1) + len(word)
        if word in ("fold", "folds"):
            way = multiples.direction(self.text, draft.start, stop) or "up"
            return self._share(multiples.grown(draft.start, stop, draft.value, way))
        if word in ("times", "x") and draft.value > 0:
            return self._share(multiples.times(self.text, draft.start, stop, draft.value))
        return False

    def _words(self, token: Token) -> None:
        draft = measure(self.text, token.start, None, self.countries)
        if draft is None:
            return
        whole = not draft.strong or draft.unit == "quarter"
        share = multiples.of_number(self.text, draft.start, draft.value, draft.number.stop) if whole else None
        if not self._share(share) and not self._fold(draft):
            self._measured(draft)

    def _scales(self, token: Token) -> None:
        """A million, hundreds of thousands: a scale word without a number before it."""
        start = _with_article(self.text, token.start)
        if start < token.start:
            draft = measure(self.text, start, None, self.countries)
            if draft is not None:
                self._measured(draft)
            return
        scale = token.get("scales")
        unknown = scale and vague(self.text, token.start, token.stop, float(scale["value"]), self.countries)
        if unknown:
            self._add(unknown)

    def _phrase(self, token: Token) -> None:
        word = self.text[token.start : token.stop].split()[0]
        row = next((r for r in vocabulary.table("multiples") if word.lower() in vocabulary.forms(r)), None)
        if row is not None:
            self._share(multiples.multiple(self.text, token.start, token.start + len(word), row))

    def _fractions(self, token: Token) -> None:
        word = self.text[token.start : token.stop].lower()
        if word in ("half", "quarter"):
            draft = measure(self.text, _with_article(self.text, token.start), None, self.countries)
            if draft is not None:
                self._measured(draft)
                return
        share = multiples.fraction(self.text, token.start, token.stop)
        if share is None and word == "half" and last_word(self.text, token.start) not in role("not_before_half"):
            half = part_of(self.text, token.start, token.stop, 0.5, self.countries)
            if half is not None:
                self._add(quantity_of(self.text, half))
        self._share(share)

    def _multiples(self, token: Token) -> None:
        row = token.get("multiples")
        if (
            row is not None
            and not self._share(multiples.multiple(self.text, token.start, token.stop, row))
            and row["kind"] == "times"
        ):
            self._add(occasions(self.text, token.start, token.stop, float(row["value"])))

    def _share(self, share: Share | None) -> bool:
        if share is None:
            return False
        part = None
        if share.dimension == "fraction":
            part = part_of(self.text, share.start, share.stop, share.value / 100, self.countries)
        self._add(quantity_of_share(self.text, share) if part is None else quantity_of(self.text, part))
        return True

    def _add(self, quantity: Quantity) -> None:
        self.found.append(quantity)
        self.cursor = max(self.cursor, quantity.stop)

    def _measured(self, draft: Draft) -> None:
        text = self.text
        two = second_number(text, draft, self.countries, self._style)
        number = draft.number
        strong = draft.strong or (two is not None and two.right.strong)
        if draft.entry is None and text[number.stop - 1].isalpha() and text[number.stop - 2].isdigit():
            strong = False  # "Insat 1B" and "4.3M sales": one letter is no proof of a scale
        judged = draft.start if draft.prefix else number.start
        bounded = not strong and bounds.bound_before(text, judged) is not None
        end = two.right.number.stop if two is not None and two.is_range else number.stop
        suspect = Suspect(judged, end, number.value, number.digits, number.figure, bounded)
        reason = why_not(text, suspect, strong)
        if reason is not None:
            self._refuse(draft.start, chain_stop(text, number.start, number.stop, reason), reason, number.value)
        elif two is None:
            self._add(quantity_of(text, draft))
        elif two.is_range:
            self._add(quantity_of(text, two.left, two.right))
        else:
            self._add(quantity_of(text, two.left))
            self._add(quantity_of(text, two.right, two.top))


def _period_reason(text: str, token: Token) -> str:
    length = token.stop - token.start
    return "year" if length == 4 and text[token.start : token.stop].isdigit() else "date"


def _with_article(text: str, start: int) -> int:
    """Take in the article before a number word: "a hundred", "an estimated" is left alone."""
    if start > 1 and text[start - 2 : start] in ("a ", "A ") and (start < 3 or not text[start - 3].isalnum()):
        return start - 2
    return start
