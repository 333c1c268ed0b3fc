"""Who works in the administration, and what it says to them."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages

BACKEND = "django.contrib.auth.backends.ModelBackend"


def member(group: Group, name: str) -> Any:
    """Who bears that name; made, and put into the group, where nobody does yet."""
    people = get_user_model().objects
    user = people.filter(username=name).first()
    if user is None:
        user = people.create_user(name, f"{name}@example.cat", "x", first_name=name)
        user.groups.add(group)
    return user


def signed_in(client: Any, user: Any) -> Any:
    """The client, from now on that person's."""
    client.force_login(user, backend=BACKEND)
    return client


def permission(label: str) -> Permission:
    """The permission `app.codename`."""
    app, codename = label.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def said(answer: Any) -> str:
    """The messages that wait for whoever asked."""
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))
