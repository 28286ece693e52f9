"""Every sentence has its translation, says no forbidden word, and lives in the one place for sentences."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pos_app.ui.models import wording
from pos_app.ui.models.wording import catalog, kinds, sums
from tests.models.paper_cards import nok

ROOT = Path(__file__).resolve().parents[2]
WORDING = ROOT / "pos_app" / "ui" / "models" / "wording"
SCREENS = (ROOT / "pos_app" / "ui" / "models", ROOT / "pos_app" / "ui" / "views")
CATALOGS = ROOT / "resources" / "translations"
NORWEGIAN = CATALOGS / "nb" / "LC_MESSAGES" / "holdfast.mo"
PLACE = re.compile(r"\{[^{}]*\}")
MARK = re.compile(r"\*\*|\[\[[^\]]+\]\]")
FORBIDDEN = re.compile(
    r"\b(authori[sz]\w*|reserv\w*|top(?:s|ped|ping)? up|add(?:s|ed|ing)?|locked|charged|sync\w*|pending"
    r"|metadata|sandbox|timed out)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[A-Za-z]{2,} +[A-Za-z]{2,}")
FUNCTIONS = {"_": (0,), "N_": (0,), "ngettext": (0, 1), "pgettext": (1,)}


def calls() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Every sentence in the source: its context, its forms, and where it stands."""
    for path in sorted(WORDING.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in FUNCTIONS or path.name == "catalog.py":
                continue
            found = tuple(node.args[at] for at in FUNCTIONS[node.func.id])
            texts = tuple(one.value for one in found if isinstance(one, ast.Constant))
            if len(texts) != len(found):
                continue  # `_(TABLE[x])`: the table's sentences are marked by N_
            first = node.args[0]
            context = first.value if node.func.id == "pgettext" and isinstance(first, ast.Constant) else ""
            yield str(context), tuple(map(str, texts)), f"{path.name}:{node.lineno}"


SENTENCES = sorted(set(calls()))


@pytest.fixture(scope="module")
def norwegian() -> Catalog:
    """The catalog as it is written."""
    with NORWEGIAN.with_suffix(".po").open("rb") as file:
        return read_po(file, locale="nb")


def test_the_source_has_sentences() -> None:
    assert len(SENTENCES) > 300


def test_every_sentence_is_translated_with_the_same_places_and_marks(norwegian: Catalog) -> None:
    wrong = []
    for context, texts, place in SENTENCES:
        found = norwegian.get(texts[0], context or None)
        strings = _strings(None if found is None else found.string)
        if len(strings) != len(texts) or not all(strings):
            wrong.append(f"{place}: not translated: {texts}")
            continue
        for source, target in zip(texts, strings, strict=True):
            if set(PLACE.findall(source)) != set(PLACE.findall(target)):
                wrong.append(f"{place}: other places: {target}")
            if sorted(MARK.findall(source)) != sorted(MARK.findall(target)):
                wrong.append(f"{place}: other marks: {target}")
    assert wrong == []


def _strings(found: object) -> list[str]:
    if isinstance(found, list | tuple):
        return [str(one) for one in found]
    return [found] if isinstance(found, str) else []


def test_the_catalog_has_nothing_that_no_screen_says(norwegian: Catalog) -> None:
    said = {(context, texts[0]) for context, texts, _place in SENTENCES}
    kept = {
        (one.context or "", one.id if isinstance(one.id, str) else one.id[0]) for one in norwegian if one.id
    }
    assert kept - said == set()


def test_no_forbidden_word_stands_on_a_screen() -> None:
    wrong = [
        f"{place}: {text}"
        for _context, texts, place in SENTENCES
        for text in texts
        if FORBIDDEN.search(text.replace("**", "").replace("Nothing was charged", ""))
    ]
    assert wrong == []


def _shown_literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """String literals that could be read by people: no docstrings, no annotations, no patterns."""
    quiet: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet.add(id(node.value))
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "compile"
        ):
            quiet.update(id(one) for one in node.args)
        if isinstance(node, ast.Raise):
            quiet.update(id(one) for one in ast.walk(node))
        if isinstance(node, ast.ClassDef) and any(
            isinstance(base, ast.Name) and base.id == "StrEnum" for base in node.bases
        ):
            quiet.update(id(one) for one in ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            yield node.lineno, node.value


@pytest.mark.parametrize("folder", SCREENS, ids=lambda one: one.name)
def test_no_sentence_lives_outside_wording(folder: Path) -> None:
    found = [
        f"{path.name}:{line}: {text!r}"
        for path in sorted(folder.glob("*.py"))
        for line, text in _shown_literals(ast.parse(path.read_text("utf-8")))
        if SENTENCE.search(text) and "{" not in text and ":" not in text and ";" not in text
    ]
    assert found == []


def test_the_compiled_catalog_is_what_the_source_compiles_to(norwegian: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, norwegian)
    assert NORWEGIAN.read_bytes() == compiled.getvalue()


@pytest.mark.parametrize(
    ("asked", "used"),
    [("nb", "nb"), ("nb_NO", "nb"), ("no", "nb"), ("nn-NO", "nb"), ("en_US", "en"), ("sv", "en"), ("", "en")],
)
def test_the_language_follows_what_is_asked(asked: str, used: str) -> None:
    try:
        assert wording.use(asked, str(CATALOGS)) == used
        assert kinds.on_hold() == ("Reservert" if used == "nb" else "On hold")
    finally:
        wording.use("en", str(CATALOGS))


def test_without_its_catalog_norwegian_is_english(tmp_path: Path) -> None:
    assert wording.use("nb", str(tmp_path)) == "en"
    assert catalog.pgettext("button", "Void") == "Void"


@pytest.mark.parametrize(
    ("minor", "english", "norwegian_words"),
    [
        (100, "1 krone", "1 krone"),
        (50_000, "500 kroner", "500 kroner"),
        (125_050, "1250 kroner and 50 øre", "1250 kroner og 50 øre"),
        (-100, "minus 1 krone", "minus 1 krone"),
    ],
)
def test_sums_are_spoken(minor: int, english: str, norwegian_words: str) -> None:
    assert sums.spoken(nok(minor)) == english
    try:
        wording.use("nb", str(CATALOGS))
        assert sums.spoken(nok(minor)) == norwegian_words
    finally:
        wording.use("en", str(CATALOGS))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 min"),
        (119, "1 min"),
        (41 * 60, "41 min"),
        (3900, "1 h 5 min"),
        (86400, "1 day"),
        (2 * 86400, "2 days"),
    ],
)
def test_lengths_of_time(seconds: int, said: str) -> None:
    assert sums.length(seconds) == said
