"""The process that reads a SQLite file for a frame: `python sqlite_reader.py URI QUERY ROWS` writes the answer to stdout as an Arrow IPC stream.

The Arrow driver brings a SQLite library of its own. Two SQLite libraries in one process break each other's locks on the same file (POSIX
locks belong to the process; sqlite.org/howtocorrupt.html, 2.2.1), so this one lives in a process of its own, which imports nothing of marsad.
The driver's small API is used instead of its DB-API, which imports every data frame library it finds.
"""

from __future__ import annotations

import sys


def main(uri: str, query: str, rows: str) -> None:
    """Run the query and write its batches."""
    import adbc_driver_sqlite
    import pyarrow as pa
    from adbc_driver_manager import AdbcConnection, AdbcStatement

    with adbc_driver_sqlite.connect(uri) as database, AdbcConnection(database) as connection, AdbcStatement(connection) as statement:
        statement.set_options(**{"adbc.sqlite.query.batch_rows": rows})
        statement.set_sql_query(query)
        stream, _ = statement.execute_query()
        with pa.RecordBatchReader.from_stream(stream) as batches, pa.ipc.new_stream(sys.stdout.buffer, batches.schema) as writer:
            for batch in batches:
                writer.write_batch(batch)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except BrokenPipeError:  # nobody reads on
        sys.exit(0)
    except Exception as error:
        sys.exit(f"{error}")
