"""What survives a power cut: the journal, the settings, the vault for secrets, and where they lie."""
