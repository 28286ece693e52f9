"""Whom the till believes: the computer's own certificate store over TLS, and itself without."""

from __future__ import annotations

import ipaddress
import os
import ssl

import httpx
import truststore

_UNHEARD = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


class UnsafeAddress(ValueError):
    """An address the till does not talk to: another computer without TLS, or another origin's service."""


def system_trust() -> ssl.SSLContext:
    """A TLS context that trusts what this computer trusts, with TLS 1.2 or newer. Slow: not for the window.

    The environment has no say in whom the till believes or who reads along: `SSL_CERT_FILE`, `SSL_CERT_DIR`
    and `SSLKEYLOGFILE` are taken out of this process's environment: OpenSSL reads them at each connection.
    """
    for name in _UNHEARD:
        os.environ.pop(name, None)
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def safe_base(base_url: str) -> httpx.URL:
    """The base address without its last slash; UnsafeAddress if it is none, or is elsewhere without TLS.

    Without TLS only this computer is asked: 127.0.0.0/8, ::1 and `localhost`.
    """
    try:
        url = httpx.URL(base_url.rstrip("/"))
    except (httpx.InvalidURL, TypeError) as error:
        raise UnsafeAddress("not an address") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise UnsafeAddress("an address begins with https:// and names a host")
    if url.userinfo or url.query or url.fragment:
        raise UnsafeAddress("an address holds no password, query or fragment")
    labels = url.raw_host.removesuffix(b".").split(b".")
    if not 0 < (url.port or 443) < 2**16 or any(not 0 < len(label) <= 63 for label in labels):
        raise UnsafeAddress("no such port or host")
    if url.scheme == "http" and not is_here(url.host):
        raise UnsafeAddress("without TLS only this computer is asked")
    return url


def is_here(host: str) -> bool:
    """Whether a host is this computer: 127.0.0.0/8, ::1 or `localhost`."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
