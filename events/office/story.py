"""From a request to what comes after its drafts: the guide that the rapporteur opens, and the host's approval."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from events.models import StopRequest, Visit

ADD_VISIT, CHANGE_VISIT, ASK_APPROVAL = "events.add_visit", "events.change_visit", "practices.view_approval"


@dataclass(frozen=True)
class Story:
    """Where that person may go from here; what is not allowed, or not there yet, is empty."""

    visits: list[Visit]
    new_visit: str
    approvals: str

    @property
    def is_reachable(self) -> bool:
        return bool(self.visits or self.new_visit or self.approvals)


def story_of(request: StopRequest, user: Any) -> Story:
    stop, practice = request.stop, request.practice
    visits: Any = Visit.objects.filter(stop=stop).select_related("stop") if stop and user.has_perm(CHANGE_VISIT) else []
    new_visit = approvals = ""
    if stop and user.has_perm(ADD_VISIT):
        known = {"stop": stop.pk, "language": stop.locale.language_code}
        if practice:
            known["practice"] = practice.pk
        new_visit = f"{reverse('wagtailsnippets_events_visit:add')}?{urlencode(known)}"
    if practice and user.has_perm(ASK_APPROVAL):
        approvals = reverse("practice_approvals", args=[practice.pk])
    return Story(list(visits), new_visit, approvals)
