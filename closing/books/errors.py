"""What stops the storing of books.

BooksError
├── LoadIncompleteError      the rows do not come to the figures of the first reading
├── LoadLostError            the snapshot was discarded while it was being loaded
├── SnapshotNotReadyError    it cannot be flipped to
└── SnapshotInUseError       it cannot be discarded: it counts

Each carries a stable `code` and its facts as attributes.
"""


class BooksError(Exception):
    """Anything that stops an operation of this slice, and the base of all its exceptions."""

    code = "books"


class LoadIncompleteError(BooksError):
    """What was stored is not what the first reading found: the file, or the reading, broke off between the two."""

    code = "load-incomplete"

    def __init__(self, stored: dict[str, int], expected: dict[str, int]) -> None:
        super().__init__(stored, expected)
        self.stored = stored
        self.expected = expected


class LoadLostError(BooksError):
    """The snapshot is no longer being loaded: it was taken for abandoned, and discarded."""

    code = "load-lost"

    def __init__(self, snapshot_id: int) -> None:
        super().__init__(snapshot_id)
        self.snapshot_id = snapshot_id


class SnapshotNotReadyError(BooksError):
    """The snapshot is not loaded to its end, was discarded, or belongs to another year."""

    code = "snapshot-not-ready"

    def __init__(self, snapshot_id: int) -> None:
        super().__init__(snapshot_id)
        self.snapshot_id = snapshot_id


class SnapshotInUseError(BooksError):
    """The snapshot is the one that counts for its year."""

    code = "snapshot-in-use"

    def __init__(self, snapshot_id: int) -> None:
        super().__init__(snapshot_id)
        self.snapshot_id = snapshot_id
