"""«Avisa d'un error»: from the foot of any page, with nothing to fill in but what is wrong."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from caravana_site.common.editors import tell_editors
from caravana_site.common.public_forms.forms import Leg, SubmissionForm, cleaned
from caravana_site.common.public_forms.kinds import PublicForm, Thanks
from caravana_site.common.public_forms.views import PublicFormView
from caravana_site.common.site_address import absolute
from home.models import MistakeReport

KEY = "mistake"
PAGE = "pagina"
LONGEST = 500  # characters of a page's address


class MistakeForm(SubmissionForm):
    accepts_notice = False  # nothing personal is needed: the notice is shown for who leaves an e-mail

    class Meta:
        model = MistakeReport
        fields = ["text", "email"]
        labels = {"text": gettext_lazy("What is wrong?"), "email": gettext_lazy("Your e-mail")}
        help_texts = {
            "text": gettext_lazy("A wrong figure, a link that leads nowhere, a word… Tell us where it is, too."),
            "email": gettext_lazy("Only if you want an answer."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {
            "text": {"required": gettext_lazy("Write what is wrong.")},
            "email": {"invalid": gettext_lazy("That e-mail is not complete: it looks like name@place.cat.")},
        }

    legs = (
        Leg(gettext_lazy("The mistake"), ["text"]),
        Leg(gettext_lazy("Do you want an answer?"), ["email"]),
    )


def page_named(text: str) -> str:
    """The path of a page of this site, or nothing: another site's address is not ours to show."""
    path = "".join(cleaned(text).split())[:LONGEST]
    # Browsers read "/\\" as "//", another site: only Django's own check knows all the ways of writing that.
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours else ""


class MistakeView(PublicFormView):
    """/avisa/?pagina=…"""

    key = KEY
    form_class = MistakeForm
    page = ""

    def prepare(self, **kwargs: Any) -> None:
        self.page = page_named(self.request.GET.get(PAGE, ""))

    def new_submission(self) -> MistakeReport:
        return MistakeReport(page_path=self.page)

    def words(self) -> Mapping[str, Any]:
        lead = _("Thank you for telling us: it is read by a person, and mended.")
        if self.page:
            lead = _("On the page %(page)s. Thank you for telling us: it is read by a person, and mended.") % {
                "page": self.page
            }
        return {
            "heading": _("Tell of a mistake"),
            "lead": lead,
            "send": _("Tell us"),
            "crumbs": [],
            "tells_mistakes": True,
            "action": self._address_in(get_language() or ""),
            "alternates": {code: self._address_in(code) for code, _name in settings.LANGUAGES},
        }

    def _address_in(self, language: str) -> str:
        with translation.override(language):
            query = f"?{urlencode({PAGE: self.page})}" if self.page else ""
            return f"{reverse('tell_mistake')}{query}"


def announce(report: MistakeReport) -> None:
    """Tell the editors which page it is about; what was written is in the administration."""
    where = absolute(reverse("wagtailsnippets_home_mistakereport:edit", args=[report.pk]))

    def letter() -> tuple[str, str]:
        page = absolute(report.page_path) if report.page_path else _("not said")
        text = _("Somebody tells of a mistake. Page: %(page)s. Read it:") % {"page": page}
        return _("A mistake on the site"), f"{text}\n\n{where}\n"

    tell_editors(letter)


def thanks(report: MistakeReport) -> Thanks:
    return Thanks(
        heading=_("Thank you: we shall look into it"),
        text=_("A person of the editors reads each one."),
        steps=[_("An editor looks at the page"), _("It is mended, or we write to you if you left an e-mail")],
        onward=(_("Back to the page"), report.page_path) if report.page_path else None,
    )


FORM = PublicForm(
    key=KEY,
    name=gettext_lazy("Tell of a mistake"),
    purpose=gettext_lazy("To mend the site, and to answer you if you leave an e-mail."),
    legal_basis=gettext_lazy("A task in the public interest (RGPD, art. 6.1.e): public information that is right."),
    recipients="",
    retention_days=180,
    model=MistakeReport,
    accepted=announce,
    thanks=thanks,
)
