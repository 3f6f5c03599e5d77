"""The losses of a sentence or a text: each word that tells a loss is read in turn, then mentions are put in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from marsad.arabic.text import Text
from marsad.arabic.words import WORD
from marsad.events.counts.acts import follows, masdar_context, read_completed, read_masdar, read_phrase, read_verb
from marsad.events.counts.lexicon import MASDAR, NOUN, PHRASE, VERB, WORDS, Word, load_losses, may_know
from marsad.events.counts.model import CountMention
from marsad.events.counts.nouns import read_noun
from marsad.events.counts.scan import Scan
from marsad.events.counts.sums import add_company
from marsad.memo import Memo
from marsad.record import CountOf


def read_head(scan: Scan, i: int, word: Word) -> None:
    """Read what the word at token i tells: phrases first, then words that need a completing one, then each meaning in turn."""
    for head in word.heads:
        if head.cls == PHRASE:
            end = follows(scan, i, head)
            if end >= 0:
                read_phrase(scan, i, head, end)
                return
    for head in word.heads:
        if head.completes and read_completed(scan, i, head):
            return
    for head in word.heads:
        if head.completes or head.cls == PHRASE or (head.pronoun == "ه" and scan.tokens[i].raw.endswith("ة")):
            continue
        if head.cls == NOUN:
            done = read_noun(scan, i, head, word)
        elif head.cls == MASDAR:
            done = read_masdar(scan, i, head)
        elif masdar_context(scan, i, word) and any(h.cls == MASDAR for h in word.heads):
            continue
        else:
            done = read_verb(scan, i, head)
        if done:
            return


def cumulative_from(scan: Scan) -> list[tuple[int, bool]]:
    """Tokens where a span of time begins over which a toll adds up (منذ مطلع العام, خلال الأشهر الماضية), and whether something is told to
    go on since then (المعارك المستمرة منذ شهر), which says nothing of a toll told before it."""
    words, tokens = scan.lexicon.words, scan.tokens
    since, recent = words["cumulative.since"], words["cumulative.recent"]
    superlatives, lasting = words["cumulative.first"], words["cumulative.lasting"]
    marks = []
    for i in [k for k in range(scan.first, scan.last - 1) if _BEGINS_SPAN[tokens[k].norm]]:
        norm, following = tokens[i].norm, tokens[i + 1].norm
        if norm.removeprefix("و") in since:
            spans = following not in recent and following.removeprefix("ال") not in recent
        else:
            spans = following in scan.lexicon.spans[norm]
        if not spans:
            continue
        before = [scan.word(k).rest for k in range(max(scan.first, i - 3), i)]
        if superlatives.isdisjoint(before):
            marks.append((i, not lasting.isdisjoint(before)))
    return marks


def _begins_span(norm: str) -> bool:
    """Whether a span of time over which a toll adds up can begin with a word."""
    lexicon = load_losses()
    return norm in lexicon.spans or norm.removeprefix("و") in lexicon.words["cumulative.since"]


_BEGINS_SPAN = Memo(_begins_span)


def _over_time(scan: Scan, first: int, last: int, mark: int, lasting: bool) -> bool:
    """Whether a toll at tokens [first, last] adds up over the span of time that begins at `mark`."""
    return first - 14 <= mark <= last + 14 and not (lasting and mark > last) and not _apart(scan, first, last, mark)


def _apart(scan: Scan, first: int, last: int, mark: int) -> bool:
    """Whether another clause begins between the mention and the span of time: the span belongs to that clause."""
    openers = scan.lexicon.words["openers"]
    low, high = (last + 1, mark) if mark > last else (mark + 1, first)
    for k in range(low, high):
        if k > low and scan.word(k).rest in openers:
            return True
        if scan.tokens[k].norm == "," and k + 1 < high and (scan.word(k + 1).rest in openers or any(h.cls == VERB for h in scan.word(k + 1).heads)):
            return True
    return False


def finish(scan: Scan) -> list[CountMention]:
    """The mentions of a sentence in the order of their words, with class, offsets and index of their total."""
    if not scan.drafts:
        return []
    marks = cumulative_from(scan)
    order = sorted(range(len(scan.drafts)), key=lambda n: (scan.drafts[n].quote_first or 0, n))
    position = {id(scan.drafts[n]): at for at, n in enumerate(order)}
    previous: CountOf = "unknown"
    out: list[CountMention] = []
    for n in order:
        draft = scan.drafts[n]
        people = draft.people
        of: CountOf = people.of if people is not None else "unknown"
        bare = people is not None and people.quantified and people.noun is None and people.loss is None  # قتل جنديان وأصيب عشرة
        if people is not None and (people.other or bare) and of == "unknown" and previous != "mixed":
            of = previous
        if draft.part_of is None:
            inner = {p.people.of for p in scan.drafts if p.part_of is draft and p.people is not None}
            if of == "unknown" and "combatants" in inner:
                of = "mixed"
            elif of == "unknown" and inner == {"civilians"}:
                of = "civilians"
            elif of == "civilians" and "combatants" in inner:
                of = "mixed"
            previous = of
        first = draft.quote_first if draft.quote_first is not None else draft.head
        last = draft.head if draft.part_of is None else first
        if people is not None:
            last = max(last, people.last)
        if draft.quote_last is not None:
            last = max(last, draft.quote_last)
        start = people.start if people is not None and people.first == first and first != draft.head else scan.start_of(first, scan.word(first))
        if draft.part_of is not None and people is not None:
            start = people.start
        end = max([last, *(p.people.last for p in scan.drafts if p.part_of is draft and p.people is not None)])
        one = draft.min == draft.max == 1 and (people is None or not people.quantified)
        near = any((0 < first - mark <= 5) if one else _over_time(scan, first, end, mark, lasting) for mark, lasting in marks)
        out.append(
            CountMention(
                draft.kind, draft.min, draft.max, draft.vague, of, start, scan.tokens[last].end, first, last, draft.head, draft.rule,
                (people.first, people.last) if people is not None else None,
                tuple(people.modifiers) if people is not None else (),
                people.magnitude if people is not None and draft.vague else 3 if draft.vague else None,
                people.approx if people is not None else False,
                near, draft.update or (draft.part_of is None and people is not None and people.quantified and scan.updated(first)),
                draft.none, position[id(draft.part_of)] if draft.part_of is not None else None, draft.by,
            )
        )  # fmt: skip
    return out


def find_counts(text: Text, first: int, last: int, heads: Iterable[int]) -> list[CountMention]:
    """The losses told in tokens [first, last) of a text, which should be one sentence, in the order of their words. `heads` are the tokens among
    them that may tell one."""
    scan = Scan(text, first, last)
    for i in heads:
        token = scan.tokens[i]
        if token.kind == WORD and i not in scan.taken:
            word = WORDS[token.norm]
            if word.heads:
                read_head(scan, i, word)
            elif scan.told_before(i, "done", 1) and not token.raw.endswith("ة"):
                read_masdar(scan, i, word.done[0])
    for draft in scan.drafts:
        add_company(scan, draft)
    return finish(scan)


def find_all(text: Text) -> list[CountMention]:
    """The losses told in a whole text; `part_of` counts in the list returned."""
    out: list[CountMention] = []
    may_tell = [i for i, token in enumerate(text.tokens) if _HAS_HEAD[token.norm]]
    for number, heads in groupby(may_tell, key=text.sentence_of.__getitem__):
        sentence = text.sentences[number]
        base = len(out)
        for mention in find_counts(text, sentence.first, sentence.last, heads):
            out.append(mention if mention.part_of is None or not base else replace(mention, part_of=mention.part_of + base))
    return out


def _has_head(norm: str) -> bool:
    if not may_know(norm):
        return False
    word = WORDS[norm]
    return bool(word.heads or word.done)


_HAS_HEAD = Memo(_has_head)
