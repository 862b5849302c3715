"""Secrets at rest: sealed with keys from the environment, bound to the place they belong to."""
