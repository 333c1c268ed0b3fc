"""Audit: sign-ins, permission changes and second factors, beside Wagtail's own log of publications.

What concerns an account or a group is a log entry of Wagtail's, so that its history shows it. What happens at the door
is a row of its own too: most of it has no account to hang from.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as second_factor
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from .models.sign_ins import SignInEvent

PREFIX = "caravana."


class _Names(LogFormatter):
    """Says which groups or permissions were meant."""

    text: Any = ""

    def format_message(self, log_entry: Any) -> str:
        return f"{self.text}: {', '.join(log_entry.data.get('names', []))}"


ACTIONS: dict[str, tuple[Any, Any]] = {
    "signed_in": (_("Sign in"), _("Signed in")),
    "sign_in_refused": (_("Refuse a sign-in"), _("A sign-in was refused")),
    "locked_out": (_("Lock out"), _("Locked out after too many attempts")),
    "second_factor_added": (_("Add a second factor"), _("Added a second factor")),
    "second_factor_removed": (_("Remove a second factor"), _("Removed a second factor")),
    "personal_data_exported": (_("Export a person’s data"), _("Exported a person’s data")),
    "personal_data_erased": (_("Erase a person’s data"), _("Erased a person’s data")),
    "second_factor_reset": (_("Reset a second factor"), _("An administrator reset the second factor")),
}
NAMED_ACTIONS: dict[str, tuple[Any, Any]] = {
    "groups_added": (_("Add to groups"), _("Added to groups")),
    "groups_removed": (_("Remove from groups"), _("Removed from groups")),
    "permissions_added": (_("Give permissions"), _("Given permissions")),
    "permissions_removed": (_("Take permissions away"), _("Permissions taken away")),
}


def register_log_actions(actions: LogActionRegistry) -> None:
    """Name our actions in Wagtail's history reports."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(PREFIX + name, label, message)
    for name, (label, message) in NAMED_ACTIONS.items():
        formatter = type(f"{name}Formatter", (_Names,), {"label": label, "text": message})
        actions.register_action(PREFIX + name)(formatter)


def _note(kind: str, username: str, request: HttpRequest | None, user: Any = None) -> None:
    address = request.META.get("REMOTE_ADDR") if request is not None else None
    SignInEvent.objects.create(kind=kind, username=username[:150], user=user, address=address or None)


def _account(username: str) -> Any:
    return get_user_model().objects.filter(username=username).first()


@receiver(user_logged_in, dispatch_uid="audit.signed_in")
def _signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    _note(SignInEvent.Kind.SUCCESS, user.get_username(), request, user)
    log(user, f"{PREFIX}signed_in", user=user)


@receiver(user_logged_out, dispatch_uid="audit.signed_out")
def _signed_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if user is not None:
        _note(SignInEvent.Kind.SIGNED_OUT, user.get_username(), request, user)


@receiver(user_login_failed, dispatch_uid="audit.refused")
def _refused(credentials: dict[str, str], request: HttpRequest | None = None, **kwargs: Any) -> None:
    username = credentials.get("username") or ""
    user = _account(username)
    _note(SignInEvent.Kind.FAILURE, username, request, user)
    if user is not None:
        log(user, f"{PREFIX}sign_in_refused")


@receiver(user_locked_out, dispatch_uid="audit.locked_out")
def _locked_out(request: HttpRequest, username: str | None = None, **kwargs: Any) -> None:
    user = _account(username or "")
    _note(SignInEvent.Kind.LOCKED_OUT, username or "", request, user)
    if user is not None:
        log(user, f"{PREFIX}locked_out")


@receiver(second_factor.authenticator_added, dispatch_uid="audit.second_factor_added")
def _added(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    # Whoever has just typed a code of the new factor need not sign in again.
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    log(user, f"{PREFIX}second_factor_added", user=user)


@receiver(second_factor.authenticator_removed, dispatch_uid="audit.second_factor_removed")
def _removed(user: Any, **kwargs: Any) -> None:
    log(user, f"{PREFIX}second_factor_removed", user=user)


def _log_names(instance: Model, what: str, action: str, model: type[Model], keys: set[Any] | None) -> None:
    verb = {"post_add": "added", "post_remove": "removed"}.get(action)
    if verb is None or not keys:
        return
    # With what a name is made of: a permission's begins with its content type's.
    names = [str(row) for row in model._default_manager.filter(pk__in=keys).select_related()]
    log(instance, f"{PREFIX}{what}_{verb}", data={"names": names})


def _changed(what: str) -> Any:
    def handler(instance: Model, action: str, reverse: bool, model: type[Model], pk_set: Any, **kwargs: Any) -> None:
        if action == "pre_clear" and not reverse:
            held = instance.groups if what == "groups" else _permissions_of(instance)  # type: ignore[attr-defined]  # both have them
            _log_names(instance, what, "post_remove", model, set(held.values_list("pk", flat=True)))
        elif not reverse:
            _log_names(instance, what, action, model, pk_set)
        else:  # the change was made from the other end: each row there is what changed
            for row in model._default_manager.filter(pk__in=pk_set or ()):
                _log_names(row, what, action, type(instance), {instance.pk})

    return handler


def _permissions_of(instance: Any) -> Any:
    return instance.permissions if isinstance(instance, Group) else instance.user_permissions


def connect() -> None:
    """Watch who is in which group and what each may do; called once the models are there."""
    user = get_user_model()
    for sender, what in (
        (user.groups.through, "groups"),
        (user.user_permissions.through, "permissions"),
        (Group.permissions.through, "permissions"),
    ):
        m2m_changed.connect(_changed(what), sender=sender, weak=False, dispatch_uid=f"audit.{sender.__name__}")
