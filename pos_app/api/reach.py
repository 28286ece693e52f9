"""Whether a card service's computer answers, and is who it says: a connection and a handshake, no request."""

from __future__ import annotations

import re
import socket
import ssl

from pos_app.api.trust import UnsafeAddress, safe_base, system_trust
from pos_app.domain.connecting import Fault

LONG_ADDRESS = re.compile(r"https?://[!-~]{1,250}")
"""What settings keep as an address."""
TIME_LIMIT = 5.0
"""Seconds for each of name, connection and handshake."""


_EXPIRED = frozenset({9, 10})
_OTHER_NAME = frozenset({62, 64})
"""OpenSSL's codes of verification: not yet valid, expired; another host, another address."""


def fault_on_the_way(base_url: str, tls: ssl.SSLContext | None = None) -> Fault | None:
    """Go as far as the handshake; blocks for seconds. Nothing is sent beyond it: no token, no body.

    `tls` in place of what this computer trusts.
    """
    try:
        base = safe_base(base_url)
    except UnsafeAddress:
        return Fault.NO_ADDRESS
    if LONG_ADDRESS.fullmatch(base_url) is None:
        return Fault.NO_ADDRESS
    secure = base.scheme == "https"
    try:
        with socket.create_connection((base.host, base.port or (443 if secure else 80)), TIME_LIMIT) as plain:
            if secure:
                with (tls or system_trust()).wrap_socket(plain, server_hostname=base.host):
                    pass
    except ssl.SSLCertVerificationError as error:
        return _certificate(error.verify_code)
    except ssl.SSLError:
        return Fault.NO_TLS
    except (socket.gaierror, UnicodeError):
        return Fault.UNKNOWN_NAME
    except OSError:
        return Fault.NOT_REACHED
    return None


def _certificate(code: int) -> Fault:
    if code in _EXPIRED:
        return Fault.EXPIRED
    return Fault.OTHER_NAME if code in _OTHER_NAME else Fault.UNTRUSTED
