"""What travels with the program: font, icons, mark and sounds, each usable and with its licence."""

import wave
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
ICONS = sorted((RESOURCES / "icons").glob("*.svg"))
SOUNDS = ("confirmed", "refused", "waiting")


def test_inter_has_the_weights_of_the_style(qtbot: QtBot) -> None:
    for path in sorted((RESOURCES / "fonts").glob("*.otf")):
        assert "Inter" in QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    for weight in (400, 600, 700):
        font = QFont("Inter")
        font.setWeight(QFont.Weight(weight))
        assert (QFontInfo(font).family(), QFontInfo(font).weight()) == ("Inter", weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        measured = QFontMetricsF(font)
        assert measured.horizontalAdvance("1111") == measured.horizontalAdvance("0000")


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_can_be_drawn_and_tinted(path: Path) -> None:
    assert QSvgRenderer(str(path)).isValid()
    drawing = ElementTree.parse(path).getroot()
    assert (drawing.get("viewBox"), drawing.get("stroke")) == ("0 0 24 24", "currentColor")


def test_there_are_icons() -> None:
    assert {"lock", "check", "scan-barcode", "triangle-alert"} <= {path.stem for path in ICONS}


def test_the_mark_can_be_drawn() -> None:
    assert QSvgRenderer(str(RESOURCES / "mark" / "holdfast.svg")).isValid()


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_short_small_and_heard(name: str) -> None:
    path = RESOURCES / "sounds" / f"{name}.wav"
    assert path.stat().st_size < 60_000
    with wave.open(str(path), "rb") as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert sound.getnframes() / sound.getframerate() < 0.4
        loudest = max(abs(sample) for sample in memoryview(sound.readframes(sound.getnframes())).cast("h"))
    assert 8_000 < loudest < 32_767


def test_the_sounds_differ() -> None:
    assert len({(RESOURCES / "sounds" / f"{name}.wav").read_bytes() for name in SOUNDS}) == len(SOUNDS)


def test_what_others_made_has_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (RESOURCES / "fonts" / "LICENSE-inter.txt").read_text("utf-8")
    assert "ISC License" in (RESOURCES / "icons" / "LICENSE-lucide.txt").read_text("utf-8")
