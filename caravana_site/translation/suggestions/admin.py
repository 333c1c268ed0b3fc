"""The termbase in the administration: how we say what, and what is never translated."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from caravana_site.common.admin_columns import SnippetIndexView
from caravana_site.translation.models import Term, TermWording


def not_used(term: Term) -> str:
    return ", ".join(word for wording in term.wordings.all() for word in wording.forbidden_words())


def is_a_name(term: Term) -> str:
    """A word where it is so, and nothing where it is not: most terms are translated."""
    return gettext("Yes") if term.never_translated else ""


class TermViewSet(SnippetViewSet):
    """Terms by their wordings; whoever translates may add one."""

    model = Term
    index_view_class = SnippetIndexView
    icon = "openquote"
    menu_label = _("Termbase")
    menu_order = 243
    add_to_admin_menu = True
    list_display = [
        "__str__",
        Column("never_translated", label=_("Never translated"), accessor=is_a_name, sort_key="never_translated"),
        Column("not_used", label=_("Not to be used"), accessor=not_used),
        Column("note", label=_("Note")),
    ]
    list_filter = ["never_translated"]
    list_per_page = 50
    search_fields = ["wordings__text", "wordings__forbidden", "note"]
    search_backend_name = None
    copy_view_enabled = False
    panels = [
        InlinePanel("wordings", heading=_("Wordings"), label=_("Wording"), min_num=1, panels=[
            FieldPanel("locale"),
            FieldPanel("text"),
            FieldPanel("forbidden"),
        ]),
        FieldPanel("never_translated"),
        FieldPanel("note"),
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        first = TermWording.objects.filter(term=OuterRef("pk")).order_by("locale", "pk").values("text")[:1]
        return Term.objects.prefetch_related("wordings").order_by(Lower(Subquery(first)), "pk")
