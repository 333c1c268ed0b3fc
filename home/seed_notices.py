"""The privacy notice that each form begins with, in every language; editors keep them from then on."""

from django.db import transaction
from django.utils import translation
from wagtail.models import Locale

from caravana_site.common.models import PrivacyNotice
from caravana_site.common.public_forms import kinds
from caravana_site.common.seeds import Run
from caravana_site.translation.from_catalogue import translate

WORDS = ("purpose", "legal_basis", "recipients")


def run(run: Run) -> None:
    source, target = (Locale.objects.get(language_code=code) for code in ("ca", "es"))
    for form in kinds.all_forms():
        told, translated = _words(form, "ca"), _words(form, "es")
        with transaction.atomic():
            notice = PrivacyNotice.objects.filter(form=form.key, locale=source).first()
            if notice is None:
                notice = PrivacyNotice.objects.create(
                    form=form.key, locale=source, retention_days=form.retention_days, **told
                )
                run.made += 1
            if not PrivacyNotice.objects.filter(form=form.key, locale=target).exists():
                translate(notice, target, {told[name]: translated[name] for name in WORDS})
                run.made += 1


def _words(form: kinds.PublicForm, language: str) -> dict[str, str]:
    with translation.override(language):
        return {name: str(getattr(form, name)) for name in WORDS}
