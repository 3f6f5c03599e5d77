"""The floor of extraction: the benchmark's pages, one article for each template."""

from __future__ import annotations

from benchmarks.reading import token_f1
from benchmarks.reading_pages import TEMPLATES, cases

from marsad.reading.article import from_html


def test_articles_of_every_content_system() -> None:
    given = list(cases(1))
    assert len(given) == len(TEMPLATES) >= 40
    scores = []
    for case in given:
        report = from_html(case.name, case.html, None)
        assert report is not None, case.name
        assert report.published == case.article.day, case.name
        assert report.title == case.article.title, case.name
        scores.append(token_f1(case.article.text, report.text)[2])
        assert scores[-1] > 0.8, case.name
    assert sum(scores) / len(scores) >= 0.97


def test_the_pages_are_hard_enough_to_tell_extractors_apart() -> None:
    from benchmarks.reading import plain

    scores = [token_f1(case.article.text, plain(case.html)[0].removeprefix(case.article.title))[2] for case in cases(1)]
    assert sum(scores) / len(scores) < 0.97
