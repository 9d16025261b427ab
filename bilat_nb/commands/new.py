"""``bilat-nb new``: a working folder with the notebooks, the five documents and the official figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from bilat_nb.commands.homes import data_home, notebooks_home
from bilat_nb.commands.telling import DONE

_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.pyc")


@click.command(epilog="\b\nExample:\n  bilat-nb new mywork && bilat-nb lab mywork\n")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--force", is_flag=True, help="Replace notebooks and documents of an earlier copy.")
def command(folder: Path, force: bool) -> int:
    """Make a folder with the notebooks, the five documents and the official figures.

    Files of your own in it are never touched.
    """
    parts = {"notebooks": notebooks_home(), "data": data_home()}
    present = [name for name in parts if (folder / name).exists()]
    if present and not force:
        raise click.ClickException(f"{folder} has {' and '.join(present)} already: choose another DIR, or --force.")
    for name, home in parts.items():
        shutil.copytree(home, folder / name, dirs_exist_ok=True, ignore=_LEFT_OUT)
    click.echo(f"{folder} is ready. Next: bilat-nb lab {folder}")
    return DONE
