"""Open data: the files that are ready to be downloaded, and what each of them is."""

from django.core.files.storage import default_storage
from django.core.files.storage.base import Storage
from django.db import models


def storage() -> Storage:
    """Where public files are; a function, so that migrations do not depend on an installation's settings."""
    return default_storage


class Dump(models.Model):
    """A dataset in one language and one format. The row is what makes a file public: it is changed once the file is
    whole, and the file before goes away when that has been committed."""

    TAKEN_OUT = -1
    """As `number`: something that the file tells has been taken out, so that it must be made anew soon."""

    dataset = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    format = models.CharField(max_length=5)
    file = models.FileField(max_length=200, storage=storage)
    sha256 = models.CharField(max_length=64)
    sha1 = models.CharField(max_length=40)
    """What DCAT-AP-ES wants of a checksum."""
    bytes = models.PositiveBigIntegerField()
    rows = models.PositiveIntegerField()
    since = models.DateField(null=True)
    """The earliest day that its rows tell of; none where they tell of no day, or were written before this field."""
    number = models.BigIntegerField()
    """Of the last change that was known when the making began."""
    definition = models.CharField(max_length=64)
    """Digest of the columns that it was written with: other columns make another file."""
    first_made = models.DateTimeField()
    made = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("dataset", "language", "format"), name="dump_once_a_language_and_format")
        ]
        verbose_name = "dump"

    def __str__(self) -> str:
        return f"{self.dataset} ({self.language}, {self.format})"
