"""Keep the catalogs of sentences whole: `translations.py` updates and compiles, `--check` only looks.

A catalog lies at resources/translations/<language>/LC_MESSAGES/holdfast.po with its compiled .mo beside it.
English is the source and has no catalog. Babel is needed here and nowhere in the program.
"""

import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from project import ROOT, say

WORDING = ROOT / "pos_app" / "ui" / "models" / "wording"
CATALOGS = ROOT / "resources" / "translations"
# The names under which gettext is called; a sentence outside a call (a table) is marked by N_.
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "N_": None}
PLACE = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[sd]|%[sd]")


def wanted() -> Catalog:
    """Every sentence in the source, as a catalog without translations."""
    catalog = Catalog(project="Holdfast", charset="utf-8")
    for file, _line, text, comments, context in extract_from_dir(
        WORDING, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    ):
        place = (WORDING.relative_to(ROOT) / file).as_posix()
        catalog.add(text, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def texts(value: str | Sequence[str] | None) -> list[str]:
    """A message's text or texts (singular and plural) as a list."""
    return [value] if isinstance(value, str) else list(value or [""])


def faults(message: Message) -> list[str]:
    """What is wrong with one translation: nothing, or sentences that say it."""
    source, target = texts(message.id), texts(message.string)
    if message.fuzzy or not all(target):
        return [f"not translated: {source[0]!r}"]
    places = {place for text in source for place in PLACE.findall(text)}
    found = {place for text in target for place in PLACE.findall(text)}
    return [] if places == found else [f"other placeholders: {source[0]!r}"]


def compiled(catalog: Catalog) -> bytes:
    """The catalog in gettext's binary form; the same catalog always gives the same bytes."""
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def check(path: Path, source: Catalog) -> list[str]:
    """Everything that is wrong with one catalog and its compiled twin."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parts[-3])
    have = {(one.id if isinstance(one.id, str) else one.id[0], one.context): one for one in catalog if one.id}
    need = {(one.id if isinstance(one.id, str) else one.id[0], one.context) for one in source if one.id}
    wrong = [f"missing: {text!r}" for text, _ in sorted(need - set(have), key=str)]
    wrong += [f"not in the source: {text!r}" for text, _ in sorted(set(have) - need, key=str)]
    for key in sorted(need & set(have), key=str):
        wrong += faults(have[key])
    twin = path.with_suffix(".mo")
    if not twin.exists() or twin.read_bytes() != compiled(catalog):
        wrong.append(f"{twin.name} is not what {path.name} compiles to")
    return wrong


def update(path: Path, source: Catalog) -> None:
    """Bring new sentences into a catalog, drop old ones, and compile it."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parts[-3])
    catalog.update(source, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    with path.open("rb") as file:
        path.with_suffix(".mo").write_bytes(compiled(read_po(file, locale=path.parts[-3])))
    say(f"wrote {path.relative_to(ROOT)} and its compiled twin")


def main() -> None:
    """Update all catalogs unless only asked to look, then say what is wrong; exit code 1 if anything is."""
    source = wanted()
    wrong = 0
    for path in sorted(CATALOGS.glob("*/LC_MESSAGES/holdfast.po")):
        if "--check" not in sys.argv[1:]:
            update(path, source)
        for fault in check(path, source):
            say(f"{path.parts[-3]}: {fault}")
            wrong += 1
    if wrong:
        sys.exit(f"translations: {wrong} to mend")


if __name__ == "__main__":
    main()
