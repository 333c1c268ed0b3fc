"""What lies in a folder of a storage: a bucket has no folders, only names that begin alike."""

from django.core.files.storage import Storage


def listed(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    """Folders and files in it; none where nothing was ever stored."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return list(folders), list(files)
