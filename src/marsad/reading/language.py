"""Which language a text in the Arabic script is in: Arabic, or one that only shares its letters."""

from __future__ import annotations

from marsad.reading.decoding import arabic_letters

_FOREIGN = {
    "fa": ("است", "این", "که", "برای", "شده", "می", "های"),
    "ur": ("ہے", "میں", "کے", "اور", "نے", "کی", "ہیں"),
    "ckb": ("لە", "ئەو", "کە", "بۆ", "دەکات", "ئەم"),
}
_ARABIC = ("في", "من", "على", "إلى", "الى", "أن", "ان", "التي", "الذي", "عن", "مع", "قال", "هذا")


def language(text: str) -> str | None:
    """ "ar", "fa", "ur", "ckb", or None where less than a third of the letters are of the Arabic script."""
    sample = text[:20000]
    letters = sum(1 for c in sample if c.isalpha())
    if not letters or arabic_letters(sample) < letters / 3:
        return None
    words = sample.split()
    counts = {"ar": sum(words.count(w) for w in _ARABIC)} | {name: 2 * sum(words.count(w) for w in marks) for name, marks in _FOREIGN.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "ar"
