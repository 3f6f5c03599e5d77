"""Where an act was: the options that a text gives, and how they are weighed. The texts are invented."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.arabic.text import read_text
from marsad.events import where
from marsad.events.detect import detect
from marsad.events.evidence import Evidence, Facet, features_of
from marsad.events.grammar import load_grammar
from marsad.events.scene import Scene
from marsad.pipeline import Coder
from marsad.places.lands import country, is_capital

BLANK = Evidence("place", 0.0, 0.0, {})


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def scene_of(coder: Coder, words: str) -> Scene:
    layers = coder._read(read_text(words), dt.date(2015, 7, 1), (), 0)
    return Scene(layers, load_grammar(), detect(layers, coder._events))


def options(scene: Scene, word: str) -> dict[str, list[str]]:
    """The ids of the places that the act told by a word may have, with what is seen of each; "" for none."""
    text = scene.layers.text
    told = next(t for t in scene.triggers if word in text.full[t.start : t.end])
    out: dict[str, list[str]] = {}
    for place, facets in where.candidates(scene, told, (), None):
        out.setdefault(place.place.id if place is not None and place.place is not None else "", []).extend(features_of(facets))
    return out


def test_the_country_of_the_forces_is_an_option_where_no_place_is_named(coder: Coder) -> None:
    found = options(
        scene_of(coder, "دخلت القوات صنعاء وعدن. ثم ساد الهدوء. ونزح الأهالي. وعاد بعضهم. ولم يعد غيرهم. وفتحت المدارس. وقصف الجيش اليمني مواقع المسلحين."),
        "قصف",
    )
    assert "land" in found["ye:country"]


def test_a_country_that_is_named_beside_the_act_is_no_further_option(coder: Coder) -> None:
    found = options(scene_of(coder, "قصف الجيش اليمني مواقع المسلحين في اليمن."), "قصف")
    assert "land" not in found["ye:country"]


def test_a_capital_without_a_preposition_is_seen_as_one(coder: Coder) -> None:
    found = options(scene_of(coder, "قالت أنقرة إن طائراتها قصفت مواقع قرب جرابلس."), "قصف")
    assert "here, capital, bare" in found["tr:city:ankara"]
    assert not any("capital" in f for f in found["sy:town:jarabulus"])


def test_a_place_that_only_tells_of_a_noun_is_seen_as_such(coder: Coder) -> None:
    found = options(scene_of(coder, "قالت المؤسسة التي يوجد مقرها في طرابلس الليبية إن الطائرات قصفت ناقلة قرب مصراتة."), "قصف")
    assert "here, tells of a noun" in found["ly:city:tripoli"]
    assert "here, tells of a noun" not in found["ly:city:misrata"]


def test_mentions_of_one_place_count_together(coder: Coder) -> None:
    scene = scene_of(coder, "نزح الأهالي من حمص. وعادت الطائرات إلى الرقة. ثم قصفت الطائرات المنازل. وبقيت الرقة تحت النار.")
    told = next(t for t in scene.triggers if "قصف" in scene.layers.text.full[t.start : t.end])
    place, score, _ = where.placed(scene, told, (), None, BLANK)
    assert place is not None
    assert place.place is not None
    assert place.place.name_ar == "الرقة"
    assert score > 0


def test_lands_and_capitals() -> None:
    syria = country("SY")
    assert syria is not None
    assert (syria.kind, syria.geo_precision, syria.name_en) == ("country", 4, "Syria")
    assert country("") is None
    assert not is_capital(syria)


def test_a_place_where_only_the_source_sits_is_told_apart(coder: Coder) -> None:
    found = options(scene_of(coder, "أفاد مراسل الجزيرة في سوريا بأن المدفعية قصفت بلدة مارع في ريف حلب الشمالي أمس."), "قصفت")
    assert "here, where a source is" in found["sy:country"]
    assert "here, where a source is" not in found["sy:adm1:aleppo"]


def test_a_capital_that_is_a_government_is_told_apart_from_a_country_that_acts(coder: Coder) -> None:
    found = options(scene_of(coder, "اتهمت موسكو فصائل المعارضة بقصف مدينة حلب أمس."), "قصف")
    assert "here, capital as government" in found["ru:city:moscow"]


def test_weights_add_up_alike_on_every_python() -> None:
    evidence = Evidence("place", 0.0, 0.0, {"a": 0.1, "b": 0.2, "c": 0.3})  # 0.1 + 0.2 + 0.3 is 0.6000000000000001 before Python 3.12
    assert evidence.weight(Facet(("a", "b", "c"))) == 0.6
