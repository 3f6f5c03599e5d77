"""Tables of answers: found once, bounded, pickled empty."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from marsad.compiled import compiled
from marsad.events.decide import Facts
from marsad.events.grammar import Grammar, load_grammar, read_grammar
from marsad.events.judgement import load_judgement
from marsad.events.kind import Circumstances, candidates, typed
from marsad.memo import Memo


def test_each_answer_is_found_once_and_a_full_table_is_emptied() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    memo = Memo(length, most=2)
    assert [memo[w] for w in ("a", "bb", "a", "bb")] == [1, 2, 1, 2]
    assert asked == ["a", "bb"]
    assert memo["ccc"] == 3
    assert set(memo) == {"ccc"}


def test_a_memo_is_pickled_without_its_answers_and_goes_on_with_its_owner(tmp_path: Path) -> None:
    grammar = read_grammar()
    said = grammar.of("وقال")
    assert said
    again = pickle.loads(pickle.dumps(grammar))
    assert isinstance(again, Grammar)
    assert not again.classes
    assert again.of("وقال") == said
    kept = compiled("grammar", "test", read_grammar, folder=tmp_path)
    assert kept.of("وقال") == compiled("grammar", "test", lambda: Grammar(), folder=tmp_path).of("وقال") == load_grammar().of("وقال")


@pytest.mark.parametrize("family", ["attack", "bombing", "raid", "protest", "arrest", "destroy", "agreement"])
@pytest.mark.parametrize("means", [frozenset(), frozenset({"air"}), frozenset({"ied", "suicide"})])
def test_the_type_weighed_at_once_is_the_heaviest_of_those_weighed_one_by_one(family: str, means: frozenset[str]) -> None:
    evidence = load_judgement().type
    facts = Facts(family, means, [], [], lethal=True)
    circumstances = Circumstances("kill.kill", frozenset({"air", "artillery"}), True, True, "city", "few", True)
    decision, score, seen = typed(facts, circumstances, evidence)
    scores = {kind: evidence.score(facets) for kind, facets in candidates(facts, circumstances)}
    assert scores[decision.type] == pytest.approx(max(scores.values()))
    assert score == pytest.approx(scores[decision.type])
    assert evidence.score(seen) == pytest.approx(score)
