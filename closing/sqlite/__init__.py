"""SQLite as the embedded database: Django's backend with a fair queue for writers."""
