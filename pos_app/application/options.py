"""What the command line of the window may say. Secrets never stand on a command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pos_app.domain.frozen import frozen_by_name


@frozen_by_name
class Options:
    """The window's command line, checked."""

    home: Path | None = None
    base_url: str = ""
    """Empty: as the settings say."""
    training: bool = False
    """Training, whatever the settings say."""
    account: str = ""
    client_id: str = ""
    secret_from_stdin: bool = False
    key_file: Path | None = None
    language: str = ""
    theme: str = ""
    text_scale: int = 0
    size: tuple[int, int] | None = None


def read_options(argv: Sequence[str]) -> Options:
    """Read the window's command line; prints and exits with 2 when it is wrong."""
    parser = _parser()
    given = parser.parse_args(list(argv))
    live = (given.base_url, given.account, given.client_id)
    if any(live) and not all(live):
        parser.error("--base-url, --account and --client-id go together")
    if given.training and any(live):
        parser.error("--training is on this computer and takes no address")
    home = given.home or os.environ.get("HOLDFAST_HOME") or None
    return Options(
        home=Path(home) if home else None,
        base_url=given.base_url,
        training=given.training,
        account=given.account,
        client_id=given.client_id,
        secret_from_stdin=given.secret_stdin,
        key_file=Path(given.key_file) if given.key_file else None,
        language=given.language,
        theme=given.theme,
        text_scale=given.text_scale,
        size=_size(given.size, parser) if given.size else None,
    )


def secret_from_stdin() -> str:
    """One line of standard input: the only way to hand a secret over."""
    return sys.stdin.readline().strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pos-app",
        description="Holdfast, the gift-card till. Without a command it opens the window.",
        epilog="Commands: connect, doctor, journal, provision, queue, rescue, sandbox, selftest, staff,"
        " tour, upgrade-check.",
    )
    parser.add_argument("--home", help="put every file of the till below this folder (or HOLDFAST_HOME)")
    parser.add_argument("--base-url", default="", help="a card service's address, such as https://host/v1")
    parser.add_argument("--training", action="store_true", help="practise, also on a till that is connected")
    parser.add_argument("--account", default="", help="P or T and eight digits")
    parser.add_argument("--client-id", default="", help="the till's API client at that card service")
    parser.add_argument(
        "--secret-stdin", action="store_true", help="read the client's secret as one line of standard input"
    )
    parser.add_argument("--key-file", help="keep the journal's key in this owner-only file")
    parser.add_argument("--language", choices=("en", "nb"), default="", help="the language of the screen")
    parser.add_argument("--theme", choices=("system", "light", "dark"), default="")
    parser.add_argument("--text-scale", type=int, choices=(100, 125, 150), default=0)
    parser.add_argument("--size", help="the window's size, such as 1280x800")
    return parser


def _size(text: str, parser: argparse.ArgumentParser) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        parser.error("--size is WIDTHxHEIGHT")
    return int(width), int(height)
