"""`marsad actors find`: the actors of a text."""

from __future__ import annotations

import sys

import typer


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, help="Actors: find them in a text.")
    app.add_typer(group, name="actors")

    @group.command("find")
    def find(text: str = typer.Argument(..., help='An Arabic text, or "-" for standard input.')) -> None:
        """Print each actor named in a text: offsets, English name, inter code, country, rule, words."""
        from marsad.actors.finder import ActorFinder
        from marsad.actors.registry import load_actors
        from marsad.arabic.text import read_text

        words = sys.stdin.read() if text == "-" else text
        lexicon = load_actors()
        for mention in ActorFinder(lexicon).find(read_text(words)):
            name, inter, country = mention.named(place_country=None, countries=lexicon.country_names, violent=False)
            typer.echo(f"{mention.start}\t{mention.end}\t{name}\t{inter}\t{country or '-'}\t{mention.rule}\t{words[mention.start : mention.end]}")

    @group.command("list")
    def list_all() -> None:
        """Print the registry: id, English name, kind, inter code at home and abroad, country."""
        from marsad.actors.registry import load_actors

        for actor in load_actors().actors.values():
            typer.echo(f"{actor.id}\t{actor.name_en}\t{actor.kind}\t{actor.inter}\t{actor.abroad}\t{actor.country or '-'}")
