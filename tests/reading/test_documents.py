"""MHTML and PDF."""

from __future__ import annotations

import zlib
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from tests.reading.helpers import BODY, LINES, failures, items, one, page, written

from marsad.reading.pdf import readable


def mhtml(charset: str = "utf-8") -> bytes:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://www.example.org/2020/10/23/story"
    message["Date"] = "Sat, 24 Oct 2020 10:00:00 -0000"
    part = MIMEText(page(), "html", charset)
    part["Content-Location"] = "https://www.example.org/2020/10/23/story"
    message.attach(part)
    picture = MIMEText("x" * 3000, "css")
    message.attach(picture)
    return message.as_bytes()


@pytest.mark.parametrize("name", ["a.mhtml", "a"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_mhtml(tmp_path: Path, name: str, charset: str) -> None:
    report = one(written(tmp_path, name, mhtml(charset)))
    assert (report.text, report.url, str(report.published)) == (BODY, "https://www.example.org/2020/10/23/story", "2020-10-23")
    assert str(report.retrieved) == "2020-10-24 10:00:00"


def test_mhtml_without_page(tmp_path: Path) -> None:
    raw = mhtml().replace(b"text/html", b"text/none")
    (failure,) = failures(items(written(tmp_path, "a.mhtml", raw)))
    assert "holds no page" in failure.message


def pdf(lines: tuple[str, ...]) -> bytes:
    """A PDF of one page whose font maps two-byte codes to the letters of the lines."""
    letters = sorted(set("".join(lines)))
    codes = {letter: index + 1 for index, letter in enumerate(letters)}
    cmap = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    for at in range(0, len(letters), 100):
        part = letters[at : at + 100]
        cmap += f"{len(part)} beginbfchar\n" + "".join(f"<{codes[c]:04X}> <{ord(c):04X}>\n" for c in part) + "endbfchar\n"
    cmap += "endcmap end end"
    shown = "BT /F1 12 Tf 14 TL 50 700 Td " + " ".join(f"<{''.join(f'{codes[c]:04X}' for c in line)}> Tj T*" for line in lines) + " ET"
    packed = zlib.compress(shown.encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >> stream\n" % len(packed) + packed + b"\nendstream",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 6 0 R >>",
        b"<< /Length %d >> stream\n" % len(cmap) + cmap.encode() + b"\nendstream",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, xref)


def test_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    for name in ("a.pdf", "b"):
        text = one(written(tmp_path, name, pdf(LINES))).text
        assert text.split() == BODY.split()
    (failure,) = failures(items(written(tmp_path, "c.pdf", pdf(LINES)[:200])))
    assert "PDF" in failure.message


def test_pdf_from_standard_input() -> None:
    pytest.importorskip("pypdf")
    found = items("-", stdin=pdf(LINES))
    assert not failures(found)


def test_presentation_forms_and_visual_order() -> None:
    line = "وصل الوفد في 23 تشرين الأول 2020 من دمشق إلى بغداد"
    visual = " ".join(word if word.isdigit() else word[::-1] for word in reversed(line.split()))
    assert readable(visual) == line
    assert readable("\ufee3\ufeee\ufed7\ufeca") == "موقع"
    assert readable(line) == line
