"""`marsad times`: the temporal expressions of reports."""

from __future__ import annotations

from enum import StrEnum

import typer

from marsad.cli import EXIT_FAILED, EXIT_SOME_FAILED


class TimesFormat(StrEnum):
    """What the command prints."""

    jsonl = "jsonl"
    timeml = "timeml"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("times")
    def times(
        inputs: list[str] = typer.Argument(..., metavar="INPUT...", help='Files, folders, globs or "-".'),
        published: str | None = typer.Option(None, "--published", metavar="YYYY-MM-DD", help="Publication day where the input has none."),
        to: TimesFormat = typer.Option(TimesFormat.jsonl, "--to", help="TIMEX3 as JSON lines, or the text with inline TimeML."),
    ) -> None:
        """Print the temporal expressions of reports: TIMEX3 type and value, first and last day, precision, rule."""
        from marsad.cli.inputs import Reports, day_of
        from marsad.times import TimeTagger, infer_published
        from marsad.times.timeml import to_json_lines, to_timeml

        tagger = TimeTagger()
        reports = Reports(inputs, day_of(published))
        for report in reports:
            text = report.full_text
            day = report.published
            if day is None:
                day, _evidence = infer_published(text)
            found = tagger.find(text, published=day)
            if to is TimesFormat.timeml:
                typer.echo(to_timeml(text, found, published=day), nl=False)
            else:
                for line in to_json_lines(report.id, found):
                    typer.echo(line)
        if reports.failed:
            raise typer.Exit(EXIT_SOME_FAILED if reports.read else EXIT_FAILED)
