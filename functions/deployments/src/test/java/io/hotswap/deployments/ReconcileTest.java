package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Gateway;
import io.hotswap.api.roles.RoleEnforcement;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.persistence.dynamo.Items;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What the schedule calls every minute, with no more than its role allows.
class ReconcileTest extends Reconciled {
  private static final int MOST_DEATHS = 50;

  @Test
  void what_is_abandoned_leaves_the_routing() {
    plane.complete(id(plane.deploy("1.0.0")), 1);
    var id = id(plane.deploy("1.1.0"));
    plane.step("BeginDeployment", id, 1);
    plane.step("StageVersion", id, 1);
    assertEquals(Set.of("1.0.0", "1.1.0"), plane.routed().loaded());
    long generation = plane.routed().generation();
    plane.rewrite(id, it -> it.put("restarts", Items.number(MOST_DEATHS)));
    died(id);
    reconcile();
    var abandoned = plane.get("/deployments/" + id).body();
    assertEquals("Abandoned", abandoned.at("/phase").asText(), abandoned.toString());
    assertEquals("FailedDirty", abandoned.at("/outcome").asText());
    assertEquals(generation + 1, plane.routed().generation());
    assertEquals(Set.of("1.0.0"), plane.routed().serving());
    assertTrue(
        RoleEnforcement.asked()
            .containsAll(
                Set.of(
                    "ReconcileRole s3:PutObject",
                    "ReconcileRole dynamodb:UpdateItem",
                    "ReconcileRole states:DescribeExecution")),
        RoleEnforcement.asked().toString());
    assertEquals(202, plane.deploy("1.1.0").status(), "its place is free");
  }

  @Test
  void nodes_are_told_the_stages_defaults() {
    var feed = plane.stores().tenantPlugins();
    assertEquals(Optional.empty(), feed.defaults(Environment.Production));
    reconcile();
    for (var environment : Environment.values()) {
      assertEquals(Optional.of(TenantDefaults.OPEN), feed.defaults(environment));
    }
  }

  @Test
  void whose_machine_died_gets_another() {
    var id = id(plane.deploy("1.0.0"));
    died(id);
    reconcile();
    assertEquals(Set.of(id + "-1", id + "-2"), Set.copyOf(plane.executions()));
  }

  @Test
  void one_that_cannot_be_read_is_told_and_holds_up_no_other() {
    var unreadable = id(plane.deploy("1.0.0"));
    var waiting = id(inQa());
    died(waiting);
    plane.rewrite(unreadable, it -> it.remove("progress"));
    // Its execution may not be over yet when it is looked at first.
    var deadline = Instant.now().plusSeconds(20);
    do {
      var failure = assertThrows(PartialFailure.class, this::reconcile);
      assertEquals(Set.of(unreadable), failure.failures().keySet());
    } while (!plane.executions().contains(waiting + "-2") && Instant.now().isBefore(deadline));
    assertTrue(plane.executions().contains(waiting + "-2"), plane.executions().toString());
  }

  private Gateway.Reply inQa() {
    Map<String, Object> body = new HashMap<>(ControlPlane.deployment("1.0.0"));
    body.put("environment", "QA");
    return plane.as(Role.Developer, "POST", "/deployments").json(body).send();
  }

  /// A day ago, and long overdue: whether the engine has seen its execution fail by now or not.
  private void died(String id) {
    plane.rewrite(
        id,
        it -> {
          Map<String, AttributeValue> progress = new HashMap<>(it.get("progress").m());
          var longAgo = Items.text(Instant.now().minus(Duration.ofDays(1)).toString());
          progress.put("since", longAgo);
          progress.put("deadline", longAgo);
          it.put("progress", AttributeValue.fromM(progress));
        });
  }

  private static String id(Gateway.Reply reply) {
    assertEquals(List.of(202), List.of(reply.status()), reply.toString());
    return reply.body().at("/id").asText();
  }
}
