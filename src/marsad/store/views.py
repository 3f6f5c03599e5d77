"""Events of the store as plain structs: the fields of `marsad.record.Event`, read several times faster.

A view has the same attributes with the same values as the event (a test compares the two), but it is not checked again, cannot be written and has no
methods: what exports and summaries need of a million events. The structs are made from the types of the record, so that there is one codebook.
"""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin

import msgspec
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from marsad.record import Event


@cache
def struct_of(model: type[BaseModel]) -> type[msgspec.Struct]:
    """The struct with the fields of a model, in their order, with their defaults."""
    fields = [(name, _plain(field.annotation), _default(field)) for name, field in model.model_fields.items()]
    return msgspec.defstruct(f"{model.__name__}View", fields, kw_only=True, frozen=True, gc=False)


def _default(field: FieldInfo) -> Any:
    return msgspec.NODEFAULT if field.is_required() else field.get_default()


def _plain(annotation: Any) -> Any:
    """A type with its models replaced by their structs: `tuple[Actor, ...]`, `Place | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return struct_of(annotation)
    inner = tuple(_plain(part) for part in get_args(annotation))
    if get_origin(annotation) is tuple:
        return tuple.__class_getitem__(inner)
    if get_origin(annotation) in (Union, UnionType):
        return Union.__getitem__(inner)
    return annotation


@cache
def _decoder() -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(struct_of(Event))


def view_of(data: str) -> Event:
    """The view of an event from its JSON. Raises `msgspec.ValidationError` (a ValueError) where it does not fit."""
    return cast(Event, _decoder().decode(data))
