"""What tests are built from: the smallest valid thing of each kind, in Catalan unless the test says otherwise."""

from .events import KitIndexPageFactory, KitResourcePageFactory, StopIndexPageFactory, StopPageFactory
from .home import (
    AccessibilityStatementPageFactory,
    ContentPageFactory,
    HomePageFactory,
    SiteSettingsFactory,
    publish_home,
)
from .places import ComarcaFactory, MunicipalityFactory, OrganisationFactory, ProvinceFactory
from .practices import (
    AudienceFactory,
    DifficultyFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    SuccessFactory,
    TechnologyFactory,
    ThemeFactory,
)
from .translations import in_language, translated

__all__ = [
    "AccessibilityStatementPageFactory",
    "AudienceFactory",
    "ComarcaFactory",
    "ContentPageFactory",
    "DifficultyFactory",
    "HomePageFactory",
    "KitIndexPageFactory",
    "KitResourcePageFactory",
    "MunicipalityFactory",
    "OrganisationFactory",
    "PracticeIndexPageFactory",
    "PracticePageFactory",
    "ProvinceFactory",
    "SiteSettingsFactory",
    "StopIndexPageFactory",
    "StopPageFactory",
    "SuccessFactory",
    "TechnologyFactory",
    "ThemeFactory",
    "in_language",
    "publish_home",
    "translated",
]
