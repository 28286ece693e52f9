"""Every sentence that a person reads, behind gettext."""
