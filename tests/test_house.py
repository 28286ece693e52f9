"""The house rules: sizes, names, and what no file may do. Read from the source, so that nothing slips by."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILE_LINES, FUNCTION_LINES, CLASS_METHODS, VIEW_SIGNALS = 300, 50, 15, 4
NAMELESS = re.compile(r"(utils?|helpers?|common|base|managers?|controllers?|logic)")
STATIC_BOXES = {"QMessageBox", "QInputDialog", "QFileDialog", "QColorDialog", "QFontDialog"}
BOOKED_ELSEWHERE = {"create_task", "ensure_future", "asyncSlot", "asyncClose", "run_coroutine_threadsafe"}
EXCUSE = re.compile(r"#\s*(?:type: ignore(?:\[[^\]]*\])?|noqa(?::\s*[A-Z0-9, ]+)?|pragma: no \w+)")
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
DOCUMENTED_ROOMS = ("domain", "storage", "api", "service")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file: its place from the root, in slashes, its text and its tree."""

    place: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parse(self.text)

    def within(self, *rooms: str) -> bool:
        return any(
            self.place == f"pos_app/{room}.py" or self.place.startswith(f"pos_app/{room}/") for room in rooms
        )

    @property
    def is_window(self) -> bool:
        """The program of the window: everything but the card service, which is a program of its own."""
        return self.place.startswith("pos_app/") and not self.within("sandbox")


@cache
def parse(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def sources() -> tuple[Source, ...]:
    folders = ("pos_app", "packaging", "tests", "benchmarks")
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)


Rule = Callable[[Source], Iterator[str]]


def sizes(source: Source) -> Iterator[str]:
    lines = source.text.count("\n")
    if lines > FILE_LINES:
        yield f"{lines} lines, at most {FILE_LINES}"
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(one, Function) for one in node.body)
            if methods > CLASS_METHODS:
                yield f"{node.lineno}: {node.name} has {methods} methods, at most {CLASS_METHODS}"


def signals(source: Source) -> Iterator[str]:
    if not source.within("ui/views"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            count = sum(
                isinstance(one, ast.Assign | ast.AnnAssign)
                and isinstance(one.value, ast.Call)
                and last_name(one.value.func) == "Signal"
                for one in node.body
            )
            if count > VIEW_SIGNALS:
                yield f"{node.lineno}: {node.name} has {count} signals, at most {VIEW_SIGNALS}"


def names(source: Source) -> Iterator[str]:
    for part in Path(source.place).with_suffix("").parts:
        if NAMELESS.fullmatch(part.lower().strip("_")):
            yield f"'{part}' says nothing about what is inside"


def last_name(node: ast.expr) -> str:
    """`b` of `a.b` and of `b`; nothing of other expressions."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def nested_loops(source: Source) -> Iterator[str]:
    """Calls that start a second event loop, or end the first one behind main's back."""
    if not source.is_window:
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner, called = last_name(node.func.value), node.func.attr
        if called in {"exec", "exec_", "processEvents"}:
            yield f"{node.lineno}: .{called}() runs a nested loop"
        elif called in {"quit", "exit"} and owner in {
            "app",
            "_app",
            "application",
            "QApplication",
            "QCoreApplication",
        }:
            yield f"{node.lineno}: {owner}.{called}(): the program ends by returning from main"
        elif owner in STATIC_BOXES:
            yield f"{node.lineno}: {owner}.{called}() runs a nested loop"


def tasks(source: Source) -> Iterator[str]:
    """Tasks are booked by runtime; a task that nobody holds is lost with its exception."""
    if not source.is_window or source.within("runtime"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute | ast.Name) and last_name(node) in BOOKED_ELSEWHERE:
            yield f"{node.lineno}: {last_name(node)} outside runtime"


def no_global(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Global):
            yield f"{node.lineno}: global"


def catch_alls(source: Source) -> Iterator[str]:
    """Handlers that swallow anything. One may exist, in runtime: the crash route."""
    if not source.place.startswith("pos_app/"):
        return
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        elif isinstance(node, ast.Call) and last_name(node.func) == "suppress":
            caught = node.args
        else:
            continue
        if any(one is None or last_name(one) in {"Exception", "BaseException"} for one in caught):
            found.append(f"{node.lineno}: catches everything")
    yield from found[1:] if source.place == "pos_app/runtime.py" else found


def untranslatable(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
            yield f"{node.lineno}: .tr(): sentences live in ui/models/wording, behind gettext"


def undocumented(source: Source) -> Iterator[str]:
    if not source.within(*DOCUMENTED_ROOMS):
        return
    if ast.get_docstring(source.tree) is None:
        yield "1: the module does not say what it is"
    yield from undocumented_in(source.tree)


def undocumented_in(parent: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in parent.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield f"{node.lineno}: {node.name} does not say what it promises"
        if isinstance(node, ast.ClassDef):
            yield from undocumented_in(node)


def excuses(source: Source) -> Iterator[str]:
    """A switched-off check needs its reason beside it; work for later belongs into an issue."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type != tokenize.COMMENT:
            continue
        if LATER.search(token.string):
            yield f"{token.start[0]}: work for later"
        excuse = EXCUSE.search(token.string)
        if excuse and not re.search(r"[A-Za-z]{4,}", token.string[excuse.end() :]):
            yield f"{token.start[0]}: a switched-off check without its reason"


def alone(source: Source) -> Iterator[str]:
    """runtime knows Qt and asyncio, and nothing of ours."""
    if source.place != "pos_app/runtime.py":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("pos_app")):
            yield f"{node.lineno}: runtime imports a room"


RULES: tuple[Rule, ...] = (
    sizes,
    signals,
    names,
    nested_loops,
    tasks,
    no_global,
    catch_alls,
    untranslatable,
    undocumented,
    excuses,
    alone,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
def test_the_source_keeps(rule: Rule) -> None:
    offences = [f"{source.place}:{what}" for source in sources() for what in rule(source)]
    assert not offences, "\n" + "\n".join(offences)


def test_all_rooms_are_read() -> None:
    places = {source.place for source in sources()}
    assert {"pos_app/__init__.py", "pos_app/domain/__init__.py", "tests/test_house.py"} <= places


LONG_BODY = "\n    x = 1" * (FUNCTION_LINES + 1)
BROKEN: tuple[tuple[Rule, str, str], ...] = (
    (sizes, "tests/a.py", "x = 1\n" * (FILE_LINES + 1)),
    (sizes, "tests/a.py", f"def f():{LONG_BODY}"),
    (
        sizes,
        "tests/a.py",
        "class C:" + "".join(f"\n    def m{n}(self): ..." for n in range(CLASS_METHODS + 1)),
    ),
    (signals, "pos_app/ui/views/a.py", "class C:" + "".join(f"\n    s{n} = Signal(str)" for n in range(5))),
    (names, "pos_app/api/utils.py", ""),
    (nested_loops, "pos_app/ui/views/a.py", "dialog.exec()"),
    (nested_loops, "pos_app/ui/views/a.py", "app.processEvents()"),
    (nested_loops, "pos_app/ui/views/a.py", "QApplication.quit()"),
    (nested_loops, "pos_app/ui/views/a.py", "QMessageBox.warning(None, '', '')"),
    (tasks, "pos_app/service/a.py", "asyncio.create_task(f())"),
    (tasks, "pos_app/service/a.py", "@asyncSlot()\ndef f(): ..."),
    (no_global, "tests/a.py", "def f():\n    global x"),
    (catch_alls, "pos_app/api/a.py", "try:\n    f()\nexcept (ValueError, Exception):\n    raise"),
    (catch_alls, "pos_app/api/a.py", "with suppress(BaseException):\n    f()"),
    (
        catch_alls,
        "pos_app/runtime.py",
        "try:\n    f()\nexcept:\n    g()\ntry:\n    f()\nexcept Exception:\n    g()",
    ),
    (untranslatable, "pos_app/ui/views/a.py", "f'{self.tr(x)}'"),
    (undocumented, "pos_app/domain/a.py", "def f(): ..."),
    (undocumented, "pos_app/domain/a.py", "'''A.'''\nclass C:\n    '''C.'''\n    def m(self): ..."),
    (excuses, "tests/a.py", "x = 1  # noqa: E501"),
    (excuses, "tests/a.py", "x = 1  # type: ignore[assignment]"),
    (excuses, "tests/a.py", "x = 1  # TODO later"),
    (alone, "pos_app/runtime.py", "from pos_app.domain import money"),
)


@pytest.mark.parametrize(("rule", "place", "text"), BROKEN)
def test_a_rule_sees_what_it_forbids(rule: Rule, place: str, text: str) -> None:
    assert list(rule(Source(place, text)))
