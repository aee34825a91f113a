"""What roles say. That they suffice, the functions' own tests hold: see RoleEnforcement."""
import unittest

from emitted import of_type, resources

# IAM has no resource for these: a statement that names one allows nothing.
WITHOUT_RESOURCE = {
    "states:SendTaskSuccess", "states:SendTaskFailure", "states:SendTaskHeartbeat", "dynamodb:ListStreams", "ecr:GetAuthorizationToken", "logs:CreateLogDelivery", "logs:GetLogDelivery",
    "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups", "xray:PutTraceSegments",
    "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets",
}


class Roles(unittest.TestCase):
    def setUp(self):
        self.found = resources(
            RuntimeImage="registry/image@sha256:00", VpcId="vpc-1", SubnetIds="subnet-1", MailFrom="hotswap@example.com", OperatorAddresses="o@example.com",
            SlackWebhookSecretArn="arn:aws:secretsmanager:us-east-1:111122223333:secret:slack", AuditRetentionDays="365")
        self.statements = [
            (f"{name}.{it['Sid']}", [it["Action"]] if isinstance(it["Action"], str) else it["Action"], [it["Resource"]] if isinstance(it["Resource"], str) else it["Resource"])
            for name, role in of_type(self.found, "AWS::IAM::Role").items() for policy in role.get("Policies", []) for it in policy["PolicyDocument"]["Statement"]]

    def test_what_knows_no_resource_is_allowed_for_all_and_nothing_else_is(self):
        self.assertGreater(len(self.statements), 60)
        for name, actions, named in self.statements:
            with self.subTest(name):
                free = WITHOUT_RESOURCE & set(actions)
                self.assertIn(free, (set(), set(actions)), "of two kinds in one statement")
                self.assertEqual(bool(free), named == ["*"], f"{actions} on {named}")

    def test_no_action_has_a_wildcard(self):
        for name, actions, _ in self.statements:
            self.assertFalse([it for it in actions if "*" in it], name)

    def test_what_was_audited_is_only_added_to_except_by_retention(self):
        self.assertGreaterEqual(sum("<AuditTable.Arn>" in named for _, _, named in self.statements), 8)
        for name, actions, named in self.statements:
            if any("AuditTable" in it for it in named):
                retains = name.startswith("AuditRetentionRole.")
                self.assertLessEqual(set(actions), {"dynamodb:DeleteItem", "dynamodb:Query"} if retains else {"dynamodb:PutItem", "dynamodb:Query"}, name)

    def test_where_audit_is_kept_for_ever_nobody_may_remove_it(self):
        for forever in ({}, {"AuditRetentionDays": "0"}, {"AuditRetentionDays": ""}):
            found = resources(**forever)
            self.assertFalse([it for it in found if it.startswith("AuditRetention")])
            statements = [it for role in of_type(found, "AWS::IAM::Role").values() for policy in role.get("Policies", []) for it in policy["PolicyDocument"]["Statement"]]
            self.assertFalse([it for it in statements if "AuditTable" in str(it["Resource"]) and "DeleteItem" in str(it["Action"])])

    def test_retention_archives_and_signs_but_writes_no_record_and_no_hourly_digest(self):
        own = [(actions, named) for name, actions, named in self.statements if name.startswith("AuditRetentionRole.")]
        self.assertTrue(own)
        for actions, named in own:
            if "s3:PutObject" in actions:
                self.assertEqual({"<DigestsBucket.Arn>/archive/*", "<DigestsBucket.Arn>/retention/*"}, set(named))
            self.assertFalse({"dynamodb:PutItem", "dynamodb:UpdateItem", "s3:DeleteObject", "s3:DeleteObjectVersion"} & set(actions))

    def test_whoever_looks_up_accounts_finds_those_of_other_identity_providers_too(self):
        """AdminGetUser takes a `sub` of the pool's own users only."""
        looking = {name.split(".")[0]: actions for name, actions, _ in self.statements if "cognito-idp:AdminGetUser" in actions}
        self.assertEqual({"RolloutRole", "ApprovalsRole"}, set(looking))
        for role, actions in looking.items():
            self.assertIn("cognito-idp:ListUsers", actions, role)

    def test_whoever_reads_or_writes_objects_may_use_their_key(self):
        for role in of_type(self.found, "AWS::IAM::Role"):
            actions = {it for name, several, _ in self.statements if name.startswith(role + ".") for it in several}
            if "s3:GetObject" in actions:
                self.assertIn("kms:Decrypt", actions, role)
            if "s3:PutObject" in actions:
                self.assertIn("kms:GenerateDataKey", actions, role)


if __name__ == "__main__":
    unittest.main()
