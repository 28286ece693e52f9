"""The cells of a row: measured and painted so that words break before they are cut."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from pos_app.ui.models.list_value import Cell
from pos_app.ui.views.paint import chip, chip_size
from pos_app.ui.views.theme import Face, Theme


def cell_face(bold: bool) -> Face:
    """The face of a cell's words."""
    return Face.BOLD if bold else Face.BODY


def cell_height(theme: Theme, cell: Cell, width: float) -> float:
    """The height a cell's words and note need in a width."""
    upper = text_height(theme, cell_face(cell.bold), cell.words, width)
    return upper + (text_height(theme, Face.NOTE, cell.note, width) if cell.note else 0.0)


def text_height(theme: Theme, face: Face, text: str, width: float) -> float:
    """The height of a text broken into a width."""
    metrics = theme.metrics(face)
    if metrics.horizontalAdvance(text) <= width + 2:
        return metrics.height()
    area = QRectF(0, 0, width, 10_000)
    return metrics.boundingRect(area, int(Qt.TextFlag.TextWordWrap), text).height()


def cell_fits(theme: Theme, cell: Cell, width: float, height: float) -> bool:
    """Whether a cell shows all it says in this room."""
    if cell.chip is not None:
        return chip_size(theme, cell.chip.words)[0] <= width + 1
    words = f"{cell.words} {cell.note}".split()
    longest = max(
        (theme.metrics(cell_face(cell.bold)).horizontalAdvance(word) for word in words), default=0.0
    )
    return longest <= width + 2 and cell_height(theme, cell, width) <= height + 2


def paint_cell(painter: QPainter, theme: Theme, cell: Cell, area: QRectF, *, right: bool) -> None:
    """Paint words with their note under them, or a chip, in the middle of the area's height."""
    if cell.chip is not None:
        width, height = chip_size(theme, cell.chip.words)
        width = min(width, area.width())
        left = area.right() - width if right else area.left()
        chip(painter, theme, QRectF(left, area.center().y() - height / 2, width, height), cell.chip)
        return
    face = cell_face(cell.bold)
    top = area
    if cell.note:
        upper = text_height(theme, face, cell.words, area.width())
        lower = text_height(theme, Face.NOTE, cell.note, area.width())
        start = area.center().y() - (upper + lower) / 2
        top = QRectF(area.left(), start, area.width(), upper)
        note = QRectF(area.left(), start + upper, area.width(), lower)
        _paint_text(painter, theme, cell.note, Face.NOTE, "muted", note, right)
    _paint_text(painter, theme, cell.words, face, "muted" if cell.muted else "ink", top, right)


def _paint_text(
    painter: QPainter, theme: Theme, text: str, face: Face, token: str, area: QRectF, right: bool
) -> None:
    painter.setFont(theme.font(face))
    painter.setPen(theme.palette[token])
    metrics = theme.metrics(face)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    flags = Qt.AlignmentFlag.AlignVCenter | side
    if metrics.horizontalAdvance(text) > area.width() + 2:
        flags |= Qt.TextFlag.TextWordWrap
        if metrics.boundingRect(area, int(flags), text).height() > area.height() + 2:
            flags &= ~Qt.TextFlag.TextWordWrap
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 2)
    painter.drawText(area, int(flags), text)
