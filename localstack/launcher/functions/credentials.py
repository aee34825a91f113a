"""Credentials of a role, served to its processes the way ECS and SnapStart functions get theirs."""
import hashlib
import hmac
import threading
import time
from datetime import datetime, timedelta, timezone

KEEP_SECONDS = 10
# The SDK renews 15 minutes before the expiry that it was given. The emulator forgets its sessions when it
# restarts, so they are renewed within seconds instead of within the hour.
TOLD_LIFE = timedelta(minutes=15, seconds=20)


def token(secret: str, key: str) -> str:
    """What a process shows to get the credentials of its own role, and of no other."""
    return hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest()


def node_key(environment: str) -> str:
    """Nodes of one environment share a role, and no other one's."""
    return f"node-{environment}"


def variables(port: int, secret: str, key: str) -> dict:
    return {
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:{port}/credentials/{key}",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": token(secret, key),
    }


class Credentials:
    """`roles` is a map from key to role ARN; `assume` is sts:AssumeRole as the local root."""

    def __init__(self, secret: str, assume):
        self.roles = {}
        self._secret, self._assume = secret, assume
        self._kept, self._lock = {}, threading.Lock()

    def allows(self, key: str, shown: str | None) -> bool:
        return hmac.compare_digest(token(self._secret, key), shown or "")

    def of(self, key: str) -> dict:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] < time.monotonic():
                session = self._assume(RoleArn=self.roles[key], RoleSessionName=key[-64:], DurationSeconds=3600)["Credentials"]
                kept = (time.monotonic() + KEEP_SECONDS, session)
                self._kept[key] = kept
            session = kept[1]
        return {
            "AccessKeyId": session["AccessKeyId"],
            "SecretAccessKey": session["SecretAccessKey"],
            "Token": session["SessionToken"],
            "Expiration": (datetime.now(timezone.utc) + TOLD_LIFE).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
