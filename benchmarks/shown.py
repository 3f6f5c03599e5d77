"""Shows the store and the exports at work, and stops at the first thing that is not as it should be.

    python -m benchmarks.shown [--raw ../shared/news/reports.jsonl] [--reports 500] [--kills 20] [--databases sqlite postgres]

On each database: `marsad add` of all example reports and of raw ones (without --raw the examples only); the same with `kill -9` at random, again and
again, compared with the undisturbed run; every scheme in every format, each file opened with other programs (pandas, DuckDB, GDAL's ogr2ogr, and
LibreOffice for the spreadsheets), rows and Arabic compared. Files from both databases must have the same bytes. Programs that are missing are named.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.exports import FORMATS, read_rows
from marsad.schemes import SCHEMES, Row, scheme_of
from marsad.store import StoreError, open_store

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
MARSAD = [sys.executable, "-c", "from marsad.cli import main; main()"]


def main() -> None:
    """Entry point."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--raw", type=Path)
    options.add_argument("--reports", type=int, default=500)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=8)
    options.add_argument("--databases", nargs="+", choices=("sqlite", "postgres"), default=("sqlite", "postgres"))
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="marsad-shown-") as name:
        folder = Path(name)
        inputs = [str(ROOT / "examples" / "reports"), *([raw(given.raw, given.reports, folder)] if given.raw else [])]
        files: dict[str, dict[str, bytes]] = {}
        for database in given.databases:
            with places(database, folder) as place:
                calm, disturbed = place("calm"), place("disturbed")
                seconds = add(inputs, calm)
                with open_store(calm) as store:
                    print(f"{database}: {store.counts()} added in {seconds:.0f} s", flush=True)
                killed(inputs, calm, disturbed, given.kills, random.Random(given.seed), database)
                files[database] = exported(calm, folder / f"{database}-exports")
        if len(files) > 1:
            one, other = files.values()
            different = [file for file in one if one[file] != other[file]]
            print(f"both databases: {len(one) - len(different)} of {len(one)} text files are the same, but for the moments of storing")
            assert not different, different
    print("all as it should be")


def raw(path: Path, reports: int, folder: Path) -> str:
    """The first reports of a file of raw ones, as a file of its own."""
    made = folder / "raw.jsonl"
    with path.open(encoding="utf-8") as lines:
        made.write_text("".join(itertools.islice(lines, reports)), encoding="utf-8")
    return str(made)


@contextmanager
def places(database: str, folder: Path) -> Iterator[Callable[[str], str]]:
    """Makes empty places for stores on a database."""
    if database == "sqlite":
        yield lambda name: str(folder / f"{name}.db")
        return
    from tests.store.cluster import MISSING, binaries, cluster

    where = binaries()
    if where is None:
        sys.exit(f"shown: {MISSING}")
    with cluster(where) as running:
        yield lambda name: running.database()


def add(inputs: list[str], store: str) -> float:
    """Add undisturbed; the seconds it took."""
    began = time.perf_counter()
    done = subprocess.run([*MARSAD, "add", *inputs, "--store", store], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), done.stderr
    return time.perf_counter() - began


def killed(inputs: list[str], calm: str, disturbed: str, kills: int, chance: random.Random, database: str) -> None:
    """Add under `kill -9` at random moments; what is there at the end is what the undisturbed run has."""
    from tests.store.test_killed import state

    with open_store(calm) as store:
        total = store.counts()["reports"]
        wanted = state(store)
    began, seen = 0, []
    for number in range(kills):
        adding = subprocess.Popen(
            [*MARSAD, "add", *inputs, "--store", disturbed], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )  # fmt: skip
        aim = max(began + 1, round(total * (number + chance.random()) / kills))  # spread over the whole run, each at a random report
        while adding.poll() is None and count(disturbed) < aim:
            time.sleep(0.1)
        time.sleep(chance.random() * 0.05)
        if adding.poll() is None:
            os.killpg(adding.pid, signal.SIGKILL)
        adding.wait()
        began = count(disturbed)
        seen.append(began)
    add(inputs, disturbed)
    with open_store(disturbed) as store:
        assert state(store) == wanted, f"{database}: the store after {kills} kills differs from the undisturbed one"
    print(f"{database}: killed {kills} times, at {', '.join(map(str, seen))} of {total} reports; the same as undisturbed", flush=True)


def count(store: str) -> int:
    """How many reports a store has; 0 where it is not there yet."""
    try:
        with open_store(store, create=False) as opened:
            return opened.counts()["reports"]
    except StoreError:
        return 0


def exported(store: str, folder: Path) -> dict[str, bytes]:
    """Every scheme in every format, opened with other programs; the bytes of the text files."""
    folder.mkdir()
    rows: dict[str, list[Row]] = {}
    for name, form in itertools.product(SCHEMES, FORMATS):
        path = folder / f"{name}.{form}"
        subprocess.run([*MARSAD, "export", "--store", store, "--scheme", name, "-o", str(path)], capture_output=True, check=True)
        scheme = scheme_of(name)
        read = list(read_rows(path, scheme, format=form))
        assert read == rows.setdefault(name, read), f"{path.name}: other rows than in the other formats"
        opened = [tool for tool, programme in PROGRAMMES[form].items() if _counts(programme, path, name, len(read))]
        print(f"  {path.name}: {len(read)} rows, {path.stat().st_size} bytes; opened with {', '.join(opened) or 'nothing'}", flush=True)
    sheets([folder / f"{name}.csv" for name in SCHEMES], folder, rows)
    told = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".csv", ".jsonl", ".geojson")}
    for name in filter(lambda name: name.startswith("acled."), told):  # ACLED's last column is when the event was stored
        untimed = [row[:-1] for row in read_rows(folder / name, scheme_of("acled"), format=name.rpartition(".")[2])]
        told[name] = repr(untimed).encode()
    return told


def _counts(programme: Callable[[Path, str], int | None], path: Path, scheme: str, wanted: int) -> bool:
    found = programme(path, scheme)
    if found is None:
        return False
    assert found == wanted, f"{path.name}: {found} rows instead of {wanted}"
    return True


def _pandas(path: Path, scheme: str) -> int:
    import pandas as pd

    if path.suffix == ".csv":
        skip = [1] if scheme == "hxl" else None
        return len(pd.read_csv(path, skiprows=skip, keep_default_na=False))
    return len(pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_json(path, lines=True))


def _duckdb(path: Path, scheme: str) -> int:
    import duckdb

    reader = {".csv": "read_csv", ".parquet": "read_parquet", ".jsonl": "read_json"}[path.suffix]
    options = ", header = true, all_varchar = true, comment = ''" if path.suffix == ".csv" else ""  # else the hashtags are taken for a comment
    with duckdb.connect(":memory:") as connection:
        ((found,),) = connection.execute(f"SELECT count(*) FROM {reader}('{path}'{options})").fetchall()
    return int(found) - (path.suffix == ".csv" and scheme == "hxl")


def _ogr(path: Path, scheme: str) -> int | None:
    if not shutil.which("ogr2ogr"):
        return None
    made = path.with_name(f"{path.name}.ogr.ndjson")
    subprocess.run(["ogr2ogr", "-f", "GeoJSONSeq", str(made), str(path)], capture_output=True, check=True)
    lines = made.read_text(encoding="utf-8").splitlines()
    made.unlink()
    points = sum(json.loads(line)["geometry"] is not None for line in lines)
    assert points == sum(row[scheme_of(scheme).index("latitude")] is not None for row in read_rows(path, scheme_of(scheme), format=path.suffix[1:]))
    return len(lines)


PROGRAMMES: dict[str, dict[str, Callable[[Path, str], int | None]]] = {
    "csv": {"pandas": _pandas, "DuckDB": _duckdb}, "jsonl": {"pandas": _pandas, "DuckDB": _duckdb}, "parquet": {"pandas": _pandas, "DuckDB": _duckdb},
    "geojson": {"ogr2ogr": _ogr}, "gpkg": {"ogr2ogr": _ogr},
}  # fmt: skip


def sheets(paths: list[Path], folder: Path, rows: dict[str, list[Row]]) -> None:
    """Each CSV as LibreOffice's spreadsheet, and back: the texts of its cells are those of the file."""
    if not shutil.which("soffice"):
        print("  LibreOffice: not on this machine")
        return
    out = folder / "sheets"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder / 'profile'}", "--infilter=CSV:44,34,76,1,,0,false,true", "--convert-to"]
    subprocess.run([*command, "ods", "--outdir", str(out), *map(str, paths)], capture_output=True, check=True)
    subprocess.run(
        [*command[:3], "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(out), *(str(out / f"{p.stem}.ods") for p in paths)], capture_output=True, check=True
    )  # fmt: skip
    for path in paths:
        scheme = scheme_of(path.stem)
        with (out / path.name).open(encoding="utf-8", newline="") as lines:
            told = list(csv.reader(lines))
        body = told[2:] if path.stem == "hxl" else told[1:]
        assert told[0] == [column.name for column in scheme.columns], path.name
        texts = [position for position, column in enumerate(scheme.columns) if column.type == "text"]
        for cells, row in zip(body, rows[path.stem], strict=True):
            for position in texts:
                assert cells[position].removeprefix("'") == (row[position] or "").removeprefix("'"), (path.name, cells[position], row[position])
        print(f"  {path.name}: {len(body)} rows in LibreOffice's spreadsheet and back, every text the same", flush=True)
    shutil.rmtree(out)


if __name__ == "__main__":
    main()
