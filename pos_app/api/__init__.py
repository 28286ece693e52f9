"""The card service's HTTP API: one attempt per call, and every answer as a value."""
