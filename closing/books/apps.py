"""Django's entry for the books slice."""

from django.apps import AppConfig


class BooksConfig(AppConfig):
    """The imported bookkeeping (bokföring): immutable snapshots and their stored balances."""

    name = "closing.books"
    label = "books"
