"""The size check lets nothing grow past its limits, and leaves migrations alone."""

from __future__ import annotations

from pathlib import Path

from infra.checks.sizes import FOLDERS, LONGEST_FILE, LONGEST_FUNCTION, oversized


def write(root: Path, name: str, text: str) -> None:
    for folder in FOLDERS:
        (root / folder).mkdir(exist_ok=True)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def function(lines: int) -> str:
    return "def long() -> None:\n" + "    print()\n" * (lines - 1)


def test_file_and_function_at_their_limits_pass(tmp_path: Path) -> None:
    write(tmp_path, "core/file.py", "\n" * LONGEST_FILE)
    write(tmp_path, "core/function.py", function(LONGEST_FUNCTION))

    assert oversized(tmp_path) == []


def test_one_line_more_is_reported_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, "core/file.py", "\n" * (LONGEST_FILE + 1))
    write(tmp_path, "plugins/x/function.py", "\n" + function(LONGEST_FUNCTION + 1))

    assert oversized(tmp_path) == [
        "core/file.py: 401 lines; 400 are allowed. Make it a package of the same name.",
        "plugins/x/function.py:2: long has 61 lines; 60 are allowed.",
    ]


def test_migration_may_be_long(tmp_path: Path) -> None:
    write(tmp_path, "plugins/x/migrations/versions/x_0001.py", "\n" * (LONGEST_FILE + 1))

    assert oversized(tmp_path) == []
