"""What the commands that use the store share: the option, opening it, telling its errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from marsad.cli import EXIT_FAILED

if TYPE_CHECKING:
    from marsad.store import Store

DEFAULT = "marsad.db"
STORE = typer.Option(DEFAULT, "--store", envvar="MARSAD_STORE", metavar="PATH|URL", help="The store: a SQLite file, or postgresql://USER@HOST/DATABASE.")


@contextmanager
def opened(where: str, *, create: bool = False) -> Iterator[Store]:
    """The open store; an error of the store within ends the command with exit code 1, its message and remedy on stderr."""
    from marsad.store import StoreError, open_store

    try:
        with open_store(where, create=create) as store:
            yield store
    except StoreError as error:
        typer.echo(f"marsad: {error}", err=True)
        raise typer.Exit(EXIT_FAILED) from None
