"""GeoJSON (RFC 7946): one FeatureCollection, a feature a line; geometry null where the row has no point."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO

from marsad.exports.jsonl import plain, row_of
from marsad.schemes import Row, Scheme

HEAD, TAIL = '{"type": "FeatureCollection", "features": [\n', "\n]}\n"


def write(rows: Iterable[Row], scheme: Scheme, stream: IO[str]) -> None:
    """Write rows to a text stream: longitude before latitude, WGS 84, all columns as properties."""
    names = [column.name for column in scheme.columns]
    latitude, longitude, key = scheme.index(scheme.latitude), scheme.index(scheme.longitude), scheme.index(scheme.id_column)
    encode = json.JSONEncoder(ensure_ascii=False, default=plain, allow_nan=False).encode
    stream.write(HEAD)
    separator = ""
    for row in rows:
        point = None if row[latitude] is None or row[longitude] is None else {"type": "Point", "coordinates": [row[longitude], row[latitude]]}
        feature = {"type": "Feature", "id": row[key], "geometry": point, "properties": dict(zip(names, row, strict=True))}
        stream.write(separator + encode(feature))
        separator = ",\n"
    stream.write(TAIL)


def read(stream: IO[str], scheme: Scheme) -> Iterator[Row]:
    """The rows of a file that `write` made."""
    for feature in json.load(stream)["features"]:
        yield row_of(feature["properties"], scheme)
