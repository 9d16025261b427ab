"""The README's examples run, and the files that it names are there."""

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_examples_give_what_they_say(monkeypatch):
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert result.attempted >= 6
    assert result.failed == 0


def test_what_it_names_is_there():
    named = re.findall(r"\]\(([\w./-]+)\)", README) + re.findall(
        r"`((?:notebooks|data|tests|benchmarks|docs)/[\w./-]+)`", README
    )
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]
