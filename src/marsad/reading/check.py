"""The checks of the data files of reading: ids of their own, known acts, no name in two places, a source line."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from typing import Any

import yaml

from marsad.arabic.orthography import fold
from marsad.countries import countries
from marsad.reading.columns import FIELDS

_FILES = ("furniture.yaml", "pages.yaml", "languages.yaml", "columns.yaml", "outlets.tsv")
_KINDS = frozenset(("agency", "broadcaster", "newspaper", "web site", "monitor", "international organisation"))


def problems() -> list[str]:
    """What is wrong with the data files, each as one line that names the file and the entry; empty where all is well."""
    folder = resources.files("marsad.reading")
    texts = {name: folder.joinpath(name).read_text(encoding="utf-8") for name in _FILES}
    out = [f"{name}: no {mark} line" for name, text in texts.items() for mark in ("# source:", "# licence:") if mark not in text]
    out += _furniture(yaml.safe_load(texts["furniture.yaml"]))
    out += _pages(yaml.safe_load(texts["pages.yaml"]))
    columns = yaml.safe_load(texts["columns.yaml"])
    out += [f"columns.yaml: {field}: no field of a report" for field in columns if field not in FIELDS]
    out += _twice("columns.yaml", [fold(name.lower()) for names in columns.values() for name in names])
    languages: dict[str, Any] = yaml.safe_load(texts["languages.yaml"])
    out += [f"languages.yaml: {code}: {part} is missing" for code, entry in languages.items() for part in ("name", "words", "letters") if part not in entry]
    return out + _outlets(texts["outlets.tsv"])


def _furniture(entries: list[dict[str, str]]) -> list[str]:
    out = _twice("furniture.yaml", [entry["id"] for entry in entries]) + _twice("furniture.yaml", [fold(entry["label"]) for entry in entries])
    for entry in entries:
        if entry.get("act") not in ("drop", "end") or entry.get("then") not in ("alone", "any") or entry.get("takes", "links") != "links":
            out.append(f"furniture.yaml: {entry['id']}: act is drop or end, then is alone or any, takes is links")
    return out


def _pages(data: dict[str, Any]) -> list[str]:
    names = [name for group in ("bodies", "boxes") for entry in data[group] for name in entry.get("names", [])] + list(data["leads"])
    ids = [entry["id"] for group in ("bodies", "boxes") for entry in data[group]]
    return _twice("pages.yaml", names) + _twice("pages.yaml", ids) + [f"pages.yaml: {name}: not in lower case" for name in names if name != name.lower()]


def _outlets(text: str) -> list[str]:
    out, hosts, ids = [], [], []
    known = countries()
    for line in text.splitlines():
        if not line or line.startswith(("#", "id\t")):
            continue
        cells = line.split("\t")
        if len(cells) != 6 or not all(cells) or cells[4] not in known or cells[5] not in _KINDS:
            out.append(f"outlets.tsv: {line[:60]!r}: six cells, a country of places/data/countries.tsv, and a kind of {', '.join(sorted(_KINDS))}")
            continue
        ids.append(cells[0])
        hosts += cells[1].split()
    return out + _twice("outlets.tsv", ids) + _twice("outlets.tsv", hosts)


def _twice(file: str, names: list[str]) -> list[str]:
    return [f"{file}: {name} stands {count} times" for name, count in Counter(names).items() if count > 1]
