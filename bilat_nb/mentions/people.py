"""The people of a text, each once: for users who want nothing but the names."""

from __future__ import annotations

from collections.abc import Iterable

from bilat_nb.model import Actor


def people_of(actors: Iterable[Actor]) -> dict[str, list[Actor]]:
    """Group the actors that are a person, or stand for one, by person.

    Parameters
    ----------
    actors : iterable of Actor
        As `mentions.actors.read_actors` returns them.

    Returns
    -------
    dict
        Surname to mentions, in the order of the text.
    """
    found: dict[str, list[Actor]] = {}
    for actor in actors:
        if actor.person:
            found.setdefault(actor.person, []).append(actor)
    return found
