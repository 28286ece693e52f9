"""What Windows shows of a program under Properties, in the form PyInstaller takes."""

from pathlib import Path

import product

_FORM = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1,
                    subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", {publisher!r}),
      StringStruct("FileDescription", {summary!r}),
      StringStruct("FileVersion", {version!r}),
      StringStruct("InternalName", {name!r}),
      StringStruct("OriginalFilename", {name!r}),
      StringStruct("ProductName", {name!r}),
      StringStruct("ProductVersion", {version!r}),
    ])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ],
)
"""


def numbers() -> tuple[int, int, int, int]:
    """The version as Windows counts: four numbers."""
    first, second, third = (int(part) for part in product.version().split(".")[:3])
    return first, second, third, 0


def write(target: Path) -> Path:
    """Write the resource's description."""
    told = {
        "publisher": product.PUBLISHER,
        "summary": product.SUMMARY,
        "version": product.version(),
        "name": product.NAME,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_FORM.format(numbers=numbers(), **told), "utf-8")
    return target
