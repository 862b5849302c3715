#!/usr/bin/env python
"""Run a command of Kvitt: `manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line

from closing.environment import prepare_development


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closing.settings")
    prepare_development()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
