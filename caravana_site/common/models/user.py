from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account of the administration site. Ours from the first migration, so that it can grow without surgery."""
