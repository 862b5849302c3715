"""Ledgers cut into leaves take the place of the index over all postings and of its marks."""

from itertools import islice

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import closing.books.storing.row_key

POSTINGS_IN_A_LEAF = 200
ROWS_PER_SNAPSHOT = 1 << 24


def cut(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """Cut the ledgers of the books that are there."""
    account_model, leaf_model = apps.get_model("books", "Account"), apps.get_model("books", "LedgerLeaf")
    posting_model = apps.get_model("books", "Posting")
    made: dict[int, int] = {}
    for account in account_model.objects.order_by("pk"):
        before = 0
        postings = posting_model.objects.filter(account_id=account.pk).order_by("date", "pk")
        rows = postings.values_list("date", "pk", "amount_ore").iterator()
        while some := list(islice(rows, POSTINGS_IN_A_LEAF)):
            first = account.pk - account.pk % ROWS_PER_SNAPSHOT
            made[first] = made.get(first, 0) + 1
            leaf_model.objects.create(
                id=first + made[first],
                account_id=account.pk,
                start=some[0][0].toordinal() * ROWS_PER_SNAPSHOT + some[0][1] - first,
                before_ore=before,
                rows="".join(f"{key - first:08x}" for _, key, _ in some),
            )
            before += sum(amount for _, _, amount in some)


class Migration(migrations.Migration):
    """Leaves instead of marks."""

    dependencies = [("books", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="LedgerLeaf",
            fields=[
                ("id", closing.books.storing.row_key.RowKey(primary_key=True, serialize=False)),
                ("start", models.BigIntegerField()),
                ("before_ore", models.BigIntegerField()),
                ("rows", models.TextField()),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="ledger_leaves",
                        to="books.account",
                    ),
                ),
            ],
            options={
                "verbose_name": "leaf of a ledger",
                "verbose_name_plural": "leaves of ledgers",
                "constraints": [
                    models.UniqueConstraint(fields=("account", "start"), name="ledger_leaf_unique"),
                ],
            },
        ),
        migrations.RunPython(cut, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="posting", name="posting_account_date"),
        migrations.DeleteModel(name="LedgerMark"),
    ]
