"""What a node of one environment can do with its credentials: environment.yaml on the local AWS, which enforces IAM."""
import boto3
import pytest
from botocore.exceptions import ClientError
from launcher import emulator
from launcher.aws import REGION, client
from launcher.home import ROOT, unused

OWN, OTHERS = "Development", ("QA", "Staging", "Production")
STACK, BUCKET = "stack", "stack-artifacts"
KINDS = ("ENV#{0}", "ACK#{0}#p", "STATS#{0}#p#1.0.0", "USAGE#{0}#p#0", "HEALTH#{0}#p", "UNLOADED#{0}#p", "FAILURES#{0}#p", "TENANTS#{0}#p", "SECRETUSES#2026-12-01T00:00:00Z#0", "STATUS#{0}")
NOWHERE = {name: "none" for name in (
    "Stage", "RuntimeArchitecture", "VpcId", "SubnetIds", "RuntimeClients", "PluginAccess", "RoutingTable", "TenantsTable", "KeyArn", "SecretsKeyArn", "TokenIssuer", "TokenAudience", "JwksUrl", "AlarmTopicArn")}


@pytest.fixture
def aws(home):
    home.save(home.state() | {"ports": {emulator.NAME: unused()}})
    endpoint, _ = emulator.ensure(home, unused())
    return lambda service: client(service, endpoint)


def made(aws, environment: str) -> dict:
    """The outputs of an environment's stack."""
    given = NOWHERE | {"Stack": STACK, "Environment": environment, "Nodes": "0", "RuntimeImage": "", "EndpointUrl": aws("sts").meta.endpoint_url, "CertificateArn": "", "DefaultQuota": "", "Bucket": BUCKET}
    name = f"{STACK}-{environment}"
    aws("cloudformation").create_stack(
        StackName=name, TemplateBody=(ROOT / "environment.yaml").read_text(), Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in given.items()])
    aws("cloudformation").get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    outputs = aws("cloudformation").describe_stacks(StackName=name)["Stacks"][0]["Outputs"]
    return {it["OutputKey"]: it["OutputValue"] for it in outputs}


def as_node(aws, role: str):
    session = aws("sts").assume_role(RoleArn=role, RoleSessionName="node")["Credentials"]
    return lambda service: boto3.client(
        service, endpoint_url=aws("sts").meta.endpoint_url, region_name=REGION,
        aws_access_key_id=session["AccessKeyId"], aws_secret_access_key=session["SecretAccessKey"], aws_session_token=session["SessionToken"])


def writes(node, environment: str, outputs: dict) -> dict:
    """Everything that a node could want to write to an environment."""
    dynamo, table = node("dynamodb"), outputs["NodesTableName"]
    found = {}
    for kind in KINDS:
        key = {"pk": {"S": kind.format(environment)}, "sk": {"S": "NODE#n1"}}
        found |= {
            f"put {kind}": lambda key=key: dynamo.put_item(TableName=table, Item=key),
            f"update {kind}": lambda key=key: dynamo.update_item(TableName=table, Key=key),
            f"delete {kind}": lambda key=key: dynamo.delete_item(TableName=table, Key=key),
            f"batch {kind}": lambda key=key: dynamo.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": key}}]}),
            f"transact {kind}": lambda key=key: dynamo.transact_write_items(TransactItems=[{"Put": {"TableName": table, "Item": key}}]),
        }
    return found | {
        "report an anomaly": lambda: node("sqs").send_message(QueueUrl=outputs["AnomaliesQueueUrl"], MessageBody="{}"),
        "take an anomaly": lambda: node("sqs").receive_message(QueueUrl=outputs["AnomaliesQueueUrl"]),
        "purge anomalies": lambda: node("sqs").purge_queue(QueueUrl=outputs["AnomaliesQueueUrl"]),
        "write evidence": lambda: node("s3").put_object(Bucket=BUCKET, Key=f"evidence/{environment}/p/w/n1.json.gz", Body=b""),
        "remove evidence": lambda: node("s3").delete_object(Bucket=BUCKET, Key=f"evidence/{environment}/p/w/n1.json.gz"),
    }


def refused(attempts: dict) -> set:
    found = set()
    for name, attempt in attempts.items():
        try:
            attempt()
        except ClientError as e:
            assert e.response["Error"]["Code"] in {"AccessDenied", "AccessDeniedException"}, (name, e)
            found.add(name)
    return found


def test_a_node_writes_to_its_own_environment_and_to_no_other_one(aws):
    aws("s3").create_bucket(Bucket=BUCKET)
    stacks = {it: made(aws, it) for it in (OWN, *OTHERS)}
    node = as_node(aws, stacks[OWN]["NodeRoleArn"])
    own = writes(node, OWN, stacks[OWN])
    assert refused(own) == {"take an anomaly", "purge anomalies", "remove evidence"}, "it reports, and takes nothing back"
    for other in OTHERS:
        attempts = writes(node, other, stacks[other])
        assert refused(attempts) == set(attempts), other
        assert aws("dynamodb").scan(TableName=stacks[other]["NodesTableName"])["Count"] == 0
    shared = {name: lambda folder=name: node("s3").put_object(Bucket=BUCKET, Key=f"{folder}/x", Body=b"") for name in ("routing", "binaries", "libraries", "trust", "verdicts", "evidence")}
    assert refused(shared) == set(shared)
