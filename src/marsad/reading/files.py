"""Files, folders, globs and standard input → reports, each read by the reader of its kind."""

from __future__ import annotations

import datetime as dt
import glob
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from marsad.reading.article import GIVE_TEXT, checked, from_text, read_article, too_large
from marsad.reading.bounded import bounded
from marsad.reading.columns import Columns
from marsad.reading.decoding import decode
from marsad.reading.detect import Kind, kind_of
from marsad.reading.items import MAX_PAGE, MAX_SPOOL, InputFailure, Items, Read
from marsad.reading.seen import Seen
from marsad.reading.streams import Source, of_file, of_stream, unpacked
from marsad.report import Report

_SUFFIXES = frozenset(".html .htm .xhtml .txt .jsonl .ndjson .json .csv .tsv .parquet .xml .rss .atom .mhtml .mht .pdf .warc .wet .wacz .gz .zst".split())
_NO_COLUMNS = Columns({})
_NO_TEXT = ("no text (binary, or an unknown encoding)", "save it as UTF-8 text or HTML")


def read_inputs(
    inputs: Sequence[str], *, published: dt.date | None = None, columns: Columns | None = None, stdin: BinaryIO | None = None
) -> Iterator[Report | InputFailure]:
    """The reports of the inputs, lazily and in order; what cannot be read comes as an `InputFailure` and the rest goes on.

    `published` dates the reports that bring no day of their own (tables, feeds, archives, chats) and overrides the day of single pages and
    texts. `columns` tells which columns of tables make which field. "-" is standard input (`stdin` replaces it).
    """
    seen = Seen()
    for name in inputs:
        if name == "-":
            source = of_stream("standard input", "stdin", stdin or sys.stdin.buffer)
            yield from reports_in(source, published, columns or _NO_COLUMNS, seen=seen)
            continue
        root, path = Path(name), None
        for path in _paths(name):
            if isinstance(path, InputFailure):
                yield path
                continue
            identity = path.relative_to(root).as_posix() if root.is_dir() else path.name if root.exists() else path.as_posix()
            try:
                with path.open("rb") as stream:
                    yield from reports_in(of_file(path, identity, stream), published, columns or _NO_COLUMNS, seen=seen)
            except OSError as error:
                yield InputFailure(str(path), f"cannot be read ({error.strerror or error})", "check its permissions")
        if path is None:
            yield _nothing(name)


def reports_in(
    source: Source, published: dt.date | None = None, columns: Columns = _NO_COLUMNS, *, seen: Seen | None = None
) -> Iterator[Report | InputFailure]:
    """The reports of one source, each id once (`seen` holds those of earlier sources), its failures `bounded`."""
    items = _unique(read_source(source, published, columns), Seen() if seen is None else seen)
    yield from (item.report if isinstance(item, Read) else item for item in bounded(source.name, items))


def _nothing(name: str) -> InputFailure:
    if Path(name).is_dir():
        return InputFailure(name, "the folder holds no file that could be a report", f"give files named {' '.join(sorted(_SUFFIXES))}")
    return InputFailure(name, "no such file or folder", "check the path, or quote the glob")


def _paths(name: str) -> Iterator[Path | InputFailure]:
    path = Path(name)
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield path
        else:
            yield from sorted(Path(p) for p in glob.glob(name, recursive=True) if Path(p).is_file())
    except (OSError, ValueError) as error:
        yield InputFailure(name, f"cannot be read ({getattr(error, 'strerror', None) or error})", "check the path and its permissions")


def _folder(root: Path) -> Iterator[Path | InputFailure]:
    """The files of a folder that may be reports, in the order of their paths, and the folders in it that cannot be looked into."""
    found: list[Path] = []
    locked: list[OSError] = []
    for folder, names, files in os.walk(root, onerror=locked.append):
        names[:] = [name for name in names if not name.startswith(".")]
        found += [Path(folder, name) for name in files if not name.startswith(".") and Path(name).suffix.lower() in _SUFFIXES]
    yield from (InputFailure(str(error.filename), f"cannot be looked into ({error.strerror})", "check its permissions") for error in locked)
    yield from sorted(path for path in found if path.is_file())


def _unique(items: Items, seen: Seen) -> Items:
    for item in items:
        if isinstance(item, Read) and not seen.add(item.report.id):
            yield InputFailure(item.where, f"the id {item.report.id!r} stands twice", "give each report its own id; the second one was left out")
            continue
        yield item


def read_source(source: Source, published: dt.date | None = None, columns: Columns = _NO_COLUMNS, *, packed: int = 0) -> Items:
    """The reports of one source by the reader of its kind. `packed` counts the layers of compression taken off already."""
    kind = kind_of(source.head, source.identity, columns)
    if kind is Kind.packed:
        if packed == 2:
            yield InputFailure(source.name, "it is packed more than twice", "unpack it first")
            return
        yield from read_source(unpacked(source), published, columns, packed=packed + 1)
        return
    yield from _by_kind(kind, source, published, columns)
    if kind is not Kind.warc:
        yield from (InputFailure(source.name, problem, "get the file again; what could be read was read") for problem in source.problems)


def _by_kind(kind: Kind, source: Source, published: dt.date | None, columns: Columns) -> Items:
    match kind:
        case Kind.empty:
            yield InputFailure(source.name, "the file is empty", GIVE_TEXT)
        case Kind.binary:
            yield InputFailure(source.name, *_NO_TEXT)
        case Kind.jsonl:
            from marsad.reading.tables import read_jsonl

            yield from read_jsonl(source, published, columns)
        case Kind.json:
            from marsad.reading.tables import read_json

            yield from read_json(source, published, columns)
        case Kind.csv:
            from marsad.reading.tables import read_csv

            yield from read_csv(source, published, columns)
        case Kind.warc:
            from marsad.reading.warc import read_warc

            yield from read_warc(source, published)
        case Kind.telegram_json:
            from marsad.reading.telegram import read_export

            yield from read_export(source, published)
        case Kind.zip | Kind.parquet | Kind.pdf:
            yield from _from_both_ends(kind, source, published, columns)
        case _:
            yield from _document(kind, source, published)


def _from_both_ends(kind: Kind, source: Source, published: dt.date | None, columns: Columns) -> Items:
    if source.path is not None:
        with source.path.open("rb") as file:
            yield from _seekable(kind, source, file, source.path, published, columns)
        return
    spooled = source.spooled(MAX_SPOOL)
    if spooled is None:
        yield InputFailure(
            source.name, f"more than {MAX_SPOOL // 2**20} MB of {kind.value} cannot be read from a stream", "save it as a file and give its path"
        )
        return
    with spooled as file:
        yield from _seekable(kind, source, file, Path(file.name), published, columns)


def _seekable(kind: Kind, source: Source, file: object, path: Path, published: dt.date | None, columns: Columns) -> Items:
    if kind is Kind.zip:
        from marsad.reading.warc import read_wacz

        yield from read_wacz(source, file, published)
    elif kind is Kind.parquet:
        from marsad.reading.tables import read_parquet

        yield from read_parquet(source.name, source.identity, path, published, columns)
    else:
        from marsad.reading.pdf import read_pdf

        yield read_pdf(source, file, published)


def _document(kind: Kind, source: Source, published: dt.date | None) -> Items:
    limit = MAX_PAGE
    if kind is Kind.mhtml:
        from marsad.reading.mhtml import read_mhtml

        yield read_mhtml(source, published)
        return
    raw = source.read_up_to(limit) if source.size is None or source.size <= limit else None
    if raw is None:
        yield too_large(source.name, source.size or limit + 2**20)
        return
    if kind in (Kind.feed, Kind.sitemap, Kind.json_feed):
        from marsad.reading.feeds import reports_of

        yield from reports_of(source, raw, published)
    elif kind is Kind.telegram_html:
        from marsad.reading.telegram import read_page

        yield from read_page(source, raw, published)
    elif kind is Kind.html:
        item = read_article(source.identity, raw, published=published, where=source.name)
        yield Read(source.name, item) if isinstance(item, Report) else item
    else:
        text = decode(raw)
        if text is None:
            yield InputFailure(source.name, *_NO_TEXT)
            return
        item = checked(source.name, from_text(source.identity, text, published))
        yield Read(source.name, item) if isinstance(item, Report) else item
