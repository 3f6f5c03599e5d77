"""Nouns for the people lost: 45 قتيلا وجريحا, سقوط قتلى, عدد الضحايا إلى 30, بين قتيل وجريح."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.arabic.numbers import NumberMatch, apply_suffix
from marsad.arabic.words import MARK, WORD
from marsad.events.counts.around import counted_before_noun, people_before
from marsad.events.counts.lexicon import NOTHING, NOUN, VERB, Head, Word
from marsad.events.counts.mentions import accept_noun, emit, emit_none
from marsad.events.counts.model import DUAL, EITHER, PLURAL, SINGULAR, People
from marsad.events.counts.people import class_after, counted_people, number_before, read_people, voweled_number
from marsad.events.counts.scan import Scan
from marsad.events.counts.sums import add_part, read_parts


def read_noun(scan: Scan, i: int, head: Head, word: Word) -> bool:
    """The loss told by a noun for people at token i; True where it is dealt with."""
    if head.number == EITHER and voweled_number(scan, i) == DUAL:
        head = replace(head, number=DUAL)
    match = None if word.conjunction else number_before(scan, i, of_theirs=head.counted)
    if match is not None and (match.core in scan.counted):
        return True
    if head.counted and match is None:
        return False
    if head.toll:
        return match is None and not word.conjunction and read_toll(scan, i, [(i, head)], i + 1)
    if match is None and scan.told_before(i, "avoidance", 3):
        return True
    if match is None and (scan.told_before(i, "named_after", 1) or scan.told_before(i, "of_wounds", 1)):
        return True
    if match is None and i + 1 < scan.last and scan.word(i + 1).rest in scan.lexicon.words["hits"]:
        return True
    if match is not None and scan.told_before(match.first, "freed", 2):
        return True
    if not head.bare and released(scan, i if match is None else match.first):
        return False
    group = joined_nouns(scan, i, head, word)
    if match is not None:
        if match.min == 1 and head.number != SINGULAR:
            return True
        found = counted_people(scan, match, False)
        if found is None:
            return True
        found.last = max(found.last, i)
        after = group[-1][0]
        found.last = max(found.last, after)
        pattern = "number"
        class_of_noun(scan, found, after)
        return accept_noun(scan, group, found, pattern)
    if i > scan.first and scan.tokens[i - 1].norm in ("بين", "مابين") and len(group) > 1 and not word.article:
        return read_between(scan, i, group)
    headed = toll_before(scan, i)
    if word.article or headed:
        known = word.article and not head.bare and not headed and i + 1 < scan.last and scan.word(i + 1).number and scan.word(i + 1).article
        if known or read_toll(scan, i, group, headed):  # الرهائن الخمسة: taken before
            return True
        if not head.bare or word.conjunction or word.preposition or not scan.told_before(i, "occurrence", 1):
            return False
    if word.conjunction and i - 1 >= scan.first and scan.tokens[i - 1].kind == WORD and scan.word(i - 1).function:
        return False
    if not word.conjunction and i > scan.first:
        ahead = counted_before_noun(scan, i)
        if ahead is not None:
            return accept_noun(scan, group, ahead, "people-before")
    if not head.bare or released(scan, i):
        return False
    if i + 1 < scan.last and scan.tokens[i + 1].norm in scan.lexicon.words["two"]:
        found = People(i, i + 1, scan.start_of(i, word), 2, 2, noun=i, quantified=True, number=DUAL)
        return accept_noun(scan, [(i, head)], found, "dual")
    number = head.number
    if scan.negated(i):
        emit_none(scan, i, group, None)
        return True
    following = scan.word(i + 1) if i + 1 < scan.last else NOTHING
    if number == SINGULAR and (is_title(scan, i) or following.preposition == "ل"):  # وقع ضحية للمرض
        return False
    for at, one in group:
        found = People(at, at, scan.start_of(at, scan.word(at)), None, None, noun=at, number=one.number)
        if one.number == SINGULAR:
            found.min = found.max = 1
        elif one.number == DUAL:
            found.min = found.max = 2
        else:
            found.vague, found.magnitude = True, 3
        class_of_noun(scan, found, at)
        emit(scan, [(at, one)], found, "noun")
        read_parts(scan, scan.drafts[-1], found.last + 1)
    return True


def is_title(scan: Scan, i: int) -> bool:
    """A noun of loss that is a title or an adjective, not news of a loss (الجندي الأسير, شهيد المحراب)."""
    before = scan.word(i - 1) if i > scan.first else NOTHING
    return before.person is not None and not before.function and not before.heads


def released(scan: Scan, i: int) -> bool:
    """Whether the people at token i are told to be set free, visited or tried: they were taken earlier."""
    words = scan.lexicon.words["releases"]
    for j in range(max(scan.first, i - 4), i):
        word = scan.word(j)
        if word.rest in words or scan.tokens[j].norm in words or scan.tokens[j].norm.removeprefix("ال") in words:
            return True
    return False


def joined_nouns(scan: Scan, i: int, head: Head, word: Word) -> list[tuple[int, Head]]:
    """Nouns of loss joined in one form: قتلى وجرحى, قتيلا وجريحا, القتلى والجرحى, بين قتيل وجريح."""
    group = [(i, head)]
    j = i + 1
    while j < scan.last and len(group) < 4:
        at = j
        if scan.tokens[j].norm in ("و", "او") and j + 1 < scan.last:
            at = j + 1
        other = scan.word(at)
        if at == j and not other.conjunction:
            break
        form = next((h for h in other.heads if h.cls == NOUN and not h.counted), None)
        if form is None or other.article != word.article:
            break
        same = form.number == head.number or {form.number, head.number} <= {PLURAL, EITHER}
        if not same:
            break
        group.append((at, form))
        j = at + 1
    return group


def class_of_noun(scan: Scan, found: People, after: int) -> None:
    """Read who the people of a noun of loss are, from the words after token `after` (قتيلا من الجيش)."""
    k = after + 1
    if k < scan.last:
        word = scan.word(k)
        if word.person is not None and not word.conjunction and not word.preposition and not word.heads:
            found.modifiers.append(k)
            found.last = k
            if word.person.of != "unknown":
                found.of = word.person.of
                return
        match = NumberMatch(found.first, found.last, found.start, found.min, found.max, found.vague)
        bounded, last = apply_suffix(match, scan.tokens, found.last + 1)
        if last > found.last and last < scan.last and found.quantified:
            found.min, found.max, found.last = bounded.min, bounded.max, last
    if found.of == "unknown":
        found.of = class_after(scan, found.last + 1, found)


def read_between(scan: Scan, i: int, group: Sequence[tuple[int, Head]]) -> bool:
    """30 شخصا بين قتيل وجريح: the number stands before بين; without one, both are vague."""
    start = i - 1
    if start - 1 > scan.first and scan.tokens[start - 1].norm == ",":
        start -= 1
    if start > scan.first and scan.tokens[start - 1].norm in ("ما", "من"):
        start -= 1
    found = _total_before(scan, start) or people_before(scan, start)
    if found is None or not found.quantified:
        match = number_before(scan, start)
        candidate = counted_people(scan, match, False) if match is not None and match.core not in scan.counted else None
        found = candidate if candidate is not None and candidate.last < i else found
    if found is None or not (found.quantified or found.vague):
        found = People(i, group[-1][0], scan.tokens[i].start, None, None, vague=True, magnitude=3)
    emit(scan, group, found, "between", quote_last=group[-1][0])
    return True


def _total_before(scan: Scan, end: int) -> People | None:
    """The people of a mention that ends right before a token, taken back because a noun tells how it divides (37 ألفا، بين شهيد وجريح)."""
    for draft in scan.drafts:
        people = draft.people
        if people is not None and people.quantified and people.last == end - 1 and draft.part_of is None:
            scan.drafts.remove(draft)
            return people
    return None


def toll_before(scan: Scan, i: int) -> int:
    """The token of عدد, حصيلة ... that heads the noun of loss at i, plus one; 0 without one."""
    for j in range(i - 1, max(scan.first - 1, i - 4), -1):
        if scan.tokens[j].kind != WORD:
            break
        if scan.word(j).toll:
            return j + 1
        if not (scan.word(j).heads or scan.word(j).function or scan.word(j).person):
            break
    return 0


def read_toll(scan: Scan, i: int, group: Sequence[tuple[int, Head]], headed: int) -> bool:
    """عدد القتلى إلى 30, حصيلة الضحايا 30, والجرحى إلى 50: the number after a definite noun of loss."""
    if (i > scan.first and scan.tokens[i - 1].norm == "بين") or (i > scan.first and scan.tokens[i - 1].norm == "من" and not headed):
        whole = next((d for d in reversed(scan.drafts) if d.kind == group[0][1].kind and d.part_of is None), None)
        found = read_people(scan, i + 1)
        if found is not None and found.loss is None and scan.tokens[i - 1].norm == "بين":
            if whole is not None:
                add_part(scan, whole, found)
            return True
        return False
    leads = scan.lexicon.words["leads"]
    after = group[-1][0] + 1
    told: list[int] = []  # verbs that tell the same loss on the way to its figure
    limit = min(scan.last, after + (22 if headed else 4))
    k = after
    while k < limit:
        token = scan.tokens[k]
        word = scan.word(k)
        if (token.kind == MARK and token.norm in ".;!?") or (token.kind == MARK and token.norm == "," and not headed):
            break
        if word.heads and not word.preposition and word.heads[0].cls == VERB and scan.tokens[k - 1].norm in scan.lexicon.words["relatives"]:
            told.append(k)  # عدد الضحايا الذين قتلوا
            k += 1
            continue
        if word.heads and not word.preposition:
            break
        match = scan.number_at(k)
        if match is not None and match.core not in scan.counted:
            before = scan.tokens[k - 1].norm
            bounded = i - 2 >= scan.first and scan.tokens[i - 2].norm in scan.lexicon.words["exceeding"]
            led = group[0][1].toll or bounded or before in leads or k == after or before in (":", "=", "-") or match.first < match.core
            found = counted_people(scan, match, False)
            if found is not None and update_from(scan, match, k):
                match2 = scan.number_at(match.last + 2) if match.last + 2 < scan.last else None
                if match2 is not None:
                    match, found = match2, counted_people(scan, match2, False)
            if found is not None and (led or found.loss is not None):
                if found.range_from is not None and scan.tokens[found.first].norm == "من":
                    found.min = found.max
                if found.loss is not None and found.loss.kind != group[0][1].kind:
                    return False
                if group[0][1].toll and not (found.quantified and found.noun is not None and scan.word(found.noun).person):
                    k = match.last + 1
                    continue
                if found.loss is not None and found.noun is not None:
                    both = joined_nouns(scan, found.noun, found.loss, scan.word(found.noun))
                    if len(both) > 1:  # عدد الضحايا بلغ 40 قتيلا وجريحا
                        found.last = both[-1][0]
                        group = both
                scan.taken.update(told)
                emit_toll(scan, i, group, found)
                return True
            k = match.last + 1
            continue
        if not headed and not (token.norm in leads or word.function or token.kind == MARK):
            return False
        k += 1
    if headed and not group[0][1].toll:  # ارتفع إلى 60 عدد القتلى
        match = number_before(scan, headed - 1)
        if match is not None and match.core not in scan.counted and match.first > scan.first and scan.tokens[match.first - 1].norm in leads:
            found = People(match.first, match.last, match.start, match.min, match.max, match.vague, match.magnitude, match.approx, quantified=True)
            found.core = match.core
            emit_toll(scan, i, group, found)
            return True
    return False


def emit_toll(scan: Scan, i: int, group: Sequence[tuple[int, Head]], found: People) -> None:
    """Mentions of a toll and its parts."""
    kind_of = scan.word(i - 1).person if i > scan.first else None
    if kind_of is not None and found.of == "unknown":
        found.of = kind_of.of  # عدد المدنيين القتلى
    bound = scan.tokens[i - 2].norm if i - 2 >= scan.first else ""
    if found.min is not None and found.min == found.max and bound in scan.lexicon.words["exceeding"]:  # يتجاوز عدد القتلى 30
        if i - 3 >= scan.first and scan.tokens[i - 3].norm in scan.lexicon.words["verb_negators"] and bound not in scan.lexicon.words["less"]:
            found.min = None
        else:
            found.max = None
    updated = any(scan.updated(k) for k in (i, max(i, found.first)))
    emit(scan, group, found, "toll", update=updated, quote_last=max(i, found.last))
    read_parts(scan, scan.drafts[-len(group)], max(i, found.last) + 1)


def update_from(scan: Scan, match: NumberMatch, k: int) -> bool:
    """Whether the quantity at token k is the old figure of a raised toll (من 10 إلى 14)."""
    return scan.tokens[k - 1].norm == "من" and match.last + 1 < scan.last and scan.tokens[match.last + 1].norm == "الي"
