"""Widgets that draw one value and report keys; they hold no rules."""
