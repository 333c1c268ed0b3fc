"""Likeness of what was translated before: indexes over the texts of wagtail-localize, on PostgreSQL."""

from django.db import migrations

FORWARDS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX caravana_memory_strings ON wagtail_localize_string USING gin (data gin_trgm_ops)",
    "CREATE INDEX caravana_memory_translations ON wagtail_localize_stringtranslation USING gin (data gin_trgm_ops)",
)
BACKWARDS = (
    "DROP INDEX caravana_memory_translations",
    "DROP INDEX caravana_memory_strings",
)


def run(statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [
        ("caravana_translation", "0002_tasks_of_before"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]
    operations = [migrations.RunPython(run(FORWARDS), run(BACKWARDS))]
