"""What the tests of explanations share: invented reports, their pages, and Debian's Chromium."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import Any

import pytest

from marsad.explain import write_page
from marsad.pipeline import Coder
from marsad.record import CodedReport
from marsad.report import Report

ATTACK = Report(
    id="attack",
    title="مقتل جنديين في هجوم قرب تدمر",
    text="قتل جنديان من الجيش السوري، أمس الثلاثاء، في هجوم لتنظيم داعش قرب مدينة تدمر.\nوقال المرصد السوري لحقوق الإنسان إن مسلحين هاجموا حاجزا ببادية البوكمال.",
    published=dt.date(2020, 1, 15),
)
HOSTILE = Report(
    id="</script><script>alert(1)</script>",
    title="مقتل </script><img src=x onerror=alert(2)> جنديين",
    text="قتل جنديان 😀 من الجيش السوري، أمس الثلاثاء، في هجوم لتنظيم داعش قرب مدينة تدمر. <!-- <script> \u2028\u2029 \u202eevil\u2069 ]]> &amp;"
    " {{script}} \x00\x07 \ud83d\nوقال المرصد السوري لحقوق الإنسان إن الهجوم وقع بالبوكمال فجرا.",
    published=dt.date(2020, 1, 15),
    url="javascript:alert(3)",
    source="\u202eevil <b>",
)


def page_of(coder: Coder, *reports: Report) -> str:
    """The page of some reports."""
    out = io.StringIO()
    write_page(((coder.code(report), report.full_text) for report in reports), out)
    return out.getvalue()


def blocks(page: str) -> dict[str, Any]:
    """The data in a page, by the ids of its elements, cut out as an HTML parser does: up to the first end tag."""
    found = re.findall(r'<script type="application/json" id="([\w-]+)">(.*?)</script', page, re.DOTALL)
    return {name: json.loads(data) for name, data in found}


@pytest.fixture(scope="session")
def attack(coder: Coder) -> CodedReport:
    """The record of ATTACK."""
    return coder.code(ATTACK)
