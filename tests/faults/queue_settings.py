"""The test settings with a short retry, so that a lost job comes back while the test waits."""

from caravana_site.settings.test import *  # noqa: F403  # Django reads names from this module
from caravana_site.settings.test import Q_CLUSTER as _CLUSTER

Q_CLUSTER = {**_CLUSTER, "timeout": 8, "retry": 10}
