"""Frames: their schema, the phrases that lemmas stand for, golden cases of inflection and of traps, and the checks that guard them.

A case of `src/marsad/events/cases/frames_*.jsonl` (sentences invented in the manner of Arabic news) has an id, a text and either `told`,
the entries that must hold in it, or `not`, the frames of which it must give no event.
"""

from __future__ import annotations

import datetime as dt
import json
from importlib import resources
from typing import Any

import pytest

from marsad.arabic.inflection import DUAL, PLURAL, SINGULAR
from marsad.events.checking import coded, duplicates, fired, missing, surfaces
from marsad.events.coverage import words_of
from marsad.events.decide import PLOVER_TYPES
from marsad.events.frames import PLOVER, LexiconError, WordEntry, follows, load_events, parse_frames, phrase_forms, phrases_of, read_frames
from marsad.pipeline import Coder
from marsad.report import Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def cases(key: str) -> list[Any]:
    """The golden cases that have a key, as parameters of a test."""
    folder = resources.files("marsad.events").joinpath("cases")
    rows = [
        json.loads(line)
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if file.name.startswith("frames_")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return [pytest.param(row["text"], row[key], id=row["id"]) for row in rows if key in row]


@pytest.mark.parametrize(("text", "wanted"), cases("told"))
def test_told(coder: Coder, text: str, wanted: list[str]) -> None:
    assert set(wanted) <= fired(coder, text)


@pytest.mark.parametrize(("text", "frames"), cases("not"))
def test_trap(coder: Coder, text: str, frames: list[str]) -> None:
    assert not [ident for ident in fired(coder, text) & coded(coder, text) if ident.split(".")[0] in frames]


def test_breadth() -> None:
    frames = read_frames()
    assert sum(len(frame.words) for frame in frames) >= 600
    assert {word.plover or frame.plover for frame in frames for word in frame.words} == PLOVER == set(PLOVER_TYPES)
    assert all(word.support or (word.example and word.counter) for frame in frames for word in frame.words)


def frame(*words: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"id": "f", "family": "attack", "plover": "ASSAULT", "words": list(words), **keys}


def test_all_schema_errors_at_once() -> None:
    files = {
        "a.yaml": [
            frame({"v": "قصف/1", "en": "shell", "needs": ["tanks"]}, {"n": "غارة", "v": "أغار/4", "en": "raid"}, {"n": "هجوم بري", "en": "attack"}),
            frame({"v": "قصف", "en": "shell"}, id="g", family="war", plover="WAR"),
            frame({"n": "غارة", "en": "raid", "wiht": ["x"]}, id="h"),
        ],
        "b.yaml": [frame({"n": "غارة", "en": "raid", "with": ["$nothing"]}, {"n": "ضربة", "en": "raid"})],
    }
    with pytest.raises(LexiconError) as caught:
        parse_frames(files, {"fire": ["نار"]})
    said = "\n".join(caught.value.problems)
    for part in (
        "a.yaml: frame 'f'", "needs tanks", "exactly one of v, n, p", "a noun is one word", "family 'war'", "plover 'WAR'",
        "write perfect/form", "word 'غارة': wiht", "b.yaml: frame 'f' stands twice (also in a.yaml)", "$nothing is no set of sets.yaml (fire)",
        "its id 'f.raid' is taken",
    ):  # fmt: skip
        assert part in said, part


def test_phrase_forms_agree() -> None:
    forms = phrase_forms("ضربة/ضربات", adjectives=["جوي"])
    assert forms["ضربه جويه"].kind == SINGULAR
    assert forms["ضربتان جويتان"].kind == forms["الضربتين الجويتين"].kind == DUAL
    assert forms["الضربات الجويه"].kind == forms["ضرباتهم الجويه"].kind == PLURAL
    assert "ضربه جوي" not in forms
    assert "ضربات جويات" not in forms
    masculine = phrase_forms("هجوم/هجمات", adjectives=["انتحاري"])
    assert {"هجوم انتحاري", "هجوما انتحاريا", "هجومين انتحاريين", "الهجمات الانتحاريه"} <= set(masculine)


def test_phrase_forms_of_a_second_term() -> None:
    forms = phrase_forms("حملة/حملات", of=["اعتقالات"])
    assert set(forms) == {f"{head} {second}" for head in ("حمله", "حملتا", "حملتي", "حملات") for second in ("اعتقالات", "الاعتقالات")}


def test_verb_phrases_are_conjugated() -> None:
    phrases = phrases_of(WordEntry(v="فجر/2", of=["نفسه", "أنفسهم"], en="blow oneself up"))
    assert {"فجر نفسه", "فجروا انفسهم", "يفجر نفسه", "تفجير نفسه"} <= set(phrases)
    form = phrases["فجر نفسه"]
    assert form is not None
    assert form.kind == "perfect"


def test_with_takes_nouns_with_their_plurals() -> None:
    trigger = next(h.entry for h in load_events().words.look_up("اطلق") if h.entry.id == "shelling.fire-rockets")
    assert {"صاروخين", "صواريخها", "قذيفتان"} <= trigger.with_
    assert not follows(trigger.with_phrases, [])


def test_duplicates_and_collisions() -> None:
    first = {"v": "قصف/1//قصف", "en": "shell"}
    frames = parse_frames({"a.yaml": [frame(first, {"v": "قصف/1", "en": "bombard"}), frame({"n": "قصف", "en": "shelling"}, id="g")]}, {})
    lines = list(duplicates(frames))
    assert any("f.bombard" in line and "says the same as f.shell" in line for line in lines)
    assert any("g.shelling" in line and "collides with f.shell" in line for line in lines)
    apart = parse_frames({"a.yaml": [frame(first), frame({"n": "قصف", "en": "shelling", "needs": ["place"]}, id="g")]}, {})
    assert not list(duplicates(apart))


def test_missing_examples() -> None:
    word = {"v": "قصف/1", "en": "shell", "example": "قصف الجيش البلدة", "counter": "هطل المطر"}
    lines = list(missing(parse_frames({"a.yaml": [frame(word, {"n": "غارة", "en": "raid"})]}, {})))
    assert [line for line in lines if line.startswith("f.shell")] == ["f.shell: its counter does not hold قصف/1: هطل المطر"]
    assert sum("f.raid" in line for line in lines) == 2


def test_participles_tell_no_event() -> None:
    assert "مهاجم" not in surfaces(WordEntry(v="هاجم/3", en="attack"))


def test_coverage_finds_what_no_frame_knows(coder: Coder) -> None:
    acts = [
        "زنطح مسلحو داعش أمس",
        "زنطح الجيش العراقي القرية",
        "ثم زنطح الحوثيون البلدة",
        "قصف الجيش البلدة",
        "قصف مسلحو داعش القرية",
        "قصف الحوثيون المدينة",
        "زنطحت طالبان المدينة",
    ]
    plain = ["افتتح الوزير معرض الكتاب في المدينة صباح اليوم وسط حضور كبير", "زار الطلاب المتحف القديم وقضوا فيه يوما جميلا"]
    reports = [Report(id=str(i), title="", text=text, published=dt.date(2020, 1, 15)) for i, text in enumerate(acts + plain * 5)]
    found = words_of(((report, coder.code(report)) for report in reports), load_events()).missing(least=3)
    unknown = next(word for word in found if word.word == "زنطح")
    assert unknown.beside >= 3
    assert unknown.elsewhere == 0
    assert "زنطح" in unknown.sentence
    assert "قصف" not in [word.word for word in found]
