"""`marsad explain`: why each field of each event has its value."""

from __future__ import annotations

import typer

from marsad.cli import EXIT_FAILED, EXIT_SOME_FAILED


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("explain")
    def explain(
        inputs: list[str] = typer.Argument(..., metavar="INPUT...", help='Files, folders, globs or "-".'),
        published: str | None = typer.Option(None, "--published", metavar="YYYY-MM-DD", help="Publication day where the input has none."),
    ) -> None:
        """Show the spans of a text and, for each event, the rule and the words behind each field."""
        from marsad.cli.inputs import Reports, day_of
        from marsad.explain import explanation
        from marsad.pipeline import Coder

        coder = Coder()
        reports = Reports(inputs, day_of(published))
        for report in reports:
            typer.echo(explanation(coder.code(report), report.full_text))
        if reports.failed:
            raise typer.Exit(EXIT_SOME_FAILED if reports.read else EXIT_FAILED)
