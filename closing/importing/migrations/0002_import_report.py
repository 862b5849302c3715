"""A file keeps how many vouchers and postings it held, and an import can have been taken back by a reset."""

from django.db import migrations, models

STATES = [
    ("queued", "Queued"),
    ("running", "Running"),
    ("waiting", "Waits for your decision"),
    ("done", "Done"),
    ("warned", "Done with warnings"),
    ("failed", "Failed"),
    ("cancelled", "Cancelled"),
    ("removed", "Removed by a reset"),
]


class Migration(migrations.Migration):
    """Adds two counts and a state."""

    dependencies = [("importing", "0001_import_runs")]

    operations = [
        migrations.AddField(
            model_name="importfile",
            name="voucher_count",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="vouchers"),
        ),
        migrations.AddField(
            model_name="importfile",
            name="posting_count",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="postings"),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="state",
            field=models.CharField(choices=STATES, default="queued", max_length=9, verbose_name="state"),
        ),
    ]
