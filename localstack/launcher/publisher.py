"""The publisher that this machine's stack trusts, and what it signs with. Each home has its own, made by its first `up`."""
import base64
import datetime
from dataclasses import dataclass
from pathlib import Path

from launcher.client import ControlPlane
from launcher.home import Home, write

NAME = "development"
# Every name that no other publisher owns more closely, signed or not: claims and authors register what they like.
OWNED = {"plugins": ["*"], "signedOnly": False}
VALID = datetime.timedelta(days=3650)
RENEW_BEFORE = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Publisher:
    """A certificate for code signing and its key, in files for the owner only."""

    certificate: Path
    key: Path

    @staticmethod
    def of(home: Home) -> "Publisher":
        folder = home.path / "keys"
        return Publisher(folder / "signer.pem", folder / "signer.key")

    @property
    def authority(self) -> Path:
        """The certificate that issued the signer's. Its key is not kept: another signer gets another authority."""
        return self.certificate.with_name("authority.pem")

    def exists(self) -> bool:
        return self.certificate.exists() and self.key.exists()

    def sign(self, content: bytes) -> bytes:
        """A detached CMS signature in DER, as `openssl cms -sign -binary -outform DER` makes it."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.serialization import pkcs7

        certificate = x509.load_pem_x509_certificate(self.certificate.read_bytes())
        key = serialization.load_pem_private_key(self.key.read_bytes(), None)
        options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoCapabilities]
        return pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256()).sign(serialization.Encoding.DER, options)

    def anchor(self) -> str:
        """What the API takes: the authority's DER in base64."""
        from cryptography import x509
        from cryptography.hazmat.primitives import serialization

        certificate = x509.load_pem_x509_certificate(self.authority.read_bytes())
        return base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()


def ensure(home: Home) -> Publisher:
    """The home's publisher; a new one when there is none, or its certificate ends soon."""
    publisher = Publisher.of(home)
    if not publisher.exists() or _ends_soon(publisher):
        make(publisher)
    return publisher


def trusted(home: Home, values: dict) -> None:
    """The running stack takes its signatures. Sent by each `up`: the stack may have begun anew."""
    admin = ControlPlane(values["HOTSWAP_API_URL"], values["HOTSWAP_TOKEN_ADMIN"])
    admin.call("PUT", f"/publishers/{NAME}", OWNED | {"anchors": [ensure(home).anchor()]}).expect(200)


def make(publisher: Publisher) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _certificate("HotSwap development authority", authority_key, None, authority_key)
    signer = _certificate("HotSwap development publisher", key, authority, authority_key)
    publisher.certificate.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write(publisher.key, key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode())
    write(publisher.authority, authority.public_bytes(serialization.Encoding.PEM).decode())
    write(publisher.certificate, signer.public_bytes(serialization.Encoding.PEM).decode())


def _certificate(name: str, key, issuer, issuer_key):
    """Of an authority when nobody but itself issues it, else of a signer of code."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    usages = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign", "encipher_only", "decipher_only"), False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + VALID)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None if issuer else 0), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=issuer is not None, key_cert_sign=issuer is None, **usages), critical=True)
    )
    if issuer:
        builder = builder.add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _ends_soon(publisher: Publisher) -> bool:
    from cryptography import x509

    certificate = x509.load_pem_x509_certificate(publisher.certificate.read_bytes())
    return certificate.not_valid_after_utc < datetime.datetime.now(datetime.timezone.utc) + RENEW_BEFORE
