"""From a head and its people to mentions: shared numbers, denied losses, pronouns and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from marsad.arabic.words import WORD
from marsad.events.counts.lexicon import MASDAR, NOUN, VERB, Head
from marsad.events.counts.model import FIELD_OF, Draft, People
from marsad.events.counts.scan import Scan
from marsad.events.counts.sums import add_joined, read_parts

TANWIN = "\u064b\u064c\u064d"
"""Vowel signs of an indefinite noun, which no name can follow as its object."""


CAPTIVES = frozenset({"captured", "detained", "displaced"})
"""Losses whose people can be killed or wounded afterwards (مقتل 5 أسرى)."""


def emit(scan: Scan, heads: Sequence[tuple[int, Head]], found: People | None, pattern: str, **more: Any) -> None:
    """A mention for each head that shares the people; people of several kinds together are only an upper bound."""
    shared = len({FIELD_OF[h.kind] for _, h in heads}) > 1
    told: set[str] = set()
    for at, head in heads:
        scan.taken.add(at)
        if FIELD_OF[head.kind] in told:
            continue
        told.add(FIELD_OF[head.kind])
        low: int | None
        high: int | None
        low, high, vague = (None, None, True) if found is None else (found.min, found.max, found.vague)
        same = found is not None and found.min == found.max == 1 and not found.quantified and not {h.kind for _, h in heads} & {"injured"}
        if shared and not vague and not same:
            low, high = None, high if high is not None else low
        draft = Draft(head.kind, found, at, f"{head.id}/{pattern}", low, high, vague, **more)
        draft.quote_first = min(at, found.first) if found is not None else at
        scan.drafts.append(draft)
    if found is not None and found.core >= 0:
        scan.counted.add(found.core)
    if found is not None and found.noun is not None:
        scan.taken.add(found.noun)


def emit_none(scan: Scan, i: int, heads: Sequence[tuple[int, Head]], found: People | None) -> bool:
    """Deal with negation: an explicit "none" is a mention of zero; True where nothing more is to be told."""
    if found is not None and found.quantified and not any(h.cls == VERB for _, h in heads):
        return False
    if heads[0][1].person or not scan.negated(i):
        return False
    if scan.told_before(i, "information", 4) or scan.told_before(i, "avoidance", 4):
        return True
    if any(h.cls == VERB for _, h in heads):
        before = scan.tokens[i - 1].norm if i > scan.first else ""
        if before[-2:] not in scan.lexicon.words["verb_negators"]:
            return False
        after = scan.tokens[i + 1].norm if i + 1 < scan.last else ""
        if after not in scan.lexicon.words["nobody"]:
            return True
    following = heads[-1][0] + 1
    if heads[0][1].cls == MASDAR and not (following < scan.last and scan.tokens[following].norm in scan.lexicon.words["nobody"]):
        scan.taken.update(at for at, _ in heads)
        return True  # لم تتضح ظروف مقتل الصبي
    for at, head in heads:
        scan.taken.add(at)
        if head.kind in ("detained", "displaced") or (head.weak and head.kind == "killed"):
            continue
        scan.drafts.append(Draft(head.kind, None, at, f"{head.id}/none", 0, 0, False, none=True, quote_first=at))
    return True


def accept(scan: Scan, heads: Sequence[tuple[int, Head]], after: int, found: People | None, pattern: str, **more: Any) -> bool:
    """Sum, emit, read parts."""
    if found is None:
        return False
    if found.core >= 0 and found.core in scan.counted:
        return False
    if found.loss is not None and FIELD_OF[found.loss.kind] != FIELD_OF[heads[0][1].kind]:
        if heads[0][1].kind not in ("killed", "injured") or found.loss.kind not in CAPTIVES:
            return False
        found.loss = None
    own = heads[0][1].own
    if own is not None and found.partitive and found.noun is not None and scan.word(found.noun).possessed:
        heads = [(at, replace(head, kind=own)) for at, head in heads]
    first_draft = len(scan.drafts)
    last = add_joined(scan, found, found.last + 1, heads[0][1].kind)
    emit(scan, heads, found, pattern, **more)
    between = any(scan.word(k).part for k in range(last + 1, heads[0][0]))  # 57 مدنيا بينهم 12 طفلا قتلوا
    read_parts(scan, scan.drafts[first_draft], last + 1 if between else max(last + 1, after))
    return True


def accept_noun(scan: Scan, group: Sequence[tuple[int, Head]], found: People, pattern: str, **more: Any) -> bool:
    """Emit what a noun of loss tells of its people, and read their parts."""
    first_draft = len(scan.drafts)
    emit(scan, group, found, pattern, **more)
    read_parts(scan, scan.drafts[first_draft], found.last + 1)
    return True


def emit_bare(scan: Scan, i: int, heads: Sequence[tuple[int, Head]], number: int | None) -> bool:
    """Mentions of people told before and not repeated: `number` of them, None for an unknown number."""
    for at, head in heads:
        scan.taken.add(at)
        scan.drafts.append(Draft(head.kind, None, at, f"{head.id}/pronoun", number, number, number is None, quote_first=at))
    return True


def emit_pronoun(scan: Scan, i: int, head: Head) -> bool:
    """The mention of people told by a pronoun alone (مقتله, اعتقالهما); True where it is dealt with."""
    if head.kind not in ("killed", "injured", "captured", "detained") or head.id in ("kill.wafat",):
        return False
    if head.cls == MASDAR and head.agent and head.pronoun in ("ها", "هم", "نا") and head.kind != "killed":
        return False
    if i + 1 < scan.last and scan.tokens[i + 1].norm in scan.lexicon.words["severity"]:
        return True  # سبعة منهم إصابتهم خطيرة
    if (
        head.kind == "injured"
        and scan.told_before(i, "cause_of_death", 1)
        and any(h.kind == "killed" for k in range(scan.first, i) for h in scan.word(k).heads)
    ):
        return True  # قتل جراء إصابته: one loss
    if head.pronoun in ("ه", "ها"):
        low: int | None = 1
    elif head.pronoun == "هما":
        low = 2
    elif head.pronoun in ("هم", "هن"):
        low = None
    else:
        return False
    scan.taken.add(i)
    scan.drafts.append(Draft(head.kind, None, i, f"{head.id}/pronoun", low, low, low is None, quote_first=i))
    return True


def emit_named(scan: Scan, i: int, heads: Sequence[tuple[int, Head]], j: int) -> bool:
    """A person's name or an unknown title right after the head: one person."""
    j = scan.skip_quotes(j)
    if j >= scan.last or scan.tokens[j].kind != WORD:
        return False
    word = scan.word(j)
    if word.function or word.thing or word.agent or word.force or word.conjunction or word.heads or word.preposition or word.part or word.number:
        return False
    if heads[0][1].pronoun or scan.tokens[heads[0][0]].raw[-1] in TANWIN or word.norm in scan.lexicon.words["no_names"]:
        return False
    if len(heads) > 1 and word.norm.startswith("و"):
        return False  # استشهد وأصيب وسحل: another verb
    if len(word.rest) < 3 or word.rest.endswith(("ات", "ون", "ين", "ها", "هم", "هما")):
        return False
    if heads[0][1].kind in ("detained",) and word.rest.endswith("ه"):
        return False
    found = People(j, j, scan.tokens[j].start, 1, 1, noun=j, known=False)
    emit(scan, heads, found, "name")
    return True


def told_by_noun(scan: Scan, k: int) -> bool:
    """Whether a noun of loss tells what befell the people before k (سقط 20 شخصا بين قتيل وجريح)."""
    for j in range(k, min(scan.last, k + 8)):
        if scan.clause_end(j):
            return False
        loss = any(h.cls == NOUN for h in scan.word(j).heads)
        if loss and (j <= k + 1 or scan.tokens[j - 1].norm == "بين"):
            return True
    return False


def fits(scan: Scan, found: People, head: Head) -> bool:
    """Whether the people can be the victims of a head: weak heads want a known noun or a number before one."""
    if head.quantified and not found.quantified:
        return False
    if head.person and (found.noun is None or scan.word(found.noun).person is None or found.other or told_by_noun(scan, found.last + 1)):
        return False
    if found.noun is not None and not found.known and head.weak and not found.quantified:
        return False
    if found.noun is None and not found.quantified:
        return False
    if found.noun is not None and found.quantified and not found.known and head.weak:
        noun = scan.word(found.noun)
        return not noun.agent and (found.partitive or not noun.rest.endswith("ات"))
    return True
