# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.
"""Each service has an account of its own on the broker, and can do no more than its work."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import ssl
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

import eventlet
import pytest
from amqp.exceptions import AccessRefused
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from kombu.connection import Connection

from shared.messaging.link import open_connection
from shared.messaging.sender import BrokerAway, Parcel, Sender
from shared.messaging.topology import EVENTS, RPC, permissions
from tests.messaging.support.departments import numbers, stamped
from tests.messaging.support.town import Town
from tests.support import services
from tests.support.services import Broker
from tests.support.waiting import eventually

PASSWORD = uuid.uuid4().hex


def control(broker: Broker, *words: str) -> None:
    """Give the broker an order, the machine's own or one of ours."""
    if isinstance(broker, services.PrivateBroker):
        broker._instance.control(*words)
    else:
        services._rabbitmqctl(*words)


@pytest.fixture(scope="module")
def accounts(broker: Broker, virtual_host: str) -> Iterator[Callable[[str], str]]:
    """Accounts with the least rights; the answer gives the address for a service."""
    vhost, suffix = urlsplit(virtual_host).path.removeprefix("/"), uuid.uuid4().hex[:8]
    names = {service: f"test-{service}-{suffix}" for service in ("post", "desk", "stranger")}
    with NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(definitions(vhost, names), file, ensure_ascii=False)
        file.flush()
        Path(file.name).chmod(0o644)  # the broker reads it, as a user of its own
        control(broker, "import_definitions", file.name)

    def address(service: str) -> str:
        at = urlsplit(virtual_host)
        where = f"{names[service]}:{PASSWORD}@{at.hostname}:{at.port}"
        return at._replace(netloc=where).geturl()

    yield address
    for name in names.values():
        control(broker, "delete_user", name)


def definitions(vhost: str, names: dict[str, str]) -> dict[str, Any]:
    """Users and their rights, as RabbitMQ imports them."""
    may = {name: permissions(service) for service, name in names.items()}
    return {
        "users": [{"name": name, "password": PASSWORD, "tags": ""} for name in may],
        "permissions": [
            {
                "user": name,
                "vhost": vhost,
                "configure": rights.configure,
                "write": rights.write,
                "read": rights.read,
            }
            for name, rights in may.items()
        ],
        "topic_permissions": [
            {"user": name, "vhost": vhost, "exchange": exchange, "write": write, "read": read}
            for name, rights in may.items()
            for exchange, (write, read) in rights.topics.items()
        ],
    }


def test_with_the_least_rights_everything_works(
    rabbit_town: Town, accounts: Callable[[str], str]
) -> None:
    rabbit_town.serve_post(uri=accounts("post"))
    rabbit_town.serve_desk(uri=accounts("desk"))
    stamp = stamped(rabbit_town.post)
    stamp(1)
    with rabbit_town.deaf_post():
        stamp(2)

    eventually(lambda: numbers(rabbit_town.desk) == [1, 2])


@pytest.mark.parametrize(("exchange", "key"), [(EVENTS, "desk.#"), (EVENTS, "#"), (RPC, "post.*")])
def test_nobody_can_listen_to_what_is_for_another(
    rabbit_town: Town, accounts: Callable[[str], str], exchange: Any, key: str
) -> None:
    rabbit_town.serve_post()
    with Connection(accounts("stranger")) as connection:
        channel = connection.channel()
        channel.queue_declare("guihang.stranger")

        with pytest.raises(AccessRefused):
            channel.queue_bind("guihang.stranger", exchange.name, key)


@pytest.mark.parametrize("queue", ["guihang.desk", "guihang.rpc.post", "guihang.dead.letters"])
def test_nobody_can_read_the_queue_of_another(
    rabbit_town: Town, accounts: Callable[[str], str], queue: str
) -> None:
    rabbit_town.serve_post()
    rabbit_town.serve_desk()
    with Connection(accounts("stranger")) as connection, pytest.raises(AccessRefused):
        connection.channel().basic_get(queue)


def test_nobody_can_publish_as_another(rabbit_town: Town, accounts: Callable[[str], str]) -> None:
    rabbit_town.serve_post()
    sender = Sender(accounts("stranger"), exchanges=(EVENTS,))

    with pytest.raises(BrokerAway, match="AccessRefused"):
        sender.send([Parcel(exchange=EVENTS, routing_key="desk.post.stamped", body=b"{}")])


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Something that speaks TLS: its address, and the file with its certificate."""
    file = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    listener = context.wrap_socket(eventlet.listen(("127.0.0.1", 0)), server_side=True)
    host = eventlet.spawn(hang_up, listener)
    yield f"amqps://guest:guest@127.0.0.1:{listener.getsockname()[1]}//", file
    host.kill()
    listener.close()


def hang_up(listener: Any) -> None:
    """Shake hands with whoever comes, and hang up."""
    while True:
        caller, _ = listener.accept()
        with closing(caller), suppress(OSError):
            caller.do_handshake()


def test_a_broker_whose_certificate_nobody_vouches_for_is_refused(
    secure: tuple[str, str],
) -> None:
    """Encryption alone would let anybody stand in the middle."""
    with pytest.raises(ssl.SSLCertVerificationError):
        open_connection(secure[0])


def test_a_broker_of_the_towns_own_authority_is_believed(
    secure: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    uri, file = secure
    monkeypatch.setenv("SSL_CERT_FILE", file)

    with pytest.raises(OSError, match="closed"):  # the handshake went well; then it hung up
        open_connection(uri)


def certificate(folder: Path) -> str:
    """A certificate that its owner signed itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "broker.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    return str(file)
