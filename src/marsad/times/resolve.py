"""The resolver: from the parts of a recognised expression to its TIMEX3 type and value and the days it means.

One function for each `kind` of rule, in the modules `resolve_*`. Nothing there looks for words; what the recogniser found is read through
`View`. Where the publication day is not known, values stay underspecified (XXXX-10-07) and there are no days.
"""

from __future__ import annotations

from marsad.times import resolve_amounts, resolve_calendars, resolve_clock, resolve_days, resolve_periods
from marsad.times.view import RESOLVERS, Context, Value, View

_MODULES = (resolve_days, resolve_periods, resolve_calendars, resolve_amounts, resolve_clock)  # importing them fills the table

__all__ = ["RESOLVERS", "Context", "Value", "View"]
