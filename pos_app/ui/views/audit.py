"""The audit: who did, approved or changed what, newest first."""

from __future__ import annotations

from pos_app.ui.models.audit_value import AuditValue
from pos_app.ui.views.titled_list import TitledList


class AuditView(TitledList[AuditValue]):
    """Shows one `AuditValue`."""
