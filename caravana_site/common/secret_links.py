"""Giving out secret links, and the view that they open. What each room does behind them is its own."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from caravana_site.common.models import SecretLink
from caravana_site.common.public_forms import origin
from caravana_site.common.public_forms.views import PrivateView


def give(purpose: str, subject: uuid.UUID, *, holder: str = "", days: int | None = None) -> SecretLink:
    """A new link; `days` is how long it is good for, and without them it is until it is taken back."""
    expires = timezone.now() + timedelta(days=days) if days is not None else None
    return SecretLink.objects.create(purpose=purpose, subject=subject, holder=holder, expires=expires)


def current(purpose: str, subject: uuid.UUID, *, holder: str = "", days: int | None = None) -> SecretLink:
    """The link that is good now, made when there is none: what each message carries."""
    good = SecretLink.objects.to(purpose, subject).good(timezone.now()).filter(holder=holder)
    return good.order_by("-created", "-pk").first() or give(purpose, subject, holder=holder, days=days)


def replace(purpose: str, subject: uuid.UUID, *, holder: str = "", days: int | None = None) -> SecretLink:
    """Take back that holder's links and give a new one: for one that went astray."""
    SecretLink.objects.to(purpose, subject).filter(holder=holder).revoke(timezone.now())
    return give(purpose, subject, holder=holder, days=days)


def forget(purpose: str, subject: uuid.UUID) -> None:
    """Delete the links to something that is not kept any more."""
    SecretLink.objects.to(purpose, subject).delete()


class SecretLinkView(PrivateView):
    """A page behind a link. A subclass says its purpose and finds what the link is to."""

    purpose: ClassVar[str]
    link: SecretLink

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The method's own answer, or what is wrong with the link, or with where a sending came from."""
        link = SecretLink.of_token(self.purpose, kwargs.pop("token"))
        now = timezone.now()
        if link is None:
            heading = _("This link opens nothing")
            why = _("It may have been cut when it was copied: open it from the message itself, or ask for a new one.")
            return self.private(self.say(heading, why, 404))
        if not link.is_good(now):
            heading = _("This link does not work any more")
            why = _("It was replaced, or its time is over. Look for the last message, or ask for a new one.")
            return self.private(self.say(heading, why, 410))
        if request.method == "POST" and not origin.is_own(request):
            heading = _("It was not kept")
            why = _("Your browser does not say that this came from our page. Go back, and send it again.")
            return self.private(self.say(heading, why, 403))
        self.link = link
        link.opened(now)
        return super().dispatch(request, *args, **kwargs)

    @staticmethod
    def private(response: HttpResponse) -> HttpResponse:
        """Not in the log either: Django writes there the address of what is refused, and this one is a secret."""
        response._has_been_logged = True  # type: ignore[attr-defined]  # the mark that Django's own handler looks for
        return PrivateView.private(response)

    def say(self, heading: str, text: str, status: int = 200) -> HttpResponse:
        """Without the link for telling of a mistake, which would carry this page's address to the editors."""
        words = {"heading": heading, "text": text, "tells_mistakes": True}
        return render(self.request, "public_forms/message.html", words, status=status)
