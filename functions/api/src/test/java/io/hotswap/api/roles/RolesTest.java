package io.hotswap.api.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// What the enforcement reads: the template, and the SDK's requests.
class RolesTest {
  private static final String STAGE = "hotswap-test-0123abcd";
  private final Map<String, Role> roles = RoleEnforcement.roles();

  @Test
  void every_function_has_a_role_of_its_own() {
    assertTrue(roles.size() >= 6, roles.keySet().toString());
    assertEquals(
        roles.size(), roles.values().stream().map(Role::name).distinct().count(), roles.toString());
  }

  private static TransactWriteItem item(Consumer<TransactWriteItem.Builder> what) {
    return TransactWriteItem.builder().applyMutation(what).build();
  }

  @Test
  void a_transaction_needs_what_each_of_its_items_needs() {
    var request =
        TransactWriteItemsRequest.builder()
            .transactItems(
                item(it -> it.put(Put.builder().tableName(STAGE + "-deployments").build())),
                item(it -> it.update(Update.builder().tableName(STAGE + "-routing").build())),
                item(it -> it.delete(Delete.builder().tableName(STAGE + "-nodes-QA").build())),
                item(
                    it ->
                        it.conditionCheck(
                            ConditionCheck.builder().tableName(STAGE + "-plugins").build())))
            .build();
    assertEquals(
        List.of(
            access("dynamodb:PutItem", "table/stack-deployments"),
            access("dynamodb:UpdateItem", "table/stack-routing"),
            access("dynamodb:DeleteItem", "table/stack-nodes-QA"),
            access("dynamodb:ConditionCheckItem", "table/stack-plugins")),
        RequiredAccess.of("DynamoDb", "TransactWriteItems", request));
  }

  @Test
  void an_index_is_a_resource_of_its_own() {
    var role = role("Registration");
    var table = QueryRequest.builder().tableName(STAGE + "-plugins");
    assertTrue(allowed(role, RequiredAccess.of("DynamoDb", "Query", table.build())));
    assertTrue(
        allowed(role, RequiredAccess.of("DynamoDb", "Query", table.indexName("list").build())));
    assertFalse(
        allowed(role, RequiredAccess.of("DynamoDb", "Query", table.indexName("x").build())));
  }

  @Test
  void an_object_is_allowed_by_its_prefix_and_its_key() {
    var get = GetObjectRequest.builder().bucket(STAGE + "-artifacts");
    var put = PutObjectRequest.builder().bucket(STAGE + "-artifacts");
    var role = role("Health");
    assertTrue(allowed(role, RequiredAccess.of("S3", "GetObject", get.key("routing/a").build())));
    assertFalse(allowed(role, RequiredAccess.of("S3", "GetObject", get.key("binaries/a").build())));
    assertFalse(allowed(role, RequiredAccess.of("S3", "PutObject", put.key("routing/a").build())));
    var without =
        new Role(
            "R",
            role.statements().stream()
                .filter(it -> !it.actions().contains("kms:Decrypt"))
                .toList());
    assertFalse(
        allowed(without, RequiredAccess.of("S3", "GetObject", get.key("routing/a").build())));
  }

  @Test
  void what_is_not_named_is_refused() {
    var notifications = role("Notifications");
    assertTrue(notifications.allows(access("dynamodb:PutItem", "table/stack-outbox")));
    assertFalse(notifications.allows(access("dynamodb:PutItem", "table/stack-deployments")));
    assertFalse(notifications.allows(access("dynamodb:PutItem", "table/stack-outboxes")));
    assertTrue(notifications.allows(new Access("ses:SendEmail", Optional.empty())));
    assertFalse(role("Watch").allows(new Access("ses:SendEmail", Optional.empty())));
    var machine = Template.arn("states", "stateMachine:stack-approve");
    assertFalse(role("Watch").allows(new Access("states:StartExecution", machine)));
  }

  @Test
  void what_no_stack_has_is_held_to_its_action_only() {
    var gone = QueryRequest.builder().tableName("gone").build();
    var asked = RequiredAccess.of("DynamoDb", "Query", gone);
    assertEquals(List.of(new Access("dynamodb:Query", Optional.empty())), asked);
    assertTrue(allowed(role("Watch"), asked));
    assertFalse(allowed(role("Watch"), RequiredAccess.of("DynamoDb", "Scan", gone)));
  }

  private static Access access(String action, String resource) {
    return new Access(action, Template.arn("dynamodb", resource));
  }

  private Role role(String function) {
    return roles.values().stream()
        .filter(it -> it.name().equals(function + "Role"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean allowed(Role role, List<Access> accesses) {
    return accesses.stream().allMatch(role::allows);
  }
}
