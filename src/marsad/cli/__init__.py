"""The command line: one module a command, imported when the command is used."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys

import typer

EXIT_FAILED, EXIT_USAGE, EXIT_SOME_FAILED, EXIT_INTERRUPTED = 1, 2, 3, 130
"""Exit codes beside 0: failed; wrong usage; done, but some inputs failed (each named on stderr); interrupted."""

_COMMANDS = ("code", "add", "watch", "search", "query", "export", "summary", "explain", "times", "places", "actors", "lexicon", "evaluate")


def _app() -> typer.Typer:
    app = typer.Typer(
        name="marsad", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
        help="Marsad reads Arabic reports of armed conflict and codes them as events, every field bound to its words.",
    )  # fmt: skip
    for name in _COMMANDS:
        if importlib.util.find_spec(f"marsad.cli.{name}") is not None:
            importlib.import_module(f"marsad.cli.{name}").register(app)

    @app.callback(invoke_without_command=True)
    def main_options(version: bool = typer.Option(False, "--version", help="Print the version and exit.")) -> None:
        if version:
            from marsad import __version__

            typer.echo(__version__)
            raise typer.Exit

    return app


def main() -> None:
    """The entry point `marsad`."""
    try:
        _app()()
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has gone: nothing to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
