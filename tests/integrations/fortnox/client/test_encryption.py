"""Tests of encrypted connections: the same patience, and the same care about what was sent."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from integrations.fortnox.client.calling.call import Call, Patience
from integrations.fortnox.client.calling.calls import REAL_TIME
from integrations.fortnox.client.errors import NotSentError, OutcomeUnknownError
from tests.integrations.fortnox.client.conftest import Talk
from tests.integrations.fortnox.client.said import COMPANY
from tests.integrations.fortnox.client.server import Reply, as_json
from tests.integrations.fortnox.client.test_line import GIVEN_UP

Start = Callable[..., Talk]


def joined(pieces: Iterator[bytes]) -> bytes:
    return b"".join(pieces)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate of this machine, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    """Give how a server is encrypted that nobody trusts yet."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Give how a server is encrypted that this machine trusts."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    return tls


def test_answer_is_read_over_an_encrypted_connection(talk: Start, trusted: ssl.SSLContext) -> None:
    one = talk(as_json(COMPANY), tls=trusted)

    assert one.client.company().database_number == 1234567


@pytest.mark.parametrize("fate", ["drip", "drip_head", "drip_chunk", "silent"])
def test_slow_answer_does_not_hold_a_call(talk: Start, trusted: ssl.SSLContext, fate: str) -> None:
    one = talk(Reply(fate=fate), when=REAL_TIME, tls=trusted)

    with pytest.raises(GIVEN_UP):
        one.calls.read(Call("companyinformation", patience=Patience(silent=1, total=1.5)), joined)


def test_post_that_breaks_off_is_unknown(talk: Start, trusted: ssl.SSLContext) -> None:
    one = talk(Reply(fate="reset"), tls=trusted)

    with pytest.raises(OutcomeUnknownError):
        one.calls.change(Call("vouchers", body="{}"), joined)

    assert one.script.paths == ["/3/vouchers"]


def test_server_that_is_not_trusted_is_sent_nothing(talk: Start, tls: ssl.SSLContext) -> None:
    one = talk(as_json({}), tls=tls)

    with pytest.raises(NotSentError):
        one.calls.change(Call("vouchers", body="{}"), joined)

    assert one.script.asked == []
