"""Named streams of bytes: files and standard input, unpacked on the way, with what a reader needs to know of their beginning.

Nothing is read whole: a stream is passed on as it comes, gzip and zstandard are unpacked member by member, a damaged member is left
out and told, and one that expands like a decompression bomb is given up.
"""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO, Protocol

HEAD = 65536
"""Bytes of a stream's beginning that are looked at to recognise it."""
GZIP, ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_ZSTD_DICTIONARY = b"\x5d\x2a\x4d\x18"
_CHUNK = 65536
_ZSTD_CHUNK = 1024
"""Zstandard gives all that its input holds at once: 128 kB for 4 bytes at worst, so it is fed little by little."""
_BOMB_SIZE, _BOMB_RATIO = 64 * 2**20, 200
"""A member is a bomb where it gives more than 64 MB and more than 200 bytes for each of its own. Arabic HTML shrinks to a tenth, tables of
repeated lines to a fiftieth."""
_LONGEST_SKIP = 512 * 2**20
_LARGEST_DICTIONARY = 16 * 2**20
_WINDOW = 2**27


@dataclass(slots=True)
class Source:
    """An input while it is read: its name for messages, the id of a report that it may be, its stream and the beginning of it.

    `problems` collects what went wrong below the reader (damaged members). `path` is set where the stream is a file as it lies on disk.
    """

    name: str
    identity: str
    stream: BinaryIO
    head: bytes
    path: Path | None = None
    size: int | None = None
    problems: list[str] = field(default_factory=list)

    def read_up_to(self, limit: int) -> bytes | None:
        """All bytes, or None where there are more than `limit`."""
        raw = read_fully(self.stream, limit + 1)
        return None if len(raw) > limit else raw

    def spooled(self, limit: int) -> IO[bytes] | None:
        """The bytes in a temporary file, for formats that are read from both ends; None where there are more than `limit`."""
        file = tempfile.NamedTemporaryFile()  # noqa: SIM115 (the caller closes it)
        left = limit + 1
        while left and (chunk := self.stream.read(min(_CHUNK, left))):
            file.write(chunk)
            left -= len(chunk)
        if not left:
            file.close()
            return None
        file.flush()
        file.seek(0)
        return file


class _Chained(io.RawIOBase):
    """A beginning that was read already, then the rest of its stream."""

    def __init__(self, head: bytes, rest: Any) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer)
        data = self._head[:size] if len(self._head) else self._rest.read(size)
        if len(self._head):
            self._head = self._head[size:]
        buffer[: len(data)] = data
        return len(data)


def of_stream(name: str, identity: str, stream: Any) -> Source:
    """A source over a stream that can be read once (standard input, a member of an archive)."""
    head = read_fully(stream, HEAD)
    return Source(name, identity, io.BufferedReader(_Chained(head, stream), _CHUNK), head)


def of_file(path: Path, identity: str, stream: BinaryIO) -> Source:
    """A source over an opened file."""
    head = stream.read(HEAD)
    stream.seek(0)
    return Source(str(path), identity, stream, head, path, path.stat().st_size)


def read_fully(stream: Any, size: int) -> bytes:
    """Up to `size` bytes: fewer only at the end of the stream, also where it gives them in pieces."""
    parts = []
    while size > 0 and (chunk := stream.read(min(size, 2**20))):
        parts.append(chunk)
        size -= len(chunk)
    return b"".join(parts)


def is_packed(head: bytes) -> bool:
    """Whether bytes begin a gzip or zstandard stream."""
    return head.startswith((GZIP, ZSTD, _ZSTD_DICTIONARY))


def unpacked(source: Source) -> Source:
    """The source with its gzip or zstandard members unpacked; damaged ones are left out and told in `problems`."""
    members = _Members(source.stream, source.problems, zstd=not source.head.startswith(GZIP))
    stream = io.BufferedReader(members, _CHUNK)
    head = read_fully(stream, HEAD)
    identity = source.identity.removesuffix(".gz").removesuffix(".zst")
    return Source(source.name, identity, io.BufferedReader(_Chained(head, stream), _CHUNK), head, problems=source.problems)


class _Engine(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def unconsumed_tail(self) -> bytes: ...


class _Members(io.RawIOBase):
    """The bytes of the members of a gzip or zstandard file, one after the other."""

    def __init__(self, source: Any, problems: list[str], *, zstd: bool) -> None:
        self._source = source
        self._problems = problems
        self._zstd = zstd
        self._magic = ZSTD if zstd else GZIP
        self._pending = b""
        self._engine: Any = None
        self._ready = memoryview(b"")
        self._given = self._taken = 0
        self._dictionary: Any = None
        self._number = 0
        if zstd:
            self._pending = read_fully(source, _CHUNK)
            self._read_dictionary()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer)
        while not len(self._ready):
            data = self._more(size)
            if data is None:
                return 0
            self._ready = memoryview(data)
        count = min(size, len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _more(self, size: int) -> bytes | None:
        if self._engine is None and not self._begin():
            return None
        data = self._pending or self._source.read(_CHUNK)
        if not data:
            self._engine = None
            self._problems.append(f"member {self._number} is cut off")
            return None
        try:
            if self._zstd:
                piece, self._pending = data[:_ZSTD_CHUNK], data[_ZSTD_CHUNK:]
                out: bytes = self._engine.decompress(piece)
                if self._engine.eof:
                    self._pending = self._engine.unused_data + self._pending
                self._taken += len(piece)
            else:
                out = self._engine.decompress(data, size)
                self._pending = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
                self._taken += len(data) - len(self._pending)
        except Exception as error:  # zlib.error and ZstdError have no common parent but this
            self._give_up(f"member {self._number} is damaged ({str(error)[:80]})", data)
            return b""
        self._given += len(out)
        if self._given > _BOMB_SIZE and self._given > _BOMB_RATIO * self._taken:
            self._give_up(f"member {self._number} grows more than {_BOMB_RATIO}-fold when unpacked and was given up", self._pending)
        elif self._engine.eof:
            self._engine = None
        return out

    def _give_up(self, problem: str, data: bytes) -> None:
        self._problems.append(problem)
        self._engine = None
        self._pending = data[1:]

    def _begin(self) -> bool:
        """Finds the next member; False at the end of the stream."""
        while True:
            at = self._pending.find(self._magic)
            if at >= 0:
                break
            tail = self._pending[-(len(self._magic) - 1) :]
            chunk = self._source.read(_CHUNK)
            if not chunk:
                return False
            self._pending = tail + chunk
        self._pending = self._pending[at:]
        self._number += 1
        self._given = self._taken = 0
        self._engine = self._new()
        return True

    def _new(self) -> Any:
        if not self._zstd:
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        import zstandard

        return zstandard.ZstdDecompressor(dict_data=self._dictionary, max_window_size=_WINDOW).decompressobj()

    def _read_dictionary(self) -> None:
        """The dictionary that a .warc.zst file may begin with (the IIPC's use of zstandard: a skippable frame, itself perhaps compressed)."""
        if not self._pending.startswith(_ZSTD_DICTIONARY):
            return
        import zstandard

        size = int.from_bytes(self._pending[4:8], "little")
        if size > _LARGEST_DICTIONARY:
            self._problems.append(f"a dictionary of {size // 2**20} MB is too large")
            return
        raw = self._pending[8:] + read_fully(self._source, max(0, size - len(self._pending) + 8))
        raw, self._pending = raw[:size], raw[size:]
        try:
            if raw.startswith(ZSTD):
                raw = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompress(raw, max_output_size=_LARGEST_DICTIONARY)
            self._dictionary = zstandard.ZstdCompressionDict(raw)
        except zstandard.ZstdError as error:
            self._problems.append(f"the dictionary is damaged ({error})")


def inflate(data: bytes, encoding: str, limit: int) -> bytes | None:
    """The bytes behind a Content-Encoding (gzip, deflate, br, zstd, identity; several by commas), as far as they are sound; None where they are
    more than `limit` or the encoding is unknown."""
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        if name in ("identity", "none", "utf-8"):
            continue
        unpacked_data = _inflate(data, name, limit)
        if unpacked_data is None:
            return None
        data = unpacked_data
    return data


def _inflate(data: bytes, name: str, limit: int) -> bytes | None:
    out = b""
    try:
        if name in ("gzip", "x-gzip", "deflate"):
            if name != "deflate" and not data.startswith(b"\x1f\x8b"):
                return data  # labelled so, but stored unpacked: usual in archives
            for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS) if name == "deflate" else (16 + zlib.MAX_WBITS,):
                engine = zlib.decompressobj(wbits)
                try:
                    out = engine.decompress(data, limit + 1)
                except zlib.error:
                    continue
                break
            else:
                return data if name == "deflate" else None
        elif name == "br":
            import brotli

            engine = brotli.Decompressor()
            out = engine.process(data, output_buffer_limit=limit + 1)
        elif name == "zstd":
            import zstandard

            out = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(io.BytesIO(data)).read(limit + 1)
        else:
            return None
    except Exception:  # the three libraries have no error in common
        return out or None
    return None if len(out) > limit else out


def limited_lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream, with their ends; None for a line of more than `limit` bytes, which is skipped. The stream ends where such a line has
    more than 512 MB."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        left = _LONGEST_SKIP
        while line and not line.endswith(b"\n") and left > 0:
            line = stream.readline(2**20)
            left -= len(line)
        yield None
        if left <= 0:
            return
