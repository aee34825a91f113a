"""The local AWS, stopped and started again with its data: its event source mappings go on delivering what is written to tables."""
import json
import sys
import tempfile
import threading
import time
import unittest
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "localstack"))

from launcher import emulator, processes  # noqa: E402
from launcher.aws import client  # noqa: E402
from launcher.home import Home, unused  # noqa: E402

FUNCTION = emulator.function_names()[0]
KEY = "id"
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
ALL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


class FunctionHost:
    """Takes the emulator's invocations; `received` has the keys of all records, in order."""

    def __init__(self):
        self.received = received = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                received.extend(record["dynamodb"]["Keys"][KEY]["S"] for record in event["Records"])
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class StreamsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Home(Path(folder.name))
        self.home.prepare()
        # Not the port that a stack of this machine wants.
        self.home.save(self.home.state() | {"ports": {emulator.NAME: unused()}})
        self.host = FunctionHost()
        self.addCleanup(self.host.close)
        self.addCleanup(self.stop)
        self.start()

    def start(self):
        self.endpoint, self.new = emulator.ensure(self.home, self.host.port)

    def stop(self):
        processes.stop(self.home, list(processes.known(self.home).values()), grace=30)

    def restart(self):
        self.stop()
        self.start()
        self.assertFalse(self.new, "it lost its data")

    def aws(self, service: str):
        return client(service, self.endpoint)

    def function(self):
        role = self.aws("iam").create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        self.aws("iam").put_role_policy(RoleName="reader", PolicyName="all", PolicyDocument=json.dumps(ALL))
        self.aws("lambda").create_function(
            FunctionName=FUNCTION, Runtime="java25", Handler="h", Role=role, Code={"ZipFile": EMPTY_ZIP})

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

    def assert_delivered(self, expected: list):
        """In order, each once: the stream has one shard."""
        deadline = time.monotonic() + 15
        while expected[-1] not in self.host.received and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(expected, self.host.received)

    def test_what_is_written_after_a_restart_is_delivered_once(self):
        self.function()
        table = self.mapped_table("TRIM_HORIZON")
        expected = self.write(table, 25)
        self.assert_delivered(expected)
        for _ in range(2):
            self.restart()
            expected = expected + self.write(table, 3)
            self.assert_delivered(expected)

    def test_a_mapping_that_takes_only_what_is_new_misses_nothing_after_a_restart(self):
        self.function()
        table = self.mapped_table("LATEST")
        expected = self.write(table, 5)
        self.assert_delivered(expected)
        self.restart()
        self.assert_delivered(expected + self.write(table, 1))

    def test_a_mapping_that_never_read_anything_delivers_the_first_after_a_restart(self):
        self.function()
        table = self.mapped_table("TRIM_HORIZON")
        self.restart()
        self.assert_delivered(self.write(table, 2))

    def test_the_mapping_keeps_its_id_as_the_stack_knows_it(self):
        self.function()
        table = self.mapped_table("TRIM_HORIZON")
        self.assert_delivered(self.write(table, 1))
        before = self.mappings()
        self.restart()
        self.assertEqual(before, self.mappings())

    def mappings(self) -> list:
        return [it["UUID"] for it in self.aws("lambda").list_event_source_mappings()["EventSourceMappings"]]


if __name__ == "__main__":
    unittest.main()
