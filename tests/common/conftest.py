"""What tests of several rooms of `common` share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import storages

from events.models import RequestFile
from practices.models import InterviewConsent
from tests import s3


@pytest.fixture
def uploads(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The bucket `uploads`, where all files of this test go: how boto3 reaches it."""
    with s3.bucket("uploads") as reached:
        settings.UPLOADS_BUCKET, settings.UPLOADS_S3 = ("uploads", "site/"), reached
        names = zip(("endpoint_url", "region_name", "access_key", "secret_key"), reached.values(), strict=True)
        options = {"bucket_name": "uploads", **dict(names)}
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {
                "BACKEND": "caravana_site.common.buckets.Bucket",
                "OPTIONS": {**options, "location": "site/media"},
            },
            "private": {
                "BACKEND": "caravana_site.common.buckets.PrivateBucket",
                "OPTIONS": {**options, "location": "site/private"},
            },
        }
        for model in (InterviewConsent, RequestFile):  # asked once, when the process begins
            monkeypatch.setattr(model._meta.get_field("file"), "storage", storages["private"])
        yield reached
