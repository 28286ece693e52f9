"""Every sentence that a person reads, behind gettext."""

from pos_app.ui.models.wording.catalog import use

__all__ = ["use"]
