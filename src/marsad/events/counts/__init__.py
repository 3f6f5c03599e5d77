"""Losses of people: how many were killed, injured, captured, detained, missing, displaced, and of whom.

    قُتل ثلاثة جنود وأصيب خمسة آخرون        killed 3 combatants · injured 5
    مقتل ضابط و3 جنود                       killed 4
    45 قتيلا وجريحا                         killed ..45 · injured ..45
    30 قتيلا، أربعة منهم جنود               killed 30 · of these 4 combatants (`part_of`)

A head (a verb, verbal noun or noun of loss, from `lexicon/losses.yaml`) is looked up first; only the words around it are read. Numbers
follow the codebook (§3a.9): "more than 100" is 100..None, "up to 12" and "12 killed and wounded" None..12, "dozens" vague.

`find_all` is the stage; `lexicon` says what words mean, `people` reads noun phrases, `sums` adds them up, `acts` and `nouns` read the
constructions around a head, `find` puts the mentions in order.
"""

from marsad.events.counts.find import find_all
from marsad.events.counts.model import FIELD_OF, CountMention, Kind

__all__ = ["FIELD_OF", "CountMention", "Kind", "find_all"]
