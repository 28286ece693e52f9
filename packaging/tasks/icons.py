"""Draw the program's icons from resources/mark/holdfast.svg into packaging/icons, when the mark changes.

Needs the packaging environment (freeze.py makes it): Qt draws, Pillow writes the containers.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from project import ROOT, say

MARK = ROOT / "resources" / "mark" / "holdfast.svg"
ICONS = ROOT / "packaging" / "icons"
HICOLOR = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS = (16, 20, 24, 32, 40, 48, 64, 256)
SIDE, GREEN = (164, 314), (11, 110, 79)
"""What setup's last page has beside its words, in pixels, and the green of the mark."""
MAC_MARGIN = 100 / 1024
"""macOS leaves room around an icon; the others do not."""


def fingerprint() -> str:
    """Of the mark that the icons are drawn from; beside them as `made-from`."""
    return hashlib.sha256(MARK.read_bytes()).hexdigest()


def draw(pixels: int, target: Path, margin: float = 0.0) -> Path:
    """Draw the mark as a PNG, so many pixels wide and high; `margin` is a share of that."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter, edge = QPainter(image), pixels * margin
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(MARK.read_bytes()).render(painter, QRectF(edge, edge, pixels - 2 * edge, pixels - 2 * edge))
    painter.end()
    image.save(str(target))
    return target


def side(mark: Path, target: Path) -> None:
    """The picture beside the last page of the Windows setup: the mark on its own green, in few colours."""
    from PIL import Image

    picture = Image.new("RGB", SIDE, GREEN)
    drawn = Image.open(mark)
    picture.paste(drawn, ((SIDE[0] - drawn.width) // 2, (SIDE[1] - drawn.height) // 3), drawn)
    picture.quantize(64).save(target)


def main() -> None:
    """Draw all of them."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PIL import Image

    ICONS.mkdir(exist_ok=True)
    for pixels in HICOLOR:
        draw(pixels, ICONS / f"holdfast-{pixels}.png")
    with tempfile.TemporaryDirectory() as folder:
        several = [Image.open(draw(pixels, Path(folder) / f"{pixels}.png")) for pixels in WINDOWS]
        sizes = [one.size for one in several]
        several[-1].save(ICONS / "holdfast.ico", sizes=sizes, append_images=several[:-1])
        side(draw(96, Path(folder) / "side.png"), ICONS / "holdfast-side.bmp")
        Image.open(draw(1024, Path(folder) / "mac.png", MAC_MARGIN)).save(ICONS / "holdfast.icns")
    (ICONS / "made-from").write_text(f"{fingerprint()}\n", "ascii")
    say(f"packaging/icons: {len(list(ICONS.iterdir()))} files")


if __name__ == "__main__":
    main()
