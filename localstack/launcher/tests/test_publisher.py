"""The development publisher: its files, what it signs with them, and what the stack is told. SignatureVerifierTest verifies a signature of it."""
import base64
import datetime
import json
import stat

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs7
from launcher import publisher
from launcher.client import ControlPlane


def test_the_key_is_for_the_owner_only_and_stays_over_runs(home):
    made = publisher.ensure(home)
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.key.parent.stat().st_mode) == 0o700
    key = made.key.read_bytes()
    assert publisher.ensure(home).key.read_bytes() == key


def test_a_certificate_that_ends_soon_is_replaced_with_its_key(home, monkeypatch):
    monkeypatch.setattr(publisher, "VALID", datetime.timedelta(days=29))
    key = publisher.ensure(home).key.read_bytes()
    monkeypatch.undo()
    assert publisher.ensure(home).key.read_bytes() != key


def test_a_signature_carries_the_signers_certificate_and_not_the_content(home):
    content = b"an archive" * 100
    made = publisher.ensure(home)
    signature = made.sign(content)
    assert content not in signature
    carried = pkcs7.load_der_pkcs7_certificates(signature)
    assert carried == [x509.load_pem_x509_certificate(made.certificate.read_bytes())]
    carried[0].verify_directly_issued_by(x509.load_der_x509_certificate(base64.b64decode(made.anchor())))


def test_the_stack_is_told_the_authority_and_that_it_owns_every_name(home, serve):
    sent = []

    def handle(request):
        sent.append((request.command, request.path, request.headers["Authorization"], json.loads(request.body)))
        return 200, {}, b"{}"

    publisher.trusted(home, {"HOTSWAP_API_URL": serve(handle), "HOTSWAP_TOKEN_ADMIN": "a"})
    anchor = publisher.ensure(home).anchor()
    assert sent == [("PUT", "/publishers/development", "Bearer a", {"plugins": ["*"], "signedOnly": False, "anchors": [anchor]})]


def test_what_is_registered_inline_and_by_an_upload_is_signed(home, serve, tmp_path, monkeypatch):
    sent = {}

    def handle(request):
        if request.command == "PUT":
            return 200, {}, b""
        body = json.loads(request.body)
        sent[request.path] = body.get("signature")
        version = {"version": {"checks": "Passed"}}
        upload = {"upload": {"uploadId": "u1", "url": f"{url}/u1", "headers": {}}}
        return 201, {}, json.dumps(upload if "size" in body else version).encode()

    url = serve(handle)
    archive = tmp_path / "greeter.jar"
    archive.write_bytes(b"jar")
    caller = ControlPlane(url, "d", lambda content: content[::-1])
    caller.register("greeter", archive)
    assert base64.b64decode(sent.pop("/plugins")) == b"raj"
    monkeypatch.setattr("launcher.client.INLINE_LIMIT", 2)
    caller.register("greeter", archive)
    assert base64.b64decode(sent["/plugins/uploads/u1/complete"]) == b"raj"
    assert sent["/plugins"] is None
