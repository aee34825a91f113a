"""How the claims call the API and plugins: what counts as an answer, and what as a failure."""
import base64
import json
import time

import pytest
from launcher import client
from launcher.client import Connection, ControlPlane
from launcher.console import Failure


def answer(status: int, body="", **headers):
    return status, headers, body.encode() if isinstance(body, str) else json.dumps(body).encode()


def test_a_connection_is_kept_until_it_was_idle_for_so_long_that_the_other_side_may_close_it(serve):
    ports = []

    def handle(request):
        ports.append(request.client_address[1])
        return answer(200)

    connection = Connection(serve(handle))
    for _ in range(3):
        connection.call("GET", "/")
    assert len(set(ports)) == 1
    connection._used -= client.IDLE_SECONDS + 1
    connection.call("GET", "/")
    assert len(set(ports)) == 2


def test_a_cut_connection_is_a_failure_and_the_next_call_has_a_new_one(serve):
    asked = []

    def handle(request):
        asked.append(request.path)
        return None if request.path == "/cut" else answer(200, "well")

    connection = Connection(serve(handle))
    with pytest.raises(OSError):
        connection.call("GET", "/cut")
    assert connection.call("GET", "/well").body == b"well"
    # It is not asked again in secret: that would hide the failure.
    assert asked == ["/cut", "/well"]


def test_another_status_than_expected_shows_the_answer(serve):
    connection = Connection(serve(lambda request: answer(409, "the place is taken")))
    with pytest.raises(Failure, match="Expected 202, got 409: the place is taken"):
        connection.call("POST", "/deployments").expect(202)


def test_the_token_and_the_addresss_path_go_with_every_call(serve):
    seen = []

    def handle(request):
        seen.append((request.path, request.headers["Authorization"], request.headers["Content-Type"]))
        return answer(200, {})

    ControlPlane(f"{serve(handle)}/stage/api/v1/", "t0ken").call("GET", "/plugins")
    assert seen == [("/stage/api/v1/plugins", "Bearer t0ken", "application/json")]


CHECKED = {"pluginId": "p", "version": {"pluginId": "p", "name": "markdown", "version": "1.0.0", "checks": "Passed"}}


def test_a_registration_waits_for_the_checks(serve, tmp_path):
    states, asked = iter(["Pending", "Pending", "Passed"]), []
    pending = CHECKED["version"] | {"checks": "Pending"}

    def handle(request):
        if request.command == "POST":
            return answer(201, {"pluginId": "p", "version": pending})
        asked.append(request.path)
        return answer(200, pending | {"checks": next(states)})

    archive = tmp_path / "small.jar"
    archive.write_bytes(b"jar")
    ControlPlane(serve(handle), "t").register("markdown", archive)
    assert asked == ["/plugins/p/versions/1.0.0"] * 3


@pytest.mark.parametrize("state, said", [("Failed", "has Failed its checks"), ("Pending", "still Pending")])
def test_a_version_that_does_not_pass_is_told(serve, state, said):
    version = CHECKED["version"] | {"checks": state}
    with pytest.raises(Failure, match=said):
        ControlPlane(serve(lambda request: answer(200, version)), "t").await_checks(version, seconds=0)


def test_a_small_archive_is_registered_in_one_request(serve, tmp_path):
    sent = []

    def handle(request):
        sent.append((request.path, json.loads(request.body)))
        return answer(201, CHECKED)

    archive = tmp_path / "small.jar"
    archive.write_bytes(b"jar")
    assert ControlPlane(serve(handle), "t").register("markdown", archive) == CHECKED
    assert sent == [("/plugins", {"name": "markdown", "content": base64.b64encode(b"jar").decode()})]


@pytest.mark.parametrize("parts", [1, 3])
def test_a_large_archive_is_uploaded_whole_in_as_many_parts_as_it_is_told(serve, tmp_path, monkeypatch, parts):
    content = bytes(range(250)) * 10
    stored, registered = {}, []

    def handle(request):
        if request.command == "PUT":
            stored[request.path] = (request.body, request.headers["x-amz-checksum"])
            return answer(200)
        if request.path == "/plugins":
            assert json.loads(request.body) == {"name": "markdown", "size": len(content)}
            if parts == 1:
                return answer(201, {"upload": {"uploadId": "u1", "url": f"{url}/one", "headers": {"x-amz-checksum": "c"}}})
            return answer(201, {"upload": {"uploadId": "u1", "partSize": 1000, "parts": [{"partNumber": n + 1, "url": f"{url}/{n}"} for n in range(parts)]}})
        registered.append(request.path)
        return answer(201, CHECKED)

    url = serve(handle)
    monkeypatch.setattr(client, "INLINE_LIMIT", len(content) - 1)
    archive = tmp_path / "large.zip"
    archive.write_bytes(content)
    ControlPlane(url, "t").register("markdown", archive)
    assert b"".join(stored[path][0] for path in sorted(stored)) == content
    assert len(stored) == parts
    assert registered == ["/plugins/uploads/u1/complete"]
    if parts == 1:
        assert stored["/one"][1] == "c"


def test_a_deployment_is_awaited_to_its_end(serve):
    statuses = iter(["Accepted", "InProgress", "RolledBack"])
    assert ControlPlane(serve(lambda request: answer(200, {"status": next(statuses)})), "t").await_end("d1")["status"] == "RolledBack"


def test_a_deployment_that_never_ends_is_reported_with_its_phase(serve):
    url = serve(lambda request: answer(200, {"status": "InProgress", "phase": "Staging"}))
    began = time.monotonic()
    with pytest.raises(Failure, match=r"Deployment d1 is still InProgress \(Staging\) after 0 s."):
        ControlPlane(url, "t").await_end("d1", seconds=0.2)
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("signature, sent", [({"summary": "unsigned"}, ["c2lnbmVkIGJ5dGVz"]), ({"summary": "signed by development"}, [])])
def test_a_version_that_was_registered_unsigned_is_signed_when_it_is_registered_again(serve, tmp_path, signature, sent):
    signatures = []

    def handle(request):
        body = json.loads(request.body)
        if request.command == "PUT":
            assert request.path == "/plugins/p1/versions/1.0.0/signature"
            signatures.append(body["signature"])
            return answer(200, {})
        return answer(201, {"version": {"pluginId": "p1", "name": "sample", "version": "1.0.0", "checks": "Passed", "signature": signature}})

    file = tmp_path / "sample.jar"
    file.write_bytes(b"bytes")
    ControlPlane(serve(handle), "t0ken", lambda content: b"signed " + content).register("sample", file)
    assert signatures == sent
