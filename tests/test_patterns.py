"""Every pattern of the package runs in linear time: it compiles in RE2, which knows no other kind."""

import importlib
import pkgutil
import re

import pytest
import re2

import bilat_nb

MODULES = [module.name for module in pkgutil.walk_packages(bilat_nb.__path__, "bilat_nb.")]
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")  # Python's way to write a character, which RE2 spells otherwise


@pytest.mark.parametrize("name", MODULES)
def test_patterns_compile_in_re2(name):
    patterns = [value for value in vars(importlib.import_module(name)).values() if isinstance(value, re.Pattern)]
    for pattern in patterns:
        re2.compile(ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), pattern.pattern))


def test_there_are_patterns():
    assert "bilat_nb.facts.figures.scene" in MODULES
