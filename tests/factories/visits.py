import factory
from factory.django import DjangoModelFactory

from events.models import GuideBlock, GuideLength, GuideQuestion, Visit

from .events import StopPageFactory
from .practices import TermFactory


class GuideBlockFactory(TermFactory):
    class Meta:
        model = GuideBlock

    key = factory.Sequence("bloc-{}".format)
    title = factory.Sequence("Bloc {}".format)
    minutes = 10
    short_minutes = 5
    sort_order = factory.Sequence(int)


class GuideQuestionFactory(DjangoModelFactory):
    class Meta:
        model = GuideQuestion

    block = factory.SubFactory(GuideBlockFactory)
    locale = factory.SelfAttribute("block.locale")
    text = factory.Sequence("Pregunta {}?".format)
    sort_order = factory.Sequence(int)


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    stop = factory.SubFactory(StopPageFactory)
    language = "ca"
    length = GuideLength.WHOLE
