package io.hotswap.domain.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import io.hotswap.domain.notification.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every implementation of [NodeStatuses] does. */
public abstract class NodeStatusesContract {
  private static final Environment HERE = Environment.Development;
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.25Z");

  /** Without any status; the same ones during a test. */
  protected abstract NodeStatuses statuses();

  /** That the messages go to. */
  protected abstract Outbox outbox();

  @Test
  void a_status_is_read_as_it_was_recorded() {
    var ejected = status("n2", NodeState.Ejected, List.of("payments", "search"), 3);
    var live = status("n1", NodeState.Live, List.of(), 1);
    assertTrue(statuses().replace(Optional.empty(), ejected, List.of()));
    assertTrue(statuses().replace(Optional.empty(), live, List.of()));
    assertEquals(List.of(live, ejected), statuses().of(HERE));
    assertEquals(List.of(), statuses().of(Environment.QA));
  }

  @Test
  void a_change_is_recorded_with_its_messages_or_not_at_all() {
    var late = status("n1", NodeState.Late, List.of(), 1);
    var recorded = message();
    assertTrue(statuses().replace(Optional.empty(), late, List.of(recorded)));
    assertEquals(List.of(Dispatch.of(recorded)), outbox().find(List.of(recorded.id())));

    var lost = status("n1", NodeState.Lost, List.of(), 2);
    var dropped = message();
    assertFalse(statuses().replace(Optional.empty(), lost, List.of(dropped)), "it is known");
    assertFalse(statuses().replace(Optional.of(lost), lost, List.of(dropped)), "not as read");
    assertEquals(List.of(late), statuses().of(HERE));
    assertEquals(List.of(), outbox().find(List.of(dropped.id())));
    assertTrue(statuses().replace(Optional.of(late), lost, List.of()));
    assertEquals(List.of(lost), statuses().of(HERE));
  }

  @Test
  void a_message_that_was_sent_before_refuses_the_change() {
    var sent = message();
    outbox().put(List.of(sent));
    var late = status("n1", NodeState.Late, List.of(), 1);
    var unsent = message();
    assertFalse(statuses().replace(Optional.empty(), late, List.of(unsent, sent)));
    assertEquals(List.of(), statuses().of(HERE));
    assertEquals(List.of(), outbox().find(List.of(unsent.id())));
  }

  /** It is ejected all the while, since the same moment. */
  @Test
  void of_two_that_find_other_plugins_ejected_the_slower_is_refused() {
    var one = status("n1", NodeState.Ejected, List.of("search"), 1);
    statuses().replace(Optional.empty(), one, List.of());
    var quick = status("n1", NodeState.Ejected, List.of("payments", "search"), 2);
    assertTrue(statuses().replace(Optional.of(one), quick, List.of()));
    var slow = status("n1", NodeState.Ejected, List.of("markdown"), 2);
    assertFalse(statuses().replace(Optional.of(one), slow, List.of(message())));
    assertEquals(List.of(quick), statuses().of(HERE));
    assertTrue(statuses().replace(Optional.of(quick), slow, List.of()));
    assertEquals(List.of(slow), statuses().of(HERE));
  }

  @Test
  void a_node_that_was_forgotten_is_new_again() {
    var live = status("n1", NodeState.Live, List.of(), 1);
    statuses().replace(Optional.empty(), live, List.of());
    statuses().forget(live);
    statuses().forget(live);
    assertEquals(List.of(), statuses().of(HERE));
    assertFalse(statuses().replace(Optional.of(live), live, List.of()), "it is gone");
    assertTrue(statuses().replace(Optional.empty(), live, List.of()));
  }

  private static NodeStatus status(
      String node, NodeState state, List<String> ejectedFrom, long changes) {
    var plugins = ejectedFrom.stream().map(PluginId::of).toList();
    return new NodeStatus(HERE, node, "i1", "h:1", state, NOW, plugins, NOW, NOW, -15_000, changes);
  }

  private static Message message() {
    return new Message(
        UUID.randomUUID(), Kind.NodeChanged, new Audience.Operators(), "subject", "text", "", NOW);
  }
}
