"""Feeds the reader whatever atheris thinks of; run by hand, outside the test suite.

    pip install atheris
    python -m tests.fuzz.fuzz_sie CORPUS_FOLDER -max_len=65536

Anything but a file or a `sie.SieError` is a finding; so is a file that cannot be written and read again.
"""

import sys

import atheris

with atheris.instrument_imports():
    import sie


def read_any(content: bytes) -> None:
    """Read the bytes; what is read must come back from the writer with the same vouchers."""
    try:
        file = sie.read(content)
        written = sie.dumps(file, kind="4E", ksumma=True)
    except sie.SieError:
        return
    again = sie.read(written, encoding="cp437")
    if len(again.vouchers) != len(file.vouchers):
        raise AssertionError("A voucher was lost between writing and reading.")


def main() -> None:
    """Fuzz until told to stop."""
    atheris.Setup(sys.argv, read_any)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
