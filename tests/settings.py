"""Settings of a test run: the application's own, with the few variables a test run needs set first."""

import os

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("SECRET_KEY", "test-" + "k" * 60)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from closing.settings import *  # noqa: F403 -- the variables above must stand before they are read
