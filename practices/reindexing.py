"""Practices are found by words that are kept elsewhere too: when those change, what search knows follows."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_save
from wagtail.search import index

from caravana_site.common.models import Document
from practices.models import Organisation, PracticePage


def connect() -> None:
    post_save.connect(_captions_saved, sender=Document, dispatch_uid="practices.captions_saved")
    pre_save.connect(_organisation_changes, sender=Organisation, dispatch_uid="practices.organisation_changes")


def _captions_saved(instance: Document, **kwargs: Any) -> None:
    if instance.is_captions:
        transaction.on_commit(partial(_reindex, interviews__captions=instance.pk))


def _organisation_changes(instance: Organisation, **kwargs: Any) -> None:
    before = Organisation.objects.filter(pk=instance.pk).values_list("name", flat=True).first()
    if before not in (None, instance.name):
        transaction.on_commit(partial(_reindex, organisation=instance.pk))


def _reindex(**which: Any) -> None:
    for page in PracticePage.objects.filter(**which).distinct():
        index.insert_or_update_object(page)
