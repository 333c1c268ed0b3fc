"""Which texts of this room no translator gets, and why."""

from caravana_site.common.not_translated import CONTACT, MACHINE, NAME, READERS, STAFF

REASONS = {
    "Approval": STAFF,
    "ApprovalRemark": READERS,
    "Comarca": NAME,
    "ContactMessage": READERS,
    "InterviewConsent": STAFF,
    "InterviewPoster": MACHINE,
    "Municipality": NAME,
    "Organisation": "proper names, codes and ways to reach it",
    "PracticePage.approved_by": STAFF,
    "PracticePage.contact_name": CONTACT,
    "PracticePage.contact_phone": CONTACT,
    "PracticePage.unapproved_reason": STAFF,
    "Province": NAME,
    "Replication.organisation_name": NAME,
    "ReplicationReport": READERS,
    "Theme.plate": "the letter of its sign, the same everywhere",
}
