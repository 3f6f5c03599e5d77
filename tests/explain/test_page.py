"""The page as a file: whole, closed to the network, and inert whatever a report holds."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.explain.conftest import ATTACK, HOSTILE, blocks, page_of

from marsad.explain.page import inert_json, labels
from marsad.pipeline import Coder

TEMPLATE = resources.files("marsad.explain").joinpath("template")
STYLE = TEMPLATE.joinpath("page.css").read_text(encoding="utf-8")
CODE = TEMPLATE.joinpath("page.js").read_text(encoding="utf-8") + TEMPLATE.joinpath("text.js").read_text(encoding="utf-8")


class Tags(HTMLParser):
    """The start tags of a page, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@given(st.recursive(st.text() | st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]) | st.integers(), lambda inner: st.dictionaries(st.text(), inner)))
def test_inert_json_means_the_same_and_holds_nothing_that_acts(data: object) -> None:
    written = inert_json(data)
    assert json.loads(written) == data
    assert not re.search("[<>&\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\x00-\x1f\ud800-\udfff]", written)
    written.encode("utf-8")


def test_a_hostile_report_changes_no_tag_of_the_page(coder: Coder) -> None:
    plain, hostile = page_of(coder, ATTACK), page_of(coder, HOSTILE)
    assert Tags(hostile).found == Tags(plain).found
    assert hostile.count("</script") == plain.count("</script")
    assert "<!--" not in hostile
    assert blocks(hostile)["report-data-0"]["text"] == HOSTILE.full_text.replace("\r", "\n")
    hostile.encode("utf-8")


def test_the_policy_allows_the_one_style_and_script_of_the_page_alone(coder: Coder) -> None:
    page = page_of(coder, ATTACK)
    (policy,) = [a["content"] for tag, a in Tags(page).found if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag, source in (("style", "style-src"), ("script", "script-src")):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{source} 'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" in policy
    assert not [a for _, a in Tags(page).found if {"src", "style", "onclick"} & set(a)]
    assert not re.search(r"https?://", re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL))


def test_nothing_of_a_report_is_ever_markup() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|XMLHttp|import\(", CODE)


def test_every_label_is_there_in_both_languages_and_used_ones_exist() -> None:
    english, arabic = labels()["en"], labels()["ar"]
    assert english.keys() == arabic.keys()
    html = TEMPLATE.joinpath("page.html").read_text(encoding="utf-8")
    used = set(re.findall(r'label\("(\w+)"\)', CODE)) | set(re.findall(r'data-label(?:-aria)?="(\w+)"', html))
    assert used
    assert used <= english.keys()
    assert all(re.search("[\u0600-\u06ff]", words) for key, words in arabic.items() if key != "detail_where_prec")


def test_several_reports_stand_in_one_page_in_their_order(coder: Coder) -> None:
    data = blocks(page_of(coder, ATTACK, HOSTILE))
    assert [report["title"] for report in data["index-data"]["reports"]] == [ATTACK.title, HOSTILE.title]
    for number, report in enumerate(data["index-data"]["reports"]):
        assert report["events"] == [event["id"] for event in data[f"report-data-{number}"]["events"]]
        assert report["events"]


# --- colours


def palettes() -> dict[str, dict[str, str]]:
    """The colours of the page: light, dark by the system, dark by choice, on paper."""
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root[^{]*\{([^}]*)\}", STYLE)]
    return dict(zip(("light", "system dark", "chosen dark", "paper"), found, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "system dark", "chosen dark", "paper"])
def test_every_writing_has_contrast_of_level_aa(name: str) -> None:
    colour = palettes()[name]
    stages = ("trigger", "time", "place", "actor", "loss", "source", "status")
    pairs = [("ink", f"{stage}-tint") for stage in stages] + [(stage, f"{stage}-tint") for stage in stages]
    pairs += [(ink, ground) for ink in ("ink", "soft", "accent", *stages) for ground in ("paper", "card")] + [("ink", "wash")]
    full = {**palettes()["light"], **colour}
    low = {pair: round(contrast(full[pair[0]], full[pair[1]]), 2) for pair in pairs if contrast(full[pair[0]], full[pair[1]]) < 4.5}
    assert not low
    assert contrast(full["chosen"], full["chosen-tint"]) >= 4.5


def test_both_dark_palettes_are_one() -> None:
    assert palettes()["system dark"] == palettes()["chosen dark"]
    assert palettes()["light"].keys() == palettes()["chosen dark"].keys()


def test_marks_set_nothing_that_could_change_the_width_of_letters() -> None:
    for body in re.findall(r"::highlight\([^{]*\{([^}]*)\}", STYLE):
        names = {part.split(":")[0].strip() for part in body.split(";") if part.strip()}
        assert names <= {"background-color", "color", "text-decoration", "text-underline-offset"}
