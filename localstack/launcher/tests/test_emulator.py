"""The local AWS, stopped, killed and started again; and what it hands to the function host: streams, queues, schedules."""
import json
import os
import threading
import uuid
from datetime import datetime, timezone

import pytest
from conftest import eventually
from launcher import emulator, processes
from launcher.aws import client
from launcher.home import unused

FUNCTION = emulator.function_names()[0]
KEY = "id"
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
ALL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


class Stack:
    """A local AWS of its own with one function, whose invocations come here: `received` has them all, in order; `answer(event)` is what the function returns."""

    def __init__(self, home, serve):
        self.home, self.received, self.answer = home, [], lambda event: {}
        self._lock = threading.Lock()
        # Not the port that a stack of this machine wants.
        home.save(home.state() | {"ports": {emulator.NAME: unused()}})
        self._host = int(serve(self._invoked).rpartition(":")[2])
        self.start()
        role = self.aws("iam").create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        self.aws("iam").put_role_policy(RoleName="reader", PolicyName="all", PolicyDocument=json.dumps(ALL))
        self.function = self.aws("lambda").create_function(FunctionName=FUNCTION, Runtime="java25", Handler="h", Role=role, Code={"ZipFile": EMPTY_ZIP})["FunctionArn"]

    def _invoked(self, request):
        event = json.loads(request.body)
        with self._lock:
            self.received.append((request.path, event))
            answer = json.dumps(self.answer(event)).encode()
        return 200, {"Content-Type": "application/json"}, answer

    def start(self) -> None:
        self.endpoint, self.new = emulator.ensure(self.home, self._host)

    def restart(self) -> None:
        processes.stop(self.home, list(processes.known(self.home).values()), grace=30)
        self.start()

    def aws(self, service: str):
        return client(service, self.endpoint)

    def mapped_table(self, position: str) -> str:
        name = f"table-{uuid.uuid4()}"
        stream = self.aws("dynamodb").create_table(
            TableName=name, BillingMode="PAY_PER_REQUEST", AttributeDefinitions=[{"AttributeName": KEY, "AttributeType": "S"}],
            KeySchema=[{"AttributeName": KEY, "KeyType": "HASH"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})["TableDescription"]["LatestStreamArn"]
        self.aws("lambda").create_event_source_mapping(FunctionName=FUNCTION, EventSourceArn=stream, StartingPosition=position, BatchSize=10)
        return name

    def write(self, table: str, count: int) -> list:
        keys = [str(uuid.uuid4()) for _ in range(count)]
        for key in keys:
            self.aws("dynamodb").put_item(TableName=table, Item={KEY: {"S": key}})
        return keys

    def delivered(self, table: str) -> list:
        return [it["dynamodb"]["Keys"][KEY]["S"] for _, event in list(self.received) for it in event.get("Records", []) if f"/{table}/" in it.get("eventSourceARN", "")]

    def assert_delivered(self, table: str, expected: list) -> None:
        """In order, each once: the stream has one shard."""
        eventually(lambda: expected[-1] in self.delivered(table), "the last is delivered")
        assert self.delivered(table) == expected

    def mappings(self) -> list:
        return sorted(it["UUID"] for it in self.aws("lambda").list_event_source_mappings()["EventSourceMappings"])


@pytest.fixture
def stack(home, serve):
    return Stack(home, serve)


def test_what_is_written_after_a_restart_is_delivered_once_by_every_mapping(stack):
    read, newest, unread = stack.mapped_table("TRIM_HORIZON"), stack.mapped_table("LATEST"), stack.mapped_table("TRIM_HORIZON")
    expected = {read: stack.write(read, 25), newest: stack.write(newest, 5), unread: []}
    for table in (read, newest):
        stack.assert_delivered(table, expected[table])
    mappings = stack.mappings()
    for _ in range(2):
        stack.restart()
        assert not stack.new, "it lost its data"
        assert stack.mappings() == mappings, "the deployed stack knows other ids"
        for table in expected:
            expected[table] += stack.write(table, 3)
        for table, keys in expected.items():
            stack.assert_delivered(table, keys)


def test_a_killed_emulator_begins_anew_instead_of_with_what_it_saved_before(stack):
    stack.write(table := stack.mapped_table("TRIM_HORIZON"), 1)
    stack.restart()
    assert table in stack.aws("dynamodb").list_tables()["TableNames"]
    stack.write(table, 1)
    process = processes.known(stack.home)[emulator.NAME]
    os.kill(process.pid, 9)
    eventually(lambda: not process.alive, "it is dead")
    stack.start()
    assert stack.new
    assert stack.aws("dynamodb").list_tables()["TableNames"] == []


def test_a_queue_and_a_schedule_call_the_function_and_a_failed_message_comes_again(stack):
    # It looks at its schedules every ten seconds: the queue's part passes meanwhile.
    at = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    target = {"Arn": stack.function, "RoleArn": "arn:aws:iam::000000000000:role/reader", "Input": json.dumps({"approvalId": "a1"})}
    stack.aws("scheduler").create_schedule(Name="expire", ScheduleExpression=f"at({at})", FlexibleTimeWindow={"Mode": "OFF"}, Target=target, ActionAfterCompletion="DELETE")
    queue = stack.aws("sqs").create_queue(QueueName="messages", Attributes={"VisibilityTimeout": "1"})["QueueUrl"]
    arn = stack.aws("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    refused = []

    def refuse_the_second_once(event):
        failures = [it["messageId"] for it in event.get("Records", []) if it["body"] == "second" and not refused]
        refused.extend(failures)
        return {"batchItemFailures": [{"itemIdentifier": it} for it in failures]}

    stack.answer = refuse_the_second_once
    stack.aws("lambda").create_event_source_mapping(FunctionName=FUNCTION, EventSourceArn=arn, BatchSize=10, FunctionResponseTypes=["ReportBatchItemFailures"])
    for body in ("first", "second"):
        stack.aws("sqs").send_message(QueueUrl=queue, MessageBody=body)

    def bodies() -> list:
        return sorted(it["body"] for _, event in list(stack.received) for it in event.get("Records", []))

    def scheduled() -> list:
        return [event for _, event in list(stack.received) if "Records" not in event]

    eventually(lambda: bodies().count("second") == 2, "the failed message comes again")
    eventually(scheduled, "the schedule's call")
    assert bodies() == ["first", "second", "second"]
    assert scheduled() == [{"approvalId": "a1"}]
    assert {path for path, _ in stack.received} == {f"/invoke/{FUNCTION}"}
