"""Users and tokens of the local Cognito pool: one user per set of roles and tenant. A token is for the control plane or for calls of plugins, never for both."""
import base64
import json
import secrets

from launcher.aws import client

ROLES = ("Admin", "Developer", "TenantOwner", "Approver", "Viewer", "TeamLead", "PlatformAdmin")


def token(endpoint: str, outputs: dict, roles: list, tenant: str) -> str:
    """A fresh ID token for the control plane; the user is made when there is none yet."""
    return _token(endpoint, outputs["UserPoolId"], outputs["UserPoolClientId"], roles, tenant)


def plugin_call_token(endpoint: str, outputs: dict, tenant: str) -> str:
    """A fresh ID token for calls of plugins: nodes accept no other, and the control plane does not accept it."""
    return _token(endpoint, outputs["UserPoolId"], outputs["PluginCallClientId"], [], tenant)


def _token(endpoint: str, pool: str, app: str, roles: list, tenant: str) -> str:
    cognito = client("cognito-idp", endpoint)
    name = f"{'-'.join(sorted(roles)).lower() or 'caller'}@{tenant}"
    # Nobody needs to remember it: the next token takes the next password.
    password = f"Aa1{secrets.token_hex(16)}"
    try:
        cognito.admin_create_user(UserPoolId=pool, Username=name, MessageAction="SUPPRESS", TemporaryPassword=password, UserAttributes=[{"Name": "custom:tenant_id", "Value": tenant}, {"Name": "email", "Value": f"{name}.example.com"}])
    except cognito.exceptions.UsernameExistsException:
        pass
    for role in roles:
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName=role)
    cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=password, Permanent=True)
    answer = cognito.initiate_auth(ClientId=app, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": name, "PASSWORD": password})
    return answer["AuthenticationResult"]["IdToken"]


def expiry(token: str) -> int:
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["exp"]
