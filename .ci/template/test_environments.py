"""Each environment's nodes, and where their authority ends."""
import json
import re
import unittest

from emitted import ROOT, of_type, parameters, resources

ENVIRONMENTS = ("Development", "QA", "Staging", "Production")
IMAGE = {"RuntimeImage": "registry/image@sha256:00", "VpcId": "vpc-1", "SubnetIds": "subnet-1,subnet-2"}
WRITES = re.compile(r"dynamodb:(Put|Update|Delete|BatchWrite)|s3:(Put|Delete)|sqs:Send")


def of(environment: str, found: dict) -> dict:
    return {name: it for name, it in found.items() if name.startswith(f"{environment}Runtime.")}


def written(role: dict) -> set:
    """The resources that a role may write to."""
    statements = [it for policy in role.get("Policies", []) for it in policy["PolicyDocument"]["Statement"]]
    named = [it["Resource"] for it in statements if WRITES.search(str(it["Action"]))]
    return {it for resource in named for it in ([resource] if isinstance(resource, str) else resource)}


class Environments(unittest.TestCase):
    def test_the_parameters_name_which_environments_have_nodes_and_how_many(self):
        found = resources(NodesDevelopment="2", NodesProduction="5", **IMAGE)
        services = {it["ServiceName"]: it["DesiredCount"] for it in of_type(found, "AWS::ECS::Service").values()}
        self.assertEqual({"hotswap-dev-Development": "2", "hotswap-dev-Production": "5"}, services)
        self.assertEqual({"NodesDevelopment", "NodesQA", "NodesStaging", "NodesProduction"}, {it for it in parameters() if it.startswith("Nodes")})

    def test_without_nodes_there_is_neither_a_service_nor_a_balancer_to_pay_for(self):
        for given in ({}, IMAGE | {"NodesDevelopment": "0"}):
            kinds = {it["Type"] for it in resources(**given).values()}
            self.assertFalse({it for it in kinds if it.startswith(("AWS::ECS::", "AWS::ElasticLoadBalancingV2::"))})

    def test_each_environment_is_the_same_under_names_of_its_own(self):
        found = resources(**IMAGE | {f"Nodes{it}": "3" for it in ENVIRONMENTS})
        one, *others = (json.dumps(of(it, found), sort_keys=True).replace(it, "?") for it in ENVIRONMENTS)
        for other in others:
            self.assertEqual(one, other)

    def test_nodes_write_to_nothing_that_another_environments_nodes_write_to(self):
        found = resources()
        places = {it: written(found[f"{it}Runtime.NodeRole"]["Properties"]) for it in ENVIRONMENTS}
        for environment, own in places.items():
            self.assertEqual(3, len(own), own)
            for place in own:
                self.assertIn(environment, place)
        self.assertEqual(3 * len(ENVIRONMENTS), len(set.union(*places.values())))

    def test_nothing_else_writes_where_nodes_do_but_what_records_or_erases_it(self):
        found = resources()
        tables = "arn:aws:dynamodb:us-east-1:111122223333:table/hotswap-dev-nodes-*"
        writing = {name for name, role in of_type(found, "AWS::IAM::Role").items() if tables in written(role)}
        self.assertEqual({"WatchRole", "AuditDigestRole", "ReconcileRole"}, writing)

    def test_every_environment_has_its_alarms_and_where_it_has_nodes_a_dashboard(self):
        found = resources(**IMAGE, NodesProduction="3", NodesDevelopment="0")
        for environment in ENVIRONMENTS:
            alarms = of_type(of(environment, found), "AWS::CloudWatch::Alarm")
            watched = {it["MetricName"] for it in alarms.values()}
            self.assertLessEqual({"ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible", "plugin.reports.refused.total"}, watched)
            self.assertEqual(environment == "Production", "RunningTaskCount" in watched)
            dashboards = of_type(of(environment, found), "AWS::CloudWatch::Dashboard")
            self.assertEqual(environment == "Production", bool(dashboards))
            for it in dashboards.values():
                self.assertEqual(4, len(json.loads(it["DashboardBody"])["widgets"]))

    def test_the_readmes_production_command_brings_up_the_environments_that_it_says(self):
        lines = [it for it in (ROOT / "README.md").read_text().splitlines() if it.startswith("sam deploy --config-env prod") and "RuntimeImage=" in it]
        self.assertEqual(1, len(lines))
        given = dict(it.split("=", 1) for it in lines[0].split("--parameter-overrides ")[1].split())
        found = resources(**{name: value for name, value in given.items() if name.startswith("Nodes")}, **IMAGE)
        self.assertEqual({"Development", "QA", "Staging", "Production"}, {it["ServiceName"].removeprefix("hotswap-dev-") for it in of_type(found, "AWS::ECS::Service").values()})


if __name__ == "__main__":
    unittest.main()
