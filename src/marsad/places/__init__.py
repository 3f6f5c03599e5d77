"""Places: from an Arabic phrase to the right point, or none.

`PlaceFinder.find(text)` gives every place named in a text with its point, precision and confidence; `Gazetteer` looks names up.
"""

from marsad.places.finder import PlaceFinder
from marsad.places.gazetteer import Gazetteer, GazetteerError, open_gazetteer
from marsad.places.model import Entry, FoundPlace, Resolved

__all__ = ["Entry", "FoundPlace", "Gazetteer", "GazetteerError", "PlaceFinder", "Resolved", "open_gazetteer"]
