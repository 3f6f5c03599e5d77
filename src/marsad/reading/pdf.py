"""PDF files with a text layer, by pypdf (the extra `marsad[pdf]`).

Many Arabic PDF files hold presentation forms, or lines in the order of the eye; both are put right: forms become letters, and a line order in
which frequent words stand reversed (يف for في) is turned round.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
import unicodedata
from typing import Any

from marsad.reading.article import checked, from_text
from marsad.reading.items import InputFailure, Read
from marsad.reading.streams import Source
from marsad.report import Report

MAX_PAGES = 100
_SECONDS = 4.0
"""Time after which no further page is begun: reports are short, and a hostile file must not hold up the others."""
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_FORWARD, _BACKWARD = (" في ", " من ", " على ", " إلى ", " أن "), (" يف ", " نم ", " ىلع ", " ىلإ ", " نأ ")
_LATIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:/%-]*")


def read_pdf(source: Source, file: Any, published: dt.date | None) -> Read | InputFailure:
    """The report in a PDF file: the text of its first 100 pages."""
    try:
        import pypdf
    except ImportError:
        return InputFailure(source.name, "PDF needs an extra", "install it with: pip install 'marsad[pdf]'")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    texts = []
    deadline = time.monotonic() + _SECONDS
    try:
        for page in pypdf.PdfReader(file).pages[:MAX_PAGES]:
            texts.append(page.extract_text() or "")
            if time.monotonic() > deadline:
                break
    except Exception as error:  # pypdf lets errors of every kind through from damaged files
        if not any(texts):
            return InputFailure(source.name, f"the PDF file cannot be read ({type(error).__name__})", "open it in a viewer and save its text")
    text = readable("\n".join(texts))
    if not text.strip():
        return InputFailure(source.name, "the PDF file has no text layer (it is a picture)", "run OCR over it first, for example ocrmypdf -l ara")
    item = checked(source.name, from_text(source.identity, text, published))
    return Read(source.name, item) if isinstance(item, Report) else item


def readable(text: str) -> str:
    """The text with letters for presentation forms, in reading order."""
    plain = _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    spaced = " " + " ".join(plain.split()) + " "
    if sum(spaced.count(word) for word in _BACKWARD) > sum(spaced.count(word) for word in _FORWARD):
        plain = "\n".join(_LATIN.sub(lambda m: m.group()[::-1], line[::-1]) for line in plain.split("\n"))
    return plain
