"""The child that reads batches for another process; see `sie.scanning.process`."""

import sys
from contextlib import suppress

from sie.scanning.process import serve

if __name__ == "__main__":
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
