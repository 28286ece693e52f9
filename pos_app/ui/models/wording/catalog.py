"""Where sentences find their language. English is the source; a catalog gives the others at run time."""

from __future__ import annotations

import gettext as _gettext

DOMAIN = "holdfast"
_NORWEGIAN = frozenset({"nb", "no", "nn"})


class _Catalog:
    """The catalog in use; the source language until `use` was called."""

    def __init__(self) -> None:
        self.found = _gettext.NullTranslations()


_CATALOG = _Catalog()


def use(language: str, folder: str) -> str:
    """Speak this language ("nb", "nb_NO", "en-GB" …) from now on; gives the language used, "nb" or "en".

    `folder` holds the catalogs as `<language>/LC_MESSAGES/holdfast.mo`. An unknown language is English; so is
    Norwegian if its catalog is missing.
    """
    code = language.replace("-", "_").partition("_")[0].lower()
    wanted = "nb" if code in _NORWEGIAN else "en"
    _CATALOG.found = _gettext.NullTranslations()
    if wanted == "nb":
        _CATALOG.found = _gettext.translation(DOMAIN, folder, languages=["nb"], fallback=True)
    return wanted if isinstance(_CATALOG.found, _gettext.GNUTranslations) else "en"


def _(text: str) -> str:
    """The sentence in the language of the screen."""
    return _CATALOG.found.gettext(text)


def N_(text: str) -> str:
    """Mark a sentence that stands in a table; `_` words it later."""
    return text


def pgettext(context: str, text: str) -> str:
    """The sentence, where one English word needs several in another language."""
    return _CATALOG.found.pgettext(context, text)


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for so many."""
    return _CATALOG.found.ngettext(one, many, count)
