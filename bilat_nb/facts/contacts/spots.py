"""Where: which city belongs to which cue."""

from __future__ import annotations

from bilat_nb.facts.contacts.dates import owner
from bilat_nb.facts.contacts.line import CUE, PLACE, Item, Line
from bilat_nb.model import Place


def place_for(line: Line, cue: int, cues: list[int], heads_to: bool = False) -> Item | None:
    """Return the city where the contact of a cue takes place, or where a visit goes to."""
    found = [i for i, item in enumerate(line.items) if item.code == PLACE and item.place is not None]
    mine = [i for i in found if _locates(line, i, heads_to) and owner(line, i, cues) == cue]
    after = [i for i in mine if i > cue]
    chosen = after[0] if after else mine[-1] if mine else None
    return hosting_city(line, cue) if chosen is None else line.items[chosen]


def hosting_city(line: Line, cue: int) -> Item | None:
    """Return the city that hosts: "Grodno hosted the forum", "Sochi to host talks"."""
    for i in range(max(cue - 6, 0), cue + 1):
        if line.codes[i] == CUE and line.word(i).startswith(("host", "play")):
            before = i - 1
            while line.code(before) in "tFV" and before > i - 4:
                before -= 1
            return _city(line, before)
    return None


def _city(line: Line, index: int) -> Item | None:
    if not 0 <= index < len(line.items):
        return None
    item = line.items[index]
    if item.place is not None:
        return item
    token = next((t for t in line.sentence.tokens if t.start == item.start and t.get("cities") is not None), None)
    if token is None:
        return None
    place = Place(token.start, token.stop, line.text[token.start : token.stop])
    return Item(token.start, token.stop, PLACE, place=place)


def _locates(line: Line, index: int, heads_to: bool) -> bool:
    before = index - 1
    while line.code(before) in "fexL" and before > index - 4:
        before -= 1
    code = "i" if line.code(before) == CUE and line.word(before).endswith(" in") else line.code(before)
    if code == "y" and line.word(before - 1) == "hosted":
        return True
    return code in ("in" if not heads_to else "int") or (heads_to and code == CUE)
