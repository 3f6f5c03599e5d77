"""`marsad places`: the places of a text, look-ups by name, tables that the user brings."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from marsad.cli import EXIT_FAILED, EXIT_SOME_FAILED

if TYPE_CHECKING:
    from marsad.places import Entry, FoundPlace


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, help="Places: find them in a text, look a name up, import tables of places.")
    app.add_typer(group, name="places")

    @group.command("find")
    def find(
        text: str = typer.Argument(..., help='An Arabic text, or "-" for standard input.'),
        country: list[str] = typer.Option([], "--country", metavar="XX", help="ISO code of a country that the text is about; may be repeated."),
        as_json: bool = typer.Option(False, "--json", help="One JSON object a place instead of a line of columns."),
    ) -> None:
        """Print each place named in a text: offsets, English name, kind, country, admin1, point, radius, precision codes, confidence, rule, words."""
        from marsad.arabic.text import read_text
        from marsad.places import PlaceFinder

        words = sys.stdin.read() if text == "-" else text
        given = {code.upper(): 1.0 / len(country) for code in country}
        with _told():
            for place in PlaceFinder().find(read_text(words), countries=given):
                typer.echo(json.dumps(place.to_record(words).model_dump(), ensure_ascii=False) if as_json else _line(place, words))

    @group.command("lookup")
    def lookup(
        name: str = typer.Argument(..., help="A name in Arabic or English, whole."),
        as_json: bool = typer.Option(False, "--json", help="One JSON object a place instead of a line of columns."),
    ) -> None:
        """Print every place that has the name: id, English and Arabic name, kind, country, admin1, admin2, point, people, source."""
        from marsad.places import PlaceFinder

        with _told():
            found = PlaceFinder().lookup(name)
        for entry in found:
            typer.echo(json.dumps(_fields(entry), ensure_ascii=False) if as_json else "\t".join(_shown(v) for v in _fields(entry).values()))
        if not found:
            typer.echo(f"marsad: no place is named {name!r}; full tables can be brought in: marsad places import XX.zip", err=True)
            raise typer.Exit(EXIT_FAILED)

    @group.command("import")
    def import_tables(
        files: list[Path] = typer.Argument(..., metavar="FILE...", help="GeoNames XX.zip, alternateNamesV2.zip, or OCHA P-codes as CSV or XLSX."),
    ) -> None:
        """Import tables of places; they are used by every later run. Bad rows are named and skipped; a dump comes before its alternate names."""
        from marsad.places.imports import ImportRefused, import_file

        failed = 0
        for path in files:
            try:
                outcome = import_file(path, say=lambda message: typer.echo(f"marsad: {message}", err=True), progress=_progress)
            except ImportRefused as error:
                failed += 1
                _progress(0)
                typer.echo(f"marsad: {error}", err=True)
                continue
            _progress(0)
            more = f", {outcome.bad - len(outcome.first_bad)} of them not shown" if outcome.bad > len(outcome.first_bad) else ""
            typer.echo(
                f"{outcome.file}: {outcome.kind}, {outcome.rows} rows: {outcome.places} places, {outcome.names} names kept,"
                f" {outcome.aside} left aside, {outcome.bad} bad{more}"
            )
        if failed:
            raise typer.Exit(EXIT_SOME_FAILED if failed < len(files) else EXIT_FAILED)


class _told:
    """Ends the command with one line and exit code 1 where the gazetteer cannot be built or read."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            typer.echo(f"marsad: {error}", err=True)
            raise typer.Exit(EXIT_FAILED) from error


def _progress(rows: int) -> None:
    """The number of rows read, on a terminal only; 0 clears the line."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{rows:,} rows" if rows else "\r\033[K")
        sys.stderr.flush()


def _shown(value: object) -> str:
    return "-" if value is None or value == "" else str(value)


def _line(found: FoundPlace, words: str) -> str:
    place = found.place
    at = f"{found.start}\t{found.end}"
    words = " ".join(words[found.start : found.end].split())
    if place is None:
        return f"{at}\t(no point)\t-\t-\t-\t-\t-\t-\t{found.confidence:.2f}\t{found.rule}\t{words}"
    where = "-" if place.lat is None or place.lon is None else f"{place.lat:.4f},{place.lon:.4f} ±{place.radius_km:.0f} km"
    cells = (
        place.name_en,
        place.kind,
        place.country,
        place.admin1,
        where,
        f"geo {place.geo_precision}",
        f"where {place.where_prec}",
        f"{found.confidence:.2f}",
    )
    return "\t".join((at, *map(_shown, cells), found.rule, words))


def _fields(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id, "name_en": entry.name_en, "kind": entry.kind, "country": entry.country, "admin1": entry.admin1, "admin2": entry.admin2,
        "lat": entry.lat, "lon": entry.lon, "population": entry.population, "source": entry.source, "name_ar": entry.name_ar,
    }  # fmt: skip
