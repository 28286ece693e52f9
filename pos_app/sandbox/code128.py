"""Code 128 as a PNG picture, made with the standard library alone."""

import base64
import re
import struct
import zlib

_LONGEST = 300
_MODULE = 2
"""Pixels of the thinnest bar."""
_HEIGHT = 96
_QUIET = 10
"""Modules of white on each side, as the symbology asks."""
_START_A, _START_B, _START_C = 103, 104, 105
_TO_A, _TO_B, _TO_C = 101, 100, 99
_STOP = 106
# Widths of bar, space, bar, space, bar, space for the values 0 to 105; the stop has one bar more.
_WIDTHS = re.findall(
    r"\d+",
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 "
    "122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 "
    "322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 "
    "112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 "
    "331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 "
    "112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 "
    "411311 113141 114131 311141 411131 211412 211214 211232 2331112 ",
)


def values(text: str) -> list[int] | None:
    """Return the symbol values of a text, start, check and stop included, or None if Code 128 cannot show it.

    Even runs of four or more digits use set C; control characters set A; the rest set B.
    """
    if not text or len(text) > _LONGEST or not text.isascii():
        return None
    found: list[int] = []
    current = ""
    at = 0
    while at < len(text):
        wanted = _set_at(text, at, current)
        if wanted != current:
            found.append(_switch(current, wanted))
            current = wanted
        if current == "C":
            found.append(int(text[at : at + 2]))
            at += 2
        else:
            found.append(_value(text[at], current))
            at += 1
    check = (found[0] + sum(place * value for place, value in enumerate(found[1:], 1))) % 103
    return [*found, check, _STOP]


def data_url(text: str) -> str | None:
    """Return the picture of a text as a base64 data URL, or None if Code 128 cannot show it."""
    symbols = values(text)
    if symbols is None:
        return None
    return "data:image/png;base64," + base64.b64encode(_png(symbols)).decode()


def _set_at(text: str, at: int, current: str) -> str:
    digits = 0
    while at + digits < len(text) and text[at + digits].isdecimal():
        digits += 1
    if digits >= (2 if current == "C" else 4) and (digits % 2 == 0 or current == "C"):
        return "C"
    letter = text[at]
    if letter < " ":
        return "A"
    if letter >= "`":
        return "B"
    return current if current in {"A", "B"} else "B"


def _switch(current: str, wanted: str) -> int:
    if not current:
        return {"A": _START_A, "B": _START_B, "C": _START_C}[wanted]
    return {"A": _TO_A, "B": _TO_B, "C": _TO_C}[wanted]


def _value(letter: str, current: str) -> int:
    if current == "A" and letter < " ":
        return ord(letter) + 64
    return ord(letter) - 32


def _png(symbols: list[int]) -> bytes:
    row = bytearray(b"\xff" * (_QUIET * _MODULE))
    for symbol in symbols:
        for place, width in enumerate(_WIDTHS[symbol]):
            row += (b"\x00" if place % 2 == 0 else b"\xff") * (int(width) * _MODULE)
    row += b"\xff" * (_QUIET * _MODULE)
    pixels = zlib.compress((b"\0" + bytes(row)) * _HEIGHT, 9)
    header = struct.pack(">IIBBBBB", len(row), _HEIGHT, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
