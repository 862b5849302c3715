"""`python -m bench`: every bench in turn, each in a process of its own."""

import subprocess
import sys

BENCHES = ("sie_scan", "import_books", "adjusted_books", "account_pages", "fortnox_import", "entry_export")


def main() -> int:
    """Run the benches; arguments are passed on to each."""
    codes = []
    for name in BENCHES:
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        codes.append(subprocess.run([sys.executable, "-m", f"bench.{name}", *sys.argv[1:]], check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
