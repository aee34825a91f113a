"""Retention of the audit trail, on a stack of its own that has it: the deployed function with its role, and records that are older than it keeps."""
import contextlib
import hashlib
import json
import os
import subprocess
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from launcher import down, java, up
from launcher.aws import REGION, ROOT, client
from launcher.console import Failure
from launcher.home import STACK, Home

DAYS, SUBJECTS, EACH = 30, 200, 50
# Their chains go on, so that all of what is old goes.
LIVING = 10
INTACT, BROKEN = 0, 1
OLD = timedelta(days=40)
AT_ONCE = 25


def removed(pattern: str, jar: Path) -> tuple:
    """What was not as claimed, and figures. Records are like that one."""
    with tempfile.TemporaryDirectory() as folder, _stage(Path(folder), jar) as stage:
        heads = stage.age(json.loads(pattern), datetime.now(timezone.utc) - OLD)
        began = time.monotonic()
        answer = stage.invoke("audit-retention")
        seconds = time.monotonic() - began
        expected = SUBJECTS * EACH - (SUBJECTS - LIVING)
        mistakes = [] if (answer["records"], answer["isDone"]) == (expected, True) else [f"{expected} records should go: {answer}"]
        mistakes += stage.verified(INTACT, f"{SUBJECTS * EACH + LIVING} records of {SUBJECTS} subjects")
        mistakes += _tampered(stage, heads)
        mistakes += stage.allowed()
    rate = expected / seconds
    return mistakes, {"retention_removed": answer["records"], "retention_archives": answer["archives"], "retention_seconds": seconds, "retention_a_second": rate, "retention_minutes_of_a_million": 1_000_000 / rate / 60}


def _tampered(stage: "Stage", heads: dict) -> list:
    """As root would: removes a record that nobody has signed for, and puts another archive in the place of one."""
    subject = _subject(0)
    stage.put([stage.item(heads[subject], datetime.now(timezone.utc))])
    stage.invoke("audit-digest")
    dropped = stage.drop(subject, EACH + 1)
    mistakes = stage.verified(BROKEN, f"Records {EACH + 1} to {EACH + 1} of {subject} are missing")
    stage.put([dropped])
    mistakes += stage.verified(INTACT, "Intact")
    archive = stage.replace_archive()
    return mistakes + stage.verified(BROKEN, f"Archive {archive} was altered: digest retention/0000000001.jws names another one")


def _subject(number: int) -> str:
    return f"Deployment#aged-{number}"


@contextlib.contextmanager
def _stage(folder: Path, jar: Path):
    home = Home(folder / "home")
    print(f"  a stack of its own, with AuditRetentionDays={DAYS}", flush=True)
    up.control_plane(home, {"AuditRetentionDays": DAYS})
    try:
        yield Stage(home, jar)
    finally:
        down.run(home)


class Stage:
    def __init__(self, home: Home, jar: Path):
        deployed = home.state()["deployed"]
        self._endpoint, self._outputs, self._jar = deployed["endpoint"], deployed["outputs"], jar
        self._table, self._bucket = self._outputs["AuditTableName"], self._outputs["DigestsBucketName"]
        self._dynamo, self._s3 = client("dynamodb", self._endpoint), client("s3", self._endpoint)

    def age(self, pattern: dict, begin: datetime) -> dict:
        """Chains of old records, in two digests of their time; the first chains have a new record. The last record of each."""
        heads = {_subject(number): pattern | {"subject": _subject(number), "sequence": 0} for number in range(SUBJECTS)}
        for part in range(2):
            at = begin + timedelta(hours=3 * part)
            self.put([self.item(head, at) for head in heads.values() for _ in range(EACH // 2)])
            self.invoke("audit-digest", (at + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ"))
        self.put([self.item(heads[_subject(number)], datetime.now(timezone.utc)) for number in range(LIVING)])
        self.invoke("audit-digest")
        return heads

    @staticmethod
    def item(head: dict, at: datetime) -> dict:
        """The record after that one, which it becomes, as functions store it."""
        time_of = at.strftime("%Y-%m-%dT%H:%M:%S.%f000Z")
        head |= {"sequence": head["sequence"] + 1, "at": time_of}
        if last := head.pop("text", None):
            head["previous"] = "sha256:" + hashlib.sha256(last.encode()).hexdigest()
        else:
            head.pop("previous", None)
        text = json.dumps(head, separators=(",", ":"), ensure_ascii=False)
        head["text"] = text
        key = {"pk": {"S": head["subject"]}, "sk": {"S": f"{head['sequence']:019d}"}}
        return key | {
            "schemaVersion": {"N": "1"}, "record": {"S": text}, "position": {"S": f"{time_of}#{head['subject']}#{head['sequence']:019d}"}, "month": {"S": f"{at:%Y-%m}"},
            "actor": {"S": head["origin"]["actor"]}, "action": {"S": head["action"]}}

    def put(self, items: list) -> None:
        for begin in range(0, len(items), AT_ONCE):
            left = {self._table: [{"PutRequest": {"Item": item}} for item in items[begin:begin + AT_ONCE]]}
            while left:
                left = self._dynamo.batch_write_item(RequestItems=left).get("UnprocessedItems")

    def drop(self, subject: str, sequence: int) -> dict:
        key = {"pk": {"S": subject}, "sk": {"S": f"{sequence:019d}"}}
        return self._dynamo.delete_item(TableName=self._table, Key=key, ReturnValues="ALL_OLD")["Attributes"]

    def replace_archive(self) -> str:
        key = self._s3.list_objects_v2(Bucket=self._bucket, Prefix="archive/")["Contents"][0]["Key"]
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=b"another")
        return key

    def invoke(self, function: str, time_of: str | None = None) -> dict:
        """As its schedule would, at that time."""
        answer = _patient(self._endpoint).invoke(FunctionName=f"{STACK}-{function}", Payload=json.dumps({"time": time_of} if time_of else {}).encode())
        said = answer["Payload"].read()
        if answer.get("FunctionError"):
            raise Failure(f"{function} failed: {said[:500]}")
        return json.loads(said)

    def verified(self, expected: int, words: str) -> list:
        """What `verify` says of this stack, where it is not that."""
        command = [
            str(java.home() / "bin/java"), "-cp", str(self._jar), "io.hotswap.audit.VerifyAudit", "--table", self._table, "--bucket", self._bucket, "--kms", self._outputs["DigestsKeyArn"]]
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | ROOT | {"AWS_ENDPOINT_URL": self._endpoint})
        said = done.stdout + done.stderr
        return [] if done.returncode == expected and words in said else [f"expected {words}, was told {said[:300]}"]

    def allowed(self) -> list:
        """What retention's role should not be able to do and is: it removes, and writes neither records nor digests."""
        from botocore.exceptions import ClientError

        role = client("cloudformation", self._endpoint).describe_stack_resource(StackName=STACK, LogicalResourceId="AuditRetentionRole")["StackResourceDetail"]["PhysicalResourceId"]
        arn = client("iam", self._endpoint).get_role(RoleName=role)["Role"]["Arn"]
        session = client("sts", self._endpoint).assume_role(RoleArn=arn, RoleSessionName="proof")["Credentials"]
        dynamo, s3 = (_as(session, service, self._endpoint) for service in ("dynamodb", "s3"))
        item = {"pk": {"S": "Nothing#of-audit"}, "sk": {"S": "0"}}
        tried = {
            "PutItem": lambda: dynamo.put_item(TableName=self._table, Item=item),
            "BatchWriteItem": lambda: dynamo.batch_write_item(RequestItems={self._table: [{"PutRequest": {"Item": item}}]}),
            "PutObject of a digest": lambda: s3.put_object(Bucket=self._bucket, Key="digests/forged.jws", Body=b"forged")}
        allowed = []
        for name, attempt in tried.items():
            try:
                attempt()
                allowed.append(f"retention may {name}")
            except ClientError as refused:
                if refused.response["Error"]["Code"] not in {"AccessDenied", "AccessDeniedException"}:
                    raise
        return allowed


def _patient(endpoint: str):
    """It waits for as long as the function may take, and never asks twice."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        "lambda", endpoint_url=endpoint, region_name=REGION, aws_access_key_id=ROOT["AWS_ACCESS_KEY_ID"], aws_secret_access_key=ROOT["AWS_SECRET_ACCESS_KEY"],
        config=Config(read_timeout=900, retries={"max_attempts": 0}))


def _as(session: dict, service: str, endpoint: str):
    import boto3

    return boto3.client(
        service, endpoint_url=endpoint, region_name=REGION, aws_access_key_id=session["AccessKeyId"], aws_secret_access_key=session["SecretAccessKey"], aws_session_token=session["SessionToken"])
