"""A cache of compiled lexica, so that a second start is fast.

Building the lexica from their data files takes about a second; the result is kept pickled in the user's cache folder under a name that
holds the hash of the data files and of the code that builds them. A missing, corrupt or unwritable cache only costs the time to build.
"""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import io
import os
import pickle
import pickletools
import tempfile
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import platformdirs

from marsad.memo import Memo

T = TypeVar("T")
_KEPT = 3
"""How many generations of one lexicon stay in the cache."""


CODER = ("marsad.arabic", "marsad.times", "marsad.places", "marsad.actors", "marsad.events")
"""The packages whose code and data make what the coder says."""


@lru_cache(maxsize=4)
def fingerprint(packages: tuple[str, ...] = CODER) -> str:
    """The hash of every data file and module of the given packages (16 hexadecimal digits): the version of the lexicon."""
    digest = hashlib.sha256()
    for package in packages:
        root = Path(str(resources.files(package)))
        for path in sorted(root.rglob("*")):
            if path.suffix in (".py", ".yaml", ".tsv") and path.is_file():
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class _Pickler(pickle.Pickler):
    """Writes a frozen dataclass as a call of its constructor: its own way to be read back (a loop in Python over its fields) takes twice as long."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._arguments: Memo[type, tuple[str, ...]] = Memo(_arguments)

    def reducer_override(self, value: object) -> Any:
        names = self._arguments[type(value)]
        return (type(value), tuple([getattr(value, name) for name in names])) if names else NotImplemented


def _arguments(kind: type) -> tuple[str, ...]:
    """The arguments of the constructor of a frozen dataclass with slots that does nothing but take them; none for other classes."""
    if not dataclasses.is_dataclass(kind) or not hasattr(kind, "__setstate__") or hasattr(kind, "__post_init__"):
        return ()
    fields = dataclasses.fields(kind)
    return tuple([f.name for f in fields]) if all(f.init and not f.kw_only for f in fields) else ()


def _pickled(value: object) -> bytes:
    """Pickled for loading fast: `optimize` leaves the marks out that are never returned to, which are most."""
    file = io.BytesIO()
    _Pickler(file).dump(value)
    return pickletools.optimize(file.getvalue())


def _load(file: BinaryIO) -> Any:
    """Unpickle without the collector, which only walks what is being made: twice as fast."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return pickle.load(file)
    finally:
        if collecting:
            gc.enable()


def settle() -> None:
    """For programs that code many reports: let the collector of cycles pass over what is loaded by now and come seldom. Records are trees,
    freed by their counts, and what stays are the answers that the coder keeps (some hundred objects a report, fewer with time); at the
    interpreter's own pace the collector takes an eighth of the time and finds nothing."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def compiled(name: str, key: str, build: Callable[[], T], *, folder: Path | None = None) -> T:
    """What `build` makes, from the cache where it holds it under `key`. Never fails because of the cache."""
    place = folder or Path(platformdirs.user_cache_dir("marsad")) / "lexica"
    path = place / f"{name}-{key}.pickle"
    try:
        with path.open("rb") as file:
            value: T = _load(file)
            return value
    except Exception:  # a cache that cannot be read is built again, whatever is wrong with it
        pass
    value = build()
    try:
        data = _pickled(value)
        place.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place, prefix=f".{name}-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
        for old in sorted(place.glob(f"{name}-*.pickle"), key=lambda p: p.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        pass
    return value
