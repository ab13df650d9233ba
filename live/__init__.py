"""Plenary: the companion that runs beside a video call."""

__version__ = "0.1.0"
