"""`marsad summary`: a period as a page to read."""

from __future__ import annotations

from pathlib import Path

import typer

from marsad.cli.records import country_option, day_option, events_of, failed, usage
from marsad.cli.stores import STORE


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("summary")
    def summary(
        records: list[Path] = typer.Argument(None, metavar="[RECORDS.jsonl...]", help='Files of records from `marsad code`, or "-"; without them the store.'),
        store: str = STORE,
        first: str = typer.Option(..., "--from", metavar="YYYY-MM-DD", help="First day."),
        last: str = typer.Option(..., "--to", metavar="YYYY-MM-DD", help="Last day."),
        country: str | None = typer.Option(None, "--country", metavar="CODE", help="Events in this country, for example SY."),
        output: Path | None = typer.Option(None, "--output", "-o", metavar="FILE", help="FILE.html or FILE.md; default: Markdown on stdout."),
    ) -> None:
        """Sum a period up: counts by type, week and province, map, timeline, and the list of events with sources and quotes."""
        from marsad.exports import replacing
        from marsad.exports.summary import summarise

        start, end, code = day_option(first, "--from"), day_option(last, "--to"), country_option(country)
        assert start is not None
        assert end is not None
        if end < start:
            usage(f"--to {last} is before --from {first}")
        if output is not None and output.suffix.lower() not in (".html", ".htm", ".md", ".markdown"):
            usage(f"the ending of {output} is none of .html, .md")
        with events_of(records or [], store, first=start, last=end, country=code) as events:
            told = summarise(events, first=start, last=end, country=code)
        from marsad.exports.summary_html import html
        from marsad.exports.summary_markdown import markdown

        if output is None:
            typer.echo(markdown(told))
            return
        page = html(told) if output.suffix.lower().startswith(".htm") else markdown(told)
        try:
            with replacing(output) as part:
                part.write_text(page, encoding="utf-8")
        except OSError as error:
            failed(f"{output}: {error.strerror or error}; choose another --output or make room")
        typer.echo(f"marsad: {output}: {len(told.events)} events", err=True)
