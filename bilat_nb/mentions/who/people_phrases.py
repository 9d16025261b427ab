"""People with their offices: "Belarus President X", "X, Prime Minister of Y", "X, who heads the government"."""

from __future__ import annotations

from collections.abc import Sequence

from bilat_nb.mentions.who.cursor import Cursor
from bilat_nb.mentions.who.drafts import Draft
from bilat_nb.mentions.who.items import next_word
from bilat_nb.mentions.who.name_phrases import BEGINS, is_certain, name_at, names_after
from bilat_nb.mentions.who.office_phrases import is_senator, office_phrase
from bilat_nb.mentions.who.relatives import relative_office
from bilat_nb.mentions.who.words import word_list

_MOST_FELLOWS = 6
_SENDERS = ("head_of_state", "head_of_government", "foreign_minister")
_TEAMS = ("delegation", "mission", "team", "group")
_WHO = (", who ", " who ")


def read_office(cursor: Cursor, i: int) -> int:
    """Read an office, with the names that follow it; returns the next item, or 0."""
    phrase = office_phrase(cursor, i)
    if phrase is None:
        return 0
    office, k = phrase
    if cursor.fits(i, "O", "'") and cursor.drafts and cursor.drafts[-1].kind == "person":
        office.owner = cursor.drafts[-1]  # "Shoukry's spokesman"
    if cursor.fits(i, "O", "'") and cursor.drafts and cursor.drafts[-1].kind == "office" and not office.countries:
        master = cursor.drafts.pop()  # "the Russian president's special representative"
        office.countries, office.start, office.before = master.countries, master.start, master.before
    if cursor.fits(i, "O", "'") and cursor.drafts and cursor.drafts[-1].kind == "reference":
        office.before = (*office.before, "the")  # "the two states' leaders"
    if cursor.fits(i, "O", "h") and cursor.drafts and len(cursor.drafts[-1].countries) == 1 and not office.countries:
        office.countries = cursor.drafts[-1].countries  # "the Uzbek delegation, headed by Deputy Prime Minister X"
    if "its" in office.before and not office.countries and cursor.drafts:
        owner = cursor.drafts[-1]  # "a delegation of the Althingi led by its Speaker"
        office.countries = owner.countries if owner.kind in ("country", "body") and len(owner.countries) == 1 else ()
    k = _sender(cursor, office, k)
    told = "the" in office.before or bool(office.countries)
    names, k = names_after(cursor, k + is_senator(cursor, k), told=told, plural=office.plural)
    if not names:
        office.kind = "office" if office.countries and not office.plural else "reference"
        office.group = "office"
        cursor.drafts.append(office)
        return k
    if (
        len(names) == 1 and not office.countries and cursor.fits(k, "NB", "o")
    ):  # "Prime Minister Viktor Orbán of Hungary"
        office.countries, names[0].stop = cursor.items[k].countries, cursor.items[k].stop
        k += 1
    cursor.drafts.extend(share_office(office, names))
    names[0].start, names[0].owner = office.start, office.owner
    if len(names) == 1 and not names[0].countries:
        k = _peer_behind(cursor, names[0], k)
    return _second_office(cursor, names[0], k) if len(names) == 1 else k


def _sender(cursor: Cursor, office: Draft, k: int) -> int:
    """Take in who sends an envoy: "a special envoy of President João Lourenço, Minister Francisco Furtado"."""
    if office.office != "envoy" or office.countries or not cursor.fits(k, "ONDBC", "o"):
        return k
    phrase = office_phrase(cursor, k)
    if phrase is None or phrase[0].plural or phrase[0].level not in _SENDERS:
        return k
    master, after = phrase
    names, after = names_after(cursor, after, told=True, plural=False)
    if not names or not cursor.fits(after, "OTWPs", ","):
        return k
    known = names[0].known
    share_office(master, names)
    office.owner, office.countries = names[0], master.countries or ((known["country"],) if known else ())
    office.stop = names[0].stop
    if cursor.fits(after, "O", ",") and (title := office_phrase(cursor, after)) is not None and not title[0].plural:
        office.office, office.level = title[0].office, title[0].level
        return title[1]
    return after


def _peer_behind(cursor: Cursor, person: Draft, k: int) -> int:
    """Take the country of "Minister X, her Croatian counterpart", "Director X, his peer at Korea's office"."""
    peer = k + cursor.fits(k, "D", ",")
    if not cursor.fits(peer, "R", "_" if peer > k else ",") or cursor.headline:
        return k
    of = peer > k or cursor.fits(peer + 1, "NDB", "ofi")
    if not of or cursor.items[peer].row("references")["kind"] != "counterpart":
        return k
    place = k if peer > k else peer + 1
    person.countries, person.stop = cursor.items[place].countries[:1], cursor.items[max(place, peer)].stop
    return max(place, peer) + 1


def _second_office(cursor: Cursor, person: Draft, k: int) -> int:
    """Take in "Minister X, Eritrea's Ambassador to Ethiopia,": the country, if none was told."""
    if person.countries or not cursor.fits(k, "ONDBC", ",") or (phrase := office_phrase(cursor, k)) is None:
        return k
    office, after = phrase
    if office.plural or not office.countries or cursor.fits(after, BEGINS, "_"):
        return k
    person.countries, person.stop = office.countries[:1], office.stop
    return after


def share_office(office: Draft, names: Sequence[Draft]) -> Sequence[Draft]:
    """Give everybody the office, and each the country that stands in the same place of the list."""
    one_each = len(office.countries) == len(names) > 1
    for place, person in enumerate(names):
        shared = office.countries[place : place + 1] if one_each else office.countries[:1]
        person.countries = person.countries or shared
        person.office, person.level, person.certain = office.office, office.level, True
        person.before, person.vague = office.before, office.vague
    return names


def read_national(cursor: Cursor, i: int) -> int:
    """Read "Russia's Vladimir Putin"; returns the next item, or 0."""
    if not cursor.fits(i + 1, "WPs", "'"):
        return 0
    found = name_at(cursor, i + 1)
    if found is None or not is_certain(cursor, found[0]):
        return 0
    person, after = found
    person.start, person.countries = cursor.items[i].start, cursor.items[i].countries
    cursor.drafts.append(person)
    return after


def stands_alone(cursor: Cursor, i: int) -> bool:
    """Read a single word with a capital, a name only if the document has it elsewhere; False if a clause follows."""
    item = cursor.items[i]
    if cursor.text.startswith(_WHO, item.stop):
        return False
    if not item.text.endswith("."):
        draft = cursor.draft(i, i, "person")
        draft.words, draft.certain = [item.text], False
        cursor.drafts.append(draft)
    return True


def read_person(cursor: Cursor, i: int) -> int:
    """Read a name that no office introduces, with the office that follows it; returns the next item, or 0."""
    found = name_at(cursor, i)
    if found is None:
        return 0
    group, k = _fellows(cursor, *found)
    if after := _office_behind(cursor, group, k):
        return after
    if len(group) == 1 and cursor.fits(k, "N", "o") and _is_theirs(group[0], cursor.items[k].countries):
        group[0].stop, group[0].countries = cursor.items[k].stop, cursor.items[k].countries
        k += 1  # "King Abdullah of Jordan", "Mr Shava of Zimbabwe"
    if len(group) == 1 and (after := _counterpart_behind(cursor, group[0], k)):
        return after
    for person in group:
        person.certain = is_certain(cursor, person) and not (cursor.gaps[i].code == "i" and not person.known)
        _leads(cursor, i, person)
    cursor.drafts.extend(group)
    return k


def _leads(cursor: Cursor, i: int, person: Draft) -> None:
    """Make an official of the name in "a Kenyan delegation headed by Eugene Wamalwa"."""
    if cursor.gaps[i].code != "h" or cursor.headline or len(person.words) < len(("given", "surname")):
        return
    team = cursor.text[: cursor.items[i].start].rstrip().split()[-4:]
    if not any(word.strip(",").lower() in _TEAMS for word in team):
        return
    person.certain, person.office, person.level, person.vague = True, "official", "official", True
    if cursor.drafts and len(cursor.drafts[-1].countries) == 1:
        person.countries = cursor.drafts[-1].countries


def _counterpart_behind(cursor: Cursor, person: Draft, k: int) -> int:
    """Read "hosted Lindita Nikolla, her colleague from Tirana"; returns the next item, or 0."""
    theirs = cursor.fits(k, "R", ",") and cursor.items[k].row("references")["kind"] == "counterpart"
    if not theirs or cursor.headline or len(person.words) < len(("given", "surname")):
        return 0
    person.group, person.certain, person.stop = "counterpart", True, cursor.items[k].stop
    k += 1
    if cursor.fits(k, "NDBC", "ofi"):
        person.countries, person.stop = cursor.items[k].countries, cursor.items[k].stop
        k += 1
    cursor.drafts.append(person)
    return k


def _is_theirs(person: Draft, countries: tuple[str, ...]) -> bool:
    if person.known is not None:
        return (person.known["country"],) == countries
    return person.courtesy and len(countries) == 1


def _fellows(cursor: Cursor, first: Draft, k: int) -> tuple[list[Draft], int]:
    """Collect "Narendra Modi and Sheikh Hasina" when an office in the plural follows."""
    group, end = [first], k
    while len(group) < _MOST_FELLOWS and cursor.fits(end, BEGINS, "&,") and (more := name_at(cursor, end)):
        group.append(more[0])
        end = more[1]
    if len(group) > 1 and cursor.fits(end, "ONDBC", ","):
        phrase = office_phrase(cursor, end)
        if phrase and phrase[0].plural:
            return group, end
    return [first], k


def _says(text: str, stop: int) -> bool:
    """Whether the office behind a name is the subject of what follows: "X will come, the spokesman said"."""
    word = next_word(text, stop)
    return word.endswith("ed") or word in word_list("says")


def _foreign(group: Sequence[Draft], office: Draft) -> bool:
    """Whether the office is of another country than the person: "Erdogan, Greek premier to chair council"."""
    known = group[0].known
    return len(group) == 1 and known is not None and bool(office.countries) and known["country"] not in office.countries


def _past_modifiers(cursor: Cursor, k: int) -> int:
    """Return the office behind words with a capital: "Susan Rice, Domestic Policy Advisor"."""
    at = k
    while at < k + _MOST_FELLOWS and cursor.fits(at, "W", ",(" if at == k else "_"):
        at += 1
    return at if at > k and cursor.fits(at, "O", "_") else k


def _office_behind(cursor: Cursor, group: list[Draft], k: int) -> int:
    at = _past_modifiers(cursor, k)
    if cursor.fits(k, "ONDBCW", ",(-") and (phrase := office_phrase(cursor, at)):
        office, after = phrase
        full = all(len(p.words) > 1 or p.known or p.courtesy for p in group)
        named = cursor.fits(after, BEGINS, "_")  # "X, Russian President Y": the office is Y's
        says = not office.countries and cursor.text.startswith(" ", office.stop) and _says(cursor.text, office.stop)
        if full and not named and not says and office.plural == (len(group) > 1) and not _foreign(group, office):
            group[-1].stop = office.stop
            cursor.drafts.extend(share_office(office, group))
            return after
    if len(group) == 1 and (relative := relative_office(cursor.text, group[0].stop, cursor.stop)):
        person = group[0]
        person.office, person.level, person.certain = *relative, True
        person.countries = cursor.items[k].countries[:1] if k < len(cursor.codes) and cursor.codes[k] in "NDBC" else ()
        cursor.drafts.append(person)
        return k
    return 0
