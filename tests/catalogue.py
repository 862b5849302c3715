"""The Swedish catalogue: gathered from the source, and complete.

`python -m tests.catalogue` fails when a text of the interface is missing, empty or unsure in Swedish;
with `--update` it gathers new texts into the catalogue first.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SWEDISH = ROOT / "closing" / "locale" / "sv" / "LC_MESSAGES" / "django.po"
SOURCES = ("closing", "integrations", "templates")
GATHER = ("makemessages", "--locale", "sv", "--no-location", "--no-obsolete", "--no-wrap", "--verbosity", "0")


def gather(root: Path = ROOT) -> None:
    """Gather the texts of the sources under `root` into its Swedish catalogue (needs GNU gettext)."""
    environment = os.environ | {"DEBUG": "1", "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "closing.settings"}
    ignored = [part for name in (".venv", "var", "tests", "node_modules") for part in ("--ignore", name)]
    command = [sys.executable, "-m", "django", *GATHER, *ignored]
    subprocess.run(command, cwd=root, env=environment, check=True)
    _tidy(root / SWEDISH.relative_to(ROOT))


def read(path: Path = SWEDISH) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale="sv")


def texts(catalogue: Catalog) -> Iterator[Message]:
    """Give every message but the header."""
    return (message for message in catalogue if message.id)


def untranslated(catalogue: Catalog) -> list[str]:
    """List the texts whose Swedish is empty or marked as unsure."""
    return [str(message.id) for message in texts(catalogue) if message.fuzzy or not _complete(message)]


def ungathered() -> list[str]:
    """List the texts of the source that the catalogue does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.pyc", "*.mo", "migrations"))
        gather(copy)
        known = {_key(message) for message in texts(read())}
        fresh = read(copy / SWEDISH.relative_to(ROOT))
        return [str(message.id) for message in texts(fresh) if _key(message) not in known]


def _tidy(path: Path) -> None:
    """Empty what gettext guessed from a similar text: a guess reads like a translation and is none."""
    catalogue = read(path)
    for message in texts(catalogue):
        if message.fuzzy:
            message.flags.discard("fuzzy")
            message.string = ("", "") if message.pluralizable else ""
        message.previous_id = []
        message.auto_comments, message.user_comments = [], []
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, ignore_obsolete=True, no_location=True)


def _complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(strings)


def _key(message: Message) -> tuple[str, str]:
    return str(message.context or ""), str(message.id)


def main() -> int:
    """Check the catalogue, after gathering when asked to."""
    if "--update" in sys.argv:
        gather()
    faults = {"without Swedish": untranslated(read()), "not gathered (make messages)": ungathered()}
    for fault, names in faults.items():
        for name in names:
            sys.stdout.write(f"{fault}: {name}\n")
    return 1 if any(faults.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
