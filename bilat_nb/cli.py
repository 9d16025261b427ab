"""The command line: ``bilat-nb parse | check | explain | archive | query | new | lab | app | completion``.

A command is loaded when it is called, so that help and completion come at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from typing import Any

import click
from click.shell_completion import get_completion_class

from bilat_nb.commands.telling import FAILED, tell

COMMANDS = {
    "parse": "Read documents into tables.",
    "check": "Say where documents contradict themselves or each other.",
    "explain": "Show by which words and rules each figure was read.",
    "archive": "Read an archive of any size into Parquet, resumable.",
    "query": "Ask the results of an archive without loading them.",
    "new": "Make a folder with the notebooks and the five documents.",
    "lab": "Open the notebooks in JupyterLab.",
    "app": "Show the notebooks as pages without code.",
}
"""Module of `bilat_nb.commands` that holds a command of the same name, and what it does."""

EPILOG = """\b
Examples:
  bilat-nb parse articles/ -o tables
  bilat-nb parse export.csv --columns text=body -o tables --format csv
  bilat-nb parse letters.zip --pair BLR RUS --since 2018 -o tables
  bilat-nb check articles/
  bilat-nb archive news.jsonl.gz -o results --pair KAZ UZB
  bilat-nb new mywork

\b
Exit codes: 0 done, 1 nothing could be done, 2 wrong use, 3 done but some
files could not be read, 4 contradictions were found (check).
"""


class Lazy(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded now."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = import_module(f"bilat_nb.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click's)
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items(), ("completion", "Print the script that completes words in a shell.")])


def _version() -> str:
    try:
        return version("bilat-nb")
    except PackageNotFoundError:  # a bare checkout on the path
        return "0"


@click.group(
    cls=Lazy, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(_version(), "-V", "--version", prog_name="bilat-nb")
def cli() -> None:
    """Read ministry and news texts about two countries into tables of trade, energy and diplomatic contacts.

    Every value is tied to the sentence that states it.
    """


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    r"""Print the script that completes words in a shell.

    \b
    bash:  bilat-nb completion bash > ~/.local/share/bash-completion/completions/bilat-nb
    zsh:   bilat-nb completion zsh > ~/.zfunc/_bilat-nb
    fish:  bilat-nb completion fish > ~/.config/fish/completions/bilat-nb.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None, "click knows all three"
    click.echo(kind(cli, {}, "bilat-nb", "_BILAT_NB_COMPLETE").source())


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    What goes wrong is a sentence on stderr, or a line of JSON with ``--errors json``; never a traceback.
    """
    words = list(sys.argv[1:] if words is None else words)
    as_json = "--errors=json" in words or ("--errors", "json") in pairwise(words)
    try:
        code: Any = cli.main(words, prog_name="bilat-nb", standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.UsageError as error:
        told = error.format_message()
        if not as_json and error.ctx is not None:
            told += f"\nTry: {error.ctx.command_path} --help"
        return tell(as_json, "wrong use", told, error.exit_code)
    except click.ClickException as error:
        return tell(as_json, "error", error.format_message(), error.exit_code)
    except BrokenPipeError:  # `| head` has seen enough
        sys.stderr.close()
        return FAILED
    except (OSError, ValueError, KeyError, ImportError) as error:
        said = error.args[0] if isinstance(error, KeyError) and error.args else error
        return tell(as_json, type(error).__name__, str(said), FAILED)
    except Exception as error:
        return tell(as_json, "fault", f"{type(error).__name__}: {error}. Please report it.", FAILED)
    return code if isinstance(code, int) else 0


def run() -> None:
    """Entry point of the script ``bilat-nb``."""
    sys.exit(main())


if __name__ == "__main__":
    run()
