"""«Sol·licita una parada»: four legs on one page, sent once; whoever asks follows it through a link."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from caravana_site.common.public_forms.kinds import PublicForm, Thanks
from caravana_site.common.public_forms.views import PublicFormView
from events.models import KitIndexPage, RequestEntry, RequestFile, RequestRole, StopFormat, StopPage, StopRequest
from events.stop_requests import letters
from events.stop_requests.offers import seeking

from .stop_request_form import KEY, StopRequestForm

STOP = "parada"


class StopRequestView(PublicFormView):
    """/parades/sollicitud/?parada=…"""

    key = KEY
    form_class = StopRequestForm
    template_name = "events/requests/form.html"
    offered: StopPage | None = None
    """The announced stop that they offer to be rapporteur of."""
    named = ""

    def prepare(self, **kwargs: Any) -> None:
        self.named = self.request.GET.get(STOP, "")[:40]
        try:
            key = UUID(self.named)
        except ValueError:
            return
        self.offered = seeking(Locale.get_active()).filter(translation_key=key).first()

    def new_submission(self) -> StopRequest:
        return StopRequest(
            role=RequestRole.RAPPORTEUR if self.offered else RequestRole.HOST,
            format=StopFormat.IN_PERSON,
            reply_language=get_language() or settings.LANGUAGE_CODE,
            announced_stop=self.offered,
            authorisation="",
        )

    def words(self) -> Mapping[str, Any]:
        page = page_of_the_form()
        return {
            "heading": page.title if page else _("Ask for a stop"),
            "lead": getattr(page, "introduction", "")
            or _("Four legs and some ten minutes. It needs not be all settled: we write to you for the rest."),
            "about": page,
            "send": _("Send the request"),
            "offered": self.offered,
            "taken": bool(self.named) and self.offered is None,
            "crumbs": [(stops.title, stops.url or "/")] if page and (stops := page.get_parent()) else [],
            "action": self._address_in(get_language() or ""),
            "alternates": {code: self._address_in(code) for code, _name in settings.LANGUAGES},
        }

    def _address_in(self, language: str) -> str:
        with translation.override(language):
            query = f"?{urlencode({STOP: self.named})}" if self.offered else ""
            return f"{reverse('request_stop')}{query}"


def page_of_the_form() -> Any:
    """The page at the form's address, with the words that editors give it; the menus show it."""
    path = reverse("request_stop")
    slug = path.rstrip("/").rpartition("/")[2]
    pages = Page.objects.live().public().filter(locale=Locale.get_active(), slug=slug)
    found = next((page for page in pages if page.url == path), None)
    return found.specific if found else None


def thanks(request: StopRequest) -> Thanks:
    months: Any = StopRequest._meta.get_field("months")
    facts = [
        (_("Role"), request.get_role_display()),
        (_("Body"), request.whose),
        (_("Months"), ", ".join(months.labels(request.months)).lower()),
    ]
    kit = KitIndexPage.objects.live().public().filter(locale=Locale.get_active()).first()
    query = "" if request.role == RequestRole.BOTH else f"?{urlencode({'role': request.role})}"
    return Thanks(
        heading=_("Your request is on the road"),
        text=_("We have sent you a message with a link of your own: with it you see how it goes and answer us."),
        steps=[
            _("We read it, and write to you if something is not clear"),
            _("We look for the other half: who asks for who shows, who shows for who asks"),
            _("We agree on a day, and the stop is in the calendar"),
        ],
        facts=[(label, value) for label, value in facts if value],
        onward=(_("Look at the kit"), f"{kit.url}{query}") if kit else None,
        theme=request.theme.localized,
    )


def held_with(request: StopRequest) -> dict[str, Any]:
    """The history, the files and the matches of a request, and the choices that are other rows."""
    matches = [*request.matches_as_host.all(), *request.matches_as_rapporteur.all()]
    return {
        str(_("receipt number")): request.reference,
        str(_("organisation")): request.whose,
        str(_("theme")): str(request.theme),
        str(_("municipality")): str(request.municipality or ""),
        str(_("announced stop")): str(request.announced_stop or ""),
        str(RequestEntry._meta.verbose_name_plural): [
            {
                "at": entry.at.isoformat(),
                "kind": entry.get_kind_display(),
                "from": entry.before,
                "to": entry.after,
                "text": entry.text,
                "by_applicant": entry.by_applicant,
            }
            for entry in request.entries.all()
        ],
        str(RequestFile._meta.verbose_name_plural): [
            {"name": file.name, "bytes": file.size, "added": file.added.isoformat()} for file in request.files.all()
        ],
        str(_("matches")): [
            {
                "made": match.made.isoformat(),
                "ended": match.ended.isoformat() if match.ended else None,
                "why": match.end_reason,
                "host": match.host_request.reference,
                "rapporteur": match.rapporteur_request.reference if match.rapporteur_request else str(match.invited),
            }
            for match in matches
        ],
    }


FORM = PublicForm(
    key=KEY,
    name=gettext_lazy("Ask for a stop"),
    purpose=gettext_lazy(
        "To study your request, to find who can make the stop with you, to organise it, and to write to you about it."
    ),
    legal_basis=gettext_lazy(
        "A task in the public interest (RGPD, art. 6.1.e): helping public administrations to learn from each other."
    ),
    recipients=gettext_lazy("The body that makes the stop with you, once both are matched."),
    retention_days=365,
    model=StopRequest,
    accepted=letters.receive,
    thanks=thanks,
    kept_from_closing=True,
    held_with=held_with,
)
