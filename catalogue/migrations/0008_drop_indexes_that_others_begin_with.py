"""Drop the indexes of foreign keys that are the beginning of another index: nothing needs both."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0007_undo_bulk_changes_in_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="agentidentifier",
            name="agent",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="identifiers",
                to="catalogue.agent",
            ),
        ),
        migrations.AlterField(
            model_name="agentname",
            name="agent",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="names",
                to="catalogue.agent",
            ),
        ),
        migrations.AlterField(
            model_name="archivename",
            name="archive",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="names",
                to="catalogue.archive",
            ),
        ),
        migrations.AlterField(
            model_name="delo",
            name="opis",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dela",
                to="catalogue.opis",
            ),
        ),
        migrations.AlterField(
            model_name="externalidentifier",
            name="document",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="identifiers",
                to="catalogue.document",
            ),
        ),
        migrations.AlterField(
            model_name="fond",
            name="archive",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fonds",
                to="catalogue.archive",
            ),
        ),
        migrations.AlterField(
            model_name="holding",
            name="document",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="holdings",
                to="catalogue.document",
            ),
        ),
        migrations.AlterField(
            model_name="opis",
            name="fond",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opisi",
                to="catalogue.fond",
            ),
        ),
        migrations.AlterField(
            model_name="participation",
            name="document",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="participations",
                to="catalogue.document",
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AlterField(
            model_name="text",
            name="document",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="texts",
                to="catalogue.document",
            ),
        ),
    ]
