"""Jobs that many ask for and that need to be done once."""

from django.db import models


class AskedJob(models.Model):
    """One that looks at whatever there is: while it waits in the queue, asking again adds nothing."""

    function = models.CharField(max_length=120, primary_key=True)
    since = models.DateTimeField(null=True)
    """When it was asked for; None once it has begun."""

    def __str__(self) -> str:
        return self.function
