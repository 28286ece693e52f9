"""Holdfast: a till for gift cards that never loses or doubles a hold."""
