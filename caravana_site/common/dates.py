"""The months as they are said after a day: “7 de desembre”, “11 d’abril”.

Django's Catalan leaves the preposition out, so its full dates are wrong (“11 abril de 2026”). Catalogues of the project
are read before Django's: to name its twelve strings here is what puts ours into them.
"""

from django.utils.translation import pgettext_lazy

MONTHS_AFTER_A_DAY = (
    pgettext_lazy("alt. month", "January"),
    pgettext_lazy("alt. month", "February"),
    pgettext_lazy("alt. month", "March"),
    pgettext_lazy("alt. month", "April"),
    pgettext_lazy("alt. month", "May"),
    pgettext_lazy("alt. month", "June"),
    pgettext_lazy("alt. month", "July"),
    pgettext_lazy("alt. month", "August"),
    pgettext_lazy("alt. month", "September"),
    pgettext_lazy("alt. month", "October"),
    pgettext_lazy("alt. month", "November"),
    pgettext_lazy("alt. month", "December"),
)
