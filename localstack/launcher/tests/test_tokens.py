"""Users, tokens and mails of the real local AWS, and local.env, which a shell reads."""
import base64
import json
import stat
import subprocess
import time

import pytest
from launcher import local_env, mails, publisher, users
from launcher.aws import client
from launcher.home import ROOT
from samcli.yamlhelper import yaml_parse


TEMPLATE_POLICIES = yaml_parse((ROOT / "template.yaml").read_text())["Resources"]["UserPool"]["Properties"]["Policies"]


def claims(token: str) -> dict:
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


@pytest.fixture(scope="module")
def make_pool(local_aws):
    """The outputs of a stack that has a user pool of its own."""
    cognito = client("cognito-idp", local_aws)

    def make() -> dict:
        pool = cognito.create_user_pool(PoolName="users", Policies=TEMPLATE_POLICIES, Schema=[{"Name": "tenant_id", "AttributeDataType": "String", "Mutable": True}])["UserPool"]["Id"]
        api, calls = (cognito.create_user_pool_client(UserPoolId=pool, ClientName=name, ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])["UserPoolClient"]["ClientId"] for name in ("api", "calls"))
        for role in users.ROLES:
            cognito.create_group(UserPoolId=pool, GroupName=role)
        return {"UserPoolId": pool, "UserPoolClientId": api, "PluginCallClientId": calls, "ApiId": "a1"}

    return make


@pytest.fixture(scope="module")
def outputs(make_pool):
    return make_pool()


def test_a_token_has_the_roles_and_the_tenant_that_were_asked_for(local_aws, outputs):
    token = claims(users.token(local_aws, outputs, ["Approver", "TeamLead"], "globex"))
    assert sorted(token["cognito:groups"]) == ["Approver", "TeamLead"]
    assert token["custom:tenant_id"] == "globex"
    assert token["aud"] == outputs["UserPoolClientId"]
    assert token["exp"] > time.time() + 60


def test_a_token_for_plugins_has_an_audience_of_its_own_and_no_role(local_aws, outputs):
    token = claims(users.plugin_call_token(local_aws, outputs, "globex"))
    assert (token["aud"], token["custom:tenant_id"]) == (outputs["PluginCallClientId"], "globex")
    assert not token.get("cognito:groups")
    assert outputs["PluginCallClientId"] != outputs["UserPoolClientId"]


def test_the_same_person_comes_again_and_others_are_others(local_aws, outputs):
    subject = claims(users.token(local_aws, outputs, ["Viewer"], "acme"))["sub"]
    assert claims(users.token(local_aws, outputs, ["Viewer"], "acme"))["sub"] == subject
    assert claims(users.token(local_aws, outputs, ["Viewer"], "globex"))["sub"] != subject
    assert claims(users.token(local_aws, outputs, [], "acme"))["sub"] != subject


def test_local_env_is_for_the_owner_only_and_a_shell_reads_it(home, local_aws, outputs):
    values = local_env.refresh(home, local_aws, outputs)
    assert stat.S_IMODE(home.local_env.stat().st_mode) == 0o600
    read = subprocess.run(["sh", "-c", f". {home.local_env} && env"], env={}, capture_output=True, text=True, timeout=30).stdout
    assert {name: value for name, value in (line.split("=", 1) for line in read.splitlines()) if name.startswith("HOTSWAP_")} == values
    assert local_env.read(home) == values
    assert values["HOTSWAP_API_URL"] == f"{local_aws}/restapis/a1/local/_user_request_/api/v1"
    assert "HOTSWAP_RUNTIME_URL" not in values
    assert claims(values["HOTSWAP_TOKEN_TENANT"])["aud"] == outputs["PluginCallClientId"]
    for suffix, roles in local_env.TOKENS.items():
        assert claims(values[f"HOTSWAP_TOKEN_{suffix}"])["aud"] == outputs["UserPoolClientId"]
        assert sorted(claims(values[f"HOTSWAP_TOKEN_{suffix}"])["cognito:groups"]) == sorted(roles)


def test_local_env_names_the_balancers_that_there_are(home, started, local_aws, outputs):
    balancer = started("development-balancer")
    values = local_env.refresh(home, local_aws, outputs)
    assert values["HOTSWAP_RUNTIME_URL"] == f"http://127.0.0.1:{balancer.port}"
    assert "HOTSWAP_RUNTIME_URL_PRODUCTION" not in values


def test_tokens_that_live_long_enough_are_kept_and_those_of_another_pool_are_not(home, local_aws, outputs, make_pool):
    first = local_env.refresh(home, local_aws, outputs)
    soon = token_until(time.time() + local_env.RENEW_BEFORE - 60)
    late = token_until(time.time() + local_env.RENEW_BEFORE + 60)
    text = home.local_env.read_text().replace(first["HOTSWAP_TOKEN_VIEWER"], soon).replace(first["HOTSWAP_TOKEN_ADMIN"], late)
    home.local_env.write_text(text)
    second = local_env.refresh(home, local_aws, outputs)
    assert second["HOTSWAP_TOKEN_ADMIN"] == late
    assert second["HOTSWAP_TOKEN_VIEWER"] != soon
    assert claims(second["HOTSWAP_TOKEN_VIEWER"])["cognito:groups"] == ["Viewer"]
    third = local_env.refresh(home, local_aws, make_pool())
    assert third["HOTSWAP_TOKEN_ADMIN"] != late


def token_until(expiry: float) -> str:
    payload = base64.urlsafe_b64encode(json.dumps({"exp": int(expiry)}).encode()).decode().rstrip("=")
    return f"header.{payload}.signature"


def test_without_local_env_nothing_is_known(home):
    assert local_env.read(home) == {}


def test_mails_are_found_by_receiver_and_time_oldest_first(local_aws):
    ses = client("sesv2", local_aws)
    client("ses", local_aws).verify_email_identity(EmailAddress="hotswap@example.com")
    message = "For operators, message 123e4567-e89b-12d3-a456-426614174000"
    began = time.time() - 1
    for to, subject, text in (("a@example.com", "first", "Hello"), ("b@example.com", "second", f"It is degraded.\n\n{message}"), ("a@example.com", "third", "Bye")):
        ses.send_email(FromEmailAddress="hotswap@example.com", Destination={"ToAddresses": [to]}, Content={"Simple": {"Subject": {"Data": subject}, "Body": {"Text": {"Data": text}}}})
    assert [mail.subject for mail in mails.sent(local_aws, since=began)] == ["first", "second", "third"]
    assert [mail.subject for mail in mails.sent(local_aws, to="a@example.com")] == ["first", "third"]
    assert mails.sent(local_aws, since=time.time() + 60) == []
    second, = mails.sent(local_aws, to="b@example.com")
    assert second.message_id == "123e4567-e89b-12d3-a456-426614174000"
    assert mails.sent(local_aws, to="a@example.com")[0].message_id == ""


def test_authors_find_key_and_certificate_in_local_env(home, local_aws, outputs):
    made = publisher.ensure(home)
    values = local_env.refresh(home, local_aws, outputs)
    assert (values["HOTSWAP_SIGNING_CERTIFICATE"], values["HOTSWAP_SIGNING_KEY"]) == (str(made.certificate), str(made.key))
