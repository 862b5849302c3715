"""Sets Django up: imported before the models, by the benches that use a database."""

import django

django.setup()
