"""The style: colours by tone, fonts by face, sizes by density. Read from `resources/style`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from pos_app.domain.frozen import frozen
from pos_app.ui.models.appearance import Appearance, Scheme
from pos_app.ui.models.parts import Tone
from pos_app.ui.views.density import Density, density
from pos_app.ui.views.icons import Icons

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Face(StrEnum):
    """The kinds of text of Holdfast; sizes and weights are in the style file."""

    BODY = "body"
    STRONG = "strong"
    BOLD = "bold"
    NOTE = "note"
    NOTE_STRONG = "note-strong"
    CAPS = "caps"
    CHIP = "chip"
    KEY_CAP = "key-cap"
    SCAN = "scan"
    TITLE = "title"
    HEADLINE = "headline"
    PROGRAM = "program"
    MAIN = "main"
    DIGIT = "digit"
    LEFT = "left"
    FIGURE = "figure"
    CARD_TITLE = "card-title"
    CARD_NUMBER = "card-number"


@frozen
class Palette:
    """The colours of one scheme by their token ("ink", "accent-soft")."""

    colours: Mapping[str, QColor]

    def __getitem__(self, token: str) -> QColor:
        return self.colours[token]

    def of(self, tone: Tone) -> QColor:
        """The colour of words and outlines of a tone."""
        return self.colours["ink" if tone is Tone.NEUTRAL else tone.value]

    def soft(self, tone: Tone) -> QColor:
        """The fill under words of a tone."""
        return self.colours.get(f"{tone.value}-soft", self.colours["background"])


class Theme:
    """What every widget asks when it measures and paints itself. One object for the whole window."""

    def __init__(self, resources: Traversable) -> None:
        """Read the style and load the fonts; `resources` is the folder with `style`, `fonts` and `icons`."""
        told = json.loads(resources.joinpath("style/holdfast.json").read_text(encoding="utf-8"))
        self._family: str = told["family"]
        self._faces: dict[str, tuple[int, int]] = {k: (v[0], v[1]) for k, v in told["faces"].items()}
        self._schemes = {name: _colours(told[name]) for name in ("light", "dark")}
        self._fonts: dict[tuple[Face, int, bool], QFont] = {}
        self._metrics: dict[tuple[Face, int, bool], QFontMetricsF] = {}
        self.icons = Icons(resources.joinpath("icons"))
        self.appearance = Appearance()
        self.scale = 1.0
        self.palette = Palette(self._schemes["light"])
        self.density: Density = density(1280, 800, 1.0)
        _load_fonts(resources.joinpath("fonts"))
        self.choose(self.appearance)

    def choose(self, appearance: Appearance) -> None:
        """Take the person's settings; what is left to the system is asked from it now."""
        hints = QGuiApplication.styleHints()
        dark = appearance.scheme is Scheme.DARK or (
            appearance.scheme is Scheme.SYSTEM and hints.colorScheme() is Qt.ColorScheme.Dark
        )
        colours = self._schemes["dark" if dark else "light"]
        contrast = hints.accessibility().contrastPreference()
        if contrast is Qt.ContrastPreference.HighContrast:
            ink = colours["ink"]
            colours = {**colours, "muted": ink, "line": ink, "control": ink, "background": colours["panel"]}
        self.appearance = appearance
        self.scale = appearance.text_percent / 100
        self.palette = Palette(colours)

    def fit(self, width: int, height: int) -> bool:
        """Take the density for a window of this size; True when it changed."""
        found = density(width, height, self.scale)
        changed = found != self.density
        self.density = found
        return changed

    def font(self, face: Face, px: int = 0, *, bold: bool = False) -> QFont:
        """The font of a face at the chosen text size; `px` asks for another size at 100 %."""
        key = (face, round((px or self._faces[face][0]) * self.scale), bold)
        found = self._fonts.get(key)
        if found is None:
            found = QFont(self._family)
            found.setPixelSize(key[1])
            found.setWeight(QFont.Weight(700 if bold else self._faces[face][1]))
            found.setFeature(QFont.Tag("tnum"), 1)
            if face is Face.CAPS:
                found.setCapitalization(QFont.Capitalization.AllUppercase)
                found.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6 * self.scale)
            if face is Face.FIGURE:
                found.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.02 * key[1])
            if face is Face.CARD_NUMBER:
                found.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.8 * self.scale)
            self._fonts[key] = found
        return found

    def metrics(self, face: Face, px: int = 0, *, bold: bool = False) -> QFontMetricsF:
        """The measures of that font, kept because every widget asks for them."""
        key = (face, round((px or self._faces[face][0]) * self.scale), bold)
        found = self._metrics.get(key)
        if found is None:
            found = self._metrics[key] = QFontMetricsF(self.font(face, px, bold=bold))
        return found

    def size(self, face: Face) -> int:
        """The size of a face at 100 %, in px."""
        return self._faces[face][0]

    def px(self, length: float) -> int:
        """A length that grows with the text, in px."""
        return round(length * self.scale)


def _colours(told: Mapping[str, str]) -> dict[str, QColor]:
    return {name: QColor(value) for name, value in told.items()}


def _load_fonts(folder: Traversable) -> None:
    for file in folder.iterdir():
        if file.name.lower().endswith((".otf", ".ttf")):
            QFontDatabase.addApplicationFontFromData(file.read_bytes())
