"""`marsad evaluate`: code the gold documents of a folder and compare."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer

from marsad.cli import EXIT_FAILED


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("evaluate")
    def evaluate(gold: Path = typer.Argument(..., help="A folder with docs/ID.json and ann/ID.json.")) -> None:
        """Print precision, recall and F1 of detection, event type and sub-event type on gold documents."""
        from marsad.evaluation import evaluate_folder

        if not (gold / "docs").is_dir() or not (gold / "ann").is_dir():
            typer.echo(f"marsad: {gold}: no docs/ and ann/ folders; give the folder that holds both", err=True)
            raise typer.Exit(EXIT_FAILED)
        json.dump(evaluate_folder(gold), sys.stdout, indent=1)
        sys.stdout.write("\n")
