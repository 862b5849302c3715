"""The house rules that a linter does not know."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("closing", "integrations", "sie", "tests", "bench")
MOST_LINES_IN_A_FILE = 400
MOST_LINES_IN_A_FUNCTION = 40
MOST_LINES_IN_A_TEMPLATE = 100
MOST_LINES_IN_A_VIEW = 25
MOST_FILES_IN_A_SLICE = 18
FORBIDDEN_NAMES = {"common", "utils", "util", "helpers", "helper", "core", "services", "manager", "managers"}
BACKEND_FILE = Path("closing/sqlite/base.py")  # Django finds a database backend by this name alone.


def tracked(*patterns: str) -> list[Path]:
    """List the files of the project, without what git ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [Path(line) for line in listing.splitlines() if (ROOT / line).is_file()]


def python_files() -> list[Path]:
    """List the Python files but migrations."""
    return [path for path in tracked("*.py") if "migrations" not in path.parts and path.parts[0] in PACKAGES]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function of a file."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines, decorators left out."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_stay_short() -> None:
    sizes = {str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in python_files()}

    assert {path: size for path, size in sizes.items() if size > MOST_LINES_IN_A_FILE} == {}


def test_functions_stay_short() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in python_files()
        for node in functions(path)
        if length(node) > MOST_LINES_IN_A_FUNCTION
    ]

    assert long == []


def test_views_stay_thin() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in python_files()
        if path.name == "views.py"
        for node in functions(path)
        if length(node) > MOST_LINES_IN_A_VIEW
    ]

    assert long == []


def test_templates_stay_short() -> None:
    sizes = {str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in tracked("templates")}

    assert {path: size for path, size in sizes.items() if size > MOST_LINES_IN_A_TEMPLATE} == {}


def test_slices_stay_small() -> None:
    counts: dict[str, int] = {}
    for path in python_files():
        if path.parts[0] in {"closing", "integrations"} and len(path.parts) > 2 and path.name != "__init__.py":
            key = str(path.parent)
            counts[key] = counts.get(key, 0) + 1

    assert {name: count for name, count in counts.items() if count > MOST_FILES_IN_A_SLICE} == {}


def test_no_file_is_named_by_its_kind() -> None:
    named = [str(path) for path in python_files() if {path.stem, *path.parent.parts} & FORBIDDEN_NAMES]
    bases = [str(path) for path in python_files() if path.stem == "base" and path != BACKEND_FILE]

    assert named + bases == []


def test_every_module_and_public_function_says_what_it_is() -> None:
    silent = []
    for path in python_files():
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            silent.append(str(path))

    assert silent == []


def test_no_template_or_view_asks_for_one_source() -> None:
    asking = [
        str(path)
        for path in [*tracked("templates"), *tracked("closing")]
        if path.suffix in {".py", ".html"}
        and re.search(
            r"""(key|source|data_source)\s*==\s*["'](fortnox|sie_file|sie_balances|trial_balance|manual)""",
            (ROOT / path).read_text(encoding="utf-8"),
        )
    ]

    assert asking == []


@pytest.mark.parametrize("word", ["../shared", "--index-url http", "/root/"])
def test_documents_name_nothing_outside_the_project(word: str) -> None:
    files = [*tracked("*.md"), *tracked("*.txt"), *tracked("*.toml"), *tracked("Makefile"), *tracked("*.html")]

    assert [str(path) for path in files if word in (ROOT / path).read_text(encoding="utf-8")] == []
