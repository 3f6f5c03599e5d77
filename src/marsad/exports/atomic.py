"""Files that are there as a whole or not at all."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`; what is written there takes the place of `path` when the block ends well, and is removed when it does not.

    The data is on the disk before the new name is. A killed process leaves the old file as it was, and its temporary file, which the next
    export to the same name removes. Raises OSError where the folder cannot be written.
    """
    host = re.sub(r"\W", "-", socket.gethostname())
    _sweep(path, host)
    part = path.with_name(f".{path.name}.{host}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _sweep(path: Path, host: str) -> None:
    """Remove what killed processes of this machine have left of `path`."""
    form = re.compile(rf"{re.escape(f'.{path.name}.{host}.')}(\d+)\.part(-journal|-wal|-shm)?")
    for other in path.parent.iterdir() if path.parent.is_dir() else ():
        left = form.fullmatch(other.name)
        if left and not _alive(int(left[1])):
            other.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
