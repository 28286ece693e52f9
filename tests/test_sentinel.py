"""The Qt binding must survive many calls.

PySide6 6.12.0 on Python 3.11 loses one reference to None with every void call and one to True with every
signal. The interpreter dies after some thousand calls: a till makes them in minutes, other tests never do.
"""

import subprocess
import sys

PROGRAM = """
from PySide6 import QtCore, QtWidgets

class Source(QtCore.QObject):
    told = QtCore.Signal()

application = QtWidgets.QApplication([])
label = QtWidgets.QLabel()
source = Source()
for _ in range(20_000):
    label.setText("x")
    source.told.emit()
print("alive")
"""


def test_the_binding_survives_many_calls() -> None:
    # A process of its own: the failure is an abort of the interpreter.
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr[:400]
