"""`marsad lexicon check`, `marsad lexicon coverage`: tools for those who extend the lexicon."""

from __future__ import annotations

import typer

from marsad.cli import EXIT_FAILED, EXIT_SOME_FAILED


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, help="The lexicon: check it, find what it lacks.")
    app.add_typer(group, name="lexicon")

    @group.command("check")
    def check() -> None:
        """Check schemas, ids, parents and places, collisions between entries, and run every example; exit code 1 where something is wrong."""
        from marsad.lexicon_check import findings

        found = list(findings())
        for line in found:
            typer.echo(f"marsad: {line}", err=True)
        if found:
            typer.echo(f"marsad: {len(found)} findings; docs/lexicon.md tells how an entry is written", err=True)
            raise typer.Exit(EXIT_FAILED)
        from marsad.events.frames import read_frames

        frames = read_frames()
        typer.echo(f"the lexicon is sound: {sum(len(frame.words) for frame in frames)} words in {len(frames)} frames, every example and counter-example run")

    @group.command("coverage")
    def coverage(
        inputs: list[str] = typer.Argument(..., metavar="INPUT...", help='Files, folders, globs or "-": text, HTML pages, JSONL.'),
        published: str | None = typer.Option(None, "--published", metavar="YYYY-MM-DD", help="Publication day where the input has none."),
        least: int = typer.Option(5, "--least", min=1, help="Show words met at least so often beside armed sides."),
        top: int = typer.Option(100, "--top", min=1, help="Show so many words."),
    ) -> None:
        """List frequent words beside armed sides that no frame knows, most telling first, each with a sentence that gave no event."""
        from marsad.cli.inputs import Reports, day_of
        from marsad.events.coverage import words_of
        from marsad.events.frames import load_events
        from marsad.pipeline import Coder

        coder, reports = Coder(), Reports(inputs, day_of(published))
        counted = words_of(((report, coder.code(report)) for report in reports), load_events())
        typer.echo("beside\telsewhere\tno event\ttelling\tword\tsentence without an event")
        for word in counted.missing(least=least)[:top]:
            sentence = word.sentence.replace("\n", " ").replace("\t", " ")
            typer.echo(f"{word.beside}\t{word.elsewhere}\t{word.silent}\t{word.telling:.0f}\t{word.word}\t{sentence[:160]}")
        if reports.failed:
            raise typer.Exit(EXIT_SOME_FAILED if reports.read else EXIT_FAILED)
