"""Backups: the database, uploaded files public and private, and a manifest by which all of it can be proved.

A target (`targets`) holds `database/<key>.…`, `files/<hash>` once for all backups, and `backups/<key>.json`, which is
written last: a backup is whole when its manifest is there. Beside them lie the erasures (`ledger`), which are done
again after a restore, so that nobody who was erased comes back.
"""


class BackupError(Exception):
    """Told to whoever runs the command, in a sentence that says what to do."""


class MissingError(BackupError):
    """What was asked for is not there."""
