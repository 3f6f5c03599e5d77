"""Reading: from bytes to reports. Each input becomes reports, or a failure that names it and says what to do."""

from marsad.reading.files import InputFailure, read_inputs

__all__ = ["InputFailure", "read_inputs"]
