"""`marsad lexicon check`: the data files against their schemas and against each other."""

from __future__ import annotations

import typer

from marsad.cli import EXIT_FAILED


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, help="The lexicon: check it.")
    app.add_typer(group, name="lexicon")

    @group.command("check")
    def check() -> None:
        """Check schemas, duplicate ids, parents and places of the lexicon; exit code 1 where something is wrong."""
        from marsad.lexicon_check import findings

        found = list(findings())
        for line in found:
            typer.echo(f"marsad: {line}", err=True)
        if found:
            raise typer.Exit(EXIT_FAILED)
        typer.echo("the lexicon is sound")
