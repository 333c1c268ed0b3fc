"""Whether a form may be filled in: nobody's data are asked for before it is said who answers for them and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from caravana_site.common.models import NoticeVersion
from caravana_site.common.personal_data.controller import Controller, controller

from .kinds import PublicForm


@dataclass(frozen=True)
class Opening:
    """A form in one language with all that must stand beside it."""

    form: PublicForm
    controller: Controller
    notice: NoticeVersion | None

    @property
    def lacking(self) -> list[str]:
        """What editors must still write before it opens."""
        needed = (
            (self.controller.name, _("the data controller")),
            (self.controller.email, _("a contact e-mail")),
            (self.notice and self.notice.legal_basis.strip(), _("the legal basis in the form's privacy notice")),
        )
        return [what for there, what in needed if not there]

    @property
    def is_open(self) -> bool:
        return not self.lacking


def opening_of(form: PublicForm, language: str) -> Opening:
    return Opening(form, controller(language), form.notice(language))
