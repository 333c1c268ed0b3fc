"""Which texts of this room no translator gets, and why."""

from caravana_site.common.not_translated import CONTACT, MACHINE, NAME, READERS, STAFF

REASONS = {
    "AccessibilityMessage": READERS,
    "Holiday": STAFF,
    "MistakeReport": READERS,
    "PressPage.contact_phone": CONTACT,
    "SiteSettings.contact_phone": CONTACT,
    "SiteSettings.promoter_dir3": MACHINE,
    "SiteSettings.protection_officer": CONTACT,
    "SocialLink": NAME,
}
