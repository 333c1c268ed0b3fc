"""Files in tests."""

import factory
from factory.django import DjangoModelFactory
from wagtail.images.tests.utils import get_test_image_file

from caravana_site.common.models import Image


class ImageFactory(DjangoModelFactory):
    """A small picture with its author."""

    class Meta:
        model = Image

    title = factory.Sequence(lambda number: f"Foto {number}")
    file = factory.LazyAttributeSequence(lambda _image, number: get_test_image_file(f"foto-{number}.png"))
    credit = "Anna Puig"
