"""Contact relay: the message goes on to whoever runs the practice, whose address is never shown."""

from collections.abc import Mapping
from email.utils import formataddr
from typing import Any

from django import forms
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caravana_site.common.personal_data.controller import controller
from caravana_site.common.public_forms import limits
from caravana_site.common.public_forms.forms import Leg, SubmissionForm
from caravana_site.common.public_forms.kinds import PublicForm, Thanks
from caravana_site.common.site_address import absolute
from practices.models import ContactMessage, PracticePage

from .about_practice import AboutPracticeView

KEY = "contact"


class ContactForm(SubmissionForm):
    class Meta:
        model = ContactMessage
        fields = ["text", "name", "email", "wants_copy"]
        labels = {
            "text": gettext_lazy("Your message"),
            "name": gettext_lazy("Your name"),
            "email": gettext_lazy("Your e-mail"),
            "wants_copy": gettext_lazy("Send me a copy"),
        }
        help_texts = {
            "text": gettext_lazy("What you want to know, and from which body you ask. 5,000 characters at most."),
            "email": gettext_lazy("They will answer there. It reaches only them."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {
            "text": {"required": gettext_lazy("Write your message.")},
            "email": {
                "required": gettext_lazy("Write your e-mail: without it nobody can answer."),
                "invalid": gettext_lazy("That e-mail is not complete: it looks like name@place.cat."),
            },
            "name": {"required": gettext_lazy("Write your name.")},
        }

    legs = (
        Leg(gettext_lazy("What do you want to ask?"), ["text"]),
        Leg(gettext_lazy("Who are you?"), ["name", "email", "wants_copy"]),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["name"].required = self.fields["email"].required = True


class ContactView(AboutPracticeView):
    """/practiques/<slug>/escriu/"""

    key = KEY
    address = "contact_practice"
    form_class = ContactForm

    def words(self) -> Mapping[str, Any]:
        return {
            **self.around(),
            "heading": _("Write to who did it"),
            "lead": _("About «%(practice)s» (%(body)s). We send it on; neither address is published.")
            % {"practice": self.practice.title, "body": self.practice.organisation},
            "send": _("Send the message"),
        }


def recipient_of(practice: PracticePage) -> str:
    """The relay mailbox, else the contact's, else the body's, else the site's own."""
    body = practice.organisation
    private = practice.relay_email or practice.contact_email or (body.contact_email if body else "")
    return private or controller(practice.locale.language_code).email


def deliver(message: ContactMessage) -> None:
    """Queue the message to the owner in the owner's language, and the copy, which shows no address but its own."""
    sender = formataddr((message.name, message.email))
    words = {"message": message, "address": absolute(message.practice.url or "/")}
    with translation.override(message.practice.locale.language_code):
        EmailMessage(
            _("A question about «%(practice)s»") % {"practice": message.practice.title},
            render_to_string("practices/mail/contact.txt", words),
            to=[recipient_of(message.practice)],
            reply_to=[sender],
        ).send()
    if message.wants_copy and limits.may_write_to(message.email):
        with translation.override(message.language):
            EmailMessage(
                _("Copy of your question about «%(practice)s»") % {"practice": message.practice.title},
                render_to_string("practices/mail/contact_copy.txt", words),
                to=[message.email],
            ).send()


def thanks(message: ContactMessage) -> Thanks:
    return Thanks(
        heading=_("Your message is on its way"),
        text=_("We have sent it on. The answer will come to your e-mail, from whoever runs the practice."),
        steps=[_("They read it and write to you"), _("We delete our copy once its time is over")],
        facts=[(_("Practice"), message.practice.title)],
        onward=(_("Back to the practice"), message.practice.url or "/"),
    )


FORM = PublicForm(
    key=KEY,
    name=gettext_lazy("Write to a practice"),
    purpose=gettext_lazy("To send your message on to the body that runs the practice, so that it can answer you."),
    legal_basis=gettext_lazy(
        "A task in the public interest (RGPD, art. 6.1.e): helping public administrations to learn from each other."
    ),
    recipients=gettext_lazy("The body that runs the practice."),
    retention_days=90,
    model=ContactMessage,
    accepted=deliver,
    thanks=thanks,
)
