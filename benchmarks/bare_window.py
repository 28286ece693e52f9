"""The least a window of this look can be: PySide6, the till's style and fonts, 60 buttons.

Run by bench_start as a process of its own; it says when it is painted and ends when its standard input does.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QWidget

from benchmarks.memory import resident_mb
from pos_app.storage.places import resources
from pos_app.ui.views.theme import Face, Theme

ROWS, COLUMNS = 10, 6


class BareWindow(QWidget):
    """Buttons and nothing behind them."""

    def __init__(self, theme: Theme) -> None:
        """60 buttons in the font of the till's buttons."""
        super().__init__()
        self._said = False
        self.resize(1280, 800)
        grid = QGridLayout(self)
        for place in range(ROWS * COLUMNS):
            button = QPushButton(f"Key {place}")
            button.setFont(theme.font(Face.STRONG))
            grid.addWidget(button, place // COLUMNS, place % COLUMNS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The first paint of all; the frame is whole when the loop comes round again."""
        if not self._said:
            self._said = True
            QTimer.singleShot(0, _painted)


def _painted() -> None:
    print("painted", flush=True)
    print(f"memory {resident_mb():.2f}", flush=True)
    sys.stdin.read()
    QApplication.quit()


def main() -> int:
    """Open the window; returns the exit code."""
    app = QApplication(sys.argv[:1])
    window = BareWindow(Theme(resources()))
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
