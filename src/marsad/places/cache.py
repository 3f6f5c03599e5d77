"""Files in the user's cache: found by content hash, built once, replaced atomically."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import platformdirs

CACHE_VARIABLE = "MARSAD_CACHE"
"""Environment variable that names another cache folder."""


class CacheError(OSError):
    """No folder could be written to."""


def cache_folder() -> Path:
    """The folder of the compiled tables: $MARSAD_CACHE, or the user's cache folder of this platform."""
    told = os.environ.get(CACHE_VARIABLE)
    return Path(told) if told else Path(platformdirs.user_cache_dir("marsad"))


def fallback_folder() -> Path:
    """Where compiled tables go when the cache folder cannot be written to: a folder of this user among the temporary files."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"marsad-{user}"


def data_folder() -> Path:
    """The folder of imported tables: $MARSAD_DATA, or the user's data folder of this platform."""
    told = os.environ.get("MARSAD_DATA")
    return Path(told) if told else Path(platformdirs.user_data_dir("marsad"))


def fingerprint(paths: list[Path], salt: str, *, blocks: int = 64, block: int = 4096) -> str:
    """A hash of the content of files: small files whole, large ones (> 1 MiB) by size and evenly spaced blocks. 16 hex digits."""
    digest = hashlib.blake2b(salt.encode(), digest_size=8)
    for path in sorted(paths):
        size = path.stat().st_size
        digest.update(f"{path.name}:{size}:".encode())
        with path.open("rb") as stream:
            if size <= 1 << 20:
                digest.update(stream.read())
                continue
            for i in range(blocks):
                stream.seek((size - block) * i // (blocks - 1))
                digest.update(stream.read(block))
    return digest.hexdigest()


def say(message: str) -> None:
    """One line on stderr."""
    print(f"marsad: {message}", file=sys.stderr, flush=True)


def writable(folder: Path) -> bool:
    """Whether files can be made in the folder (it is made when absent)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def build_file(name: str, build: Callable[[Path], None], *, folder: Path | None = None) -> Path:
    """Build a file and put it in place in one step, so that a second process sees the old file, the new one or none, never half of one.

    The file goes to the cache folder, or to the temporary folder (with a message) when that is read-only. Raises CacheError when neither
    can be written to.
    """
    home = folder or cache_folder()
    target_folder = home
    if not writable(home):
        target_folder = fallback_folder()
        say(f"the cache folder {home} cannot be written to; using {target_folder} (set {CACHE_VARIABLE} to another folder)")
        if not writable(target_folder):
            raise CacheError(f"neither {home} nor {target_folder} can be written to; set {CACHE_VARIABLE} to a folder that can")
    handle, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=target_folder)
    os.close(handle)
    part = Path(temporary)
    try:
        build(part)
        target = target_folder / name
        part.replace(target)
        return target
    finally:
        part.unlink(missing_ok=True)


def find_file(name: str) -> Path | None:
    """The file in the cache folder or, failing that, in the temporary one; None when it is in neither."""
    for folder in (cache_folder(), fallback_folder()):
        path = folder / name
        if path.is_file():
            return path
    return None
