"""What was audited cannot be altered unnoticed: verified with an export, the signed digests and a public key alone."""
import base64
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from launcher import java, users
from launcher.aws import REGION, client
from launcher.claims import audit_retention
from launcher.claims.bench import Bench, Verdict, other
from launcher.client import ControlPlane
from launcher.console import Failure
from launcher.home import ROOT, STACK

CLAIM = ("what happened on the stack is verified offline: each record that is dropped, changed, exchanged or cut off, and a digest that is altered, is named; "
         "no function may change or delete a record, nobody a digest; 1,000,000 records take seconds; where retention is asked for, it archives, signs for and removes what is old, and what else is removed or altered is named")
JAR = ROOT / "functions/audit/target/hotswap-audit.jar"
MANY, SUBJECTS = 1_000_000, 1_000
ROLES = ("RegistrationRoleArn", "DeploymentsRoleArn", "RolloutRoleArn", "ApprovalsRoleArn")
INTACT, BROKEN = 0, 1


def prove(bench: Bench) -> Verdict:
    deployed = bench.home.state()["deployed"]
    endpoint, outputs = deployed["endpoint"], deployed["outputs"]
    bench.deployed(other(bench.ensure_markdown()))
    with tempfile.TemporaryDirectory() as folder:
        trail = Trail(Path(folder) / "real")
        _digest(endpoint)
        admin = ControlPlane(bench.environment["HOTSWAP_API_URL"], users.token(endpoint, outputs, ["Admin"], "acme"))
        trail.store(exported(admin), *_digests(endpoint, outputs))
        code, said = trail.verify()
        mistakes = [] if code == INTACT else [f"the real trail: {said}"]
        found = {}
        for name, tamper in TAMPERINGS.items():
            copy = trail.copy(Path(folder) / name)
            expected = tamper(copy)
            code, said = copy.verify()
            found[f"{name}_is_named"] = said.splitlines()[0]
            if code != BROKEN or not re.search(expected, said):
                mistakes.append(f"{name}: expected {expected}, was told {said[:300]}")
        allowed = _allowed(endpoint, outputs)
        many, seconds = _many(trail, Path(folder) / "many")
        retained, figures_of_retention = audit_retention.removed(trail.lines[trail.longest()[1]], JAR)
    figures = {"records": len(trail.lines), "digests": len(trail.digests)} | found | {
        "changes_that_roles_or_root_could_make": allowed or "none", "records_of_the_large_trail": MANY, "seconds": seconds} | figures_of_retention
    return Verdict(not mistakes and not many and not retained and not allowed, figures | {"not_as_claimed": mistakes + many + retained or "nothing"})


class Trail:
    """An export, its digests and the public key, as files."""

    def __init__(self, folder: Path):
        self.folder, self.lines, self.digests = folder, [], {}

    def store(self, lines: list, digests: dict, key: bytes) -> None:
        (self.folder / "digests").mkdir(parents=True)
        self.lines, self.digests, self.key = lines, digests, key
        self._write()

    def copy(self, folder: Path) -> "Trail":
        copy = Trail(folder)
        copy.store(list(self.lines), dict(self.digests), self.key)
        return copy

    def _write(self) -> None:
        (self.folder / "records.ndjson").write_text("".join(line + "\n" for line in self.lines))
        for name, text in self.digests.items():
            (self.folder / "digests" / name).write_text(text)
        encoded = base64.encodebytes(self.key).decode()
        (self.folder / "key.pem").write_text(f"-----BEGIN PUBLIC KEY-----\n{encoded}-----END PUBLIC KEY-----\n")

    def verify(self) -> tuple:
        """Exit code and what the command said."""
        self._write()
        command = [
            str(java.home() / "bin/java"), "-cp", str(JAR), "io.hotswap.audit.VerifyAudit", "--records", str(self.folder / "records.ndjson"), "--digests", str(self.folder / "digests"),
            "--key", str(self.folder / "key.pem")]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def longest(self) -> list:
        """Where the records of the longest chain of a deployment lie among the lines, in their order. Nothing is added to it any more."""
        subject, count = Counter(subject for subject in map(_subject, self.lines) if subject.startswith("Deployment#")).most_common(1)[0]
        if count < 4:
            raise Failure(f"No chain is long enough: {subject} has {count} records.")
        return sorted((number for number, line in enumerate(self.lines) if _subject(line) == subject), key=lambda number: _sequence(self.lines[number]))


def _subject(line: str) -> str:
    return json.loads(line)["subject"]


def _sequence(line: str) -> int:
    return json.loads(line)["sequence"]


# ---- What somebody who may write everywhere could do; each answers what has to be said of it --------


def _drop(trail: Trail) -> str:
    del trail.lines[trail.longest()[1]]
    return r"Records 2 to 2 of Deployment#\S+ are missing"


def _change(trail: Trail) -> str:
    number = trail.longest()[1]
    trail.lines[number] = trail.lines[number].replace('"action":"', '"action":"not', 1)
    return r"Record 2 of Deployment#\S+ was altered: record 3 names another one"


def _exchange(trail: Trail) -> str:
    second, third = trail.longest()[1:3]
    trail.lines[second] = trail.lines[second].replace('"sequence":2,', '"sequence":3,')
    trail.lines[third] = trail.lines[third].replace('"sequence":3,', '"sequence":2,', 1)
    return r"Record 1 of Deployment#\S+ was altered: record 2 names another one"


def _cut(trail: Trail) -> str:
    chain = trail.longest()
    for number in sorted(chain[-2:], reverse=True):
        del trail.lines[number]
    return rf"The tail of Deployment#\S+ is missing, records {len(chain) - 1} to {len(chain)}"


def _alter(trail: Trail) -> str:
    name = max(trail.digests)
    header, payload, signature = trail.digests[name].split(".")
    content = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    content["heads"] = content["heads"][1:]
    trail.digests[name] = ".".join([header, base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("="), signature])
    return f"Digest {re.escape(name)} was altered"


TAMPERINGS = {"dropped_record": _drop, "changed_record": _change, "exchanged_records": _exchange, "cut_tail": _cut, "altered_digest": _alter}


# ---- Of the stack -----------------------------------------------------------------------------------


def exported(admin: ControlPlane) -> list:
    lines, address = [], "?limit=1000"
    while address:
        answer = admin.call("GET", f"/audit/export{address}").expect(200)
        lines += answer.body.decode().splitlines()
        link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("link", ""))
        address = link.group(1) if link else ""
    return lines


def _digest(endpoint: str) -> None:
    """As the schedule would in an hour."""
    answer = client("lambda", endpoint).invoke(FunctionName=f"{STACK}-audit-digest", Payload=b"{}")
    said = answer["Payload"].read()
    if answer.get("FunctionError") or "heads" not in json.loads(said):
        raise Failure(f"No digest was made: {said[:500]}")


def _digests(endpoint: str, outputs: dict) -> tuple:
    """All of them by name, and the public key, in DER."""
    s3, bucket = client("s3", endpoint), outputs["DigestsBucketName"]
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="digests/")
    keys = [object["Key"] for page in pages for object in page.get("Contents", [])]
    digests = {key.rsplit("/", 1)[1]: s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode() for key in keys}
    return digests, client("kms", endpoint).get_public_key(KeyId=outputs["DigestsKeyArn"])["PublicKey"]


def _allowed(endpoint: str, outputs: dict) -> list:
    """What should be refused and was not: a function's role changes or deletes a record, the root deletes a digest."""
    import boto3
    from botocore.exceptions import ClientError

    tried = []
    key = {"pk": {"S": "Nothing#of-audit"}, "sk": {"S": "0"}}
    for output in ROLES:
        session = client("sts", endpoint).assume_role(RoleArn=outputs[output], RoleSessionName="proof")["Credentials"]
        role = boto3.client(
            "dynamodb", endpoint_url=endpoint, region_name=REGION, aws_access_key_id=session["AccessKeyId"], aws_secret_access_key=session["SecretAccessKey"], aws_session_token=session["SessionToken"])
        table = outputs["AuditTableName"]
        tried.append((f"DeleteItem by {output}", lambda role=role, table=table: role.delete_item(TableName=table, Key=key)))
        tried.append((f"UpdateItem by {output}", lambda role=role, table=table: role.update_item(TableName=table, Key=key, UpdateExpression="SET a = :a", ExpressionAttributeValues={":a": {"S": "x"}})))
    s3, bucket = client("s3", endpoint), outputs["DigestsBucketName"]
    version = s3.list_object_versions(Bucket=bucket)["Versions"][0]
    tried.append(("DeleteObject by root", lambda: s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])))
    allowed = []
    for name, attempt in tried:
        try:
            attempt()
            allowed.append(name)
        except ClientError as refused:
            if refused.response["Error"]["Code"] not in {"AccessDenied", "AccessDeniedException"}:
                raise
    return allowed


# ---- Many -------------------------------------------------------------------------------------------


def _many(trail: Trail, folder: Path) -> tuple:
    """What went wrong with a large trail like the real one, and the seconds that its verification took."""
    large = Trail(folder)
    large.store(list(_chains(trail.lines[trail.longest()[1]])), {}, trail.key)
    began = time.monotonic()
    code, said = large.verify()
    seconds = time.monotonic() - began
    mistakes = [] if code == INTACT and f"{MANY} records of {SUBJECTS} subjects" in said else [f"{MANY} records: {said[:300]}"]
    middle = MANY // 2
    large.lines[middle] = large.lines[middle].replace('"action":"', '"action":"not', 1)
    code, said = large.verify()
    if code != BROKEN or "was altered" not in said:
        mistakes.append(f"{MANY} records, one changed: {said[:300]}")
    shutil.rmtree(folder)
    return mistakes, round(seconds, 1)


def _chains(pattern: str):
    """Records like that one, of many subjects in turn."""
    record = json.loads(pattern)
    heads = {}
    for number in range(MANY):
        record["subject"], record["sequence"] = f"Deployment#{number % SUBJECTS}", number // SUBJECTS + 1
        record.pop("previous", None)
        if record["subject"] in heads:
            record["previous"] = heads[record["subject"]]
        line = json.dumps(record, separators=(",", ":"), ensure_ascii=False)
        heads[record["subject"]] = "sha256:" + hashlib.sha256(line.encode()).hexdigest()
        yield line
