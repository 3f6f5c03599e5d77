"""Reading: from bytes to reports. Each input becomes reports, or a failure that names it and says what to do."""

from marsad.reading.columns import Columns, parse_map
from marsad.reading.files import read_inputs
from marsad.reading.items import InputFailure

__all__ = ["Columns", "InputFailure", "parse_map", "read_inputs"]
