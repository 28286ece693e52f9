"""Holdfast: a till for gift cards that never loses or doubles a hold."""

__version__ = "0.1.0"
