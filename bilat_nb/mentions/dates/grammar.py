"""First pass of the grammar of dates: items of a sentence to points in time.

A rule is a regular expression over the letters of `tokens` and a function that makes points of what it matched. The
first rule that fits wins. A function may answer None: then the next rule is tried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat_nb.mentions.dates import days, figures, named_days, parts
from bilat_nb.mentions.dates.hits import Build, Found, Hit
from bilat_nb.mentions.dates.tokens import Item

Table = dict[str, list[tuple[re.Pattern[str], Build]]]

_E = "[dr](?:[-t][dr])?"
_LIST = rf"(?P<days>[dr]&[dr]|{_E}(?:(?:,{_E}){{0,8}}&{_E})?)"
_YEAR = "(?P<y>[yY])"
_M = "(?P<m>[Mm])"


def _rules(*rules: tuple[str, str, Build]) -> Table:
    """Rules by the letters that they can begin with."""
    table: Table = {}
    for letters, pattern, build in rules:
        for letter in letters:
            table.setdefault(letter, []).append((re.compile(pattern), build))
    return table


RULES = _rules(
    ("y", r"(?P<a>y)[-/](?P<b>d)[-/](?P<c>d)", figures.iso),
    ("d", r"(?P<a>d)[-/](?P<b>d)[-/](?P<c>y)", figures.slashed),
    ("x", r"x", figures.dotted),
    ("d", r"(?P<a>d)[-/](?P<b>y)", figures.month_slash_year),
    ("d", r"(?P<a>d)/(?P<b>d)(?:/(?P<c>[dn]))?", figures.day_and_month),
    ("y", rf"(?P<y>y)[-/]{_M}[-/](?P<days>[dr])", days.days),
    ("dr", rf"(?P<days>[dr])[-/]{_M}[-/]{_YEAR}", days.days),
    ("dr", rf"(?P<days>[dr])-{_M}-(?P<z>[dn])", figures.short_year),
    ("dr", rf"{_LIST}[ 0-]{_M}(?:[ 0,.-]{_YEAR})?", days.days),
    ("dr", rf"(?P<days>[dr][-t&][dr])o{_M}(?:[ 0,.]{_YEAR})?", days.days),
    ("or", rf"(?P<days>[or][-t&][or])[ o]{_M}(?:[ 0,.]{_YEAR})?", days.days),
    ("Mm", rf"{_M}[ a](?P<days>[or][-t][or])(?:[ 0,]{_YEAR})?", days.days),
    ("or", rf"(?P<days>[ro])[ o]{_M}(?:[ 0,.]{_YEAR})?", days.days),
    ("d", rf"(?P<days>d)o{_M}(?:[ 0,.]{_YEAR})?", days.figure_of_month),
    ("or", rf"(?P<days>[ro]) (?P<x>u)o{_M}(?:[ 0,.]{_YEAR})?", days.day_of_month),
    ("Mm", rf"{_M}[ 0](?P<c>c)", days.glued_day),
    ("Mm", rf"{_M}[ 0./]{_LIST}(?:[ 0,]{_YEAR})?", days.days),
    ("Mm", rf"{_M}-(?P<days>[dr])-{_YEAR}", days.days),
    ("Mm", rf"{_M}[,a](?P<days>r)(?:[ 0,]{_YEAR})?", days.days),
    ("Mm", rf"{_M}[ a](?P<days>o(?:ta?o)?)(?:[ 0,]{_YEAR})?", days.spelled_days),
    ("Mm", rf"{_M} (?P<days>w)(?:[ 0,]{_YEAR})?", named_days.day_in_words),
    ("Mm", rf"{_M}[ ,](?P<y>y)[-/](?P<z>[dn])", days.month_of_fiscal_year),
    ("Mm", rf"{_M}(?:[ 0](?P<y>y))?[ -](?P<u>u)", parts.named_by_last_month),
    ("Mm", rf"{_M}[ 0,oi./]{_YEAR}", days.month_year),
    ("y", rf"(?P<y>y)[ 0]{_M}", days.month_year),
    ("D", rf"(?P<d>D) {_M}[ 0.]{_LIST}", days.days),
    ("D", rf"(?P<d>D) {_M}", parts.deictic_month),
    ("Mm", rf"{_M}", days.month),
    ("qh", r"(?P<q>[qh])[ 0-](?P<i>d)(?:[ 0,oi/(-](?P<y>y))?", parts.part_sign),
    ("d", r"(?P<i>d)0(?P<q>[qh])(?:[ 0,oi/](?P<y>y)|0(?P<z>[dn]))?", parts.part_sign),
    ("y", r"(?P<y>y)[ 0/-](?P<q>[qh])[ 0](?P<i>d)", parts.part_sign),
    ("d", r"(?P<n>d)0b[ 0oi/](?P<y>y)", parts.months_sign),
    ("Fu", r"(?P<f>[Fu])[ 0](?P<y>y)[-/](?P<z>[dyn])", days.year_span),
    ("F", r"(?P<f>F)[ 0p](?P<y>[ydn])", days.fiscal),
    ("u", r"(?P<f>u)[ 0](?P<y>y)", days.fiscal),
    ("y", r"(?P<a>y)-(?P<b>d)", figures.year_month),
    ("y", r"(?P<y>y)[-/](?P<z>[dyn])(?: (?P<u>u))?", days.year_span),
    ("r", r"(?P<days>r(?:[-t&,]r)?)o(?P<d>D) (?P<u>u)", days.days_of_this_month),
    ("ork", r"(?P<o>[ork])&(?P<p>[ork]) (?P<u>u)", parts.two_parts),
    ("ork", r"(?P<o>[ork])[ -](?P<u>u)", parts.ordinal_part),
    ("or", r"(?P<o>[or]) (?P<u>u)", days.century),
    ("oDSr", r"(?P<d>[oDSr])[ a](?:[wdn][&t-])?(?P<n>[wdn])[ -](?P<u>u)", parts.counted),
    ("wdn", r"(?P<n>[wdn]) (?P<d>[oD]) (?P<u>u)", parts.counted),
    ("wdn", r"(?P<n>[wdn])[ -](?P<u>u) (?P<g>G)", parts.ago),
    ("wdn", r"(?P<n>[wdn])[ -](?P<u>u)", parts.counted),
    ("uS", r"(?:S )?(?P<u>u)[ -](?P<g>G) (?P<p>u)", parts.ago),
    ("uS", r"(?:S )?(?P<u>u)[ -](?P<g>G)", parts.ago),
    ("D", r"(?P<d>D) (?P<u>u) (?P<p>u)", parts.of_that_year),
    ("Du", r"(?:(?P<d>D) )?(?P<u>u)[ o](?P<n>n)", parts.numbered_year),
    ("y", r"(?P<y>y) (?P<p>u)", parts.of_that_year),
    ("D", r"(?P<d>D) (?P<u>[uF])", parts.deictic),
    ("D", r"(?P<d>D) w", parts.deictic),
    ("S", r"(?P<d>S) (?P<u>u)", parts.same),
    ("u", r"(?P<u>u) (?P<y>y)", days.the_year),
    ("u", r"(?P<u>u) (?P<n>d)", parts.numbered_unit),
    ("u", r"(?P<u>u)[ -]E(?:[ oi](?P<y>y))?", parts.year_end),
    ("u", r"(?P<u>u)", parts.bare_unit),
    ("e", r"e(?:[ oi](?P<y>y))?", parts.year_end),
    ("!", r"(?P<x>!) [Wv]", named_days.feast),
    ("Wv", r"(?P<w>[Wv])[ ,a](?P<n>[ro])", named_days.weekday_of_month),
    ("DWv", r"(?:(?P<d>D) )?(?P<w>[Wv])", named_days.weekday),
    ("DH", r"(?:(?P<d>D) )?(?P<h>H)(?:[ ,o](?P<y>y))?", named_days.holiday),
    ("B", r"(?P<n>B)", named_days.decade),
    ("r", r"(?P<n>r)", named_days.day_alone),
    ("y", r"(?P<y>y)", days.year),
    ("A", r"(?P<a>A)", parts.day_word),
    ("N", r"N", parts.present),
    ("C", r"(?P<c>C)", parts.compare),
    ("Z", r"Z", parts.to_date),
    ("s", r"(?P<s>s)[ o](?P<y>y)[-/](?P<z>[dyn])", days.season),
    ("D", r"(?P<d>D) (?P<s>s)", named_days.deictic_season),
    ("s", r"(?P<s>s)(?:[ o](?P<y>y))?", days.season),
)
"""The rules in the order in which they are tried, by first letter."""

ALONE = {letter: [rule for rule in rules if rule[0].fullmatch(letter)] for letter, rules in RULES.items()}
"""Those that can match a word that stands alone."""


def points_of(text: str, items: Sequence[Item], letters: str) -> list[Item]:
    """Replace what the rules match by points (letter ``P``); items of no point stay for the second pass.

    Parameters
    ----------
    text : str
        The document.
    items : sequence of Item
        Words that stand together.
    letters : str
        Their letters with a link between each two: item ``i`` is at ``2 * i``.
    """
    out: list[Item] = []
    i, n = 0, len(items)
    while i < n:
        found, after = _first(text, items, letters, i)
        if found:
            out += [Item("P", start, stop, point) for start, stop, point in found]
            i = after
        else:
            out.append(items[i])
            i += 1
    return out


def _first(text: str, items: Sequence[Item], letters: str, i: int) -> tuple[Found | None, int]:
    rules = RULES if len(letters) > 1 else ALONE
    for pattern, build in rules.get(letters[2 * i], ()):
        match = pattern.match(letters, 2 * i)
        if match:
            found = build(Hit(match, items, text))
            if found:
                return found, (match.end() + 1) // 2
    return None, i
