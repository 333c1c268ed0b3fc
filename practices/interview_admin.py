"""Consents in the administration, and the page that takes an interview out. Denied unless a group was given it."""

import uuid
from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import CreateView, InspectView, SnippetViewSet

from caravana_site.common.admin_columns import DayColumn, SnippetIndexView
from practices import withdrawal
from practices.models import InterviewConsent

SEE, WITHDRAW = "practices.view_interviewconsent", "practices.withdraw_interview"
CONSENT_READ = "caravana.consent_read"


class ConsentCreateView(CreateView):
    """Who added a consent is kept."""

    def save_instance(self) -> Any:
        self.form.instance.added_by = self.request.user
        return super().save_instance()


class ConsentInspectView(InspectView):
    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """A consent in force has neither when nor who of its end."""
        value = super().get_field_display_value(field_name, field)
        return "—" if value in (None, "") else value


class KeptDocumentPanel(Panel):
    """The field for a file is empty even when there is one: say so, and lead to it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "practices/admin/kept_document.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()


class ConsentViewSet(SnippetViewSet):
    model = InterviewConsent
    index_view_class = SnippetIndexView
    add_view_class = ConsentCreateView
    icon = "lock"
    menu_label = gettext_lazy("Signed consents")
    list_display: ClassVar[list[Any]] = [
        "__str__", "person", DayColumn("signed_on", label=gettext_lazy("Signed on")),
        Column("state", label=gettext_lazy("State")),
    ]  # fmt: skip
    inspect_view_enabled = True
    inspect_view_class = ConsentInspectView
    inspect_template_name = "practices/admin/consent.html"
    inspect_view_fields: ClassVar[list[str]] = [
        "person", "signed_on", "added", "added_by", "withdrawn", "withdrawn_by", "withdrawn_reason",
    ]  # fmt: skip
    copy_view_enabled = False
    panels: ClassVar[list[Any]] = [
        HelpPanel(gettext_lazy("Consents name people: only who may see consents sees this page.")),
        FieldRowPanel([FieldPanel("person"), FieldPanel("signed_on")]),
        KeptDocumentPanel(),
        FieldPanel("file", widget=forms.FileInput),  # the usual one shows the file's address: this has none
    ]


class _OnlyWhoMaySee:
    """The chooser names nobody, and still is not for everybody."""

    def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin


class ConsentChooseView(_OnlyWhoMaySee, chooser.ChooseView):
    pass


class ConsentResultsView(_OnlyWhoMaySee, chooser.ChooseResultsView):
    pass


class ConsentChosenView(_OnlyWhoMaySee, chooser.ChosenView):
    pass


class ConsentChosenMultipleView(_OnlyWhoMaySee, chooser.ChosenMultipleView):
    pass


class ConsentChooserCreateView(chooser.CreateView):
    def save_form(self, form: Any) -> Any:
        form.instance.added_by = self.request.user
        return super().save_form(form)


class ConsentChooserViewSet(ChooserViewSet):
    model = InterviewConsent
    icon = "lock"
    choose_view_class = ConsentChooseView
    choose_results_view_class = ConsentResultsView
    chosen_view_class = ConsentChosenView
    chosen_multiple_view_class = ConsentChosenMultipleView
    create_view_class = ConsentChooserCreateView
    choose_one_text = gettext_lazy("Choose a consent")
    choose_another_text = gettext_lazy("Choose another consent")
    create_action_label = gettext_lazy("Add a consent")
    edit_item_text = ""
    form_fields: ClassVar[list[str]] = ["person", "signed_on", "file"]


consent_chooser = ConsentChooserViewSet("consent_chooser")


@never_cache
def consent_file(request: HttpRequest, pk: int) -> FileResponse:
    """The signed document, to who may see consents; each reading is noted."""
    if not request.user.has_perm(SEE):
        raise PermissionDenied
    consent = get_object_or_404(InterviewConsent, pk=pk)
    try:
        document = consent.file.open()
    except OSError:
        raise Http404("The document is not there.") from None
    log(consent, CONSENT_READ, user=request.user)
    name = f"{consent}{PurePath(consent.file.name).suffix}"
    answer = FileResponse(document, as_attachment=True, filename=name)
    answer["Cache-Control"] = "no-store, private"
    return answer


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is taken back"),
        help_text=gettext_lazy("Kept with the consent, for who may see consents."),
        max_length=250,
        required=False,
    )


@never_cache
def withdraw_interview(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Say what will be gone, ask, and take the interview out of everything."""
    if not request.user.has_perm(WITHDRAW):
        raise PermissionDenied
    held = withdrawal.find(identity)
    if held is None:
        raise Http404("There is no such interview.")
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        title = held.title
        kept = withdrawal.withdraw(held, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The interview “%(title)s” is gone, from every language.") % {"title": title})
        for name in kept:
            messages.warning(
                request, _("The file “%(name)s” is still there: something else needs it.") % {"name": name}
            )
        return redirect(_way_back(held))
    files = [(file._meta.verbose_name, file.title) for file in held.files]
    context = {"held": held, "files": files, "form": form, "back": _way_back(held)}
    return render(request, "practices/admin/withdraw_interview.html", context)


def _way_back(held: withdrawal.Held) -> str:
    if held.pages:
        return reverse("wagtailadmin_pages:edit", args=[held.pages[0].pk])
    return reverse("practices:index")


def interview_urls() -> list[URLPattern]:
    return [
        path("interviews/<uuid:identity>/withdraw/", withdraw_interview, name="withdraw_interview"),
        path("consents/<int:pk>/file/", consent_file, name="consent_file"),
    ]
