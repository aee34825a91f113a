"""What is written down: read from DynamoDB, S3 and Step Functions as the local root, whatever else is down."""
import json

from launcher import keys
from launcher.aws import client
from launcher.home import Home


class Ledger:
    def __init__(self, home: Home):
        deployed = home.state()["deployed"]
        self._outputs, endpoint = deployed["outputs"], deployed["endpoint"]
        self._dynamo, self._s3, self._sfn = (client(service, endpoint) for service in ("dynamodb", "s3", "stepfunctions"))

    def deployment(self, id: str) -> dict:
        return self._item("DeploymentsTableName", keys.key(keys.DEPLOYMENT, id=id))

    def newest(self, plugin: str) -> str | None:
        """Id of the plugin's newest deployment; whoever asked for it got no answer."""
        found = self._dynamo.query(
            TableName=self._outputs["DeploymentsTableName"], IndexName="list", KeyConditionExpression="listPk = :all", ScanIndexForward=False, Limit=40,
            ExpressionAttributeValues={":all": {"S": "DEPLOYMENT"}})
        orders = [_plain({"M": item})["request"] for item in found["Items"]]
        return next((order["id"] for order in orders if order["pluginId"] == plugin), None)

    def approval(self, id: str) -> dict:
        return self._item("DeploymentsTableName", keys.key(keys.APPROVAL, id=id))

    def holder(self, plugin: str, environment: str) -> str | None:
        return self._item("DeploymentsTableName", keys.key(keys.SLOT, plugin=plugin, environment=environment)).get("holder")

    def open(self) -> set:
        """Whoever holds a place or waits for approvers."""
        item = self._item("DeploymentsTableName", keys.key(keys.OPEN))
        return {*item.get("holders", ()), *item.get("waiting", ())}

    def document(self, plugin: str, environment: str) -> dict:
        """The routing document in force; empty when there never was one."""
        pointer = self._item("RoutingTableName", keys.key(keys.POINTER, plugin=plugin, environment=environment))
        if not pointer:
            return {}
        return json.loads(self._s3.get_object(Bucket=self._outputs["ArtifactsBucketName"], Key=pointer["documentKey"])["Body"].read())

    def running(self) -> list:
        """(execution ARN, deployment id) of whatever runs on any of the machines."""
        machines = [arn for name, arn in self._outputs.items() if name.endswith("MachineArn")]
        arns = [each["executionArn"] for arn in machines for each in self._sfn.list_executions(stateMachineArn=arn, statusFilter="RUNNING")["executions"]]
        return [(arn, json.loads(self._sfn.describe_execution(executionArn=arn)["input"])["deploymentId"]) for arn in arns]

    def lose(self, deployment: str) -> int:
        """Its executions are gone, and nobody is told; how many there were."""
        lost = [arn for arn, of in self.running() if of == deployment]
        for arn in lost:
            self._sfn.stop_execution(executionArn=arn, error="Lost", cause="fault drill")
        return len(lost)

    def _item(self, table: str, key: dict) -> dict:
        found = self._dynamo.get_item(TableName=self._outputs[table], Key=key, ConsistentRead=True)
        return _plain({"M": found.get("Item", {})})


def _plain(value: dict):
    """DynamoDB's typed values as Python's."""
    (kind, content), = value.items()
    match kind:
        case "M":
            return {name: _plain(each) for name, each in content.items()}
        case "L":
            return [_plain(each) for each in content]
        case "N":
            return float(content)
        case "NULL":
            return None
        case _:
            return content
