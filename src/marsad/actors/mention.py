"""A mention of an actor in a text, and what it is called in an event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from marsad.actors.registry import Actor, Role

ARMED = frozenset(
    "army airforce navy police armed rebel militia islamist attacker member body weapon asset military intelligence separatist coalition "
    "identity-militia tribe sides".split()
)
"""Kinds whose people carry weapons: an attack on them is a battle."""
IN_ARMS = ARMED - frozenset("body weapon asset sides coalition tribe".split())
"""Kinds of actor whose people bear arms."""
UNARMED = frozenset("civilian protester settler journalist detainee object io ngo party union media-arm".split())
CROWDS = frozenset(("protester", "rioter"))
"""Kinds of those who gather."""
POWERS = frozenset(("country", "coalition", "government", "party"))
"""Kinds without arms of their own that have forces."""
OF_ANY_FORCE = frozenset("armed terrorist islamist military land security".split())
"""Qualities that tell nothing of whose forces or people they are."""


@dataclass(slots=True, eq=False)
class ActorMention:
    """A mention, never changed once made: tokens [first, last], its head token, half-open offsets, and what is known of it.

    `kind` is the kind of the head (see `roles.yaml` and the registry's kinds), `owner` the actor that a member, asset or weapon belongs
    to, `country` the ISO code told by the phrase, `qualities` its adjectives, `preposition` what stands before it ("" for none), `pronoun` the
    pronoun that owns it (قواته, عناصرها).
    """

    first: int
    last: int
    head: int
    start: int
    end: int
    kind: str
    rule: str
    preposition: str
    conjunction: str
    actor: Actor | None = None
    role: Role | None = None
    country: str | None = None
    qualities: frozenset[str] = frozenset()
    definite: bool = False
    plural: bool = False
    person: bool = False
    weak: bool = False
    adjectival: bool = False
    pronoun: str = ""

    @property
    def armed(self) -> bool:
        """Whether an attack on it is a battle."""
        if self.kind in ("asset",):
            return self.actor is None or self.actor.kind not in UNARMED
        if self.kind == "member" and self.actor is not None and self.actor.kind in UNARMED:
            return False
        return self.kind in ARMED or (self.kind == "civilian" and "armed" in self.qualities)

    @property
    def unarmed(self) -> bool:
        """Whether it is of unarmed people or civilian things."""
        return self.kind in UNARMED and "armed" not in self.qualities

    @property
    def unarmed_actor(self) -> bool:
        """Whether its actor is one of people without arms: a party, a union, a body."""
        return self.actor is not None and self.actor.kind in UNARMED

    @property
    def state(self) -> bool:
        """Whether it is a state's organ or force."""
        if self.actor is not None:
            return self.actor.kind in ("state", "military", "police", "intelligence")
        return self.kind in ("army", "airforce", "navy", "police", "government") and not self.qualities & {"rebel", "opposition"}

    def named(self, *, place_country: str | None, countries: Mapping[str, str], violent: bool) -> tuple[str, int, str | None]:
        """The (English name, inter code, home country) of the mention in an event in `place_country`.

        `countries` maps ISO codes to English names; `violent` tells that the act is one of force, in which a state acts through its
        military. Source of the name forms: ACLED codebook (2023), section on actor names.
        """
        if self.actor is not None:
            actor = self.actor
            home = actor.country
            abroad = home is not None and place_country is not None and place_country != home
            if actor.kind == "state" and violent and self.kind in ("weapon", "asset", "country"):
                name = f"Military Forces of {countries.get(home or '', home or '')}" if home else actor.name_en
                return name, 8 if abroad else 1, home
            return actor.name_en, actor.abroad if abroad else actor.inter, home
        home = self.country or place_country
        land = countries.get(home or "", "") if home else ""
        abroad = bool(home and place_country and home != place_country)

        def of(prefix: str) -> str:
            return f"{prefix} of {land}" if land else prefix

        def within(prefix: str) -> str:
            return f"{prefix} ({land})" if land else prefix

        kind, qualities = self.kind, self.qualities
        if kind == "country":
            return (of("Military Forces") if violent else of("Government")), (8 if abroad and violent else 1), home
        if kind in ("army", "airforce", "navy", "weapon", "asset") and not qualities & {"opposition", "rebel", "kurdish", "tribal", "popular"}:
            if kind in ("weapon", "asset") and not self.country and "government" not in qualities:
                return within("Unidentified armed group"), 3, home
            suffix = ": Air Force" if kind == "airforce" else ""
            return of("Military Forces") + suffix, 8 if abroad else 1, home
        if kind == "police":
            return of("Police Forces"), 8 if abroad else 1, home
        if kind in ("government", "state"):
            return of("Government"), 1, home
        if self.unarmed:
            return self._people(kind, within, home)
        if qualities & {"kurdish"}:
            return within("Kurdish forces"), 2, home
        if kind == "tribe" or "tribal" in qualities:
            return within("Tribal militia"), 4, home
        if kind == "rebel" or qualities & {"opposition", "rebel"}:
            return within("Opposition rebels"), 2, home
        if kind == "islamist" or qualities & {"islamist"}:
            return within("Islamist militia"), 3, home
        if kind == "rioter":
            return within("Rioters"), 5, home
        if self.role is not None and self.role.unarmed:
            return within("Civilians"), 7, home
        if kind == "militia" and qualities & {"loyal", "popular", "government"}:
            return within("Pro-government militia"), 3, home
        return within("Unidentified armed group"), 3, home

    @staticmethod
    def _people(kind: str, within: Callable[[str], str], home: str | None) -> tuple[str, int, str | None]:
        """What people without arms are called."""
        if kind == "settler":
            return "Settlers (Israel)", 4, "IL"
        return (within("Protesters"), 6, home) if kind == "protester" else (within("Civilians"), 7, home)
