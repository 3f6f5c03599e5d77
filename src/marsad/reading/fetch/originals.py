"""Original bytes, kept compressed under their SHA-256."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from marsad.reading.items import MAX_PAGE


class Originals:
    """A folder of originals: `ab/abcd....zst`, zstandard, each content once. A file is there whole or not at all, whenever the process ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Keep bytes and give their SHA-256 (hex). Raises OSError."""
        import zstandard

        name = hashlib.sha256(data).hexdigest()
        path = self._path(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{name}.part")
            with part.open("wb") as file:
                file.write(zstandard.ZstdCompressor(level=9).compress(data))
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        return name

    def read(self, sha256: str) -> bytes:
        """The bytes of that hash. Raises FileNotFoundError where they were never kept, ValueError where the file is damaged."""
        import zstandard

        try:
            data = zstandard.ZstdDecompressor().decompress(self._path(sha256).read_bytes(), max_output_size=2 * MAX_PAGE)
        except zstandard.ZstdError as error:
            raise ValueError(f"{self._path(sha256)} is damaged ({error})") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError(f"{self._path(sha256)} is damaged (its content has another hash)")
        return data

    def __contains__(self, sha256: str) -> bool:
        return self._path(sha256).exists()

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.zst"
