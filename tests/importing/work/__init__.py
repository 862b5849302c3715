"""The import as a job."""
