"""Which texts of this room no translator gets, and why."""

from caravana_site.common.not_translated import MACHINE, NAME, READERS, STAFF

REASONS = {
    "CalendarEvent": "made from each translation of a stop",
    "KitDownload": MACHINE,
    "KitResourcePage.version": "a number",
    "KitVersion": "a copy of what each translation of a tool said",
    "Match": STAFF,
    "RequestEntry": STAFF,
    "RequestFile": READERS,
    "StopPage.address": "as it stands on the street",
    "StopPage.place": NAME,
    "StopRequest": READERS,
    "VisitNote": READERS,
}
