"""From one file to all texts in it: the right reader for its kind, and for what it holds in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from bilat_nb.loading.encoding import storable
from bilat_nb.loading.extracts import Blob, Extract, Options, Problem, UnreadableError, note
from bilat_nb.loading.kinds import ending_of, kind_of, told_kind


def extracts(blob: Blob, options: Options) -> Iterator[Extract | Problem]:
    """Yield every text in a file, and what is to be told about it; nothing is raised for a bad file.

    Examples
    --------
    >>> [found.text for found in extracts(Blob(b"Trade grew.", "note.txt"), Options())]
    ['Trade grew.']
    """
    try:
        yield from _read(blob, options)
    except UnreadableError as error:
        yield note(error.kind, error.detail)
    except RecursionError:
        yield note("damaged file", f"{blob.name} nests its parts too deep to be read.")
    except Exception as error:  # a library that trips over a broken or hostile file must not cost the batch
        yield note("unreadable file", f"{blob.name}: {type(error).__name__}: {str(error)[:200]}.")


def _read(blob: Blob, options: Options) -> Iterator[Extract | Problem]:
    if not blob.raw.strip():
        raise UnreadableError("empty file", f"{blob.name} has no text.")
    kind = kind_of(blob)
    if told_kind(blob.name) not in (kind, None, "packed"):
        yield note("wrong ending", f"{blob.name} ends in {ending_of(blob.name)}; it was read as {kind}.")
    for found in import_module(f"bilat_nb.loading.{kind}").read(blob, options):
        if isinstance(found, Blob):
            yield from extracts(found, options)
        elif isinstance(found, Extract):
            yield from _checked(found, blob)
        else:
            yield found


def _checked(found: Extract, blob: Blob) -> Iterator[Extract | Problem]:
    if not found.text.strip():
        yield note("empty file", f"{found.inside or blob.name} has no text.")
        return
    text, told = storable(found.text)
    yield from ({**row, "detail": f"{found.inside or blob.name}: {row['detail']}"} for row in told)
    yield replace(found, text=text)
