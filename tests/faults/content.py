"""What the installation of these tests shows: `python -m tests.faults.content`, into an empty migrated database."""

import django

PASSWORD = "una contrasenya prou llarga"
"""Of the administrator."""
STORY, FORM = "/ca/practiques/la-primera/", "/ca/practiques/la-primera/escriu/"
FORM_ES = "/es/practicas/la-primera-es/escribe/"
PICTURED = "/ca/practiques/amb-imatge/"


def main() -> None:
    """A story with an open form in both languages, another one with a picture that nobody has seen, and some pages."""
    from django.contrib.auth import get_user_model

    from caravana_site.api.projection.projector import project_all
    from tests import factories as made
    from tests.factories.public_forms import open_forms

    open_forms("ca", "es")
    home = made.publish_home("es")
    index = made.PracticeIndexPageFactory(parent=home)
    made.translated(index, "es", slug="practicas")
    story = made.PracticePageFactory(parent=index, title="La primera", slug="la-primera")
    made.translated(story, "es", title="La primera en castellano", slug="la-primera-es")
    made.PracticePageFactory(
        parent=index, title="Amb imatge", slug="amb-imatge", lead_image=made.ImageFactory(), lead_image_alt="Una plaça"
    )
    for number in range(10):
        made.ContentPageFactory(parent=home, title=f"Text {number}", slug=f"text-{number}")
    get_user_model().objects.create_superuser("administradora", "a@example.cat", PASSWORD)
    project_all()


if __name__ == "__main__":
    django.setup()
    main()
