"""`import bilat_nb` stays light: what is heavy is loaded by the call that needs it."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = {"numpy", "pandas", "pyarrow", "matplotlib", "IPython", "ipywidgets", "anywidget", "dask", "tqdm", "re2"}


def loaded_after(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after `code`."""
    report = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    child = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    return set(json.loads(child.stdout.splitlines()[-1]))


def test_import_loads_nothing_heavy():
    loaded = loaded_after("import bilat_nb")
    assert "bilat_nb" in loaded
    assert not loaded & HEAVY


def test_the_check_above_can_fail():
    assert "numpy" in loaded_after("import bilat_nb, numpy")


def test_every_public_name_is_there():
    # The names are lazy: a typing mistake in one of them would show only when it is first used.
    code = "import bilat_nb\nfor name in bilat_nb.__all__: getattr(bilat_nb, name)\nassert bilat_nb.__all__"
    assert "bilat_nb" in loaded_after(code)
