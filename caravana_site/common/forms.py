"""Forms of the media library: alternative texts, and files that are what they say they are."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from .disk_space import refuse_without_room
from .picture_metadata import without_personal_data
from .request_limits import LARGEST_FILE, MEGABYTE
from .timed_text import decoded, read_captions
from .uploads import CAPTIONS, refuse_broken_image, refuse_disguised_file


class WholePictureField(WagtailImageField):
    """Looks at the picture before Wagtail does, whose library fails on a truncated one and decodes before it counts."""

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile) and data.size:
            if data.size > self.max_upload_size:
                raise forms.ValidationError(self.error_messages["file_too_large_unknown_size"], code="file_too_large")
            self._refuse_ending(data)
            refuse_without_room(data)
            refuse_broken_image(data)
            data = without_personal_data(data)
        return super().to_python(data)

    def _refuse_ending(self, data: UploadedFile) -> None:
        if PurePath(data.name or "").suffix.lower().removeprefix(".") not in self.allowed_image_extensions:
            raise forms.ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image_extension")


class ImageForm(BaseImageForm):
    """One field for the alternative text in each content language; the source language's is needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if given := self.fields.get("file"):
            self.fields["file"] = WholePictureField(
                label=given.label, required=given.required, widget=given.widget, help_text=given.help_text
            )
        texts: dict[str, str] = self.instance.alt_texts or {}
        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES:
            self.fields[f"alt_{code}"] = forms.CharField(
                label=_("Alternative text (%(language)s)") % {"language": name},
                help_text=_("What the picture shows, for who cannot see it: “A van in a village square”."),
                max_length=250,
                required=code == settings.LANGUAGE_CODE,
                initial=texts.get(code, ""),
            )

    def save(self, commit: bool = True) -> Any:
        codes = (code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)
        self.instance.alt_texts = {code: text for code in codes if (text := self.cleaned_data.get(f"alt_{code}"))}
        return super().save(commit=commit)


class DocumentForm(BaseDocumentForm):
    """Refuses a file whose contents are not what its name says, and keeps captions in UTF-8, whatever they came in."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        refuse_without_room(file)
        if PurePath(file.name or "").suffix.lower() == CAPTIONS:
            text = decoded(file.read())
            read_captions(text)
            return SimpleUploadedFile(file.name or "captions.vtt", text.encode(), "text/vtt")
        refuse_disguised_file(file)
        return file


class MediaForm(BaseMediaForm):
    """The same for uploaded audio and video, and for the picture that stands for them."""

    def clean_thumbnail(self) -> Any:
        picture = self.cleaned_data["thumbnail"]
        if isinstance(picture, UploadedFile):
            picture = WholePictureField(required=False).clean(picture)
            picture.seek(0)
        return picture

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            if (file.size or 0) > LARGEST_FILE:
                told = {"megabytes": LARGEST_FILE // MEGABYTE}
                raise forms.ValidationError(_("This file is too big: at most %(megabytes)d MB.") % told)
            refuse_without_room(file)
            refuse_disguised_file(file)
        return file
