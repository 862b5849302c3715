"""An event can end in waiting for a decision."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds a result; the table itself stays as it is."""

    dependencies = [("activity", "0002_append_only")]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="result",
            field=models.CharField(
                choices=[
                    ("done", "Done"),
                    ("waiting", "Waits"),
                    ("warned", "Done with warnings"),
                    ("refused", "Refused"),
                    ("failed", "Failed"),
                ],
                default="done",
                max_length=8,
                verbose_name="result",
            ),
        ),
    ]
