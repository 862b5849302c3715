"""Files that people send: which views take them and how much, a field for several, and how one comes to the disk."""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase

PART_SUFFIX = ".part"
"""Ends the name of a file that is still being written."""

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class UploadLimit:
    """How much a view is sent.

    Attributes:
        file_bytes: the largest single file.
        together_bytes: all files of a request together.
    """

    file_bytes: int
    together_bytes: int


class _Marked(Protocol):
    """A view that is sent files."""

    upload_limit: UploadLimit


def takes_uploads(limit: UploadLimit) -> Callable[[ViewT], ViewT]:
    """Mark a view as one that is sent files, for the middleware that limits bodies."""

    def mark(view: ViewT) -> ViewT:
        cast("_Marked", view).upload_limit = limit
        return view

    return mark


def limit_of(view: Callable[..., HttpResponseBase]) -> UploadLimit | None:
    """Give how much a view may be sent; None for one that takes no files."""
    return getattr(view, "upload_limit", None)


class FilesInput(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each must have something in it."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Check each file."""
        sent = data if isinstance(data, list | tuple) and data else [data or None]
        return [super(FilesField, self).clean(file, initial) for file in sent]


def write_durably(path: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    """Write a file that nobody else on the machine may read; under its name it is there whole, or not at all.

    Returns:
        Its size in bytes and its SHA-256.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART_SUFFIX)
    try:
        written = _write(part, chunks)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _settle(path.parent)
    return written


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    fingerprint, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for chunk in chunks:
            fingerprint.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size, fingerprint.hexdigest()


def _settle(folder: Path) -> None:
    """Let the names in a folder outlive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
