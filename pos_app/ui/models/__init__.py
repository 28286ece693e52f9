"""What each screen says, as frozen values; no Qt and no I/O here."""
