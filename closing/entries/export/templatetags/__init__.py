"""Tags of the export of closing entries: `{% load entry_export %}`."""
