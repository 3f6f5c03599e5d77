"""People that do not stand right after the word that tells the loss: later in the clause, or before it."""

from __future__ import annotations

from marsad.arabic.words import MARK, NUMBER, WORD
from marsad.events.counts.lexicon import NOUN
from marsad.events.counts.model import DUAL, SINGULAR, People
from marsad.events.counts.people import counted_people, read_people
from marsad.events.counts.scan import Scan
from marsad.events.counts.sums import add_up


def people_later(scan: Scan, j: int, *, limit: int, quantified: bool = False) -> People | None:
    """People later in the clause: past the agent, adverbs and prepositional phrases."""
    k = j
    end = min(scan.last, j + limit)
    while k < end:
        token = scan.tokens[k]
        if scan.clause_end(k):
            aside = _aside(scan, k) if k == j else _bracketed(scan, k)
            if not aside:
                return _object_after_comma(scan, j, k)
            k = aside
            continue
        if token.kind == MARK:
            k += 1
            continue
        word = scan.word(k)
        heads = any(not h.completes or " " not in h.completes[0] for h in word.heads)  # وعذب alone tells no death
        if (heads and not word.person) or word.rest in scan.lexicon.words["coordinators"]:
            return None
        if (token.norm == "و" or scan.number_conjunction(k)) and "عدد" not in token.norm:
            return _named_with(scan, j, k) if k > j else None
        if k == j and word.conjunction:
            return None
        if word.part or (word.conjunction and not word.number and not word.person):
            return None
        before = scan.word(k - 1)
        governed = before.function and scan.tokens[k - 1].norm in scan.lexicon.words["governors"]
        of_group = governed and scan.tokens[k - 1].norm == "من" and scan.word(k - 2).rest in scan.lexicon.words["groups"]
        if (not governed or of_group) and not word.preposition:
            found = read_people(scan, k, strict=True)
            if found is not None and found.core in scan.counted:
                return None
            if found is not None and (found.loss is None or found.loss.kind in ("captured", "detained", "displaced")):
                if found.quantified and found.noun is not None:
                    return found
                if found.quantified and found.noun is None and (k == j or (found.definite and (found.magnitude or 0) >= 10)):
                    return found
                if (
                    not quantified
                    and not found.quantified
                    and (found.accusative or found.number == DUAL)
                    and not ((before.agent and k > j) or word.conjunction)
                ):
                    return found
                if not found.quantified:
                    k = found.last + 1
                    continue
        if governed and not of_group and word.person:
            skipped = read_people(scan, k)
            k = skipped.last + 1 if skipped is not None else k + 1
            continue
        match = scan.number_at(k) if word.number or token.kind == NUMBER else None
        k = match.last + 1 if match is not None else k + 1
    return None


def _named_with(scan: Scan, j: int, k: int) -> People | None:
    """A person named in tokens [j, k) with the counted people joined at k: أبو فلان و20 مسلحا are 21."""
    for n in range(j, k):
        word = scan.word(n)
        known = word.function or word.thing or word.agent or word.force or word.number or word.conjunction or word.preposition or word.heads
        if known or word.person is not None or scan.tokens[n].kind != WORD:
            return None
    more = read_people(scan, k, strict=True)
    if more is None or not more.quantified or more.noun is None or more.loss is not None or more.core in scan.counted:
        return None
    person = People(j, k - 1, scan.tokens[j].start, 1, 1, core=more.core, noun=more.noun, quantified=True, of=more.of)
    add_up(scan, person, more)
    return person


def _aside(scan: Scan, k: int) -> int:
    """The token after an adverbial between commas that begins at k (اعتقل، منذ آذار، 20 شخصا), or 0."""
    if scan.tokens[k].norm != "," or k + 2 >= scan.last or not scan.word(k + 1).function:
        return 0
    return next((c + 1 for c in range(k + 2, min(scan.last, k + 9)) if scan.tokens[c].norm == ","), 0)


def _bracketed(scan: Scan, k: int) -> int:
    """The token after the second name of a month, in brackets, that begins at k (22 أبريل (نيسان)), or 0."""
    if scan.tokens[k].norm != "(" or not scan.word(k - 1).thing:
        return 0
    return next((c + 1 for c in range(k + 1, min(scan.last, k + 12)) if scan.tokens[c].norm == ")"), 0)


def _object_after_comma(scan: Scan, j: int, k: int) -> People | None:
    """Counted people after a comma at k that closes what is told of the agent at j (اعتقلت الشرطة المختصة بالحدود، 13 عنصرا)."""
    agent = scan.word(j) if not scan.word(j).function else scan.word(j - 1)
    if scan.tokens[k].norm != "," or k + 1 >= scan.last or not (agent.agent or agent.force or agent.person):
        return None
    if scan.word(k + 1).conjunction or scan.number_conjunction(k + 1) or scan.tokens[k + 1].norm == "و":
        return None
    found = read_people(scan, k + 1, strict=True)
    if found is None or not found.quantified or found.loss is not None or found.noun is None or scan.word(found.noun).person is None:
        return None
    following = scan.word(found.last + 1) if found.last + 1 < scan.last else None
    return None if following is not None and following.heads and not following.conjunction else found


def people_before(scan: Scan, v: int, *, plural: bool = False) -> People | None:
    """The people before a verb at v that are its subject, with what is joined to them (3 جنود وعدد من المسلحين لقوا مصرعهم) and past
    their parts (57 مدنيا بينهم 12 طفلا قتلوا). A plural verb has no singular subject without a number."""
    found = _nearest_before(scan, v, plural=plural)
    while found is not None and found.first - 1 > scan.first:
        before = found.first - 1
        if scan.tokens[before].norm == "من" and scan.word(before - 1).part:
            before -= 1
        if scan.word(before).part:
            end = before - 1
            if scan.tokens[end].norm == "من":
                end -= 1
            if end > scan.first and scan.tokens[end].norm == ",":
                end -= 1
            whole = _ending_at(scan, end)
            return whole if whole is not None and whole.quantified else found
        token = scan.tokens[found.first]
        joined = scan.word(found.first).conjunction or scan.number_conjunction(found.first) or token.norm == "و" or scan.tokens[before].norm == "و"
        if not joined:
            return found
        left = _ending_near(scan, before - 1 if scan.tokens[before].norm == "و" else before)
        if left is None or (found.quantified and not left.quantified and left.vague):
            return found
        add_up(scan, left, found)
        found = left
    return found


def person_before(scan: Scan, v: int) -> People | None:
    """The one person right before a verb at v, told as the subject of a sentence (أن شرطيا قتل)."""
    found = _ending_at(scan, v - 1)
    if found is None or found.quantified or found.min != 1 or found.max != 1 or found.first <= scan.first:
        return None
    return found if found.accusative or scan.tokens[found.first - 1].norm.endswith("ان") else None


def _ending_near(scan: Scan, end: int) -> People | None:
    """The noun phrase of people that ends at a token or before a name of two words there (مقاتلي بوكو حرام)."""
    for last in range(end, max(scan.first, end - 3), -1):
        found = _ending_at(scan, last)
        word = scan.word(last)
        if found is not None or scan.tokens[last].kind != WORD or word.function or word.preposition or word.heads or word.conjunction:
            return found
    return None


def _ending_at(scan: Scan, end: int) -> People | None:
    """The longest noun phrase of people that ends at a token."""
    longest: People | None = None
    for s in range(end, max(scan.first - 1, end - 9), -1):
        if scan.clause_end(s) or (scan.word(s).heads and not scan.word(s).person):
            break
        found = read_people(scan, s, strict=True)
        if found is not None and found.last == end and found.loss is None and found.core not in scan.counted:
            if longest is not None and longest.quantified and not found.quantified:
                break
            longest = found
    return longest


def _bare_number(scan: Scan, s: int, v: int) -> People | None:
    """A number at s alone before a plural verb at v (قتل 11 و32 أصيبوا)."""
    match = scan.number_at(s)
    if match is None or match.last != v - 1 or match.vague or (match.min or 0) < 3 or not (match.conjunction or scan.word(s - 1).part):
        return None
    return People(match.first, match.last, match.start, match.min, match.max, approx=match.approx, quantified=True, core=match.core)


def _nearest_before(scan: Scan, v: int, *, plural: bool) -> People | None:
    nearest: People | None = None
    crossed = False
    for s in range(v - 1, max(scan.first - 1, v - 12), -1):
        if scan.clause_end(s):
            if scan.tokens[s].norm == "," and s == v - 1 and any(scan.word(t).part for t in range(max(scan.first, v - 12), s)):
                crossed = True
                continue
            break
        token = scan.tokens[s]
        if token.kind == MARK:
            continue
        word = scan.word(s)
        if word.heads and not any(h.cls == NOUN for h in word.heads) and not word.person:
            break
        if not (word.number or word.person or token.kind == NUMBER or (word.rest in scan.lexicon.words["one"])):
            continue
        if word.conjunction and word.person and word.person.number != DUAL and nearest is None and s < v - 1:
            continue
        found = read_people(scan, s, strict=True)
        if found is None and plural:
            found = _bare_number(scan, s, v)
        if found is None or found.last >= v or found.core in scan.counted or found.loss is not None:
            continue
        if found.quantified or (found.number == DUAL and scan.word(s).conjunction):
            reach = nearest.first if nearest is not None else v
            if reach - found.last <= (2 if nearest is not None else 8) or found.last >= reach:
                longer = found
                for t in range(s - 1, max(scan.first - 1, s - 5), -1):
                    if scan.tokens[t].kind == MARK:
                        break
                    match = scan.number_at(t)
                    if match is not None and match.last >= found.core and match.core not in scan.counted:
                        wider = counted_people(scan, match, True)
                        longer = wider if wider is not None and wider.last == found.last else longer
                return longer
            break
        if plural and found.number == SINGULAR and not found.other:
            continue
        if nearest is None or found.last >= nearest.first - 1:
            nearest = found
    return None if crossed and nearest is not None and not scan.word(nearest.first - 1).part else nearest


def counted_before_noun(scan: Scan, i: int) -> People | None:
    """3 جنود قتلى, خمسة أشخاص جرحى: counted people right before a noun of loss."""
    before = scan.word(i - 1)
    if before.person is None or before.preposition:
        return None
    for s in range(i - 2, max(scan.first - 1, i - 7), -1):
        if scan.clause_end(s):
            return None
        match = scan.number_at(s)
        if match is not None and match.core not in scan.counted:
            found = counted_people(scan, match, True)
            return found if found is not None and found.last == i - 1 else None
    return None
