"""What templates ask of this room."""

from typing import Any

from django import template

from caravana_site.delivery import parts

register = template.Library()


class PartNode(template.Node):
    """What stands between `{% part "name" %}` and `{% endpart %}`, for the `page` and the `request` of its context."""

    child_nodelists = ("nodes",)

    def __init__(self, name: str, nodes: template.NodeList) -> None:
        self.name, self.nodes = name, nodes

    def render(self, context: template.Context) -> Any:
        return parts.drawn(self.name, context["page"], context["request"], lambda: self.nodes.render(context))


@register.tag
def part(parser: template.base.Parser, token: template.base.Token) -> PartNode:
    """Drawn once while nothing changes that it shows (`parts.drawn`): what is inside must not depend on who asks."""
    words = token.split_contents()
    if len(words) != 2 or words[1][0] not in "\"'" or words[1][-1] != words[1][0]:
        raise template.TemplateSyntaxError('It is {% part "name" %}, with the name of the part in quotation marks.')
    nodes = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(words[1][1:-1], nodes)
