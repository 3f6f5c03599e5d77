"""Schemes: from the events of records to rows of ACLED, UCDP GED, PLOVER and HXL. `scheme_of(name)` is the way in; see docs/schemes.md."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from marsad.schemes.base import Column, InvalidRow, Item, Left, Row, Scheme, Told, items, number_of

SCHEMES = ("acled", "ucdp", "plover", "hxl")
"""Their names; each has a module of its name with its `SCHEME`."""

__all__ = ["SCHEMES", "Column", "InvalidRow", "Item", "Left", "Row", "Scheme", "Told", "items", "number_of", "scheme_of"]


def scheme_of(name: str) -> Scheme:
    """The scheme of a name. Raises KeyError, with the names, for an unknown one."""
    if name not in SCHEMES:
        raise KeyError(f"{name!r} is none of {', '.join(SCHEMES)}")
    return cast(Scheme, import_module(f"marsad.schemes.{name}").SCHEME)
