"""Tags of jobs."""
