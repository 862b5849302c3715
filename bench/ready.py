"""Sets Django up: imported before the models, by the benches that use a database.

The settings are a developer's, but for what an installation never does: Django keeps every query while DEBUG is on.
"""

import django
from django.conf import settings

django.setup()
settings.DEBUG = False
