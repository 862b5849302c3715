"""Background work with progress: claimed once, cancelled, found again after a crash."""
