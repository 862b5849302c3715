"""The spool: a pair of tokens on disk for the moment between Fortnox's answer and the commit.

Fortnox has killed the old refresh token by then, so a pair that is lost here is lost for good. Each file is sealed like
the row it belongs to, is there before the row is written, and is gone when the row is; what a dead process left is
stored by the next one that needs it, at the start of a worker, and by `refresh_tokens --replay`.
"""

import logging
import os
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from integrations.fortnox.connection import sealed
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.models import FortnoxConnection
from integrations.vault.rotation import SealedRow
from integrations.vault.sealing import SealError

logger = logging.getLogger(__name__)
SUFFIX = ".tokens"


def folder() -> Path:
    """Name the folder of the spool."""
    return Path(settings.DATA_DIR) / "spool"


def keep(text: str, connection: FortnoxConnection) -> Path:
    """Write a sealed pair to the disk itself, so that it survives a power cut too.

    Raises:
        OSError: it cannot be written.
    """
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder() / f"{connection.pk}.{connection.version}{SUFFIX}"
    _write(path, text)
    return path


def _write(path: Path, text: str) -> None:
    draft = path.with_suffix(f".{uuid.uuid4().hex}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync(folder())


def files() -> list[Path]:
    """List what lies there, the oldest version of a connection first; what is named otherwise is not ours."""
    ours = (path for path in folder().glob(f"*.*{SUFFIX}") if path.name.split(".")[1].isdecimal())
    return sorted(ours, key=lambda path: (_id_of(path), _version_of(path)))


def replay(connection_id: uuid.UUID | None = None) -> dict[str, int]:
    """Store what dead processes left, of one connection or of all; a pair that is no longer the newest is thrown away.

    Returns:
        How many were stored, were out of date, and could not be opened (those stay).
    """
    told = {"stored": 0, "outdated": 0, "unreadable": 0}
    for path in files():
        if connection_id is None or _id_of(path) == str(connection_id):
            for outcome in _replayed(path):
                told[outcome] += 1
    return told


class SealedSpool:
    """The spool as a place whose keys can be changed."""

    name = "spooled tokens"

    def rows(self) -> Iterator[SealedRow]:
        """Give every file that is there."""
        for path in files():
            try:
                yield SealedRow(path.name, (path.read_text(encoding="ascii"),))
            except FileNotFoundError:
                continue

    def replace(self, row: SealedRow, texts: tuple[str, ...]) -> bool:
        """Write a file anew, unless it has been taken away."""
        path = folder() / row.key
        if not path.exists():
            return False
        _write(path, texts[0])
        return True


KEPT = SealedSpool()


def _replayed(path: Path) -> Iterator[str]:
    """Store one file's pair; nothing when its own process has just taken it away."""
    try:
        text = path.read_text(encoding="ascii")
        pair, version, given_at = sealed.read(text, _id_of(path))
    except FileNotFoundError:
        return
    except (SealError, ValueError):
        logger.error("%s cannot be opened with the keys there are.", path.name)  # noqa: TRY400 -- the text is a secret
        yield "unreadable"
        return
    is_stored = _is_stored(pair, connection_id=_id_of(path), version=version, given_at=given_at)
    yield "stored" if is_stored else "outdated"
    path.unlink(missing_ok=True)


def _is_stored(pair: Pair, *, connection_id: str, version: int, given_at: datetime) -> bool:
    connection = FortnoxConnection.objects.filter(pk=connection_id, version=version).first()
    return connection is not None and sealed.store(pair, connection, given_at=given_at)


def _id_of(path: Path) -> str:
    return path.name.split(".")[0]


def _version_of(path: Path) -> int:
    return int(path.name.split(".")[1])


def _sync(place: Path) -> None:
    """Let the folder itself reach the disk: until then a new name in it may be lost."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
