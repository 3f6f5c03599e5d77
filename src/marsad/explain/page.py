"""The page of `marsad explain --html`: one file with everything in it, for a browser without a network.

The template's HTML, CSS, JavaScript and labels are files of `template/`, put together here. The reports stand in the page as JSON that no script
engine runs and no HTML parser can leave; the page's own policy (CSP) allows its one style and its one script, by their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Any, TextIO

import yaml

from marsad.explain.data import report_data
from marsad.record import CodedReport

LANGUAGES = ("en", "ar")
_SCRIPTS = ("text.js", "page.js")
_UNSAFE = re.compile("[<>&\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
"""What JSON in a page must not hold as itself: markup, line ends of old JavaScript, invisible and direction characters, halves of pairs."""


def write_page(reports: Iterable[tuple[CodedReport, str]], out: TextIO) -> int:
    """Write the page of records with their full texts, report by report as they come; gives how many there were.

    Raises OSError where `out` cannot be written.
    """
    head, tail = _halves()
    out.write(head)
    index: list[dict[str, Any]] = []
    for record, full_text in reports:
        number = len(index)
        out.write(f'<script type="application/json" id="report-data-{number}">{inert_json(report_data(record, full_text))}</script>\n')
        published = record.published.isoformat() if record.published else None
        index.append({"id": record.id, "title": record.title, "published": published, "events": [event.id for event in record.events]})
    out.write(f'<script type="application/json" id="index-data">{inert_json({"labels": labels(), "reports": index})}</script>\n')
    out.write(tail)
    return len(index)


def inert_json(data: Any) -> str:
    """JSON that means the same and can stand inside any `<script>` element: no markup, nothing invisible, only well-formed Unicode."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(data, ensure_ascii=False, separators=(",", ":")))


@lru_cache(maxsize=1)
def labels() -> dict[str, dict[str, str]]:
    """The page's own words by language and key. Raises ValueError naming the keys of `labels.yaml` that lack a language."""
    raw: dict[str, dict[str, str]] = yaml.safe_load(_file("labels.yaml"))
    lacking = sorted(key for key, words in raw.items() if set(words) != set(LANGUAGES))
    if lacking:
        raise ValueError(f"labels.yaml: {', '.join(lacking)}: needs en and ar")
    return {language: {key: words[language] for key, words in raw.items()} for language in LANGUAGES}


def _file(name: str) -> str:
    return resources.files("marsad.explain").joinpath("template", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _halves() -> tuple[str, str]:
    """The page before and after its reports."""
    style, script = _file("page.css"), '"use strict";\n' + "".join(map(_file, _SCRIPTS))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    parts = {"policy": policy, "style": style, "script": script}
    head, tail = _file("page.html").split("{{reports}}\n")
    return tuple(re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], half) for half in (head, tail))  # type: ignore[return-value]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
