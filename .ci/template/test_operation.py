"""What watches the stack, what may starve what, what ECS and schedules do."""
import json
import re
import unittest

import yaml
from emitted import ROOT, of_type, resources

ENVIRONMENTS = ("Development", "QA", "Staging", "Production")
RUNTIME = {"RuntimeImage": "registry/image@sha256:00", "VpcId": "vpc-1", "SubnetIds": "subnet-1,subnet-2", "NodesProduction": "4"}


class Alarms(unittest.TestCase):
    def setUp(self):
        self.found = resources(AlarmMail="alarms@example.com", AuditRetentionDays="365", **RUNTIME)
        self.alarms = of_type(self.found, "AWS::CloudWatch::Alarm")
        self.watched = {it for alarm in self.alarms.values() for it in _metrics(alarm)}

    def test_every_alarm_is_heard(self):
        topic, = of_type(self.found, "AWS::SNS::Topic")
        for name, alarm in self.alarms.items():
            with self.subTest(name):
                self.assertEqual([f"<{topic}>"], alarm["AlarmActions"])
        subscription, = of_type(self.found, "AWS::SNS::Subscription").values()
        self.assertEqual({"TopicArn": f"<{topic}>", "Protocol": "email", "Endpoint": "alarms@example.com"}, subscription)
        elsewhere = resources(AlarmTopicArn="arn:aws:sns:us-east-1:1:t")
        self.assertEqual({}, of_type(elsewhere, "AWS::SNS::Topic") | of_type(elsewhere, "AWS::SNS::Subscription"))
        self.assertEqual({("arn:aws:sns:us-east-1:1:t",)}, {tuple(it["AlarmActions"]) for it in of_type(elsewhere, "AWS::CloudWatch::Alarm").values()})

    def test_every_alarm_says_what_to_think_of_it(self):
        for name, alarm in self.alarms.items():
            with self.subTest(name):
                self.assertGreater(len(alarm["AlarmDescription"]), 20)
                self.assertIn(alarm["TreatMissingData"], {"notBreaching", "breaching"})

    def test_every_function_is_watched(self):
        self._all("AWS::Lambda::Function", "AWS/Lambda", {"Errors", "Throttles"})

    def test_every_machine_is_watched(self):
        self._all("AWS::StepFunctions::StateMachine", "AWS/States", {"ExecutionsTimedOut"})
        # These two end FailedClean day by day: which failure is one is in their logs.
        filtered = {it["LogGroupName"].strip("<>"): it["FilterPattern"] for it in of_type(self.found, "AWS::Logs::MetricFilter").values()}
        for name, machine in of_type(self.found, "AWS::StepFunctions::StateMachine").items():
            with self.subTest(name):
                logs = machine["LoggingConfiguration"]["Destinations"][0]["CloudWatchLogsLogGroup"]["LogGroupArn"].strip("<>").removesuffix(".Arn")
                self.assertTrue(("AWS/States", "ExecutionsFailed", name) in self.watched or '!= "FailedClean"' in filtered.get(logs, ""))

    def test_every_table_is_watched(self):
        self._all("AWS::DynamoDB::Table", "AWS/DynamoDB", {"ReadThrottleEvents", "WriteThrottleEvents"})
        queries = [it["Expression"] for alarm in self.alarms.values() for it in alarm.get("Metrics", []) if "SELECT" in it.get("Expression", "")]
        self.assertTrue(any("SystemErrors" in it for it in queries), queries)

    def test_every_index_is_watched(self):
        dimensions = [
            {it["Name"]: it["Value"] for it in metric["MetricStat"]["Metric"]["Dimensions"]} for alarm in self.alarms.values() for metric in alarm.get("Metrics", []) if "MetricStat" in metric]
        for name, table in of_type(self.found, "AWS::DynamoDB::Table").items():
            for index in table.get("GlobalSecondaryIndexes", []):
                with self.subTest(f"{index['IndexName']} of {name}"):
                    self.assertIn({"TableName": f"<{name}>", "GlobalSecondaryIndexName": index["IndexName"]}, dimensions)

    def test_the_api_is_watched(self):
        for metric in ("5XXError", "Latency"):
            self.assertIn(("AWS/ApiGateway", metric, "hotswap-dev"), self.watched)

    def test_queues_are_watched(self):
        queues = of_type(self.found, "AWS::SQS::Queue")
        dead = {it["RedrivePolicy"]["deadLetterTargetArn"].split(":")[-1] for it in queues.values() if "RedrivePolicy" in it}
        self.assertEqual(len(ENVIRONMENTS), len(dead))
        for queue in queues.values():
            metric = "ApproximateNumberOfMessagesVisible" if queue["QueueName"] in dead else "ApproximateAgeOfOldestMessage"
            self.assertIn(("AWS/SQS", metric, queue["QueueName"]), self.watched)

    def test_hosts_are_watched_where_there_are_any(self):
        for namespace, metric in (("AWS/ApplicationELB", "UnHealthyHostCount"), ("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count"), ("ECS/ContainerInsights", "RunningTaskCount")):
            self.assertIn((namespace, metric), {it[:2] for it in self.watched})
            self.assertNotIn((namespace, metric), {it[:2] for alarm in of_type(resources(), "AWS::CloudWatch::Alarm").values() for it in _metrics(alarm)})
        for cluster in of_type(self.found, "AWS::ECS::Cluster").values():
            self.assertIn({"Name": "containerInsights", "Value": "enabled"}, cluster["ClusterSettings"], "it counts the tasks")

    def test_what_has_to_run_every_minute_is_missed_when_it_does_not(self):
        scheduled = {it["Targets"][0]["Arn"].strip("<>") for it in of_type(self.found, "AWS::Events::Rule").values()}
        functions = {self.found[it]["Properties"]["FunctionName"].strip("<>") if self.found[it]["Type"] == "AWS::Lambda::Alias" else it.removesuffix(".Arn") for it in map(lambda it: it if it in self.found else it.removesuffix(".Arn"), scheduled)}
        hourly, daily = {"AuditDigestFunction"}, {"AuditRetentionFunction"}
        self.assertEqual({"WatchFunction", "ReconcileFunction", "NotificationsFunction", "ChecksFunction"} | hourly | daily, functions)
        self.assertEqual(
            {("AWS/Lambda", "Invocations", "AuditDigestFunction"), ("AWS/Events", "Invocations", "AuditDigestFunctionEveryHour")}, set(_metrics(self.alarms["DigestSilentAlarm"])))
        functions -= hourly | daily
        silent = self.alarms["ScheduleSilentAlarm"]
        # Queues and streams invoke some of them too: that a function runs does not say that its schedule does.
        rules = {name for name, it in of_type(self.found, "AWS::Events::Rule").items() if it["ScheduleExpression"] == "rate(1 minute)"}
        self.assertEqual({("AWS/Lambda", "Invocations", it) for it in functions} | {("AWS/Events", "Invocations", it) for it in rules}, set(_metrics(silent)))
        smallest = next(it["Expression"] for it in silent["Metrics"] if "Expression" in it)
        for metric in silent["Metrics"]:
            self.assertTrue("Expression" in metric or f"FILL({metric['Id']}, 0)" in smallest, metric["Id"])
        self.assertEqual("breaching", silent["TreatMissingData"])

    def test_two_stacks_of_one_stage_do_not_alarm_for_each_other(self):
        """All that HotSwap itself measures lies under the stack's own name."""
        own = "HotSwap/hotswap-dev"
        filters = [it["MetricTransformations"][0]["MetricNamespace"] for it in of_type(self.found, "AWS::Logs::MetricFilter").values()]
        for namespace in [it[0] for it in self.watched] + filters:
            self.assertTrue(namespace.startswith(("AWS/", "ECS/")) or namespace == own, namespace)
        self.assertEqual({own}, {it["Environment"]["Variables"].get("HOTSWAP_METRICS_NAMESPACE") for it in of_type(self.found, "AWS::Lambda::Function").values()})

    def test_the_dashboard_shows_its_own_stack_only(self):
        dashboard = self.found["HealthDashboard"]["Properties"]
        searched = [it[0]["expression"] for widget in json.loads(dashboard["DashboardBody"])["widgets"] for it in widget["properties"].get("metrics", []) if isinstance(it[0], dict)]
        self.assertGreaterEqual(len(searched), 5)
        for expression in searched:
            self.assertIn("SEARCH('{\"HotSwap/hotswap-dev\",", expression)

    def test_an_alarm_reads_no_more_metrics_than_cloudwatch_lets_it(self):
        for name, alarm in self.alarms.items():
            self.assertLessEqual(len([it for it in alarm.get("Metrics", []) if "MetricStat" in it]), 10, name)

    def _all(self, kind: str, namespace: str, metrics: set):
        for name in of_type(self.found, kind):
            for metric in metrics:
                with self.subTest(f"{metric} of {name}"):
                    self.assertIn((namespace, metric, name), self.watched)


class Starving(unittest.TestCase):
    def test_what_takes_back_has_executions_kept(self):
        functions = of_type(resources(ReservedConcurrency="50"), "AWS::Lambda::Function")
        kept = {name for name, it in functions.items() if it.get("ReservedConcurrentExecutions") == "50"}
        self.assertEqual({"DeploymentsFunction", "RolloutFunction", "WatchFunction", "ReconcileFunction"}, kept)
        self.assertFalse([it for it in of_type(resources(), "AWS::Lambda::Function").values() if "ReservedConcurrentExecutions" in it])

    def test_a_schedule_is_the_retry_of_what_it_starts(self):
        configured = of_type(resources(), "AWS::Lambda::EventInvokeConfig")
        self.assertEqual({"<WatchFunction>", "<ReconcileFunction>", "<NotificationsFunction>", "<ChecksFunction>"}, {it["FunctionName"] for it in configured.values()})
        for it in configured.values():
            self.assertEqual((0, 60), (it["MaximumRetryAttempts"], it["MaximumEventAgeInSeconds"]))

    def test_a_queue_hides_a_message_for_six_times_as_long_as_its_function_may_take(self):
        found = resources()
        taken = set()
        for mapping in of_type(found, "AWS::Lambda::EventSourceMapping").values():
            source = mapping["EventSourceArn"].strip("<>")
            if source.endswith(".Outputs.AnomaliesQueueArn"):
                queue = found[f"{source.removesuffix('.Outputs.AnomaliesQueueArn')}.AnomaliesQueue"]["Properties"]
                function = found[found[mapping["FunctionName"].strip("<>")]["Properties"]["FunctionName"].strip("<>")]["Properties"]
                self.assertGreaterEqual(queue["VisibilityTimeout"], 6 * function["Timeout"])
                self.assertEqual(["ReportBatchItemFailures"], mapping["FunctionResponseTypes"])
                taken.add(queue["QueueName"])
        self.assertEqual({f"hotswap-dev-anomalies-{it}" for it in ENVIRONMENTS}, taken)


class Nodes(unittest.TestCase):
    def setUp(self):
        self.found = resources(**RUNTIME)
        self.service = self.found["ProductionRuntime.RuntimeService"]["Properties"]
        self.targets = self.found["ProductionRuntime.BalancerTargets"]["Properties"]

    def test_ecs_ends_no_task_that_only_wants_no_calls(self):
        """A target that is unhealthy is a task that is ended: readiness comes and goes, this must not."""
        self.assertEqual("/health/started", self.targets["HealthCheckPath"])
        written = yaml.safe_load((ROOT / "runtime-container/openapi.yaml").read_text())["paths"]
        self.assertEqual({"200", "503"}, set(written["/health/started"]["get"]["responses"]))
        self.assertGreaterEqual(self.targets["UnhealthyThresholdCount"] * self.targets["HealthCheckIntervalSeconds"], 20, "a pause of a collector is no death")

    def test_a_node_has_time_to_fetch_everything_before_ecs_looks(self):
        self.assertGreaterEqual(self.service["HealthCheckGracePeriodSeconds"], 600)

    def test_a_node_that_ends_is_neither_called_nor_cut_off(self):
        """ECS deregisters, waits for the delay, then sends SIGTERM and waits for StopTimeout."""
        readme = (ROOT / "runtime-container/README.md").read_text()
        milliseconds = {it[1]: it[2] for it in re.finditer(r"^\| `(HOTSWAP_\w+)`(?:, `HOTSWAP_\w+`)* \| ([\d, ]+)\|", readme, re.MULTILINE)}
        call = int(milliseconds["HOTSWAP_CALL_TIMEOUT_MILLIS"].strip()) / 1000
        notice, farewell = (int(it) / 1000 for it in milliseconds["HOTSWAP_NOTICE_MILLIS"].split(","))
        rest = int(milliseconds["HOTSWAP_HALT_MILLIS"].strip()) / 1000
        attributes = {it["Key"]: it["Value"] for it in self.targets["TargetGroupAttributes"]}
        self.assertGreaterEqual(int(attributes["deregistration_delay.timeout_seconds"]), call)
        containers = {it["Name"]: it for it in self.found["ProductionRuntime.NodeTask"]["Properties"]["ContainerDefinitions"]}
        container, agent = containers["runtime"], containers["agent"]
        self.assertGreaterEqual(container["StopTimeout"], notice + farewell + rest)
        # Its last reports and its lease go through the agent.
        self.assertGreater(agent["StopTimeout"], container["StopTimeout"])
        self.assertEqual([{"ContainerName": "agent", "Condition": "START"}], container["DependsOn"])

    def test_the_architecture_is_said_once(self):
        for architecture in ("ARM64", "X86_64"):
            task = resources(RuntimeArchitecture=architecture, **RUNTIME)["ProductionRuntime.NodeTask"]["Properties"]
            self.assertEqual(architecture, task["RuntimePlatform"]["CpuArchitecture"])


class Kept(unittest.TestCase):
    def test_logs_end_some_day(self):
        for name, logs in of_type(resources(**RUNTIME), "AWS::Logs::LogGroup").items():
            self.assertGreater(logs["RetentionInDays"], 0, name)

    def test_every_function_writes_where_its_role_lets_it(self):
        found = resources()
        for name, function in of_type(found, "AWS::Lambda::Function").items():
            with self.subTest(name):
                logs = function["LoggingConfig"]["LogGroup"].strip("<>")
                role = found[function["Role"].strip("<>").removesuffix(".Arn")]["Properties"]
                allowed = [it["Resource"] for policy in role["Policies"] for it in policy["PolicyDocument"]["Statement"] if "logs:PutLogEvents" in it["Action"]]
                self.assertEqual([f"<{logs}.Arn>"], allowed)

    def test_what_speaks_tls_speaks_a_new_one(self):
        listener = resources(CertificateArn="arn:aws:acm:us-east-1:1:certificate/1", **RUNTIME)["ProductionRuntime.BalancerListener"]["Properties"]
        self.assertRegex(listener["SslPolicy"], "^ELBSecurityPolicy-TLS13-1-[23]-")


def _metrics(alarm: dict) -> list:
    """Namespace, metric and of what, for each that an alarm reads."""
    stats = [it["MetricStat"]["Metric"] for it in alarm.get("Metrics", []) if "MetricStat" in it] or ([alarm] if "MetricName" in alarm else [])
    return [(it["Namespace"], it["MetricName"], it.get("Dimensions", [{"Value": ""}])[0]["Value"].strip("<>")) for it in stats]


if __name__ == "__main__":
    unittest.main()
