"""The accessibility mailbox: tell of a barrier, ask for information in another form, complain about an answer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from caravana_site.common.editors import tell_editors
from caravana_site.common.public_forms.forms import Leg, SubmissionForm
from caravana_site.common.public_forms.kinds import PublicForm, Thanks
from caravana_site.common.public_forms.views import PublicFormView
from caravana_site.common.site_address import absolute
from home.mistakes import PAGE, page_named
from home.models import AccessibilityMessage, AccessibilityRoute

KEY = "accessibility"
ROUTE, EARLIER = "via", "referencia"
"""Parameters of the address: the route chosen beforehand, and what a complaint is about."""


class AccessibilityForm(SubmissionForm):
    class Meta:
        model = AccessibilityMessage
        fields = ["route", "earlier_reference", "page_path", "text", "name", "email"]
        labels = {
            "route": gettext_lazy("What do you want to do?"),
            "earlier_reference": gettext_lazy("Reference of the earlier message"),
            "page_path": gettext_lazy("Which page?"),
            "text": gettext_lazy("What happens, or what you need"),
            "name": gettext_lazy("Your name"),
            "email": gettext_lazy("Your e-mail"),
        }
        help_texts = {
            "earlier_reference": gettext_lazy(
                "Only for a complaint: eight letters and figures, in our answer or on the receipt."
            ),
            "page_path": gettext_lazy("Its address or its title. Empty if it happens everywhere."),
            "text": gettext_lazy(
                "What you wanted to do and what stopped you, or which information you need and in which form. "
                "If you use a screen reader, a magnifier or something else, say which."
            ),
            "email": gettext_lazy("We answer there. To tell of a barrier you may leave it empty; then nobody answers."),
        }
        widgets = {
            "route": forms.RadioSelect,
            "earlier_reference": forms.TextInput(attrs={"autocomplete": "off"}),
            "text": forms.Textarea(attrs={"rows": 7}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {
            "route": {
                "required": gettext_lazy("Choose what you want to do."),
                "invalid_choice": gettext_lazy("Choose one of the three."),
            },
            "text": {"required": gettext_lazy("Write what happens or what you need.")},
            "email": {"invalid": gettext_lazy("That e-mail is not complete: it looks like name@place.cat.")},
        }

    legs = (
        Leg(gettext_lazy("What it is about"), ["route", "earlier_reference"]),
        Leg(gettext_lazy("Your message"), ["page_path", "text"]),
        Leg(gettext_lazy("Where we answer"), ["name", "email"]),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (AccessibilityRoute.LACK, _("Tell of something that is not accessible")),
            (AccessibilityRoute.INFORMATION, _("Ask for information in a form I can use")),
            (AccessibilityRoute.COMPLAINT, _("Complain about an answer, or because none came")),
        ]
        self.fields["route"].choices = choices  # type: ignore[attr-defined]  # a choice field: without the empty one

    def clean_earlier_reference(self) -> str:
        """As we write it; that it is ours is seen by the editors, since nobody may be turned away for a slip."""
        return "".join(self.cleaned_data["earlier_reference"].split()).upper()

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        route = told.get("route")
        if route == AccessibilityRoute.COMPLAINT and not told.get("earlier_reference"):
            self._want("earlier_reference", _("Write the reference of the message that you complain about."))
        if route == AccessibilityRoute.COMPLAINT and not told.get("name"):
            self._want("name", _("Write your name: a complaint needs to say whose it is."))
        if route in (AccessibilityRoute.INFORMATION, AccessibilityRoute.COMPLAINT) and not told.get("email"):
            self._want("email", _("Write your e-mail: we have to answer you."))
        return told

    def _want(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, message)


class AccessibilityView(PublicFormView):
    """/accessibilitat/bustia/?via=…&pagina=…&referencia=…"""

    key = KEY
    form_class = AccessibilityForm

    def new_submission(self) -> AccessibilityMessage:
        asked = self.request.GET
        route = asked.get(ROUTE, "")
        return AccessibilityMessage(
            route=route if route in AccessibilityRoute.values else "",
            page_path=page_named(asked.get(PAGE, "")),
            earlier_reference="".join(one for one in asked.get(EARLIER, "") if one.isalnum())[:8].upper(),
        )

    def words(self) -> Mapping[str, Any]:
        return {
            "heading": _("The accessibility mailbox"),
            "lead": _("Tell us what stops you, ask for what you need, or complain. We answer in twenty working days."),
            "send": _("Send it"),
            "crumbs": [],
            "action": self._address_in(get_language() or ""),
            "alternates": {code: self._address_in(code) for code, _name in settings.LANGUAGES},
        }

    def _address_in(self, language: str) -> str:
        kept = {name: value for name in (ROUTE, PAGE, EARLIER) if (value := self.request.GET.get(name, "")[:500])}
        with translation.override(language):
            return f"{reverse('accessibility_mailbox')}{f'?{urlencode(kept)}' if kept else ''}"


def take_in(message: AccessibilityMessage) -> None:
    """Set its deadline and tell the editors; what was written is in the administration."""
    message.take_in()
    where = absolute(reverse("wagtailsnippets_home_accessibilitymessage:edit", args=[message.pk]))

    def letter() -> tuple[str, str]:
        day = date_format(message.due_on, "DATE_FORMAT") if message.due_on else ""
        text = _("%(what)s. It has to be answered by %(day)s. Read it:") % {
            "what": capfirst(message.get_route_display()),
            "day": day,
        }
        return _("A message on accessibility: %(reference)s") % {"reference": message.reference}, f"{text}\n\n{where}\n"

    tell_editors(letter)


def thanks(message: AccessibilityMessage) -> Thanks:
    answered = _("We answer you by e-mail") if message.email else _("We mend what we can: you left no e-mail")
    facts = [(_("Answer due by"), date_format(message.due_on, "DATE_FORMAT"))] if message.due_on else []
    return Thanks(
        heading=_("We have your message"),
        text=_("Keep the reference: with it you can complain if the answer does not satisfy you, or does not come."),
        steps=[_("A person of the editors reads it"), answered],
        facts=facts,
    )


FORM = PublicForm(
    key=KEY,
    name=gettext_lazy("Accessibility mailbox"),
    purpose=gettext_lazy("To answer what you tell us about accessibility and to mend the site."),
    legal_basis=gettext_lazy(
        "A legal obligation (RGPD, art. 6.1.c): articles 10.2.a, 12 and 13 of Royal Decree 1112/2018."
    ),
    recipients="",
    retention_days=730,
    model=AccessibilityMessage,
    accepted=take_in,
    thanks=thanks,
)
