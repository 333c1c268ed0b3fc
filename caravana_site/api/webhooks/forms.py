"""Making and changing a webhook in the administration."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from caravana_site.api import kinds
from caravana_site.common import languages, posting
from practices.models import Theme


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of document, by the names that editors know them by."""
    return [(kind.name, capfirst(str(kind.models[0]._meta.verbose_name))) for kind in kinds.all_kinds()]


def theme_choices() -> list[tuple[str, str]]:
    """The key of each theme, with its name in the language of who reads it, or in any."""
    named = dict(Theme.objects.order_by("-sort_order").values_list("key", "name"))
    mine = Theme.objects.filter(locale__language_code=get_language()).values_list("key", "name")
    return sorted((named | dict(mine)).items(), key=lambda one: one[1])


def _filter(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked means all."),
    )


class WebhookForm(WagtailAdminModelForm):
    """Says at once of an address that nothing will ever be sent there; where a name leads is seen when something is."""

    kinds = _filter(gettext_lazy("Kinds"), kind_choices)
    languages = _filter(gettext_lazy("Languages"), languages.choices)
    themes = _filter(gettext_lazy("Themes"), theme_choices)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            posting.refuse(url, loopback=posting.loopback_allowed())
        except posting.PostingError:
            message = _(
                "Nothing can be sent to this address: it must begin with https://, without user name or password, on "
                "port 443 or from 1024 on, and its host must be a public one."
            )
            raise ValidationError(message) from None
        return url


class SendAgainForm(forms.Form):
    """From which day on what failed is sent again."""

    since = forms.DateField(label=gettext_lazy("What failed since"), widget=AdminDateInput, initial=timezone.localdate)
