"""The grammar of actors within one sentence: offices with names, names with offices, references, countries.

Works on the items of `mentions.items`; every rule looks at a bounded number of items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat_nb.mentions.drafts import Draft
from bilat_nb.mentions.items import Gap, Item, gap
from bilat_nb.mentions.names import given_names, same_given
from bilat_nb.mentions.portfolios import widen
from bilat_nb.mentions.relatives import relative_office
from bilat_nb.model import Row

_FOREIGN = re.compile(r"(?i)\b(?:foreign|external) (?:affairs|relations)\b")
_PROVINCES = frozenset(
    "oblast region province krai territory state prefecture republic county voivodeship district".split()
)
_VAGUE = frozenset(
    "leader leaders head heads chief minister ministers secretary chairman chairperson chairwoman".split()
)
_COUNTRY = "NDBC"


class SentenceReader:
    """Reads one sentence from left to right; `drafts` holds what was found.

    Parameters
    ----------
    text : str
        The document.
    items : sequence of Item
        The items of the sentence, in order.
    start, stop : int
        The sentence.
    index : int
        Its number.
    """

    def __init__(self, text: str, items: Sequence[Item], start: int, stop: int, index: int) -> None:
        self.text, self.index, self.stop = text, index, stop
        self.items = widen(text, items, start, stop)
        edges = [start, *(item.stop for item in self.items)]
        self.gaps: list[Gap] = [gap(text, a, item.start) for a, item in zip(edges, self.items, strict=False)]
        self.codes = "".join(item.code for item in self.items)
        self.shouting = _is_headline(text, start, stop, self.codes)
        self.drafts: list[Draft] = []

    def read(self) -> list[Draft]:
        """Return the drafts of the sentence in order."""
        place = 0
        while place < len(self.items):
            place = self._step(place)
        return self.drafts

    def _step(self, i: int) -> int:
        code = self.codes[i]
        if code in "NDBCKO" and (after := self._office(i)):
            return after
        if code in "NB" and self._is(i + 1, "Ps", "'") and (after := self._national(i)):
            return after
        if code in "NDR" and (after := self._counterpart(i)):
            return after
        if code in "TWPsc" and (after := self._person(i)):
            return after
        return self._plain(i)

    def _link(self, i: int) -> str:
        """Return the connector before item `i`, or an empty string past the end."""
        return self.gaps[i].code if i < len(self.items) else ""

    def _is(self, i: int, codes: str, links: str) -> bool:
        return i < len(self.items) and self.codes[i] in codes and self.gaps[i].code in links

    # offices

    def _office(self, i: int) -> int:
        """Read "Belarus President X", "Foreign Minister of Belarus X", "the prime ministers of Belarus and Russia X and Y"."""
        phrase = self.office_phrase(i)
        if phrase is None:
            return 0
        draft, k = phrase
        if self._is(i, "O", "'") and self.drafts and self.drafts[-1].kind == "person":
            draft.owner = self.drafts[-1]
        names, k = self._names(k, strong="the" in draft.before or bool(draft.countries), plural=draft.plural)
        if not names:
            draft.kind = "office" if draft.countries and not draft.plural else "reference"
            draft.group = draft.group or "office"
            self.drafts.append(draft)
            return k
        if (
            len(names) == 1 and not draft.countries and self._is(k, "NB", "o")
        ):  # "Prime Minister Viktor Orbán of Hungary"
            draft.countries, names[0].stop = tuple(self._code(k).split()), self.items[k].stop
            k += 1
        self._distribute(draft, names)
        names[0].owner = draft.owner
        return k

    def _national(self, i: int) -> int:
        """Read "Russia's Vladimir Putin"."""
        found = self.name_at(i + 1)
        if found is None:
            return 0
        person, after = found
        person.start, person.countries = self.items[i].start, tuple(self._code(i).split())
        self.drafts.append(person)
        return after

    def _distribute(self, office: Draft, names: list[Draft]) -> None:
        for place, person in enumerate(names):
            one_each = len(office.countries) == len(names) > 1
            person.countries = office.countries[place : place + 1] if one_each else office.countries[:1]
            if len(names) > 1 and len(office.countries) == 1:
                person.countries = office.countries
            person.office, person.level, person.certain = office.office, office.level, True
            person.before, person.vague = office.before, office.vague
            if place == 0:
                person.start = office.start
            self.drafts.append(person)

    def office_phrase(self, i: int) -> tuple[Draft, int] | None:
        """Read an office with its country before or after it; returns the draft and the next item."""
        countries, j = self._country_before(i)
        if j >= len(self.items) or self.codes[j] != "O":
            return None
        item = self.items[j]
        row = _row(item, "offices")
        draft = Draft(self.items[i].start, item.stop, "office", self.index, countries, before=self.gaps[i].words)
        draft.office, draft.level, draft.plural = row["office"], row["level"] or None, row["number"] == "plural"
        draft.vague = item.text.lower() in _VAGUE
        if draft.office == "minister" and _FOREIGN.search(item.text):
            draft.office = draft.level = "foreign_minister"
        if self._subnational(i, j):
            draft.level, draft.start = "region", self.items[j].start
        k = self._more_offices(draft, j + 1)
        k = self._country_after(draft, k)
        if not draft.level:
            draft.level = "official" if draft.office == "head" else None
        return draft, k

    def _country_before(self, i: int) -> tuple[tuple[str, ...], int]:
        if self.codes[i] not in _COUNTRY + "K":
            return (), i
        found = [self._code(i)]
        j = i + 1
        while self._is(j, "NDB", "-&") and len(found) < 4 and (self.codes[j] == "D" or self.gaps[j].code == "-"):
            found.append(self._code(j))
            j += 1
        while (
            j < i + 6 and self._is(j, "K", "_'") and self._is(j + 1, "OK", "_'")
        ):  # "Russian Foreign Ministry spokesman"
            j += 1
        if self._is(j, "O", "_'"):
            return tuple(dict.fromkeys(" ".join(found).split())), j
        return (), i if self.codes[i] == "O" else len(self.items)

    def _more_offices(self, draft: Draft, k: int) -> int:
        """Take in a second office of the same person: "Prime Minister and Minister of Defence"."""
        while self._is(k, "O", "_-&") and not (self.gaps[k].code == "&" and self.gaps[k].words):
            row = _row(self.items[k], "offices")
            if row["number"] == "plural" or self._names_follow(k + 1) is False and self.gaps[k].code == "&":
                break
            draft.stop = self.items[k].stop
            k += 1
        return k

    def _names_follow(self, k: int) -> bool:
        return self._is(k, "TWPs", "_") or self._is(k, "NB", "o")

    def _country_after(self, draft: Draft, k: int) -> int:
        k = self._region_after(draft, k)
        while self._is(k, "NDBKCcRm", "orit"):
            link, code = self.gaps[k].code, self.codes[k]
            if link == "i" and (code in "Cc" or draft.countries):
                break
            if link == "t" and draft.office != "ambassador":
                return self._served(draft, k)
            self._belongs_to(draft, k, link, code)
            k += 1
            if code in "NDBm":
                k = self._listed(draft, k)
        return k

    def _belongs_to(self, draft: Draft, k: int, link: str, code: str) -> None:
        if code == "K":
            self._of_body(draft, k)
        elif code == "m":
            self._of_region(draft, k)
        elif link != "t" and code in "NBDC" and not (draft.countries and code == "C"):
            draft.countries = (*draft.countries, *self._code(k).split())
        draft.stop = self.items[k].stop

    def _of_region(self, draft: Draft, k: int) -> None:
        token = self.items[k].token
        if token is not None and token.cell("regions", "kind") == "subnational" and not draft.plural:
            draft.level = (
                "region" if draft.level in ("head_of_state", "head_of_government") or not draft.level else draft.level
            )
        draft.region = True

    def _subnational(self, i: int, j: int) -> bool:
        """Whether a part of a state stands right before the office: "Tatarstan President X"."""
        before = self.items[j - 1].token if j and self._is(j, "O", "_'") else None
        return i == j and before is not None and before.cell("regions", "kind") == "subnational"

    def _region_after(self, draft: Draft, k: int) -> int:
        """Take in "of Kaluga Oblast" after a governor; a province is in no table."""
        if draft.level != "region" or not self._is(k, "Wc", "o"):
            return k
        last = k
        for end in range(k + 1, min(k + 4, len(self.items))):
            if not self._is(end, "W", "_"):
                break
            if self.items[end].text.lower() in _PROVINCES:
                last = end
        draft.stop = self.items[last].stop
        return last + 1

    def _served(self, draft: Draft, k: int) -> int:
        """Read whom somebody serves: "an aide to the Russian president" is Russian."""
        if draft.office == "official" and self._is(k, "NDC", "to") and self._is(k + 1, "O", "_'"):
            draft.countries = draft.countries or tuple(self._code(k).split())
            draft.stop = self.items[k + 1].stop
            return k + 2
        return k

    def _listed(self, draft: Draft, k: int) -> int:
        """Take in the rest of a list: "the presidents of Russia, Belarus and Kazakhstan"."""
        while draft.plural and self._is(k, "NDB", ",&-") and len(draft.countries) < 30:
            draft.countries = (*draft.countries, *self._code(k).split())
            draft.stop = self.items[k].stop
            k += 1
        return self._skip_body(draft, k)

    def _skip_body(self, draft: Draft, k: int) -> int:
        if self._is(k, "K", "_'") and self.codes[k - 1] in "ND":  # "of the Belarusian parliament"
            self._of_body(draft, k)
            draft.stop = self.items[k].stop
            return k + 1
        return k

    def _of_body(self, draft: Draft, k: int) -> None:
        """Give "chairman of the parliament" the level of the parliament."""
        row = _row(self.items[k], "bodies")
        if not draft.level and row["level"] in ("parliament", "minister", "foreign_minister", "head_of_government"):
            draft.level = row["level"]
        if not draft.countries and row["countries"]:
            draft.countries = tuple(row["countries"].split())

    # people

    def _names(self, k: int, *, strong: bool, plural: bool) -> tuple[list[Draft], int]:
        first = self.name_at(k)
        if first is None or not self._may_follow(k, first[0], strong):
            return [], k
        names = [first[0]]
        k = first[1]
        while plural and self._is(k, "TWPs", "&,") and (more := self.name_at(k)):
            names.append(more[0])
            k = more[1]
        return names, k

    def _may_follow(self, k: int, name: Draft, strong: bool) -> bool:
        link = self.gaps[k].code
        if self.shouting and not (name.known or name.courtesy or name.words[0] in given_names()):
            return False
        if link == "_":
            return True
        whole = len(name.words) > 1 and bool(name.known or name.courtesy or name.words[0] in given_names())
        return strong and link in ",(" and (whole or link == "(" or (len(name.words) > 1 and link == ","))

    def name_at(self, k: int) -> tuple[Draft, int] | None:
        """Read the words of a name from item `k` on."""
        start, courtesy = k, False
        while k < min(start + 4, len(self.items)) and self.codes[k] == "T" and (k == start or self.gaps[k].code == "_"):
            k, courtesy = k + 1, True
        if k >= len(self.items) or self.codes[k] not in "WPsc" or (k > start and self.gaps[k].code not in "_p"):
            return None
        if self.codes[k] == "c" and not (self._is(k + 1, "W", "_p") and self.items[k].text in given_names()):
            return None
        first = k
        k += 1
        while self._is(k, "WPs", "_p[") and k - first < 6 and not (self.gaps[k].code == "[" and self.codes[k] == "W"):
            k += 1
        first = self._without_strays(first, k)
        return self._name(start if courtesy else first, first, k, courtesy), k

    def _without_strays(self, first: int, k: int) -> int:
        """Drop capitalised words of a headline before a known surname: "Sochi to Host Putin Talks"."""
        for place in range(k - 1, first, -1):
            if self.codes[place] in "Ps" and self.codes[first] == "W":
                row = _row(self.items[place], "people")
                word = self.items[first].text
                if word not in given_names() and not same_given(word, row["name"].split(" ")[0]) and len(word) > 2:
                    return (
                        place if self.codes[place - 1] == "W" and self.shouting or self.codes[place] == "P" else first
                    )
        return first

    def _name(self, start: int, first: int, k: int, courtesy: bool) -> Draft:
        begin, end = self.items[first].start, self.items[k - 1].stop
        known = [item for item in self.items[first:k] if item.code in "Ps"]
        draft = Draft(
            self.items[start].start, end, "person", self.index, before=self.gaps[start].words, courtesy=courtesy
        )
        draft.words = self.text[begin:end].replace("[", "").replace("]", "").split()
        draft.known = _row(known[-1], "people") if known else None
        return draft

    def _person(self, i: int) -> int:
        """Read a name that no office introduces, with the office that follows it: "X Y, Prime Minister of Kazakhstan"."""
        found = self.name_at(i)
        if found is None:
            return 0
        draft, k = found
        group, k = self._fellows(draft, k)
        told = self._office_behind(group, k)
        if told:
            return told
        for person in group:
            person.certain = self._is_certain(person)
            self.drafts.append(person)
        return k

    def _fellows(self, draft: Draft, k: int) -> tuple[list[Draft], int]:
        """Collect "Narendra Modi and Sheikh Hasina" when an office in the plural follows."""
        group, end = [draft], k
        while self._is(end, "TWPs", "&,") and len(group) < 6 and (more := self.name_at(end)):
            group.append(more[0])
            end = more[1]
        if len(group) > 1 and self._is(end, "O" + _COUNTRY, ","):
            phrase = self.office_phrase(end)
            if phrase and phrase[0].plural:
                return group, end
        return [draft], k

    def _office_behind(self, group: list[Draft], k: int) -> int:
        if self._is(k, "O" + _COUNTRY, ",(-") and (phrase := self.office_phrase(k)):
            office, after = phrase
            named = self._is(after, "TWPs", "_")
            if not named and office.plural == (len(group) > 1) and self._long_enough(group):
                group[-1].stop = office.stop
                self._distribute(_renamed(office, group[0].start), group)
                return after
        if len(group) == 1 and (relative := relative_office(self.text, group[0].stop, self.stop)):
            person = group[0]
            person.office, person.level, person.certain = *relative, True
            person.countries = tuple(c for c in self._near_country(k) if c)
            self.drafts.append(person)
            return k
        return 0

    def _long_enough(self, group: list[Draft]) -> bool:
        return all(len(p.words) > 1 or p.known or p.courtesy for p in group)

    def _near_country(self, k: int) -> list[str]:
        return [self._code(k)] if k < len(self.items) and self.codes[k] in "NDBC" else []

    def _is_certain(self, person: Draft) -> bool:
        if person.known or person.courtesy:
            return True
        words = person.words
        if self.shouting or len(words) < 2:
            return False
        return words[0] in given_names() or (words[0].endswith(".") and len(words[0]) <= 6)

    # references

    def _counterpart(self, i: int) -> int:
        """Read "his Russian counterpart Y", "his counterpart from Belarus, Y", "the two countries", "its northern neighbour"."""
        j, countries = i, []
        while j < i + 6 and self.codes[j] in "ND" and self._is(j + 1, "NDR", "_-&'"):
            countries.append(self._code(j))
            j += 1
        if self.codes[j] != "R":
            return 0
        row = _row(self.items[j], "references")
        if countries and row["kind"] != "counterpart":
            return self._national_group(i, j, row, countries)
        draft = Draft(
            self.items[i].start, self.items[j].stop, "reference", self.index, tuple(countries), group=row["kind"]
        )
        draft.plural, draft.before = row["number"] == "plural", self.gaps[i].words
        draft.double = self.items[j].text[:4].lower() in ("two ", "both")
        k = j + 1
        if row["kind"] == "counterpart":
            return self._counterpart_name(draft, k)
        self.drafts.append(draft)
        return k

    def _national_group(self, i: int, j: int, row: Row, countries: list[str]) -> int:
        """Leave "the Belarusian side" and "CIS countries" to their country, and drop the word after it."""
        for k in range(i, j):
            self._plain(k)
        return j + 1

    def _counterpart_name(self, draft: Draft, k: int) -> int:
        while self._is(k, "NDB", "ofi&"):
            draft.countries = (*draft.countries, *self._code(k).split())
            draft.stop = self.items[k].stop
            k += 1
        names, k = self._names(k, strong=True, plural=draft.plural)
        self.drafts.append(draft)
        if names:
            self.drafts.pop()
            self._distribute(draft, names)
            for person in names:
                person.group = "counterpart"
        return k

    # the rest

    def _plain(self, i: int) -> int:
        item = self.items[i]
        draft = Draft(item.start, item.stop, "", self.index, before=self.gaps[i].words)
        if item.code in "ND":
            if i and self._is(i, "N", ",") and self.codes[i - 1] in "Cc" and self._code(i - 1) == self._code(i):
                return i + 1
            draft.kind, draft.demonym = "country", item.code == "D"
        elif item.code in "BKC":
            draft.kind = {"B": "bloc", "K": "body", "C": "city"}[item.code]
        else:
            return i + 1
        draft.countries = tuple(self._code(i).split())
        if item.code == "K":
            return self._body(draft, i)
        self.drafts.append(draft)
        return i + 1

    def _body(self, draft: Draft, i: int) -> int:
        """Read a body with its countries: "Russian and Belarusian foreign ministries", "the government of Belarus"."""
        row = _row(self.items[i], "bodies")
        draft.office, draft.level = row["body"], row["level"] or None
        draft.countries = tuple(row["countries"].split())
        self._owners(draft, i)
        k = i + 1
        while self._is(k, "NB", "o" if k == i + 1 else "&,") and row["kind"] != "media" and not row["countries"]:
            draft.countries = (*draft.countries, *self._code(k).split())
            draft.stop = self.items[k].stop
            k += 1
        self.drafts.append(draft)
        return k

    def _owners(self, draft: Draft, i: int) -> None:
        link, j = "_'", i
        while i - 6 < j and j and self.codes[j - 1] in "NDBC" and self.gaps[j].code in link and self.drafts:
            owner = self.drafts[-1]
            if owner.stop != self.items[j - 1].stop or owner.kind not in ("country", "bloc", "city"):
                break
            if link == "-&" and self.codes[j - 1] != "D" and self.gaps[j].code == "&":
                break
            draft.countries = (*owner.countries, *draft.countries)
            draft.start, draft.before = owner.start, owner.before
            self.drafts.pop()
            link, j = "-&", j - 1

    def _code(self, i: int) -> str:
        token = self.items[i].token
        if token is None:
            return ""
        return token.cell("countries", "iso") or token.cell("blocs", "code") or token.cell("cities", "country")


def _row(item: Item, table: str) -> Row:
    row = item.token.get(table) if item.token else None
    if row is None:
        raise LookupError(f"{item.text!r} is not in the table {table}")
    return row


def _renamed(office: Draft, start: int) -> Draft:
    office.start = start
    return office


def _is_headline(text: str, start: int, stop: int, codes: str) -> bool:
    """Whether nearly every word has a capital and no full stop follows, so that capitals say nothing about names."""
    if codes.count("W") < 2 or text[stop - 1 : stop] in '.!?”"':
        return False
    words = text[start : min(stop, start + 300)].split()
    return sum(w[0].isupper() for w in words) > 0.6 * len(words)
