"""What the tests of readers share: invented texts, and reading of one file."""

from __future__ import annotations

import io
from pathlib import Path

from marsad.reading import Columns, InputFailure, read_inputs
from marsad.report import Report

TITLE = "هدوء حذر في البلدة الشمالية بعد ليلة من التوتر"
LINES = (
    "ساد هدوء حذر شوارع البلدة صباح اليوم بعد ليلة طويلة من التوتر بين عناصر الشرطة ومحتجين غاضبين.",
    "وقال سكان إن الأسواق فتحت أبوابها عند الظهر، وإن حركة السير عادت إلى طبيعتها في معظم الأحياء.",
    "وأضاف أحد الوجهاء أن لجنة من الأهالي ستلتقي المحافظ غدا لبحث مطالبهم.",
)
BODY = "\n".join(LINES)
PERSIAN = "این خبر در تهران منتشر شده است که می‌گوید گفتگوها برای پایان دادن به اختلاف ادامه دارد."


def page(*, head: str = "", title: str = TITLE, body: str | None = None, after_title: str = "", tail: str = "") -> str:
    """A web page with the invented article."""
    paragraphs = body if body is not None else "".join(f"<p>{line}</p>" for line in LINES)
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{title} | صحيفة المثال</title>{head}</head><body><nav><a href="/">الرئيسية</a></nav>'
        f'<article><h1>{title}</h1>{after_title}<div class="entry-content">{paragraphs}</div></article>{tail}</body></html>'
    )


def items(*paths: Path | str, columns: Columns | None = None, stdin: bytes | None = None) -> list[Report | InputFailure]:
    """All that the inputs give."""
    return list(read_inputs([str(p) for p in paths], columns=columns, stdin=io.BytesIO(stdin) if stdin is not None else None))


def reports(found: list[Report | InputFailure]) -> list[Report]:
    return [item for item in found if isinstance(item, Report)]


def failures(found: list[Report | InputFailure]) -> list[InputFailure]:
    return [item for item in found if isinstance(item, InputFailure) and not item.notice]


def one(path: Path) -> Report:
    """The one report of a file."""
    found = items(path)
    assert len(found) == 1, found
    assert isinstance(found[0], Report), found[0]
    return found[0]


def written(folder: Path, name: str, content: bytes | str) -> Path:
    """A file with that content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
