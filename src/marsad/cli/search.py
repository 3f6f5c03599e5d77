"""`marsad search`: reports of the store by their words."""

from __future__ import annotations

import json
import sys
from enum import StrEnum

import typer

from marsad.cli import EXIT_USAGE
from marsad.cli.stores import STORE, opened


class SearchFormat(StrEnum):
    """What the command prints."""

    table = "table"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("search")
    def search(
        words: list[str] = typer.Argument(..., metavar="WORD...", help="Words that must all occur; in quotes: in that order."),
        store: str = STORE,
        limit: int = typer.Option(20, "--limit", min=1, help="How many reports at most."),
        to: SearchFormat | None = typer.Option(None, "--to", help="Default: table on a terminal, jsonl in a pipe."),
    ) -> None:
        """Find stored reports by their words; spelling variants, vowel signs, prefixes and the article make no difference."""
        from marsad.store.words import query_phrases

        text = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
        if not query_phrases(text):
            typer.echo(f"marsad: there is no word in {text!r}; give at least one", err=True)
            raise typer.Exit(EXIT_USAGE)
        form = to or (SearchFormat.table if sys.stdout.isatty() else SearchFormat.jsonl)
        with opened(store) as opened_store:
            hits = opened_store.search(text, limit=limit)
        for hit in hits:
            info = hit.report
            if form is SearchFormat.jsonl:
                told = {
                    "id": info.id, "title": info.title, "published": info.published.isoformat() if info.published else None, "source": info.source,
                    "url": info.url, "score": round(hit.score, 6), "snippet": hit.snippet,
                }  # fmt: skip
                typer.echo(json.dumps(told, ensure_ascii=False))
            else:
                typer.echo(f"{info.published or '-'}  {info.id}  {info.title}\n    {hit.snippet}")
        if not hits and form is SearchFormat.table:
            typer.echo("marsad: no report has these words", err=True)
