"""What holds for every template: blocks that exist, nothing from elsewhere, nothing inline."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
VENDOR = ROOT / "static" / "vendor"
BLOCK = re.compile(r"{%-? block (\w+)")
PARENT = re.compile(r'{% extends "([^"]+)" %}')
HANDLERS = r"click|change|load|submit|input|error|focus|blur|key\w+|mouse\w+"
INLINE = re.compile(
    rf"""<script(?![^>]*\bsrc=)|<style|\sstyle=|\son(?:{HANDLERS})=|hx-on|href="javascript:""", re.IGNORECASE
)
ELSEWHERE = re.compile(r"""(?:src|srcset|action|hx-(?:get|post))=["']?(?:https?:)?//""", re.IGNORECASE)
DATA_SCRIPT = 'type="application/json"'


def _templates() -> list[str]:
    found = [path for path in TEMPLATES.rglob("*.html") if "mail" not in path.parts]
    return sorted(str(path.relative_to(TEMPLATES)) for path in found)


def _blocks_of_ancestors(text: str) -> set[str] | None:
    """Gather the blocks that a template can fill; None when it extends nothing of ours."""
    parent = PARENT.search(text)
    if parent is None or not (TEMPLATES / parent[1]).exists():
        return None
    above = (TEMPLATES / parent[1]).read_text(encoding="utf-8")
    return set(BLOCK.findall(above)) | (_blocks_of_ancestors(above) or set())


def _outermost_blocks(text: str) -> set[str]:
    """Gather the blocks that stand in no other: those inside one are offered by the template itself."""
    found, depth = set(), 0
    for name in re.findall(r"{%-? (block \w+|endblock)", text):
        depth += -1 if name == "endblock" else 1
        if depth == 1 and name != "endblock":
            found.add(name.removeprefix("block "))
    return found


@pytest.mark.parametrize("name", _templates())
def test_template_fills_blocks_that_are_there(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    offered = _blocks_of_ancestors(text)

    unknown = set() if offered is None else _outermost_blocks(text) - offered
    assert unknown == set()


@pytest.mark.parametrize("name", _templates())
def test_template_has_nothing_inline_and_nothing_from_elsewhere(name: str) -> None:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if DATA_SCRIPT not in line]

    assert [line for line in lines if INLINE.search(line) or ELSEWHERE.search(line)] == []


def test_every_file_from_elsewhere_is_listed_with_its_fingerprint() -> None:
    listed = dict(
        re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", (VENDOR / "VENDOR.md").read_text(encoding="utf-8"))
    )

    files = [path for path in VENDOR.rglob("*") if path.is_file() and path.suffix not in {".md", ".txt"}]
    found = {str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert found == listed


def test_style_sheets_ask_for_nothing_from_elsewhere() -> None:
    sheets = {str(path): path.read_text(encoding="utf-8") for path in (ROOT / "static").rglob("*.css")}

    assert {name for name, text in sheets.items() if re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", text)} == set()


def test_every_rule_of_a_style_sheet_stands_in_a_layer() -> None:
    outside = {}
    for path in (ROOT / "static").rglob("*.css"):
        depth, tops = 0, []
        for line in re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL).splitlines():
            if depth == 0 and line.strip():
                tops.append(line.strip())
            depth += line.count("{") - line.count("}")
        outside[path.name] = [top for top in tops if not top.startswith(("@layer", "@font-face", "}"))]

    assert {name: tops for name, tops in outside.items() if tops} == {}
