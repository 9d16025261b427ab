"""Lists of small words that the grammar of actors looks up in the text itself, from the table ``actor_words``."""

from __future__ import annotations

from functools import cache

from bilat_nb import vocabulary


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one list of the table.

    Examples
    --------
    >>> "oblast" in word_list("provinces")
    True
    """
    found = [row["words"].split() for row in vocabulary.table("actor_words") if row["list"] == name]
    if not found:
        raise vocabulary.VocabularyError(f"actor_words.csv has no list {name!r}.")
    return frozenset(found[0])
