"""`manage.py read_sie`: real files in JSON and as a table, without a database and without configuration."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "tests" / "findings"
KEYS = [
    "file",
    "sietyp",
    "program",
    "encoding",
    "orgnr",
    "company",
    "fiscal_years",
    "counts",
    "debit_ore",
    "sums_ore",
    "series",
    "findings",
]


def _read(*paths: Path, **options: object) -> tuple[list[str], int]:
    out, status = StringIO(), 0
    try:
        call_command("read_sie", *map(str, paths), stdout=out, **options)
    except SystemExit as stop:
        status = int(str(stop.code))
    return out.getvalue().splitlines(), status


def test_figures_of_real_files_are_those_of_an_independent_reader(shared_data: Path) -> None:
    folder = shared_data / "sie"
    expected = json.loads((folder / "expected.json").read_text())

    lines, status = _read(*(folder / name for name in expected), json=True)

    differing = {}
    for line, (name, wanted) in zip(lines, expected.items(), strict=True):
        told = json.loads(line)
        found = {key: told[key] for key in ("encoding", "sietyp", "debit_ore", "sums_ore")}
        found["counts"] = {key: told["counts"][key] for key in wanted["counts"]}
        found["unbalanced_vouchers"] = sum(one["code"] == "voucher-unbalanced" for one in told["findings"])
        if found != {key: wanted[key] for key in found}:
            differing[name] = found
    assert differing == {}
    assert (len(lines), status) == (24, 0)


def test_json_has_exactly_these_words() -> None:
    lines, status = _read(EXAMPLES / "number-gaps.se", json=True)

    told = json.loads(lines[0])
    assert (list(told), status) == (KEYS, 0)
    assert told["fiscal_years"] == {"0": ["2025-01-01", "2025-12-31"]}
    assert told["counts"] == {
        "accounts": 3,
        "dimensions": 0,
        "objects": 0,
        "vouchers": 3,
        "postings": 6,
        "added": 0,
        "struck": 0,
    }
    assert told["sums_ore"] == {"IB": {"0": 0, "-1": 0}, "UB": {"0": 75_000, "-1": 0}, "RES": {"0": -75_000, "-1": 0}}
    assert told["series"] == {"A": {"first": 16, "last": 22, "count": 3, "gaps": [[17, 19], [21, 21]]}}
    assert told["findings"] == [
        {
            "code": "number-gaps",
            "severity": "warning",
            "line": 0,
            "facts": {"series": "A", "gaps": [[17, 19], [21, 21]], "gap_count": 2, "count": 4},
        }
    ]


def test_series_without_a_number_has_neither_first_nor_last(tmp_path: Path) -> None:
    path = tmp_path / "bok.se"
    content = (EXAMPLES / "year-missing.se").read_bytes().replace(b"#VER A 1", b'#VER A ""')
    path.write_bytes(content)

    lines, _status = _read(path, json=True)

    assert json.loads(lines[0])["series"] == {"A": {"first": None, "last": None, "count": 1, "gaps": []}}


def test_file_that_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    lines, status = _read(
        EXAMPLES / "amount-unreadable.se", EXAMPLES / "saknas.se", EXAMPLES / "same-file.se", json=True
    )

    told = [json.loads(line) for line in lines]
    assert status == 1
    assert list(told[0]) == ["file", "error"]
    assert list(told[0]["error"]) == ["code", "line", "text"]
    assert (told[0]["error"]["code"], told[0]["error"]["line"]) == ("amount-unreadable", 19)
    assert told[1]["error"]["code"] == "read-failed"
    assert told[2]["company"] == "Exempel AB"


def test_table_is_short_and_says_what_was_found() -> None:
    lines, status = _read(EXAMPLES / "number-gaps.se")

    assert status == 0
    assert lines[0].endswith("number-gaps.se")
    assert "Exempel AB · 556036-0793" in lines[3]
    assert any("16–22" in line for line in lines)
    assert any("number-gaps" in line for line in lines)


def test_encoding_can_be_said() -> None:
    lines, _status = _read(EXAMPLES / "encoding-detected.se", json=True, encoding="cp1252")

    assert json.loads(lines[0])["encoding"] == "cp1252"


@pytest.mark.parametrize("arguments", [[], ["--nej"]])
def test_wrong_usage_has_a_status_of_its_own(arguments: list[str], tmp_path: Path) -> None:
    assert _command(tmp_path, *arguments).returncode == 2


def test_command_needs_no_database_and_no_configuration(tmp_path: Path) -> None:
    done = _command(tmp_path, "--json", str(EXAMPLES / "same-file.se"))

    assert (done.returncode, json.loads(done.stdout)["company"]) == (0, "Exempel AB")
    assert list(tmp_path.glob("*.sqlite3*")) == []


def _command(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as a newcomer would: nothing is configured but where data lies."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "manage.py", "read_sie", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=bare | {"DATA_DIR": str(data)}, capture_output=True, text=True, check=False
    )


def test_encoding_that_is_not_read_is_wrong_usage(tmp_path: Path) -> None:
    done = _command(tmp_path, "--encoding", "klingon", str(EXAMPLES / "same-file.se"))

    assert (done.returncode, done.stdout) == (2, "")
    assert "klingon" in done.stderr


@pytest.mark.parametrize(("name", "reason"), [("saknas.se", "No such file or directory"), (".", "Is a directory")])
def test_file_that_cannot_be_opened_is_told_as_the_system_tells_it(name: str, reason: str) -> None:
    path = EXAMPLES / name

    with translation.override("en"):
        lines, status = _read(path)
        described, _status = _read(path, json=True)

    words = f"{path} cannot be read: {reason}"
    assert (lines, status) == ([words, ""], 1)
    assert json.loads(described[0])["error"] == {"code": "read-failed", "line": 0, "text": words}


def test_file_that_is_not_text_is_not_quoted(tmp_path: Path) -> None:
    path = tmp_path / "bild.se"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")

    with translation.override("en"):
        described, status = _read(path, json=True)

    error = json.loads(described[0])["error"]
    assert (error["code"], status) == ("not-sie", 1)
    assert error["text"].startswith("This is not a SIE file. It is not even text")


def test_reader_that_has_seen_enough_gets_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "read_sie", *[str(EXAMPLES / "same-file.se")] * 50]
    environment = os.environ | {"DATA_DIR": str(tmp_path)}

    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as reading:
        assert reading.stdout
        reading.stdout.close()
        assert reading.stderr
        said = reading.stderr.read()

    assert (reading.returncode, said) == (0, "")
