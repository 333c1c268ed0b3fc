"""What tests are built from: the smallest valid thing of each kind, in Catalan unless the test says otherwise."""

from .events import (
    KitFileFactory,
    KitIndexPageFactory,
    KitResourcePageFactory,
    KitToolFactory,
    StopIndexPageFactory,
    StopPageFactory,
)
from .home import (
    AccessibilityStatementPageFactory,
    ContentPageFactory,
    HomePageFactory,
    PressPageFactory,
    SiteSettingsFactory,
    TakePartPageFactory,
    publish_home,
)
from .interviews import CaptionsFactory, ConsentFactory, InterviewFactory, VideoFactory, hosted
from .media import ImageFactory
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
from .requests import StopRequestFactory
from .translations import in_language, translated

__all__ = [
    "AccessibilityStatementPageFactory",
    "AudienceFactory",
    "CaptionsFactory",
    "ComarcaFactory",
    "ConsentFactory",
    "ContentPageFactory",
    "DifficultyFactory",
    "HomePageFactory",
    "ImageFactory",
    "InterviewFactory",
    "KitFileFactory",
    "KitIndexPageFactory",
    "KitResourcePageFactory",
    "KitToolFactory",
    "MunicipalityFactory",
    "OrganisationFactory",
    "PracticeIndexPageFactory",
    "PracticePageFactory",
    "PressPageFactory",
    "ProvinceFactory",
    "SiteSettingsFactory",
    "StopIndexPageFactory",
    "StopPageFactory",
    "StopRequestFactory",
    "SuccessFactory",
    "TakePartPageFactory",
    "TechnologyFactory",
    "ThemeFactory",
    "VideoFactory",
    "hosted",
    "in_language",
    "publish_home",
    "translated",
]
