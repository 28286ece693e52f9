"""A window with one button, which is frozen to be weighed."""

import sys

from PySide6.QtWidgets import QApplication, QPushButton

if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    button = QPushButton("Hold")
    button.show()
    sys.exit(app.exec())
