"""Web archives made for tests: by warcio's own writer, and with damage."""

from __future__ import annotations

import gzip
import io
import zipfile

import zstandard
from tests.reading.helpers import BODY, LINES, TITLE, page
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def body(number: int) -> str:
    return f"{BODY}\nوهذا هو الخبر رقم {number} من أخبار البلدة."


def html(number: int) -> bytes:
    return page(body="".join(f"<p>{line}</p>" for line in body(number).split("\n"))).encode()


def warc(count: int = 6, *, gz: bool = True, encoding: str | None = None, chunked: bool = False) -> bytes:
    """`count` pages, each with its request, and a picture, an error and a robots file beside them."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gz)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "test"}))
    others = [("image/png", "200 OK", b"\x89PNG" * 99), ("text/html", "404 Not Found", html(99)), ("text/plain", "200 OK", b"User-agent: *")]
    for number in range(count + len(others)):
        kind, status, payload = ("text/html; charset=utf-8", "200 OK", html(number)) if number < count else others[number - count]
        heads = [("Content-Type", kind)]
        if encoding and number < count:
            import brotli

            pack = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.ZstdCompressor().compress}[encoding]
            payload = pack(payload)
            heads.append(("Content-Encoding", encoding))
        if chunked and number < count:
            payload = b"".join(b"%x\r\n%s\r\n" % (len(payload[i : i + 700]), payload[i : i + 700]) for i in range(0, len(payload), 700)) + b"0\r\n\r\n"
            heads.append(("Transfer-Encoding", "chunked"))
        url = f"https://example.org/2020/10/23/{number}"
        writer.write_record(
            writer.create_warc_record(url, "request", http_headers=StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True))
        )
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=io.BytesIO(payload), http_headers=StatusAndHeaders(status, heads, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": "2021-01-02T03:04:05Z"},
            )
        )  # fmt: skip
    return out.getvalue()


def zst(plain: bytes, *, dictionary: bytes | None = None) -> bytes:
    """A .warc.zst: a frame for each record, after the dictionary where one is given."""
    told = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    packer = zstandard.ZstdCompressor(dict_data=told, write_checksum=True)
    records = [b"WARC/1." + part for part in plain.split(b"WARC/1.")[1:]]
    head = b""
    if dictionary:
        frame = zstandard.ZstdCompressor().compress(dictionary)
        head = b"\x5d\x2a\x4d\x18" + len(frame).to_bytes(4, "little") + frame
    return head + b"".join(packer.compress(record) for record in records)


def wet(count: int = 4) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number in range(count):
        text = "\n".join(
            [TITLE, "الرئيسية", "أخبار", "رياضة", *LINES, f"وهذا هو الخبر رقم {number} من أخبار البلدة التي ينقلها مراسلنا.", "اتصل بنا", "من نحن"]
        )
        writer.write_record(
            writer.create_warc_record(
                f"https://example.org/2020/10/23/{number}", "conversion", payload=io.BytesIO(text.encode()), warc_content_type="text/plain",
                warc_headers_dict={"WARC-Identified-Content-Language": "ara" if number else "eng"},
            )
        )  # fmt: skip
    return out.getvalue()


def wacz(inner: bytes, name: str = "archive/data.warc.gz", *, deflated: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as file:
        file.writestr("datapackage.json", "{}")
        file.writestr(name, inner)
    return out.getvalue()
