"""Noun phrases of people: ثلاثة جنود, عدد من المدنيين, ضابط, أحد الحراس, and whose people they are."""

from __future__ import annotations

from marsad.arabic.numbers import NumberMatch, apply_suffix, can_begin_number
from marsad.arabic.words import MARK, NUMBER, WORD
from marsad.events.counts.lexicon import NOUN, VERB, WORDS, Word
from marsad.events.counts.model import DUAL, EITHER, PLURAL, SINGULAR, People
from marsad.events.counts.scan import QUOTE_MARKS, Scan
from marsad.record import CountOf


def read_people(scan: Scan, i: int, *, strict: bool = False) -> People | None:
    """The noun phrase of people that begins at token i; `strict` wants a known noun for people beside a number."""
    i = scan.skip_quotes(i)
    if i >= scan.last:
        return None
    token = scan.tokens[i]
    if token.kind == NUMBER or (token.kind == WORD and can_begin_number(token.norm)):
        match = scan.number_at(i)
        if match is not None:
            return counted_people(scan, match, strict)
    if token.kind != WORD:
        return None
    word = WORDS[token.norm]
    stripped = word.rest if not word.article else ""
    if stripped not in scan.lexicon.words["one"] and token.norm[:1] in "وف" and token.norm[1:] in scan.lexicon.words["one"]:
        stripped = token.norm[1:]
    if stripped in scan.lexicon.words["one"] and i + 1 < scan.last:
        after = scan.skip_quotes(i + 1)
        if after < scan.last:
            noun = scan.word(after)
            if (noun.person is not None and noun.person.number != SINGULAR) or any(h.cls == NOUN for h in noun.heads) or noun.force:
                found = People(i, after, token.start, 1, 1, noun=after, of=class_of(scan, after), core=i, known=True)
                return extend(scan, found)
        return None
    if word.person is None or (word.function and word.person.name and not word.article) or (word.heads and not word.preposition and word.heads[0].cls == VERB):
        return None
    person = word.person
    found = People(i, i, scan.start_of(i, word), None, None, of=person.of, noun=i, number=person.number, accusative=person.accusative)
    found.definite = word.article
    found.known = person.id not in ("participle",)
    found.other = person.id == "other"
    number = person.number
    if number == EITHER:
        number = voweled_number(scan, i)
    if word.possessed and number == EITHER:
        number = PLURAL
    if number == SINGULAR:
        found.min = found.max = 1
    elif number == DUAL:
        found.min = found.max = 2
    else:
        found.vague, found.magnitude = True, 3
    found.number = number
    return extend(scan, found)


def voweled_number(scan: Scan, i: int) -> int:
    """Dual or plural of a word in ين, where it is written with the vowel that tells."""
    raw = scan.tokens[i].raw
    at = raw.rfind("ي")
    if at > 0 and raw[at - 1] == "\u064e":
        return DUAL
    if at > 0 and raw[at - 1] == "\u0650":
        return PLURAL
    return EITHER


def counted_people(scan: Scan, match: NumberMatch, strict: bool) -> People | None:
    """The people that a quantity counts; `strict` wants a known noun for people. None where it counts something else."""
    found = People(
        match.first, match.last, match.start, match.min, match.max, match.vague, match.magnitude, match.approx,
        quantified=True, core=match.core, definite=match.definite, range_from=match.range_from,
    )  # fmt: skip
    after = scan.skip_quotes(match.last + 1)
    if after < scan.last and scan.tokens[after].norm == "من":
        after = scan.skip_quotes(after + 1)
        found.partitive = True
        if after < scan.last and scan.tokens[after].norm in ("بين", "اصل"):
            return None if strict else found
    elif after > match.first and scan.tokens[match.last].norm == "من":
        found.partitive = True
    if after >= scan.last:
        return None if strict or is_year(scan, match) else found
    token = scan.tokens[after]
    if token.kind == MARK:
        if token.norm == "%" or (strict and not ends_or_joins(scan, after)):
            return None
        if strict and match.definite and (match.magnitude or 0) >= 10:
            return found
        return None if is_year(scan, match) or strict else found
    if token.kind != WORD:
        return None
    noun = WORDS[token.norm]
    if noun.thing and not noun.part and not (noun.person and found.partitive):
        return None
    if token.norm in scan.lexicon.words["percent"] or (
        token.norm == "في" and after + 1 < scan.last and scan.tokens[after + 1].norm in scan.lexicon.words["percent"]
    ):
        return None
    loss = next((h for h in noun.heads if h.cls == NOUN), None)
    if loss is not None and not noun.conjunction and not (noun.preposition and not found.partitive):
        found.last, found.noun, found.loss = after, after, loss
        found.of = "unknown"
        return extend(scan, found)
    if noun.person is not None and not noun.conjunction and not (noun.preposition and not noun.article):
        found.last, found.noun, found.of = after, after, noun.person.of
        found.other = noun.person.id == "other"
        found.known = noun.person.id != "participle"
        return extend(scan, found)
    if noun.construct is not None and not noun.conjunction and not noun.preposition:
        found.last, found.noun, found.of = after, after, noun.construct.of
        return extend(scan, found)
    if found.partitive:
        if noun.force or noun.agent:
            found.last, found.noun, found.of = after, after, "combatants" if noun.force else "unknown"
            return extend(scan, found)
        if noun.function:
            return None if strict else found
        if strict and not (len(noun.rest) >= 5 and noun.rest.endswith(("يها", "يه", "يهم"))):
            return None
        found.last, found.noun, found.known = after, after, False
        return extend(scan, found)
    if noun.heads or noun.function or noun.conjunction or noun.part or noun.preposition or noun.toll:
        if is_year(scan, match) or (strict and not (noun.conjunction or noun.part)):
            return None
        return extend(scan, found) if not strict or not counts_something_else(scan, match) else None
    if noun.rest.endswith("يا") and len(noun.rest) >= 5:
        found.last, found.noun = after, after
        return extend(scan, found)
    if strict:
        return None
    found.last, found.noun, found.known = after, after, False
    return extend(scan, found)


def ends_or_joins(scan: Scan, i: int) -> bool:
    """Whether a mark ends a clause or an item of a list."""
    return scan.tokens[i].norm in ".,"


def is_year(scan: Scan, match: NumberMatch) -> bool:
    """Whether a bare number reads as a year."""
    return match.min is not None and 1900 <= match.min <= 2100 and scan.tokens[match.last].kind == NUMBER


def counts_something_else(scan: Scan, match: NumberMatch) -> bool:
    """Whether the words before a bare number make it something else than a count of people."""
    if match.first <= scan.first:
        return False
    before = scan.word(match.first - 1)
    return before.thing or (before.function and scan.tokens[match.first - 1].norm not in ("ان", "الي", "قد"))


def extend(scan: Scan, found: People) -> People:
    """Take in what follows the noun: adjectives, اثنين, الثلاثة, على الأقل; and read whose people they are."""
    k = found.last + 1
    modifiers = 0
    while k < scan.last and modifiers < 5:
        token = scan.tokens[k]
        if token.kind == MARK and token.norm in QUOTE_MARKS:
            k += 1
            continue
        if token.kind != WORD:
            break
        norm = token.norm
        if norm in scan.lexicon.words["two"] and not found.quantified and found.noun is not None:
            found.min = found.max = 2
            found.vague, found.quantified, found.magnitude, found.last = False, True, None, k
            k += 1
            continue
        if norm in ("واحد", "واحده") and found.min == 1:
            found.last = k
            k += 1
            continue
        if norm == "علي" or norm in ("كحد", "فاكثر", "او", "تقريبا"):
            match = NumberMatch(found.first, found.last, found.start, found.min, found.max, found.vague, found.approx)
            bounded, last = apply_suffix(match, scan.tokens, k)
            if last >= k and last < scan.last:
                found.min, found.max, found.approx, found.last = bounded.min, bounded.max, bounded.approx, last
                k = last + 1
                continue
            break
        word = WORDS[norm]
        if word.conjunction or word.preposition or word.function or word.heads or word.part:
            break
        if word.number and word.norm.startswith("ال") and found.definite and not found.quantified:
            match2 = scan.number_at(k)
            if match2 is not None and match2.definite and not match2.vague and match2.min and match2.min >= 2:
                found.min, found.max, found.vague, found.quantified, found.last = match2.min, match2.max, False, True, match2.last
                k = match2.last + 1
                continue
            break
        if found.noun is None:
            break
        if word.person is not None and word.person.accusative and not (found.accusative or found.quantified):
            break  # مجهولون قاضيا: subject and object
        if word.person is not None:
            if word.person.id == "other":
                found.other = found.of == "unknown"
            elif word.person.of != "unknown" and found.of == "unknown":
                found.of = word.person.of
            found.modifiers.append(k)
            found.last = k
        elif adjective(scan, k, word, found):
            found.modifiers.append(k)
            found.last = k
        else:
            break
        modifiers += 1
        k += 1
    if found.of == "unknown" and not found.other:
        found.of = class_after(scan, found.last + 1, found)
    return found


def adjective(scan: Scan, k: int, word: Word, found: People) -> bool:
    """Whether an unknown word looks like an adjective of the people before it."""
    norm = word.rest
    if norm in scan.lexicon.words["places"]:
        return found.accusative  # جنديا تركيا: a Turkish soldier, not Turkey
    if word.thing or word.agent or word.force or word.number or len(norm) < 4:
        return False
    if found.quantified or found.vague:
        return norm.endswith(("يين", "يون", "ين", "ون", "يا", "يه", "ان")) and word.article == found.definite and not norm.endswith("نين")
    return norm.endswith(("ي", "يا", "يه", "يين", "يان")) and word.article == found.definite


def class_of(scan: Scan, noun: int) -> CountOf:
    """The class of the people or the armed body at a token."""
    word = scan.word(noun)
    if word.person is not None:
        return word.person.of
    return "combatants" if word.force else "unknown"


def class_after(scan: Scan, k: int, found: People) -> CountOf:
    """The class told after the people: من الجيش, في صفوف المدنيين, من المدنيين."""
    end = min(scan.last, k + 7)
    open_phrase = False
    for j in range(k, end):
        token = scan.tokens[j]
        if token.kind != WORD:
            if token.kind == MARK and token.norm in QUOTE_MARKS:
                continue
            break
        word = WORDS[token.norm]
        if token.norm in ("من", "بين") or "صفوف" in token.norm:
            open_phrase = True
            continue
        if word.heads or word.part:
            break
        if open_phrase:
            if word.person is not None and word.person.of != "unknown":
                found.modifiers.append(j)
                return word.person.of
            if word.force:
                found.modifiers.append(j)
                return "combatants"
            if word.function and not word.conjunction:
                break
        elif word.function or word.conjunction or word.preposition:
            if token.norm in ("في", "بين") and j + 1 < end and scan.tokens[j + 1].norm == "صفوف":
                continue
            break
    return "unknown"


def number_before(scan: Scan, i: int, *, of_theirs: bool = False) -> NumberMatch | None:
    """The longest quantity that ends right before token i (quotes and من may stand between)."""
    best: NumberMatch | None = None
    for s in range(i - 1, max(scan.first - 1, i - 10), -1):
        token = scan.tokens[s]
        if token.kind == MARK:
            if token.norm in QUOTE_MARKS or token.norm == "-":
                continue
            break
        match = scan.number_at(s)
        if match is None:
            if best is None and s < i - 3:
                break
            continue
        between = [t for t in range(match.last + 1, i) if not scan.quote_mark(t)]
        if not between or (len(between) == 1 and scan.tokens[between[0]].norm == "من" and (match.vague or of_theirs)):
            if match.last >= i:
                break
            best = match
        elif match.last < i - 3:
            break
    return best
