"""``bilat-nb lab``: JupyterLab on a working folder."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bilat_nb.commands.homes import start

INDEX = "notebooks/00-start-here.ipynb"


@click.command(
    context_settings={"ignore_unknown_options": True},
    epilog="\b\nExamples:\n  bilat-nb lab mywork\n  bilat-nb lab mywork --no-browser --port 8890\n",
)
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[DIR]")
@click.argument("more", nargs=-1, type=click.UNPROCESSED)
def command(folder: Path, more: tuple[str, ...]) -> int:
    """Open the notebooks of a folder in JupyterLab; what follows DIR goes to JupyterLab."""
    page = [f"--LabApp.default_url=/lab/tree/{INDEX}"] if (folder / INDEX).is_file() else []
    root_user = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return start(["jupyterlab", f"--ServerApp.root_dir={folder.resolve()}", *page, *root_user, *more], folder)
