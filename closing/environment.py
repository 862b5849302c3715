"""Where settings come from: the process environment, and in a fresh clone a file of generated keys."""

import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import MutableMapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def development_file(environ: MutableMapping[str, str] = os.environ) -> Path:
    """Name the file that holds a developer's generated keys."""
    return Path(environ.get("DATA_DIR", ROOT / "var")) / "dev.env"


def prepare_development(environ: MutableMapping[str, str] = os.environ) -> None:
    """Make the development file when nothing at all is configured, so that a fresh clone runs.

    An installation sets SECRET_KEY or DEBUG, and then nothing is made up for it.
    """
    path = development_file(environ)
    if "SECRET_KEY" in environ or "DEBUG" in environ or path.exists():
        return
    token_key = urlsafe_b64encode(secrets.token_bytes(32)).decode()
    path.parent.mkdir(parents=True, exist_ok=True)
    content = f"DEBUG=1\nSECRET_KEY={secrets.token_urlsafe(50)}\nTOKEN_KEYS={token_key}\n"
    # O_EXCL: two commands started at once must not end up with different keys.
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
