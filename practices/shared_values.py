"""What of a practice goes to every language at once: archiving, review, whom to write to, licence, sample."""

from caravana_site.translation import shared_values
from practices.models import PracticePage

AT_ONCE = (
    *("archived", "reviewed_on", "next_review", "licence", "is_sample"),
    *("relay_email", "contact_name", "contact_email", "contact_phone"),
    *("approved_by", "approved_on", "unapproved_reason"),
)


def connect() -> None:
    shared_values.connect(PracticePage, AT_ONCE)
