"""What programs may do here: how often they ask, how far back they may follow, and who may frame."""

from caravana_site import env

API_ANONYMOUS_REQUESTS = env.number("API_ANONYMOUS_REQUESTS", 10_000)  # an hour from one network; 0 for no limit
PREVIEW_FRONT_END = env.address("PREVIEW_FRONT_END") if env.text("PREVIEW_FRONT_END", "") else ""  # draws drafts
API_CHANGES_DAYS = env.number("API_CHANGES_DAYS", 90)  # for which changes are kept for whoever follows them
EMBED_FRAME_ANCESTORS = env.words("EMBED_FRAME_ANCESTORS", ("*",))  # in the words of the policy
