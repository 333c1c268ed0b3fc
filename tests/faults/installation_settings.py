"""Production with plain static files, whose uploads pass through the folder that the test may fill."""

import tempfile

from .release_settings import *  # noqa: F403  # Django reads names from this module

FILE_UPLOAD_TEMP_DIR = tempfile.gettempdir()
