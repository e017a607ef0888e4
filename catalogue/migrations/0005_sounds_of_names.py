"""The sound of the names that are there already; new ones get theirs when they are saved."""

from django.db import migrations

from catalogue.writing.name_sounds import name_sound

BATCH = 2_000


def fill_sounds(apps, schema_editor):
    for name in ("Agent", "AgentName"):
        model = apps.get_model("catalogue", name)
        last = 0
        while rows := list(model.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
            for row in rows:
                row.sound = name_sound(row.name)
            model.objects.bulk_update(rows, ["sound"])
            last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_opening_days_identifiers_and_merges")]

    operations = [migrations.RunPython(fill_sounds, migrations.RunPython.noop)]
