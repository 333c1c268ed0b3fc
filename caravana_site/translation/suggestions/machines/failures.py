"""Why a machine has made no draft."""

from caravana_site.translation.models import SuggestionRun


class MachineError(Exception):
    """A machine did not do its part; the message is for logs, the kind for whoever asks."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)

    @classmethod
    def absent(cls, message: str) -> "MachineError":
        return cls(SuggestionRun.Problem.ABSENT, message)

    @classmethod
    def silent(cls, message: str) -> "MachineError":
        return cls(SuggestionRun.Problem.SILENT, message)

    @classmethod
    def broken(cls, message: str) -> "MachineError":
        return cls(SuggestionRun.Problem.BROKEN, message)
