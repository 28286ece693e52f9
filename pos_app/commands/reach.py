"""Whether a card service's computer answers at all: a connection and a TLS handshake, no request."""

from __future__ import annotations

import socket
import ssl
from urllib.parse import urlsplit

TIME_LIMIT = 5.0
"""Seconds for each of name, connection and handshake."""


def reach(base_url: str) -> str:
    """ "ok", or what stopped us in a few words. Nothing is sent beyond the handshake."""
    try:
        parts = urlsplit(base_url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        return f"not an address ({error})"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "not an address of the form https://name"
    try:
        with socket.create_connection((parts.hostname, port), TIME_LIMIT) as plain:
            if parts.scheme == "https":
                context = ssl.create_default_context()
                with context.wrap_socket(plain, server_hostname=parts.hostname):
                    return "ok"
    except ssl.SSLCertVerificationError as error:
        return f"its certificate is not trusted ({error.verify_message})"
    except OSError as error:
        return f"not reached ({error.strerror or error})"
    return "ok"
