"""Approval: those who told a story read its draft behind a secret link, remark on its parts and approve it."""
