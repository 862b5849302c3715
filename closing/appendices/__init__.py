"""Appendices (bilagor): what stands behind the balance of an account."""
