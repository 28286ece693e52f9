"""Builds every object of the window once, joins them, and takes them down in order."""

from pos_app.application.window import main

__all__ = ["main"]
