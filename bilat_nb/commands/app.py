"""``bilat-nb app``: the notebooks as pages without code."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import click

from bilat_nb.commands.homes import notebooks_home, start, template_home


@click.command(
    context_settings={"ignore_unknown_options": True},
    epilog="\b\nExamples:\n  bilat-nb app\n  bilat-nb app mywork --no-browser --port 8866\n",
)
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[DIR]"
)
@click.argument("more", nargs=-1, type=click.UNPROCESSED)
def command(folder: Path | None, more: tuple[str, ...]) -> int:
    """Show the notebooks as pages without code; what follows DIR goes to Voilà."""
    if find_spec("voila") is None:
        raise click.ClickException("The pages need Voilà: pip install 'bilat-nb[app]'.")
    home = folder if folder is not None else notebooks_home()
    shown = home / "notebooks" if (home / "notebooks").is_dir() else home
    path = os.pathsep.join(filter(None, [str(template_home()), os.environ.get("JUPYTER_PATH")]))
    os.environ["JUPYTER_PATH"] = path
    return start(["voila", str(shown.resolve()), "--template=bilat", *more], shown)
