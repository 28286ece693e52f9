"""Which of the files that PyInstaller finds may lie in a tree."""

import product

Entry = tuple[str, str, str]
"""Name in the tree, place on this machine, kind: as PyInstaller lists them."""

_OF_THE_INSTALLER = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"})
"""What pip notes of an installation: it names places of the machine that builds."""


def belongs(entry: Entry) -> bool:
    """Whether a file may lie in the tree: what Qt brings beyond what the till uses may not."""
    name = entry[0].replace("\\", "/")
    base = name.rsplit("/", 1)[-1]
    if ".dist-info/" in name and base in _OF_THE_INSTALLER:
        return False
    if _is_of_a_framework_left_out(name):
        return False
    if "PySide6" in name and "/plugins/" in name:
        return name.split("/plugins/", 1)[1].startswith(product.QT_PLUGINS)
    if "PySide6" in name and "/translations/" in name:
        return any(name.endswith(f"qtbase_{language}.qm") for language in product.LANGUAGES)
    if base.startswith(("libQt6", "Qt6")):
        module = base.removeprefix("lib").split(".")[0].replace("Qt6", "Qt", 1)
        return module in product.QT_MODULES
    if "PySide6/Qt" in name and base.startswith("Qt") and not base.startswith(product.QT_MODULES):
        return False
    if entry[1].startswith(("/lib/", "/usr/lib/")):
        return base.startswith(product.OWN_LIBRARIES)
    return base != "opengl32sw.dll"


def _is_of_a_framework_left_out(name: str) -> bool:
    """On macOS a part of Qt is a folder, or a link to it: one that stays out goes whole."""
    parts = [part.removesuffix(".framework") for part in name.split("/") if part.endswith(".framework")]
    parts += [name] if "." not in name and "/" not in name else []
    return any(one.startswith("Qt") and one not in product.QT_MODULES for one in parts)
