"""The folder of an import: what was received lies there untouched, beside what the source made of it."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from closing.importing.models import ImportFile
from closing.uploads import write_durably

FOLDER = "imports"
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the folder of an import: the name it came under, where it lies, its size and fingerprint."""

    name: str
    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RunFiles:
    """The folder of one import, and the files that were received for it, in their order."""

    folder: Path
    received: tuple[StoredFile, ...] = ()

    def made(self, name: str) -> Path:
        """Give a place for a file the source makes; one of an earlier attempt is written over."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f"made-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def folder_of(run_id: uuid.UUID) -> Path:
    """Name the folder of an import; no name that a user chose is ever part of a path."""
    return Path(settings.DATA_DIR) / FOLDER / str(run_id)


def receive(folder: Path, ordinal: int, *, name: str, chunks: Iterable[bytes]) -> StoredFile:
    """Write a file that is being received into the folder, and take its fingerprint on the way."""
    path = folder / f"received-{ordinal}"
    size, fingerprint = write_durably(path, chunks)
    return StoredFile(name[-LONGEST_NAME:], path, size, fingerprint)


def stored(file: ImportFile) -> StoredFile:
    """Give a file of an import as it lies in the import's folder."""
    return StoredFile(file.name, folder_of(file.run_id) / file.path, file.size, file.sha256)


def repeat(folder: Path, stored: StoredFile) -> StoredFile:
    """Put a file of an earlier import into the folder of a new one; its bytes are copied only when they must be."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / stored.path.name
    try:
        os.link(stored.path, path)
    except OSError:
        shutil.copyfile(stored.path, path)
    return StoredFile(stored.name, path, stored.size, stored.sha256)


def fingerprint_of(path: Path) -> tuple[int, str]:
    """Measure a file: its size and its SHA-256."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def remove(folder: Path) -> None:
    """Remove the folder of an import that never began."""
    shutil.rmtree(folder, ignore_errors=True)
