"""Whom the till talks to, and whom it believes."""

from dataclasses import replace

import pytest

from pos_app.api.client import CardService
from pos_app.api.trust import UnsafeAddress
from pos_app.domain.origin import Origin
from tests.api.asking import (
    ACCOUNT,
    CLIENTS,
    TRAINING,
)

WALLETS = f"/v1/accounts/{ACCOUNT}/wallets"


LIVE = Origin("P12345678", "api.dintero.com")


@pytest.mark.parametrize(
    ("origin", "base"),
    [
        (LIVE, "http://api.dintero.com/v1"),
        (LIVE, "https://api.dintero.com.evil.example/v1"),
        (LIVE, "https://127.0.0.1:8080/v1"),
        (LIVE, "https://user:pass@api.dintero.com/v1"),
        (LIVE, "https://api.dintero.com/v1?x=1"),
        (LIVE, "https://api.dintero.com/v1#x"),
        (LIVE, "ftp://api.dintero.com/v1"),
        (LIVE, "api.dintero.com/v1"),
        (LIVE, "https://"),
        (LIVE, "https://api.dintero.com:99999999/v1"),
        (LIVE, ""),
        (replace(LIVE, account="../.."), "https://api.dintero.com/v1"),
        (replace(LIVE, account="P1234567"), "https://api.dintero.com/v1"),
        (TRAINING, "https://api.dintero.com/v1"),
        (TRAINING, "http://localhost.evil.example/v1"),
        (TRAINING, "http://10.0.0.1/v1"),
        (TRAINING, "http://[::2]/v1"),
    ],
)
def test_an_address_that_is_not_safe_or_not_ours_is_refused(origin: Origin, base: str) -> None:
    with pytest.raises(UnsafeAddress):
        CardService(origin, base, CLIENTS)


@pytest.mark.parametrize(
    ("origin", "base"),
    [
        (LIVE, "https://api.dintero.com/v1"),
        (LIVE, "https://API.dintero.com/v1/"),
        (Origin("T12345678", "shop.example:8443"), "https://shop.example:8443/v1"),
        (Origin("T12345678", "127.0.0.1"), "http://127.0.0.1:1/v1"),
        (TRAINING, "http://localhost:1/v1"),
        (TRAINING, "http://127.9.9.9/v1"),
        (TRAINING, "http://[::1]:1/v1"),
    ],
)
def test_an_address_that_is_ours_is_taken(origin: Origin, base: str) -> None:
    CardService(origin, base, CLIENTS)
