"""Tests mirror the rooms of the program; journeys drive the whole window."""
