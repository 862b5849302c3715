"""Django's entry for the statements slice."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Questions over the books: accounts, account analysis, vouchers, income statement, balance sheet."""

    name = "closing.statements"
    label = "statements"
