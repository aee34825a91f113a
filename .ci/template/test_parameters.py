"""What happens to a stack that stands when a parameter changes."""
import tomllib
import unittest

from emitted import ROOT, of_type, parameters, refusals, resources, transformed

# A second value of every parameter.
OTHERS = {
    "Stage": "prod", "EndpointUrl": "http://127.0.0.1:4566", "RuntimeImage": "registry/image@sha256:00", "RuntimeArchitecture": "X86_64", "NodesDevelopment": "5", "NodesQA": "1", "NodesStaging": "2", "NodesProduction": "4",
    "VpcId": "vpc-1", "SubnetIds": "subnet-1,subnet-2", "RuntimeClients": "10.1.0.0/16", "CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/1",
    "AlarmTopicArn": "arn:aws:sns:us-east-1:111122223333:elsewhere", "AlarmMail": "alarms@example.com", "ReservedConcurrency": "10", "RequestsPerAddress": "100", "RollbacksPerAddress": "20", "ApprovalExpiry": "PT1H", "MaxTenantsPerPlugin": "100", "MaxVersionsPerPlugin": "40", "MaxPluginsPerEnvironment": "900", "PluginAccess": "Closed", "BreakingChanges": "Refuse", "EndOfLife": "Migrate", "EndOfLifeNoticeDays": "14", "PreReleaseEnvironments": "Development", "Clamd": "clamd.example.com:3310", "GuardDuty": "true", "DefaultQuota": "600/20",
    "MailFrom": "hotswap@example.com", "MailIdentityArn": "arn:aws:ses:us-east-1:111122223333:identity/example.com", "TeamLeadAddresses": "a@example.com", "PlatformAdminAddresses": "b@example.com",
    "OperatorAddresses": "c@example.com", "SlackWebhookSecretArn": "arn:aws:secretsmanager:us-east-1:111122223333:secret:slack", "SetApiGatewayLogRole": "false", "DigestRetentionDays": "30", "AuditRetentionDays": "365",
}
# What is lost, or has to be made anew by hand, when CloudFormation puts another in its place.
KEEPING = {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient", "AWS::Cognito::UserPoolGroup", "AWS::SQS::Queue"}


class Parameters(unittest.TestCase):
    def test_every_parameter_has_another_value_here(self):
        self.assertEqual(set(parameters()), set(OTHERS))
        for name, value in parameters().items():
            self.assertNotEqual(str(value), OTHERS[name])

    def test_no_parameter_replaces_what_keeps_data(self):
        """`Stage=prod` on the stack of dev must not take dev's tables away."""
        before = {name: it for name, it in resources().items() if it["Type"] in KEEPING}
        self.assertGreaterEqual(len(before), 17)
        for parameter, value in OTHERS.items():
            after = {name: it for name, it in resources(**{parameter: value}).items() if it["Type"] in KEEPING}
            with self.subTest(parameter):
                self.assertEqual(before.keys(), after.keys())
                changed = {name for name in before if before[name] != after[name]}
                # The default of new objects: CloudFormation changes it in place.
                self.assertEqual({"DigestsBucket"} if parameter == "DigestRetentionDays" else set(), changed)

    def test_what_keeps_data_outlives_its_stack(self):
        for name, it in resources().items():
            if it["Type"] in {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::Cognito::UserPool"}:
                with self.subTest(name):
                    self.assertEqual("Retain", it["UpdateReplacePolicy"])
                    self.assertEqual("RetainExceptOnCreate", it["DeletionPolicy"])

    def test_two_stacks_have_nothing_of_one_name(self):
        """Names come from the stack, not from a parameter that may be left as it is."""
        for name, it in resources().items():
            for key, value in it.get("Properties", {}).items():
                if key in {"TableName", "BucketName", "FunctionName", "QueueName", "UserPoolName", "LogGroupName", "StateMachineName", "DashboardName", "TopicName", "ClusterName", "AliasName"} and not value.startswith("<"):
                    with self.subTest(f"{name}.{key}"):
                        self.assertIn("hotswap-dev", value)

    def test_a_changed_parameter_reaches_the_function_that_is_called(self):
        """An alias names a version, and a version keeps the environment it was published with. A version is published when its resource is another, or its description."""
        before = resources()
        for parameter, value in OTHERS.items():
            after = resources(**{parameter: value})
            for name, function in of_type(before, "AWS::Lambda::Function").items():
                changed = function.get("Environment") != after[name]["Properties"].get("Environment")
                with self.subTest(f"{parameter} in {name}"):
                    self.assertEqual(changed, _called(before, name) != _called(after, name))

    def test_every_function_that_people_or_machines_wait_for_has_an_alias_and_a_snapshot(self):
        found = resources()
        aliased = {it["FunctionName"].strip("<>") for it in of_type(found, "AWS::Lambda::Alias").values()}
        self.assertEqual(set(of_type(found, "AWS::Lambda::Function")) - {"NotificationsFunction"}, aliased)
        for name in aliased:
            self.assertEqual({"ApplyOn": "PublishedVersions"}, found[name]["Properties"]["SnapStart"])

    def test_a_changed_property_publishes_too(self):
        for name, it in transformed()["Resources"].items():
            if it["Type"] == "AWS::Lambda::Version":
                self.assertRegex(name, "FunctionVersion[0-9a-f]{10}$")
        from samcli.yamlhelper import yaml_parse
        for name, it in yaml_parse((ROOT / "template.yaml").read_text())["Resources"].items():
            if it["Type"] == "AWS::Serverless::Function" and "AutoPublishAlias" in it["Properties"]:
                self.assertIs(True, it["Properties"].get("AutoPublishAliasAllProperties"), name)

    def test_a_mail_address_that_nothing_would_be_sent_to_is_refused(self):
        topic, mail = OTHERS["AlarmTopicArn"], OTHERS["AlarmMail"]
        self.assertTrue(any("AlarmTopicArn" in it for it in refusals(AlarmTopicArn=topic, AlarmMail=mail)))
        for given in ({}, {"AlarmTopicArn": topic}, {"AlarmMail": mail}):
            self.assertEqual([], refusals(**given))

    def test_mails_without_anybody_to_get_them_are_refused(self):
        given = {"MailFrom": OTHERS["MailFrom"]}
        self.assertTrue(any("OperatorAddresses" in it for it in refusals(**given)))
        self.assertEqual([], refusals(**given, OperatorAddresses=OTHERS["OperatorAddresses"]))

    def test_every_environment_of_samconfig_has_a_stack_of_its_own_named_by_its_stage(self):
        environments = tomllib.loads((ROOT / "samconfig.toml").read_text())
        environments.pop("version")
        self.assertEqual({"default", "prod", "local"}, set(environments))
        for name, it in environments.items():
            deploy = it["deploy"]["parameters"]
            overrides = dict(word.split("=", 1) for word in deploy["parameter_overrides"].replace("\\\n", "").split())
            with self.subTest(name):
                self.assertEqual(f"hotswap-{overrides['Stage']}", deploy["stack_name"])
                self.assertEqual({"default": "dev"}.get(name, name), overrides["Stage"])
                self.assertLessEqual(set(overrides), set(parameters()))

    def test_the_readme_deploys_each_stage_to_its_own_stack_and_builds_for_the_tasks_architecture(self):
        readme = (ROOT / "README.md").read_text()
        for line in readme.splitlines():
            if line.startswith("sam deploy") and "Stage=" in line:
                stage = line.split("Stage=")[1].split()[0]
                self.assertIn(f"--config-env {stage}", line)
        platform = {"ARM64": "linux/arm64", "X86_64": "linux/amd64"}[parameters()["RuntimeArchitecture"]]
        builds = [line for line in readme.splitlines() if line.startswith("docker build")]
        self.assertTrue(builds)
        for line in builds:
            self.assertIn(f"--platform {platform}", line)


def _called(found: dict, function: str) -> list:
    """What a caller of the function's alias gets: the version, which is another one when its description is."""
    versions = [(name, it["Properties"].get("Description")) for name, it in found.items() if it["Type"] == "AWS::Lambda::Version" and it["Properties"]["FunctionName"] == f"<{function}>"]
    return versions or [found[function]["Properties"].get("Environment")]


if __name__ == "__main__":
    unittest.main()
