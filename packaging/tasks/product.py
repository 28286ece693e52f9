"""The one place for what a package is called, which version it is, and what goes into it."""

import os
import sys
import tomllib
from functools import cache

from project import ROOT

NAME = "Holdfast"
PROGRAM = "pos-app"
PACKAGE = "holdfast"
IDENTIFIER = "app.holdfast.till"
PUBLISHER = "The Holdfast project"
SUMMARY = "Gift card till that never loses or doubles a hold"
SYSTEM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")

BUILD = ROOT / "build"
"""What a build needs and leaves for the next one; never shipped."""
DIST = ROOT / "dist"
"""What is shipped."""
FROZEN = BUILD / "frozen" / SYSTEM / NAME
"""The installed tree, as PyInstaller makes it."""

QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSvg", "QtDBus", "QtXcbQpa")
"""The parts of Qt that may lie in the tree; whatever else PyInstaller takes along is dropped."""
QT_PLUGINS = (
    "platforms/libqxcb",
    "platforms/libqoffscreen",
    "platforms/qwindows",
    "platforms/qoffscreen",
    "platforms/libqcocoa",
    "xcbglintegrations/libqxcb-glx",
    "xcbglintegrations/libqxcb-egl",
    "iconengines/",
    "imageformats/libqsvg",
    "imageformats/qsvg",
    "styles/",
    "platforminputcontexts/libcomposeplatforminputcontextplugin",
    "platforminputcontexts/libibusplatforminputcontextplugin",
)
"""The plugins of Qt that may lie in the tree, by the beginning of their names."""
SYSTEM_LIBRARIES = {
    "libssl": "Apache-2.0",
    "libcrypto": "Apache-2.0",
    "libffi": "MIT",
    "liblzma": "0BSD",
    "libbz2": "bzip2-1.0.6",
    "libsqlite3": "blessing",
}
"""The libraries of a Linux system that are taken along, as Python needs just these, with their licences. All
others, such as those of X, fonts and sound, are the computer's own."""
OWN_LIBRARIES = ("libpython", *SYSTEM_LIBRARIES)
RESOURCES = {"inter": ("Inter", "OFL-1.1"), "lucide": ("Lucide", "ISC")}
"""Fonts and icons by the names of their licence files: whose they are, and under which licence."""
LANGUAGES = ("nb",)
"""Languages of the screen beside English: only their data of libraries is taken along."""
LEFT_OUT = (
    *("tkinter", "unittest", "pydoc", "doctest", "lib2to3", "test", "ensurepip", "pip", "setuptools"),
    *("psycopg", "psycopg_pool", "babel", "PIL", "numpy", "yaml", "rich", "pygments", "IPython"),
    *("alembic.testing", "alembic.templates", "mako.ext", "sqlalchemy.testing", "keyring.testing"),
    *("uvicorn.protocols.websockets", "websockets", "watchfiles", "httptools", "uvloop", "h2", "socksio"),
)
"""Modules that no installed till needs."""


def version() -> str:
    """The version of the packages: the project's, or HOLDFAST_PACKAGE_VERSION to try an upgrade."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return os.environ.get("HOLDFAST_PACKAGE_VERSION") or str(told)


@cache
def source_date() -> int:
    """Seconds since 1970 of the last commit: every file in a package bears it, so that builds repeat."""
    import subprocess

    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    asked = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
