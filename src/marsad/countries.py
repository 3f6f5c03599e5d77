"""The countries of the world: ISO codes, English and Arabic names, relational adjectives (nisba), capitals."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from marsad.arabic.inflection import noun_forms
from marsad.arabic.orthography import fold


@dataclass(frozen=True, slots=True)
class Country:
    """One country: ISO 3166 codes, ACLED's English name and region, Arabic names, nisba adjectives, capital."""

    iso2: str
    iso3: str
    numeric: str
    name_en: str
    names_ar: tuple[str, ...]
    nisbas: tuple[tuple[str, tuple[str, ...]], ...]
    region: str
    lat: float | None
    lon: float | None
    capital_en: str
    capitals_ar: tuple[str, ...]


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """All countries by ISO 3166 alpha-2 code, from `places/data/countries.tsv` (see its source and licence lines)."""
    lines = resources.files("marsad.places").joinpath("data/countries.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if line and not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = {}
    for row in rows:
        nisbas = []
        for nisba in filter(None, (part.strip() for part in (row["nisba"] or "").split("|"))):
            adjective, *plurals = nisba.split("/")
            nisbas.append((adjective, tuple(plurals)))
        found[row["iso2"]] = Country(
            row["iso2"], row["iso3"], row["iso_numeric"], row["name_en"], _parts(row["names_ar"]), tuple(nisbas), row["acled_region"],
            _number(row["lat"]), _number(row["lon"]), row["capital_en"] or "", _parts(row["capital_ar"]),
        )  # fmt: skip
    return found


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split("|") if part.strip())


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def nisba_forms(every: Iterable[Country]) -> dict[str, tuple[str, bool]]:
    """Normalised forms of all nisba adjectives, without the article → (ISO code, whether a plural or dual: people)."""
    found: dict[str, tuple[str, bool]] = {}
    for country in every:
        for adjective, plurals in country.nisbas:
            for surface, forms in noun_forms(adjective, plurals, participle=True).items():
                if any(form.enclitic for form in forms) and not any(not form.enclitic for form in forms):
                    continue
                found.setdefault(surface, (country.iso2, all(form.plural for form in forms)))
            found.setdefault(fold(adjective) + "ه", (country.iso2, False))
    return found
