from django.db import migrations

MENUS = "CREATE INDEX pages_in_menus ON wagtailcore_page (path) WHERE show_in_menus"
FINGERPRINTS = """
CREATE INDEX pages_in_fingerprints ON wagtailcore_page
(content_type_id, locale_id, id, last_published_at, latest_revision_id) WHERE live
"""


class Migration(migrations.Migration):
    """Two questions of nearly every request, of thousands of pages: which stand in menus, and whether any has changed.

    Wagtail's table has no place in our models for them. A release of Wagtail that changes the table keeps them on
    PostgreSQL and may lose them on SQLite, which answers as well without.
    """

    dependencies = [
        ("common", "0004_given_permissions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(MENUS, "DROP INDEX pages_in_menus"),
        migrations.RunSQL(FINGERPRINTS, "DROP INDEX pages_in_fingerprints"),
    ]
