"""A corpus of any size for the measurements of speed: the documents of data/ with other numbers, months and countries.

Every copy differs, so that no cache and no repeated string makes the reading look fast. One seed, one corpus.

    python benchmarks/corpus.py [--mb 2] [--seed 1]      prints how many documents and how many bytes
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import cycle, islice
from pathlib import Path

from bilat_nb.documents import Document

SOURCES = Path(__file__).resolve().parent.parent / "data" / "documents"
MONTHS = "January February March April May June July August September October November December".split()
COUNTRIES = (
    ("Belarus", "Belarusian", "Minsk"),
    ("Russia", "Russian", "Moscow"),
    ("Argentina", "Argentine", "Buenos Aires"),
    ("Azerbaijan", "Azerbaijani", "Baku"),
    ("China", "Chinese", "Beijing"),
    ("Ghana", "Ghanaian", "Accra"),
    ("Indonesia", "Indonesian", "Jakarta"),
    ("Jordan", "Jordanian", "Amman"),
    ("Mongolia", "Mongolian", "Ulaanbaatar"),
    ("Peru", "Peruvian", "Lima"),
    ("Sweden", "Swedish", "Stockholm"),
    ("Thailand", "Thai", "Bangkok"),
)
_WORDS = re.compile(
    r"\d+|\b(?:" + "|".join([*MONTHS, *sorted((n for c in COUNTRIES[:2] for n in c), key=len, reverse=True)]) + r")\b"
)


@cache
def sources() -> tuple[str, ...]:
    """The texts that the corpus is made of."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.txt")))


def varied(text: str, chance: random.Random) -> str:
    """One copy: its figures, months and two countries are drawn anew, the same country for the same name."""
    drawn = chance.sample(COUNTRIES, 2)
    names = {old: new for i in (0, 1) for old, new in zip(COUNTRIES[i], drawn[i], strict=True)}

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if not word.isdigit():
            return names.get(word) or chance.choice(MONTHS)
        if len(word) == 4 and word[:2] in ("19", "20"):
            return str(chance.randint(1996, 2026))
        if len(word) <= 2 and int(word) <= 31:  # a day stays a day
            return str(chance.randint(1, 28))
        return str(chance.randint(1, 9)) + "".join(chance.choice("0123456789") for _ in word[1:])

    return _WORDS.sub(other, text)


def documents(megabytes: float, seed: int = 1) -> Iterator[Document]:
    """Documents until their texts have as many bytes of UTF-8."""
    chance, size = random.Random(seed), 0
    for n, text in enumerate(cycle(sources())):
        if size >= megabytes * 1e6:
            return
        copy = varied(text, chance)
        size += len(copy.encode())
        yield Document(f"d{n:06d}", copy)


def records(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """As many records of a news archive in the order of their days, from 40 publishers over 25 years."""
    chance = random.Random(seed)
    first = date(2000, 1, 1)
    for n, document in enumerate(islice(documents(float("inf"), seed), count)):
        day = first + timedelta(days=n * 25 * 365 // count)
        yield {
            "id": document.doc_id,
            "published": day.isoformat(),
            "publisher": f"Agency {chance.randint(1, 40)}",
            "text": document.text,
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mb", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sizes = [len(document.text.encode()) for document in documents(options.mb, options.seed)]
    print(f"{len(sizes):,} documents, {sum(sizes):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
