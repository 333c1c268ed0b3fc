"""Who is asking. Behind proxies everybody would be 127.0.0.1, and one person's mistakes would lock all out."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw.

    `TRUSTED_PROXIES` says how many proxies of ours stand in front. Each adds the address it was called from at the end
    of X-Forwarded-For, so counting from the end cannot be fooled by what a visitor writes at the beginning.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    trusted: int = settings.TRUSTED_PROXIES
    if not trusted:
        return direct
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if len(forwarded) < trusted:
        return direct
    try:
        return str(ip_address(forwarded[-trusted]))
    except ValueError:
        return direct


def network_of(address: str) -> str:
    """Whom an address counts for. An IPv6 line has 2⁶⁴ of them: they are one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{found}/64", strict=False)) if isinstance(found, IPv6Address) else str(found)


def account_name(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """The account that someone tries to enter: the sign-in form and the second step name it differently."""
    return (credentials or {}).get("username") or request.POST.get("login") or request.POST.get("username") or ""
