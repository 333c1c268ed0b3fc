"""Videos of providers elsewhere: where they play, said without asking anybody."""

from pydantic import Field

from caravana_site.common.video import player_for

from .schemas import Schema


class Video(Schema):
    """A video that plays at a provider's."""

    provider: str
    url: str = Field(description="The provider's page of it.")
    embed_url: str = Field(description="The player, the one with the fewest cookies that the provider has.")
    loads_third_party: bool = Field(
        description="Whether playing it asks somebody else than this site: ask your reader first."
    )


def video_of(url: str) -> Video | None:
    """None for an address of no allowed provider."""
    player = player_for(url)
    if player is None:
        return None
    return Video(provider=player.provider, url=player.address, embed_url=player.frame, loads_third_party=True)
