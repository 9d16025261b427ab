"""Imports point one way: a module may import what stands before it in LAYERS, never what stands after.

The listing is the architecture. A module that is not in it fails the test: its place is decided, not drifted into.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "bilat_nb"

# From text to notebook. A name stands for a module, or for a package; modules of one package may import each other.
LAYERS = """
    frozen
    spans
    model
    loading
    documents
    web
    vocabulary
    lexicon
    blocks
    sentences
    mentions
    resolve
    reading
    facts
    finding
    records
    storage
    tables
    overrides
    pipeline
    readers
    selection
    recognised
    rates
    series
    indexing
    words
    merging
    frequency
    network
    agreement
    reference
    comparison
    views
    marking
    markup
    decisions
    explain
    archive
    reporting
    widgets
    commands
    cli
""".split()

# The packages of facts, and what each reads besides itself.
TABLES = ["figures", "trade", "energy", "contacts"]
FIGURES_FOR = {"trade": ["figures"], "energy": ["figures"]}

# The layer at which a library may first be imported.
ENTERS_AT = {
    "numpy": "storage",
    "pandas": "storage",
    "pyarrow": "storage",
    "networkx": "network",
    "matplotlib": "views",
    "IPython": "widgets",
    "ipywidgets": "widgets",
    "anywidget": "widgets",
}

# Imports inside a function, (module, imported): each keeps `import bilat_nb` light. All other imports stand at the top.
LAZY = {
    ("bilat_nb", "importlib.metadata"),
    ("bilat_nb.documents", "bilat_nb.markup"),
    ("bilat_nb.tables", "bilat_nb.markup"),
}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def imported(node: ast.AST) -> Iterator[str]:
    """Yield the modules that one import statement names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        # `from bilat_nb.mentions import numbers` names a module, `from bilat_nb.spans import Span` a thing in one
        for name in (f"{node.module}.{alias.name}" for alias in node.names):
            yield name if name in MODULES else node.module


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports(tree: ast.AST, lazy: bool = False, typing: bool = False) -> Iterator[tuple[str, bool, bool]]:
    """Yield (module, inside a function?, for type checkers only?) for every import below `tree`."""
    for node in ast.iter_child_nodes(tree):
        yield from ((name, lazy, typing) for name in imported(node))
        in_function = lazy or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        yield from imports(node, in_function, typing or is_type_checking(node))


def layer(name: str) -> int | None:
    """Place of a module of the package in LAYERS; None for other modules and for the package's own face."""
    top, _, rest = name.partition(".")
    head = rest.partition(".")[0]
    return LAYERS.index(head) if top == "bilat_nb" and head in LAYERS else None


def faults(name: str, tree: ast.AST) -> Iterator[str]:
    """Yield what is wrong with the imports of one module."""
    own = layer(name)
    for target, lazy, typing in imports(tree):
        if lazy and (name, target) not in LAZY:
            yield f"imports {target} inside a function"
        elif target == "bilat_nb" and name != "bilat_nb":
            yield "imports the package's face instead of a module"
        elif not lazy and own is not None and (layer(target) or 0) > own:
            yield f"imports {target}, which stands after it"
        entry = ENTERS_AT.get(target.partition(".")[0])
        if entry and not lazy and not typing and (own is None or own < LAYERS.index(entry)):
            yield f"imports {target}, which enters at {entry}"


def test_every_module_has_its_layer():
    heads = {name.split(".")[1] for name in MODULES if name != "bilat_nb"}
    assert not heads - set(LAYERS)


@pytest.mark.parametrize("table", TABLES)
def test_no_table_reads_another(table):
    """Trade and energy read what they share in `figures`; otherwise a package of facts keeps to itself."""
    inside = {name: tree for name, tree in MODULES.items() if name.startswith(f"bilat_nb.facts.{table}.")}
    targets = {target for tree in inside.values() for target, *_ in imports(tree)}
    reached = {target.split(".")[2] for target in targets if target.startswith("bilat_nb.facts.")}
    assert inside
    assert reached <= {table, *FIGURES_FOR.get(table, ())}


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_one_way(name):
    assert not list(faults(name, MODULES[name]))


def test_no_cycle():
    graph = {
        name: {target for target, lazy, typing in imports(tree) if target in MODULES and not lazy and not typing}
        for name, tree in MODULES.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


def test_every_lazy_import_is_still_there():
    present = {(name, target) for name, tree in MODULES.items() for target, lazy, _ in imports(tree) if lazy}
    missing = {pair for pair in LAZY - present if pair[0] in MODULES}
    assert not missing, "remove it from LAZY"


@pytest.mark.parametrize(
    ("name", "code", "fault"),
    [
        ("bilat_nb.spans", "from bilat_nb.tables import Facts", "stands after"),
        ("bilat_nb.facts.trade.table", "import pandas as pd", "enters at storage"),
        ("bilat_nb.series", "def f():\n    import json", "inside a function"),
        ("bilat_nb.views.lines", "from bilat_nb import parse", "face"),
        (
            "bilat_nb.views.lines",
            "import pandas\nfrom matplotlib.figure import Figure\nfrom bilat_nb.series import x",
            None,
        ),
    ],
)
def test_the_rules_themselves(name, code, fault):
    found = list(faults(name, ast.parse(code)))
    assert len(found) == (fault is not None)
    assert fault is None or fault in found[0]
