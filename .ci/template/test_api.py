"""The gateway: who gets in, where, and how often."""
import re
import unittest

from emitted import of_type, resources

METHODS = {"get", "put", "post", "delete", "patch", "head", "options", "trace", "x-amazon-apigateway-any-method"}
# Whoever may call these without a token. Nobody: health is answered by the nodes.
OPEN = set()


class Api(unittest.TestCase):
    def setUp(self):
        self.found = resources()
        self.api, = of_type(self.found, "AWS::ApiGateway::RestApi").values()
        self.stages = of_type(self.found, "AWS::ApiGateway::Stage")
        self.operations = {
            f"{method.upper()} {path}": operation
            for path, item in self.api["Body"]["paths"].items() for method, operation in item.items() if method in METHODS}

    def test_every_operation_is_guarded_by_itself(self):
        """API Gateway reads `security` of operations only."""
        self.assertGreaterEqual(len(self.operations), 28)
        body = self.api["Body"]
        schemes = body["components"]["securitySchemes"]
        authorizers = {name for name, it in schemes.items() if it["x-amazon-apigateway-authorizer"]["providerARNs"] == ["<UserPool.Arn>"]}
        for name, operation in self.operations.items():
            with self.subTest(name):
                guards = {scheme for requirement in operation.get("security", []) for scheme in requirement}
                self.assertEqual(set() if name in OPEN else authorizers, guards)
                self.assertTrue(name in OPEN or guards, "anybody may call it")
        self.assertNotIn("security", body, "it would look as if it guarded something")

    def test_nodes_take_tokens_that_no_function_takes(self):
        """The gateway's authorizer takes those of every client of the pool, so it is the functions that refuse a node's tokens."""
        found = resources(RuntimeImage="registry/image@sha256:00", VpcId="vpc-1", SubnetIds="subnet-1")
        functions = {it["Environment"]["Variables"]["HOTSWAP_TOKEN_AUDIENCE"] for it in of_type(found, "AWS::Lambda::Function").values() if "HOTSWAP_TOKEN_AUDIENCE" in it.get("Environment", {}).get("Variables", {})}
        task, = of_type(found, "AWS::ECS::TaskDefinition").values()
        nodes = {it["Value"] for container in task["ContainerDefinitions"] for it in container["Environment"] if it["Name"] == "HOTSWAP_TOKEN_AUDIENCE"}
        self.assertEqual({"<UserPoolClient>"}, functions)
        self.assertEqual({"<PluginCallClient>"}, nodes)
        for client in of_type(found, "AWS::Cognito::UserPoolClient").values():
            self.assertEqual(["name"], client["WriteAttributes"], "a user who could write their own tenant could call for anybody's")

    def test_a_part_of_a_path_that_varies_has_one_name_wherever_it_follows_the_same(self):
        """API Gateway's resources are a tree: it refuses a second variable below one parent, and the local gateway loses one's routes."""
        names = {}
        for path in self.api["Body"]["paths"]:
            parts = path.split("/")
            for depth, part in enumerate(parts):
                if part.startswith("{"):
                    names.setdefault("/".join(parts[:depth]), set()).add(part)
        self.assertGreater(len(names), 5)
        self.assertEqual({}, {parent: found for parent, found in names.items() if len(found) > 1})

    def test_no_operation_is_added_that_nobody_wrote(self):
        """CORS would bring an OPTIONS without authorizer for every path."""
        self.assertEqual([], [name for name in self.operations if name.startswith(("OPTIONS", "X-AMAZON"))])

    def test_every_operation_ends_at_a_function_that_the_gateway_may_call(self):
        permitted = {it["FunctionName"] for it in of_type(self.found, "AWS::Lambda::Permission").values() if it["Principal"] == "apigateway.amazonaws.com"}
        for name, operation in self.operations.items():
            with self.subTest(name):
                integration = operation["x-amazon-apigateway-integration"]
                alias = integration["uri"].split("/functions/")[1].removesuffix("/invocations")
                self.assertIn(alias, permitted)
                self.assertIn(self.found[alias.strip("<>")]["Type"], {"AWS::Lambda::Alias"})
                # The gateway's own limit; the function's is no longer, so that it is never cut off unheard.
                self.assertEqual(29_000, integration["timeoutInMillis"])
                function = self.found[alias.strip("<>")]["Properties"]["FunctionName"].strip("<>")
                self.assertLessEqual(self.found[function]["Properties"]["Timeout"], 29)

    def test_there_is_one_stage_and_it_is_throttled_and_logged(self):
        self.assertEqual(["dev"], [it["StageName"] for it in self.stages.values()])
        for deployment in of_type(self.found, "AWS::ApiGateway::Deployment").values():
            self.assertNotIn("StageName", deployment, "a deployment with a stage's name makes that stage, bare")
        stage, = self.stages.values()
        self.assertTrue(stage["AccessLogSetting"]["DestinationArn"])
        default, = (it for it in stage["MethodSettings"] if it["ResourcePath"] == "/*" and it["HttpMethod"] == "*")
        self.assertGreater(default["ThrottlingRateLimit"], 0)
        self.assertGreater(default["ThrottlingBurstLimit"], 0)

    def test_what_takes_back_has_a_bucket_of_its_own_and_the_largest(self):
        stage, = self.stages.values()
        written = {it["HttpMethod"] + " " + it["ResourcePath"][1:].replace("~1", "/"): it for it in stage["MethodSettings"]}
        default = written.pop("* *")
        taking_back = {name for name in self.operations if name.startswith("POST ") and name.endswith(("/rollback", "/abort", "/pause"))}
        self.assertGreaterEqual(len(taking_back), 4)
        self.assertEqual(taking_back, set(written))
        for name, settings in written.items():
            with self.subTest(name):
                self.assertIn(name, self.operations)
                self.assertGreaterEqual(settings["ThrottlingRateLimit"], 10 * default["ThrottlingRateLimit"])
                self.assertTrue(settings["MetricsEnabled"])

    def test_what_brings_no_token_is_refused_before_it_counts(self):
        firewall, = of_type(self.found, "AWS::WAFv2::WebACL").values()
        association, = of_type(self.found, "AWS::WAFv2::WebACLAssociation").values()
        (stage, written), = self.stages.items()
        self.assertEqual(f"arn:aws:apigateway:us-east-1::/restapis/<Api>/stages/<{stage}>", association["ResourceArn"])
        rules = {it["Name"]: it for it in sorted(firewall["Rules"], key=lambda it: it["Priority"])}
        self.assertEqual(["NoToken", "TooManyOfOneAddress", "TooManyRollbacksOfOneAddress"], list(rules))
        token = rules["NoToken"]["Statement"]["NotStatement"]["Statement"]["RegexMatchStatement"]
        self.assertEqual({"SingleHeader": {"Name": "authorization"}}, token["FieldToMatch"])
        for header in ("Bearer eyJh.eyJz.c2ln", "bearer  a-_.b.c", "BEARER a.b.c "):
            self.assertRegex(header, token["RegexString"])
        for header in ("", "Bearer", "Bearer ", "Basic dTpw", "Bearer a.b", "Bearer a.b.c.d", "Bearer a b.c.d", "x Bearer a.b.c"):
            self.assertNotRegex(header, token["RegexString"])
        for rule in rules.values():
            blocked = rule["Action"]["Block"]["CustomResponse"]
            self.assertIn(blocked["CustomResponseBodyKey"], firewall["CustomResponseBodies"])
        self.assertEqual(3000, rules["TooManyOfOneAddress"]["Statement"]["RateBasedStatement"]["Limit"])

    def test_few_addresses_cannot_fill_the_bucket_of_what_takes_back(self):
        """A forged token passes the firewall's first rule, and the gateway counts it before it looks who signed it."""
        stage, = self.stages.values()
        buckets = {it["HttpMethod"] + " " + it["ResourcePath"][1:].replace("~1", "/"): it["ThrottlingRateLimit"] for it in stage["MethodSettings"] if it["ResourcePath"] != "/*"}
        firewall, = of_type(self.found, "AWS::WAFv2::WebACL").values()
        limited = [it["Statement"]["RateBasedStatement"] for it in firewall["Rules"] if "RateBasedStatement" in it["Statement"]]
        for operation, bucket in buckets.items():
            with self.subTest(operation):
                path = "/dev" + re.sub(r"\{\w+\}", "markdown", operation.split()[1])
                rules = [it for it in limited if _applies(it, path)]
                addresses = bucket / min(int(it["Limit"]) / it["EvaluationWindowSec"] for it in rules)
                self.assertGreaterEqual(addresses, 1000)

    def test_whoever_only_reads_is_not_counted_with_what_takes_back(self):
        firewall, = of_type(self.found, "AWS::WAFv2::WebACL").values()
        scoped = [it["Statement"]["RateBasedStatement"] for it in firewall["Rules"] if "ScopeDownStatement" in it["Statement"].get("RateBasedStatement", {})]
        self.assertEqual([60], [int(it["Limit"]) for it in scoped])
        for path in ("/dev/api/v1/deployments", "/dev/api/v1/deployments/x/rollback-history", "/dev/api/v1/plugins/rollback/versions", "/dev/api/v1/deployments/x/resume"):
            self.assertFalse([it for it in scoped if _applies(it, path)], path)
        for path in ("/dev/api/v1/deployments/x/rollback/", "/dev/api/v1/deployments/x/pause"):
            self.assertEqual(scoped, [it for it in scoped if _applies(it, path)], path)


def _applies(rated: dict, path: str) -> bool:
    if "ScopeDownStatement" not in rated:
        return True
    match = rated["ScopeDownStatement"]["RegexMatchStatement"]
    assert match["FieldToMatch"] == {"UriPath": {}}
    # Otherwise %72ollback would pass it.
    assert [it["Type"] for it in match["TextTransformations"]] == ["URL_DECODE"]
    return re.search(match["RegexString"], path) is not None


if __name__ == "__main__":
    unittest.main()
