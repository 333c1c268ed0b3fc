"""What the search needs of PostgreSQL: stemmers without stop words, likeness of words, an index over title and body."""

from django.db import migrations

FORWARDS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE TEXT SEARCH DICTIONARY caravana_stem_ca (TEMPLATE = snowball, LANGUAGE = catalan)",
    "CREATE TEXT SEARCH DICTIONARY caravana_stem_es (TEMPLATE = snowball, LANGUAGE = spanish)",
    "CREATE TEXT SEARCH CONFIGURATION caravana_ca (COPY = pg_catalog.simple)",
    "CREATE TEXT SEARCH CONFIGURATION caravana_es (COPY = pg_catalog.simple)",
    "ALTER TEXT SEARCH CONFIGURATION caravana_ca ALTER MAPPING FOR asciiword, word WITH caravana_stem_ca",
    "ALTER TEXT SEARCH CONFIGURATION caravana_es ALTER MAPPING FOR asciiword, word WITH caravana_stem_es",
    "CREATE INDEX caravana_search_both ON wagtailsearch_indexentry USING gin ((title || body))",
    "CREATE INDEX caravana_search_words ON search_searchword USING gin (plain gin_trgm_ops)",
    "CREATE INDEX caravana_search_prefixes ON search_searchword (language, plain text_pattern_ops)",
)
BACKWARDS = (
    "DROP INDEX caravana_search_prefixes",
    "DROP INDEX caravana_search_words",
    "DROP INDEX caravana_search_both",
    "DROP TEXT SEARCH CONFIGURATION caravana_es",
    "DROP TEXT SEARCH CONFIGURATION caravana_ca",
    "DROP TEXT SEARCH DICTIONARY caravana_stem_es",
    "DROP TEXT SEARCH DICTIONARY caravana_stem_ca",
)


def run(statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("wagtailsearch", "0010_add_text_fields")]
    operations = [migrations.RunPython(run(FORWARDS), run(BACKWARDS))]
