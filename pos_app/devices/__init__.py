"""The things around a till: sounds and scanners."""
