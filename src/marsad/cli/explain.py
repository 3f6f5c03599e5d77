"""`marsad explain`: why each field of each event has its value, as text or as a page for a browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from marsad.cli import EXIT_FAILED, EXIT_SOME_FAILED
from marsad.cli.inputs import ALLOW_PRIVATE, COLUMNS

if TYPE_CHECKING:
    from typing import TextIO

    from marsad.cli.inputs import Reports
    from marsad.record import CodedReport


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("explain")
    def explain(
        inputs: list[str] = typer.Argument(..., metavar="INPUT...", help='Files, folders, globs, URLs or "-": pages, texts, tables, feeds, archives.'),
        published: str | None = typer.Option(None, "--published", metavar="YYYY-MM-DD", help="Publication day where the input has none."),
        html: bool = typer.Option(False, "--html", help="One page for a browser, with everything in it, instead of text."),
        output: Path | None = typer.Option(
            None, "--output", "--out", "-o", metavar="FILE", help='Write here, whole or not at all; "-" is stdout. FILE.html is a page without --html as well.'
        ),
        columns: str | None = COLUMNS,
        allow_private: bool = ALLOW_PRIVATE,
    ) -> None:
        """Show the spans of a text and, for each event, the rule and the words behind each field."""
        from marsad.cli.inputs import Reports, columns_of, day_of
        from marsad.cli.records import usage

        to_stdout = output is None or str(output) == "-"
        page = html or (output is not None and output.suffix.lower() in (".html", ".htm"))
        if page and output is None and sys.stdout.isatty():
            usage("a page is for a browser: give -o FILE.html, or -o - for the terminal")
        reports = Reports(inputs, day_of(published), columns_of(columns), allow_private=allow_private)
        if to_stdout:
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
            _write(reports, sys.stdout, page=page)
        else:
            assert output is not None
            _write_file(reports, output, page=page)
        if reports.failed:
            raise typer.Exit(EXIT_SOME_FAILED if reports.read else EXIT_FAILED)


def _write(reports: Reports, out: TextIO, *, page: bool) -> None:
    from marsad.explain import explanation, write_page

    if page:
        write_page(_coded(reports), out)
        return
    for record, text in _coded(reports):
        out.write(explanation(record, text) + "\n")
        out.flush()


def _write_file(reports: Reports, output: Path, *, page: bool) -> None:
    """Write the file; one that holds no report takes no old one's place."""
    from marsad.cli.records import failed
    from marsad.exports import replacing

    try:
        with replacing(output) as part:
            with part.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
                _write(reports, out, page=page)
            if not reports.read:
                raise typer.Exit(EXIT_FAILED)
    except OSError as error:
        failed(f"{output}: {error.strerror or error}; choose another --output or make room")
    typer.echo(f"marsad: {output}: {reports.read} report{'s' if reports.read != 1 else ''}", err=True)


def _coded(reports: Reports) -> Iterator[tuple[CodedReport, str]]:
    from marsad.pipeline import Coder

    coder = Coder()
    for report in reports:
        yield coder.code(report), report.full_text
