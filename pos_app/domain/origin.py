"""Which card service a journal, a client and a queue belong to; two origins never mix."""

from __future__ import annotations

import re

from pos_app.domain.frozen import frozen

ACCOUNT = re.compile(r"[PT]\d{8}")
"""The form of an account id; T is a test account, P a production one [create-transaction]."""


@frozen
class Origin:
    """One account on one host. Training is this computer's own service, whatever port it listens on."""

    account: str
    host: str
    training: bool = False

    @property
    def name(self) -> str:
        """The folder name of its journal; "training" for Training."""
        account = re.sub(r"[^A-Za-z0-9]", "_", self.account)
        host = re.sub(r"[^a-z0-9.-]", "_", self.host.lower())
        return "training" if self.training else f"{account}@{host}"

    @property
    def is_test_account(self) -> bool:
        """Whether the account itself moves no real money (its id begins with T)."""
        return self.account.startswith("T")
