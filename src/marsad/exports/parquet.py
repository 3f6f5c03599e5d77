"""Parquet, typed: int64, double, date32, bool and string columns, compressed with zstd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from marsad.schemes import Row, Scheme

GROUP = 50_000
"""Rows of a row group: what is held in memory at a time."""


def _schema(scheme: Scheme) -> Any:
    import pyarrow as pa

    from marsad import __version__

    kinds = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "date": pa.date32(), "flag": pa.bool_()}
    fields = [pa.field(c.name, kinds[c.type], metadata={"hxl": c.tag} if c.tag else None) for c in scheme.columns]
    return pa.schema(fields, metadata={"marsad.scheme": scheme.name, "marsad.version": __version__})


def write(rows: Iterable[Row], scheme: Scheme, path: Path) -> None:
    """Write rows to a file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, stream = _schema(scheme), iter(rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(stream, GROUP)):
            arrays = [pa.array(values, field.type) for values, field in zip(zip(*group, strict=True), schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def read(path: Path, scheme: Scheme) -> Iterator[Row]:
    """The rows of a file that `write` made, group by group. Raises ValueError where the columns are not the scheme's."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        if file.schema_arrow.names != [column.name for column in scheme.columns]:
            raise ValueError(f"the columns are not those of {scheme.name}")
        for batch in file.iter_batches(GROUP):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
