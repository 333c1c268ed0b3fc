"""Where a webhook is never sent: into a network that is not public, whatever address, name or answer lead there."""

import datetime
import http.server
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from caravana_site.api.models import WebhookDelivery
from caravana_site.api.webhooks import sending
from caravana_site.common import posting, remote
from caravana_site.common.posting import PostingError, Trouble, post, refuse
from tests.factories import ThemeFactory

from .conftest import Endpoint, subscribe

PUBLIC, OTHER_PUBLIC = "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"


class Resolver:
    """Answers names from a list, another answer each time; literal addresses as the real one does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
        self.answers, self.asked, self.real = list(answers), 0, socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self)

    def __call__(self, host: str, port: Any, *arguments: Any, **named: Any) -> Any:
        self.asked += 1
        found = self.answers.pop(0) if self.answers else ["127.0.0.1"]
        return [entry for one in found for entry in self.real(one, port, type=socket.SOCK_STREAM)]


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where a connection is tried, instead of the connection."""
    tried: list[tuple[str, int]] = []

    def connect(self: socket.socket, address: Any) -> None:
        tried.append(address[:2])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def trouble(url: str, **named: Any) -> Trouble:
    with pytest.raises(PostingError) as caught:
        post(url, b"{}", {}, **named)
    return caught.value.trouble


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "017700000001", "localhost",
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "0",
        "255.255.255.255", "224.0.0.1", "240.0.0.1",
        "169.254.169.254", "2852039166", "0xa9fea9fe",
        "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]",
        "[2002:7f00:1::]", "[64:ff9b::7f00:1]", "[64:ff9b::169.254.169.254]",
        "①②⑦.⓪.⓪.①", "127。0。0。1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_never_connected_to(connections: list[Any], host: str) -> None:
    assert trouble(f"https://{host}/hook") in {Trouble.ADDRESS, Trouble.NAME}
    assert connections == []


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/", "ftp://hooks.example.org/", "file:///etc/passwd", "gopher://hooks.example.org/",
        "https://user@hooks.example.org/", "https://user:word@hooks.example.org/", "https://@hooks.example.org/",
        "https://hooks.example.org:22/", "https://hooks.example.org:80/", "https://hooks.example.org:1023/",
        "https://hooks.example.org:0/", "https://hooks.example.org:65536/", "https://hooks.example.org:x/",
        "https:///hook", "https://", "//hooks.example.org/", "hook", "", "https://[::1", "https://a..b/",
        "http://127.0.0.1/", "https://127.0.0.1:8000/",
    ],
)  # fmt: skip
def test_what_is_no_address_to_send_to_is_refused_before_any_name_is_looked_up(
    monkeypatch: pytest.MonkeyPatch, connections: list[Any], url: str
) -> None:
    with pytest.raises(PostingError) as caught:
        refuse(url)
    assert caught.value.trouble == Trouble.ADDRESS
    resolver = Resolver(monkeypatch, [PUBLIC])
    if "127.0.0.1" not in url:
        assert trouble(url) == Trouble.ADDRESS
        assert resolver.asked == 0
    assert connections == []


@pytest.mark.parametrize(
    "url",
    ["https://hooks.example.org/", "https://hooks.example.org:443/a?b=c", "https://hooks.example.org:8443",
     "https://passarel·les.example.cat/", f"https://{PUBLIC}/", f"https://[{OTHER_PUBLIC}]/"],
)  # fmt: skip
def test_a_public_address_is_fine_and_nobody_waits_for_a_name_server(
    monkeypatch: pytest.MonkeyPatch, connections: list[Any], url: str
) -> None:
    refuse(url)
    Resolver(monkeypatch, [PUBLIC])
    assert trouble(url) == Trouble.CONNECTION
    assert len(connections) == 1


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    monkeypatch: pytest.MonkeyPatch, connections: list[Any]
) -> None:
    for answer in ([PUBLIC, "10.0.0.1"], ["10.0.0.1", PUBLIC], [OTHER_PUBLIC, "::1"]):
        Resolver(monkeypatch, answer)
        assert trouble("https://hooks.example.org/") == Trouble.ADDRESS
        assert connections == []


def test_the_connection_goes_where_the_check_looked_though_the_name_says_otherwise_by_then(
    monkeypatch: pytest.MonkeyPatch, connections: list[Any]
) -> None:
    resolver = Resolver(monkeypatch, [PUBLIC], ["127.0.0.1"], ["169.254.169.254"])
    assert trouble("https://rebind.example.org:8443/") == Trouble.CONNECTION
    assert resolver.asked == 1, "it is asked once, and believed once"
    assert connections == [(PUBLIC, 8443)]


def test_every_address_of_a_name_is_tried_until_one_answers(
    monkeypatch: pytest.MonkeyPatch, connections: list[Any]
) -> None:
    Resolver(monkeypatch, [OTHER_PUBLIC, PUBLIC, PUBLIC])
    assert trouble("https://hooks.example.org/") == Trouble.CONNECTION
    assert connections == [(PUBLIC, 443), (OTHER_PUBLIC, 443)]


def test_the_name_is_told_to_the_server_that_the_check_found(
    monkeypatch: pytest.MonkeyPatch, endpoint: Endpoint
) -> None:
    resolver = Resolver(monkeypatch, ["127.0.0.1"], [PUBLIC])
    answer = post(f"http://hooks.example.org:{endpoint.port}/a?b=ç", b"{}", {"X-Test": "1"}, loopback=True)
    assert answer.status == 204
    assert resolver.asked == 1
    received = endpoint.received[0]
    assert received.headers["host"] == f"hooks.example.org:{endpoint.port}"
    assert received.path == "/a?b=%C3%A7"
    assert received.headers["x-test"] == "1"


def test_this_machine_is_for_tests_alone(endpoint: Endpoint, settings: Any) -> None:
    assert trouble(endpoint.url) == Trouble.ADDRESS
    assert endpoint.received == []
    from caravana_site.settings import base

    assert not hasattr(base, "WEBHOOKS_TO_LOOPBACK")
    del settings.WEBHOOKS_TO_LOOPBACK
    assert not posting.loopback_allowed()
    assert trouble("http://10.0.0.1:8000/", loopback=True) == Trouble.ADDRESS, "loopback is not the whole network"


@pytest.mark.django_db
@pytest.mark.usefixtures("committed")
def test_a_redirect_to_a_private_address_leads_nowhere(endpoint: Endpoint, other_endpoint: Endpoint) -> None:
    hook = subscribe(endpoint)
    for target in ("http://169.254.169.254/latest/meta-data/", other_endpoint.url, "file:///etc/passwd"):
        endpoint.will(302, Location=target)
        ThemeFactory(key=f"t{len(target)}", slug=f"t{len(target)}")
        assert sending.send(hook.pk) == 0
    assert other_endpoint.received == []
    assert set(WebhookDelivery.objects.values_list("last_problem", flat=True)) == {"redirect"}


@pytest.mark.django_db
@pytest.mark.usefixtures("committed")
def test_an_address_that_became_private_is_told_in_the_log(endpoint: Endpoint, settings: Any) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = False
    hook = subscribe(endpoint, url=f"https://127.0.0.1:{endpoint.port}/")
    ThemeFactory()
    assert sending.send(hook.pk) == 0
    row = WebhookDelivery.objects.get()
    assert (row.state, row.last_problem, row.last_status) == ("waiting", "address", None)
    assert endpoint.received == []


def test_of_a_long_answer_only_the_beginning_is_read(endpoint: Endpoint) -> None:
    endpoint.body = b"x" * 5_000_000
    endpoint.will(200)
    assert len(post(endpoint.url, b"{}", {}, loopback=True).body) == 64 * 1024


@pytest.mark.parametrize("said", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n"])
def test_what_is_no_answer_is_a_failure(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_say, args=(server, [said]), daemon=True).start()
        found = trouble(f"http://127.0.0.1:{server.getsockname()[1]}/", loopback=True)
    assert found in {Trouble.ANSWER, Trouble.CONNECTION}


def test_one_byte_now_and_then_buys_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "SECONDS", 1)
    drops = [b"HTTP/1.1 200 OK\r\n", *[b"a: b\r\n"] * 90]
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_say, args=(server, drops, 0.3), daemon=True).start()
        assert trouble(f"http://127.0.0.1:{server.getsockname()[1]}/", loopback=True) == Trouble.TIME


def _say(server: socket.socket, parts: list[bytes], pause: float = 0) -> None:
    client, _address = server.accept()
    with client:
        client.recv(65536)
        try:
            for part in parts:
                client.sendall(part)
                time.sleep(pause)
        except OSError:
            return  # it has hung up, as it should


@pytest.mark.parametrize(
    ("address", "public"),
    [(PUBLIC, True), (OTHER_PUBLIC, True), (f"::ffff:{PUBLIC}", True), ("64:ff9b::5db8:d822", True),
     ("::ffff:10.0.0.1", False), ("2002:0a00:0001::1", False)],
)  # fmt: skip
def test_an_address_that_wraps_another_is_as_public_as_that_one(address: str, public: bool) -> None:
    assert remote.is_public(ipaddress.ip_address(address)) is public


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server with a certificate of hooks.example.org, which is trusted; its port."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    _certify("hooks.example.org", certificate, key)
    monkeypatch.setattr(posting, "where", lambda: str(certificate))

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            """Nothing on the test's screen."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    monkeypatch.setattr(server, "handle_error", lambda *arguments: None)  # a client that hangs up is what is tested
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def _certify(name: str, certificate: Path, key: Path) -> None:
    made = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(made.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(made, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        made.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def test_the_certificate_is_checked_against_the_name_and_not_the_address(
    monkeypatch: pytest.MonkeyPatch, encrypted: int
) -> None:
    Resolver(monkeypatch, ["127.0.0.1"], ["127.0.0.1"])
    assert post(f"https://hooks.example.org:{encrypted}/", b"{}", {}, loopback=True).status == 204
    assert trouble(f"https://others.example.org:{encrypted}/", loopback=True) == Trouble.CERTIFICATE


def test_a_certificate_that_nobody_vouches_for_is_refused(
    monkeypatch: pytest.MonkeyPatch, encrypted: int, tmp_path: Path
) -> None:
    _certify("hooks.example.org", tmp_path / "other.pem", tmp_path / "other.key")
    monkeypatch.setattr(posting, "where", lambda: str(tmp_path / "other.pem"))
    Resolver(monkeypatch, ["127.0.0.1"])
    assert trouble(f"https://hooks.example.org:{encrypted}/", loopback=True) == Trouble.CERTIFICATE
