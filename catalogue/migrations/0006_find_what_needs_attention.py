"""Indexes for what waits on the desk, and for who did what in a month."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("catalogue", "0005_sounds_of_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="agent",
            index=models.Index(
                condition=models.Q(("sound", ""), _negated=True),
                fields=["sound"],
                name="agent_sound",
            ),
        ),
        migrations.AddIndex(
            model_name="delo",
            index=models.Index(
                condition=models.Q(("date_edtf", ""), models.Q(("date_text", ""), _negated=True)),
                fields=["id"],
                name="delo_date_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("date_edtf", ""), models.Q(("date_text", ""), _negated=True)),
                fields=["id"],
                name="document_date_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("source_note", ""), _negated=True),
                fields=["id"],
                name="document_source_given",
            ),
        ),
        migrations.AddIndex(
            model_name="fond",
            index=models.Index(
                condition=models.Q(("date_edtf", ""), models.Q(("date_text", ""), _negated=True)),
                fields=["id"],
                name="fond_date_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="holding",
            index=models.Index(
                condition=models.Q(("delo__isnull", False), ("listy", "")),
                fields=["document", "delo", "listy"],
                name="holding_without_listy",
            ),
        ),
        migrations.AddIndex(
            model_name="opis",
            index=models.Index(
                condition=models.Q(("date_edtf", ""), models.Q(("date_text", ""), _negated=True)),
                fields=["id"],
                name="opis_date_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["at", "kind"], name="step_by_time"),
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(fields=["-started_at", "-id"], name="batch_by_time"),
        ),
        # The log of the desk is Django's own table, which has no index by time.
        migrations.RunSQL(
            "CREATE INDEX admin_log_by_time ON django_admin_log (action_time)",
            "DROP INDEX admin_log_by_time",
        ),
    ]
