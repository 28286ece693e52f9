"""Settings that a person may edit by hand, and may get wrong."""

from __future__ import annotations

import tempfile
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.region import REGIONS
from pos_app.storage.settings import KEYS, Problem, Settings
from pos_app.storage.settings_file import SettingProblem, read_settings, write_settings
from pos_app.storage.trouble import StorageTrouble, TroubleKind

names = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=60)
patterns = st.sampled_from([r"\d{16}", r"DINCARD:.+", 'quote"and\\\\back', "tab\tand\x7fdelete", "øæå 🙂"])
any_settings = st.builds(
    Settings,
    region=st.sampled_from(sorted(REGIONS)),
    language=st.sampled_from(["", "nb", "en_GB"]),
    theme=st.sampled_from(["system", "light", "dark"]),
    text_scale=st.sampled_from([100, 125, 150]),
    main_action=st.sampled_from(["hold", "pay"]),
    store=names,
    till=names,
    sound=st.booleans(),
    idle_minutes=st.integers(1, 240),
    card_pattern=patterns,
    number_pattern=st.one_of(st.just(""), patterns),
    service=st.sampled_from(["", "https://api.dintero.com/v1", "http://127.0.0.1:8080/v1"]),
    account=st.sampled_from(["", "P12345678", "T00000001"]),
    client=st.sampled_from(["", "72e024ca-8159", 'odd"id\\']),
    client_rights=st.sampled_from(["", "look-up move", "look-up move read create"]),
    secrets=st.sampled_from(["store", "file"]),
)


def written(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_no_file_is_the_usual_settings(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml").settings == Settings()
    assert read_settings(tmp_path / "settings.toml").problems == ()


@given(any_settings, any_settings)
def test_what_is_written_is_read_again(first: Settings, second: Settings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "home" / "settings.toml"
        for one in (first, second):
            write_settings(file, one)
            assert read_settings(file).settings == one
            assert read_settings(file).problems == ()
        assert not file.with_suffix(".before.toml").exists()


def test_comments_and_foreign_lines_stay_when_the_program_writes(tmp_path: Path) -> None:
    file = written(tmp_path, '# our till\ntheme = "dark"  # at night\nfuture = 3\n')
    write_settings(file, replace(read_settings(file).settings, theme="light", sound=False))
    assert file.read_text("utf-8") == 'sound = false\n# our till\ntheme = "light"\nfuture = 3\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("future = 3\n", SettingProblem(1, "future", Problem.UNKNOWN)),
        ("\n[theme]\nx = 1\n", SettingProblem(2, "theme", Problem.WRONG)),
        ("\n\ntheme = 'pink'\n", SettingProblem(3, "theme", Problem.WRONG)),
        ("sound = 1\n", SettingProblem(1, "sound", Problem.WRONG)),
        ("text_scale = true\n", SettingProblem(1, "text_scale", Problem.WRONG)),
        ("text_scale = 110\n", SettingProblem(1, "text_scale", Problem.WRONG)),
        ("idle_minutes = 0\n", SettingProblem(1, "idle_minutes", Problem.WRONG)),
        ('region = "no"\n', SettingProblem(1, "region", Problem.WRONG)),
        ('language = "English"\n', SettingProblem(1, "language", Problem.WRONG)),
        ('main_action = "void"\n', SettingProblem(1, "main_action", Problem.WRONG)),
        ('store = "a\\u0000b"\n', SettingProblem(1, "store", Problem.WRONG)),
        (f'till = "{"x" * 61}"\n', SettingProblem(1, "till", Problem.WRONG)),
        ('number_pattern = "("\n', SettingProblem(1, "number_pattern", Problem.WRONG)),
        ('card_pattern = ""\n', SettingProblem(1, "card_pattern", Problem.WRONG)),
        ('sound = true\n theme "dark"\n', SettingProblem(2, "", Problem.NOT_TOML)),
        ('sound = true\nstore = """', SettingProblem(2, "", Problem.NOT_TOML)),
        ('"a\\tb" = 1\n', SettingProblem(1, "a\tb", Problem.UNKNOWN)),
    ],
)
def test_what_is_wrong_is_told_by_line_and_the_rest_is_used(
    tmp_path: Path, text: str, problem: SettingProblem
) -> None:
    file = written(tmp_path, text)
    found = read_settings(file)
    assert found.problems == (problem,)
    assert found.settings == Settings()
    write_settings(file, Settings(theme="dark"))
    assert read_settings(file).settings == Settings(theme="dark")


def test_one_wrong_line_spoils_no_other(tmp_path: Path) -> None:
    file = written(tmp_path, 'theme = "dark"\nsound = "loud"\nidle_minutes = 9\n')
    found = read_settings(file)
    assert found.settings == Settings(theme="dark", idle_minutes=9)
    assert [one.line for one in found.problems] == [2]


@pytest.mark.parametrize("text", ['theme "dark"', 'store = """\ntheme = "dark"\n"""\n[x]\nsound = 3\n'])
def test_a_file_that_cannot_be_edited_is_kept_and_written_anew(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)
    write_settings(file, Settings(theme="light", sound=False))
    assert read_settings(file).settings == Settings(theme="light", sound=False)
    assert file.with_suffix(".before.toml").read_text("utf-8") == text


def test_windows_line_ends_and_marks_are_understood(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b'\xef\xbb\xbftheme = "dark"\r\nsound = 1\r\n')
    found = read_settings(file)
    assert (found.settings.theme, found.problems[0].line) == ("dark", 2)
    file.write_bytes(b'theme = "\xff"\n')
    assert read_settings(file).problems[0].problem is Problem.WRONG


def test_a_folder_in_its_place_is_a_trouble_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(StorageTrouble) as caught:
        read_settings(tmp_path / "settings.toml")
    assert caught.value.kind in (TroubleKind.DISK_ERROR, TroubleKind.READ_ONLY)


def test_every_setting_can_be_written_by_the_editor_of_files() -> None:
    assert {field.name for field in fields(Settings)} == set(KEYS)
    assert all(type(getattr(Settings(), key)) in (str, int, bool) for key in KEYS)
