"""The draft as readers would see it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail_localize.models import SourceDeletedError

from .access import TaskView


@method_decorator([never_cache, xframe_options_sameorigin], name="dispatch")
class PreviewView(TaskView):
    """The page with the texts that there are, and the original's where one is lacking; never to be found by anybody."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if self.target is None:
            raise Http404
        translation = self.task.translation
        try:
            page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
        except SourceDeletedError:
            return HttpResponse(_("What this translates has been deleted meanwhile."), status=404)
        answer: HttpResponseBase = page.make_preview_request(request, page.default_preview_mode)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer
