from datetime import date, timedelta
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from caravana_site.common.models import Document, Media
from practices.models import Interview, InterviewConsent, VisualInformation

YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"
CAPTIONS = """WEBVTT

NOTE CHAPTER El conveni

00:00:05.000 --> 00:00:09.000
<v Relatora>On us vau encallar?

00:02:05.000 --> 00:02:09.500
<v Cap de serveis>A la tramuntana i a la cobertura.
"""


class CaptionsFactory(DjangoModelFactory):
    """A WebVTT document in Catalan."""

    class Meta:
        model = Document

    class Params:
        text = CAPTIONS

    title = "Subtítols"
    language = "ca"
    file = factory.LazyAttribute(lambda document: ContentFile(document.text.encode(), "subtitols.vtt"))


class VideoFactory(DjangoModelFactory):
    """A file that is a video by its name and its first bytes."""

    class Meta:
        model = Media

    title = "Clip"
    type = "video"
    duration = 150
    file = factory.LazyFunction(lambda: ContentFile(b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64, "clip.mp4"))


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = InterviewConsent

    person = "Montserrat Inventada"
    signed_on = date(2026, 2, 20)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4 signed", "signed.pdf"))


class InterviewFactory(DjangoModelFactory):
    """With all that an interview must have to be published; it plays at YouTube's."""

    class Meta:
        model = Interview

    locale = factory.LazyAttribute(lambda interview: interview.page.locale)
    title = factory.Sequence(lambda number: f"Entrevista {number}")
    url = YOUTUBE
    duration = timedelta(minutes=2, seconds=30)
    recorded_on = date(2026, 2, 20)
    role = "Cap de serveis digitals"
    captions = factory.SubFactory(CaptionsFactory)
    visual_information = VisualInformation.SPOKEN
    consent = factory.SubFactory(ConsentFactory)


def hosted(**fields: Any) -> dict[str, Any]:
    """What an interview with a file of ours has instead of an address."""
    return {"url": "", "media": VideoFactory(), **fields}
