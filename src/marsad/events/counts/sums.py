"""What is added to people (ضابط و3 جنود = 4) and what is only a part of them (30 قتيلا، أربعة منهم جنود)."""

from __future__ import annotations

from marsad.arabic.words import MARK, NUMBER, WORD
from marsad.events.counts.lexicon import NOUN, VERB
from marsad.events.counts.model import SINGULAR, Draft, Kind, People
from marsad.events.counts.people import counted_people, number_before, read_people
from marsad.events.counts.scan import QUOTE_MARKS, Scan
from marsad.record import CountOf


def add_joined(scan: Scan, whole: People, after: int, kind: Kind) -> int:
    """Add the people coordinated with `whole` from token `after` on (ضابط و3 جنود); the last token of the sum."""
    last = whole.last
    k = after
    steps = 0
    while k < scan.last and steps < 8:
        token = scan.tokens[k]
        if token.kind == MARK and token.norm in QUOTE_MARKS:
            k += 1
            continue
        if scan.clause_end(k) and not (k == last + 1 and token.norm == "," and _goes_on(scan, k + 1)):
            break
        word = scan.word(k)
        if any(h.cls != NOUN or not h.weak for h in word.heads) and not (word.person and word.conjunction):
            break
        if word.part:
            break
        joins = word.conjunction or token.norm == "و" or scan.number_conjunction(k)
        if joins:
            at = k + 1 if token.norm == "و" and not (k + 1 < scan.last and scan.tokens[k + 1].kind == NUMBER) else k
            more = read_people(scan, at, strict=True)
            adjacent = k == whole.last + 1 or steps <= 1
            if more is None or more.loss is not None or not (more.quantified or adjacent):
                if token.norm != "و" and not adjacent:
                    k += 1
                    steps += 1
                    continue
                break
            if more.noun is None or verb_follows(scan, more.last + 1) or (more.definite and not more.quantified and not whole.definite):
                break
            if scan.word(more.noun).thing:
                break
            counted = whole.quantified and (whole.min or 0) > 10 and more.accusative and not more.quantified
            if counted:
                whole.last, whole.of = more.last, class_of_both(whole, more)  # 150 شابا ورجلا: one number counts both
            else:
                add_up(scan, whole, more)
            last = more.last
            k = more.last + 1
            steps = 0
            continue
        steps += 1
        k += 1
    return last


def _goes_on(scan: Scan, k: int) -> bool:
    """Whether a comma is followed by و and a number of people that are no subject of a verb: 3 جنود، و5 مدنيين."""
    if k >= scan.last or not (scan.number_conjunction(k) or (scan.tokens[k].norm == "و" and k + 1 < scan.last and scan.tokens[k + 1].kind == NUMBER)):
        return False
    more = read_people(scan, k, strict=True)
    return (
        more is not None and more.quantified and more.noun is not None and more.known and more.loss is None
        and scan.word(more.noun).person is not None and not verb_follows(scan, more.last + 1)
    )  # fmt: skip


def verb_follows(scan: Scan, k: int) -> bool:
    """Whether a plural verb of loss follows: the people before it are its subject."""
    for j in range(k, min(scan.last, k + 3)):
        if scan.tokens[j].kind != WORD:
            return False
        if j not in scan.taken and any(h.cls == VERB and h.number != SINGULAR for h in scan.word(j).heads):
            return True
    return False


def add_up(scan: Scan, whole: People, more: People) -> None:
    """Add people to others; a vague number leaves only a lower bound."""
    if whole.vague:
        if more.min is not None and more.quantified:
            whole.modifiers.extend(more.modifiers)
    elif more.vague:
        whole.max = None
    else:
        whole.min = whole.min + more.min if whole.min is not None and more.min is not None else None
        whole.max = whole.max + more.max if whole.max is not None and more.max is not None else None
    whole.of = class_of_both(whole, more)
    whole.approx = whole.approx or more.approx
    whole.last = more.last


def class_of_both(whole: People, more: People) -> CountOf:
    """Who two groups of people are together."""
    if more.other or more.of == whole.of:
        return whole.of
    if "unknown" in (more.of, whole.of):
        return "civilians" if "civilians" in (more.of, whole.of) else "unknown"
    return "mixed"


def read_parts(scan: Scan, draft: Draft, after: int) -> None:
    """Read the parts told of a total (بينهم 3 أطفال, أربعة منهم جنود) and what is added to the total after them."""
    k = after
    limit = min(scan.last, after + 12)
    whole = draft.people
    while k < limit:
        token = scan.tokens[k]
        word = scan.word(k)
        if token.kind == MARK and token.norm in ".;!?:":
            return
        if token.kind == WORD and word.heads and not word.part:
            return
        if word.part:
            break
        k += 1
    else:
        return
    if k >= limit:
        return
    before = number_before(scan, k)
    if before is not None and before.first >= after and not before.vague and before.core not in scan.counted:
        found = counted_people(scan, before, False)
        if found is not None:
            found.min, found.max, found.last = before.min, before.max, k
            noun = read_people(scan, k + 1)
            if noun is not None and not noun.quantified:
                found.of, found.last, found.noun = noun.of, noun.last, noun.noun
            add_part(scan, draft, found)
            k = found.last + 1
    else:
        k = listed_parts(scan, draft, k + 1)
    if whole is None or k >= scan.last:
        return
    # , و + number of people: added to the total
    if scan.tokens[k].norm == "," and k + 1 < scan.last:
        at = k + 1
        opening = scan.tokens[at].norm
        if opening[:1] == "و":
            if opening == "و" and at + 1 < scan.last and scan.tokens[at + 1].kind == WORD:
                at += 1
            more = read_people(scan, at, strict=True)
            if (
                more is not None
                and more.quantified
                and more.loss is None
                and more.noun is not None
                and not verb_follows(scan, more.last + 1)
                and draft.min is not None
                and not only_number(scan, more)
            ):
                inner = sum(d.min or 0 for d in scan.drafts if d.part_of is draft)
                if {whole.of, more.of} != {"combatants", "civilians"} and inner + (more.min or 0) <= draft.min:
                    add_part(scan, draft, more)
                    return
                add_up(scan, whole, more)
                draft.min, draft.max = whole.min, whole.max
                draft.quote_last = more.last
                scan.counted.add(more.core)


_COMPANY = 9
"""How many words after a loss those lost together with its people may be told."""


def add_company(scan: Scan, draft: Draft) -> None:
    """Add the people lost together with one who is told first (قتل القيادي مع اثنين من مرافقيه: 3). Whom a clash is fought with is nobody lost."""
    whole = draft.people
    if whole is None or draft.kind != "killed" or draft.part_of is not None or draft.none or draft.min != 1 or draft.max != 1 or whole.quantified:
        return
    after = max(whole.last, draft.head) + 1
    for k in range(after, min(scan.last, after + _COMPANY)):
        token, word = scan.tokens[k], scan.word(k)
        if scan.clause_end(k) or word.heads or word.rest.removeprefix("ال") in scan.lexicon.words["against"]:
            return
        if token.norm not in scan.lexicon.words["company"]:
            continue
        more = read_people(scan, k + 1, strict=True)
        if more is None or not more.quantified or more.loss is not None or more.core in scan.counted or verb_follows(scan, more.last + 1):
            return
        person = more.noun is not None and scan.word(more.noun).person is not None and not scan.word(more.noun).thing
        if not (person or more.other or (more.last + 1 < scan.last and scan.tokens[more.last + 1].norm == "من")):
            return
        add_up(scan, whole, more)
        draft.min, draft.max, draft.quote_last = whole.min, whole.max, more.last
        scan.counted.add(more.core)
        return


def only_number(scan: Scan, found: People) -> bool:
    """Whether a number has no noun for people beside it."""
    return found.noun is None or any(h.cls == VERB for h in scan.word(found.noun).heads)


def listed_parts(scan: Scan, draft: Draft, k: int) -> int:
    """Read the parts listed from token k on (3 أطفال وامرأتان); the token after them."""
    seen = 0
    while k < scan.last and seen < 4:
        k = scan.skip_quotes(k)
        if k >= scan.last:
            break
        if seen and scan.tokens[k].norm == "و" and k + 1 < scan.last and scan.tokens[k + 1].kind == WORD:
            k += 1
        elif seen and not scan.word(k).conjunction and not scan.number_conjunction(k):
            break
        if not seen and scan.tokens[k].norm == "من":
            k += 1  # معظمهم من الطلاب
        found = read_people(scan, k) if k < scan.last else None
        if found is None or found.loss is not None:
            break
        if found.noun is None and not found.quantified:
            break
        if verb_follows(scan, found.last + 1):
            break
        add_part(scan, draft, found)
        seen += 1
        k = found.last + 1
        if k + 1 < scan.last and _plain(scan, k) and (scan.word(k + 1).conjunction or scan.number_conjunction(k + 1)):
            k += 1  # عقيد منشق واثنان ...
        if k < scan.last and scan.tokens[k].norm == "من" and k + 2 < scan.last:
            k += 2
    return k


def _plain(scan: Scan, k: int) -> bool:
    """Whether a word is unknown to the lexicon and may be an adjective."""
    word = scan.word(k)
    known = word.function or word.heads or word.person or word.conjunction or word.preposition or word.article or word.number or word.part
    return scan.tokens[k].kind == WORD and not known


def add_part(scan: Scan, whole: Draft, found: People) -> None:
    """A mention of a part of a total."""
    if found.core >= 0:
        scan.counted.add(found.core)
    scan.drafts.append(Draft(whole.kind, found, whole.head, "part", found.min, found.max, found.vague, part_of=whole, quote_first=found.first))
