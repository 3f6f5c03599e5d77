"""Marsad reads Arabic reports of conflict and codes them as events."""

__version__ = "0.1.0"
