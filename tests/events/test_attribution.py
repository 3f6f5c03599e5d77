"""The golden cases of attribution (sentences invented by the project in the manner of Arabic news), and the data behind them."""

from __future__ import annotations

import json
from collections import Counter
from importlib import resources
from typing import Any

import pytest

from marsad.arabic.text import read_text
from marsad.events.attribution import find_sources, load_sources, source_findings, sources_of
from marsad.events.attribution.lexicon import SourceRow, names_of, read_registry
from marsad.pipeline import Coder
from marsad.record import Source
from marsad.report import Report


def _cases() -> list[dict[str, Any]]:
    folder = resources.files("marsad.events").joinpath("cases")
    files = sorted((f for f in folder.iterdir() if f.name.startswith("attribution")), key=lambda f: f.name)
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


CASES = _cases()


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="module")
def lexicon() -> Any:
    return load_sources()


def _sources(case: dict[str, Any], coder: Coder, lexicon: Any) -> tuple[Source, ...]:
    text: str = case["text"]
    layers = coder._read(read_text(text), None, (), len(text) if case.get("title") else 0)
    told = []
    for trigger in case["triggers"]:
        at = text.index(trigger) if case["triggers"].count(trigger) == 1 else -1
        told.append(next(i for i, token in enumerate(layers.text.tokens) if token.end > at))
    parties = [a for a in layers.actors if text[a.start : a.end] in case.get("parties", ())]
    return sources_of(find_sources(layers, lexicon), layers, told=told, parties=parties)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_case(case: dict[str, Any], coder: Coder, lexicon: Any) -> None:
    found = _sources(case, coder, lexicon)
    assert [case["text"][s.start : s.end] for s in found] == [s.quote for s in found]
    assert [s.quote for s in found] == [e["quote"] for e in case["expect"]]
    for source, expected in zip(found, case["expect"], strict=True):
        for key in ("role", "source_id"):
            if key in expected:
                assert getattr(source, key) == expected[key]


def test_there_are_cases_of_every_kind() -> None:
    assert len(CASES) >= 150
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert sum(not case["expect"] for case in CASES) >= 20
    roles = Counter(e.get("role") for case in CASES for e in case["expect"])
    assert {"reported", "claimed", "confirmed", "denied"} <= set(roles)


def test_the_registry_is_sound_and_broad() -> None:
    assert list(source_findings()) == []
    rows = read_registry()
    assert len(rows) >= 250
    kinds = Counter(row.kind for row in rows)
    assert all(kinds[kind] >= 5 for kind in ("agency", "outlet", "monitor", "ministry", "military", "group-media", "io", "medical"))


def test_who_threatens_is_no_source_of_the_threat(coder: Coder) -> None:
    report = Report(id="a", title="", text="قال زعيم المتمردين إن قواته ستقصف الميناء إذا لم ترفع الحكومة الحصار.")
    for event in coder.code(report).events:
        if event.plover == "THREATEN":
            assert not [s for s in event.sources if "زعيم المتمردين" in s.quote]


def test_one_source_is_named_once(coder: Coder, lexicon: Any) -> None:
    text = "قالت وكالة رويترز إن غارة وقعت. وذكرت رويترز أن الغارة قتلت رجلين."
    case = {"text": text, "triggers": ["غارة", "الغارة"], "expect": []}
    assert [s.source_id for s in _sources(case, coder, lexicon)] == ["reuters"]


def test_names_take_the_nouns_of_their_medium() -> None:
    row = {"id": "x", "en": "X", "ar": ["النسيم نيوز"], "with": ["النسيم"], "as": ["channel"], "kind": "outlet", "scale": "National"}
    carriers = {"channel": ["قناة {}"]}
    assert names_of(SourceRow.model_validate(row), carriers) == ["النسيم نيوز", "قناة النسيم نيوز", "قناة النسيم"]
    with pytest.raises(ValueError, match="none of channel"):
        names_of(SourceRow.model_validate({**row, "as": ["radio"]}), carriers)
    with pytest.raises(ValueError, match="no Arabic name"):
        names_of(SourceRow.model_validate({**row, "ar": [], "with": [], "as": []}), carriers)
