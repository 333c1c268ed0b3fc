"""What programs read, kept ready: one document for each thing that is public, in each of its languages."""

from typing import Self

from django.db import models


class Reason(models.TextChoices):
    """Why a thing is public no more. They are words of the interface for programs: never shown, never translated."""

    NONE = ""
    DELETED = "deleted"
    UNPUBLISHED = "unpublished"
    RESTRICTED = "restricted"


class DocumentQuerySet(models.QuerySet["Document"]):
    def public(self) -> Self:
        return self.filter(withdrawn=None)

    def of(self, kind: str) -> Self:
        return self.filter(kind=kind)


class Document(models.Model):
    """A whole document as JSON text, checked against its schema when it was written, so that a read never parses it.

    One that is withdrawn stays as a tombstone without its text.
    """

    kind = models.CharField(max_length=20)
    uuid = models.UUIDField()
    language = models.CharField(max_length=10)
    path = models.CharField(max_length=500, blank=True)
    """Of its page on this site; empty for what has none."""
    title = models.CharField(max_length=255)
    body = models.TextField(blank=True)
    packed = models.BinaryField(null=True, editable=False)
    """The body as it goes over the wire (`packing`), of the text with the digest that it says; a release before this
    field does not write it, so whoever reads it looks."""
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the body, in hexadecimal: what is built again and is the same is no change."""
    number = models.BigIntegerField()
    """Of its last change."""
    published = models.DateTimeField(null=True)
    updated = models.DateTimeField(null=True)
    begins = models.DateTimeField(null=True)
    """When what it tells of begins: a stop, a practice."""
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    is_sample = models.BooleanField(default=False)
    withdrawn = models.DateTimeField(null=True)
    former_address = models.CharField(max_length=64, blank=True, db_index=True)
    """SHA-256 of the path that it had when it was withdrawn, in hexadecimal: enough to know the address again."""
    reason = models.CharField(max_length=12, choices=Reason, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("kind", "uuid", "language"), name="document_once_a_language"),
            models.CheckConstraint(
                condition=models.Q(withdrawn=None) | models.Q(body=""), name="document_withdrawn_keeps_no_text"
            ),
        ]
        indexes = [
            models.Index(fields=("kind", "language", "-published", "-id"), name="document_by_publication"),
            models.Index(fields=("kind", "language", "-updated", "-id"), name="document_by_update"),
            models.Index(fields=("kind", "language", "begins", "id"), name="document_by_beginning"),
            models.Index(fields=("kind", "language", "title", "id"), name="document_by_title"),
            models.Index(fields=("uuid",), name="document_by_uuid"),
            models.Index(fields=("path",), name="document_by_path"),
        ]
        verbose_name = "document"

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid} ({self.language})"


class Value(models.Model):
    """What lists are filtered by: one row for each value of a document's field, of one type each."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="values")
    name = models.CharField(max_length=40)
    text = models.CharField(max_length=200, blank=True)
    number = models.FloatField(null=True)
    moment = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=("name", "text", "document"), name="value_by_text"),
            models.Index(fields=("name", "number", "document"), name="value_by_number"),
            models.Index(fields=("name", "moment", "document"), name="value_by_moment"),
        ]
        verbose_name = "value"

    def __str__(self) -> str:
        return f"{self.name}: {self.text or self.number or self.moment}"


class Dependency(models.Model):
    """What a document was built from, as the key that a change of it is told by (`projection.keys`)."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="dependencies")
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("key", "document"), name="dependency_once_a_document")]
        verbose_name = "dependency"
        verbose_name_plural = "dependencies"

    def __str__(self) -> str:
        return self.key
