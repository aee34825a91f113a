package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.notification.Channel;
import io.hotswap.domain.notification.Delivering;
import io.hotswap.domain.notification.DeliveryState;
import io.hotswap.domain.notification.DeliveryTimes;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Transaction.Commit;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.OutboxKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoOutboxTest {
  // Without nanoseconds: its text is shorter than that of the times around it.
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private DynamoDbClient dynamo;
  private Tables tables;
  private DynamoOutbox outbox;

  @BeforeEach
  void stage() {
    tables = new Tables(LocalEngine.shared().freshStage().environment());
    dynamo = Aws.dynamo();
    outbox = new DynamoOutbox(dynamo, tables);
  }

  @Test
  void messages_are_there_with_the_change_that_makes_them_true_or_not_at_all() {
    var told = message(new Audience.Operators(), NOW);
    var thing = Items.of(new Key("T#1", "THING"), Map.of("name", "a"));
    assertEquals(new Commit.Committed(), change(thing, told).commit());
    assertEquals(List.of(Dispatch.of(told)), outbox.find(List.of(told.id())));

    var never = message(new Audience.Operators(), NOW);
    assertEquals(new Commit.Refused(List.of("thing")), change(thing, never).commit());
    assertEquals(List.of(), outbox.find(List.of(never.id())));
  }

  @Test
  void the_same_message_again_refuses_its_change() {
    var told = message(new Audience.Operators(), NOW);
    outbox.put(List.of(told));
    var thing = Items.of(new Key("T#2", "THING"), Map.of("name", "a"));
    var refused = new Commit.Refused(List.of(DynamoOutbox.MESSAGE));
    assertEquals(refused, change(thing, told).commit());
  }

  @Test
  void what_cannot_be_read_hides_nothing_that_stands_behind_it() {
    for (int i = 0; i < 30; i++) {
      var unreadable = message(new Audience.Operators(), NOW.minusSeconds(60 + i));
      outbox.put(List.of(unreadable));
      rewrite(unreadable, it -> it.put("message", Items.text("of a later release")));
    }
    var readable = message(new Audience.Operators(), NOW);
    outbox.put(List.of(readable));
    var failure = assertThrows(PartialFailure.class, () -> outbox.due(NOW, 25));
    assertEquals(30, failure.failures().size());
    assertEquals(List.of(Dispatch.of(readable)), failure.results());
  }

  private void rewrite(Message message, Consumer<Map<String, AttributeValue>> change) {
    var key = OutboxKeys.message(message.id());
    Map<String, AttributeValue> item =
        new HashMap<>(Items.find(dynamo, tables.outbox(), key).orElseThrow());
    change.accept(item);
    dynamo.putItem(it -> it.tableName(tables.outbox()).item(item));
  }

  @Test
  void every_audience_and_state_is_read_as_it_was_written() {
    var audiences =
        List.of(
            new Audience.TeamLeads(),
            new Audience.PlatformAdmins(),
            new Audience.Operators(),
            new Audience.Requester("ada", "ada@example.com"));
    for (var audience : audiences) {
      var message = message(audience, NOW.plusNanos(1_500));
      outbox.put(List.of(message));
      var changed =
          new Dispatch(
              message,
              Map.of(
                  "email", new DeliveryState.Delivered(NOW),
                  "slack", new DeliveryState.Retrying(2, NOW.plusSeconds(4), "429"),
                  "pigeon", new DeliveryState.GivenUp(NOW, 9, "shot")),
              NOW.plusSeconds(4),
              Optional.empty(),
              1);
      var written = outbox.write(changed);
      assertEquals(2, written.orElseThrow().revision());
      assertEquals(written.stream().toList(), outbox.find(List.of(message.id())));
    }
  }

  @Test
  void what_is_put_twice_stays_as_it_is() {
    var message = message(new Audience.Operators(), NOW);
    outbox.put(List.of(message));
    outbox.write(due(message, NOW.plusSeconds(9)));
    outbox.put(List.of(message));
    assertEquals(2, outbox.find(List.of(message.id())).getFirst().revision());
  }

  @Test
  void due_is_what_is_open_longest_due_first() {
    var late = message(new Audience.Operators(), NOW.plusNanos(1));
    var now = message(new Audience.Operators(), NOW);
    var first = message(new Audience.Operators(), NOW.minusMillis(500));
    var closed = message(new Audience.Operators(), NOW.minusSeconds(9));
    outbox.put(List.of(late, now, first, closed));
    outbox.write(closed(closed, Map.of("email", new DeliveryState.Delivered(NOW))));
    assertEquals(List.of(first, now), dueAt(NOW, 10));
    assertEquals(List.of(first), dueAt(NOW, 1));
    assertEquals(List.of(first, now, late), dueAt(NOW.plusSeconds(1), 10));
  }

  @Test
  void closed_ones_expire_and_parked_ones_stand_where_somebody_finds_them() {
    var message = message(new Audience.Operators(), NOW);
    outbox.put(List.of(message));
    assertFalse(item(message).containsKey("expiresAt"));
    outbox.write(closed(message, Map.of("email", new DeliveryState.GivenUp(NOW, 3, "no"))));
    assertEquals("PARKED", item(message).get("listPk").s());
    var expiry = Long.parseLong(item(message).get("expiresAt").n());
    assertEquals(NOW.plus(Duration.ofDays(30)).getEpochSecond(), expiry);
  }

  @Test
  void of_many_at_once_one_writes() throws Exception {
    var message = message(new Audience.Operators(), NOW);
    outbox.put(List.of(message));
    Callable<Optional<Dispatch>> lease = () -> outbox.write(due(message, NOW.plusSeconds(31)));
    try (var executor = Executors.newFixedThreadPool(8)) {
      int won = 0;
      for (var written : executor.invokeAll(Collections.nCopies(8, lease))) {
        won += written.get().isPresent() ? 1 : 0;
      }
      assertEquals(1, won);
    }
  }

  @Test
  void two_deliverers_on_one_outbox_send_each_message_once() throws Exception {
    var messages = Stream.generate(() -> message(new Audience.Operators(), NOW)).limit(40).toList();
    outbox.put(messages);
    List<UUID> sent = Collections.synchronizedList(new ArrayList<>());
    Callable<Object> sweep = () -> delivering(sent).sweep(NOW.plusSeconds(10));
    try (var executor = Executors.newFixedThreadPool(2)) {
      for (var done : executor.invokeAll(List.of(sweep, sweep))) {
        done.get();
      }
    }
    assertEquals(40, sent.size());
    assertEquals(40, new HashSet<>(sent).size());
    assertTrue(outbox.due(NOW.plus(Duration.ofDays(1)), 10).isEmpty());
  }

  private Delivering delivering(List<UUID> sent) {
    var channel =
        new Channel() {
          @Override
          public String name() {
            return "email";
          }

          @Override
          public Delivery send(Message message) {
            sent.add(message.id());
            return new Delivery.Delivered();
          }
        };
    return new Delivering(
        outbox,
        List.of(channel),
        DeliveryTimes.DEFAULT,
        InstantSource.fixed(NOW),
        then -> {
          throw new AssertionError("nothing to wait for");
        });
  }

  private Transaction change(Map<String, AttributeValue> thing, Message message) {
    var transaction = new Transaction(dynamo).create("thing", tables.plugins(), thing);
    return outbox.add(transaction, List.of(message));
  }

  private static Message message(Audience to, Instant createdAt) {
    return new Message(
        UUID.randomUUID(), Kind.ApprovalRequested, to, "subject", "text", "d1", createdAt);
  }

  private static Dispatch due(Message message, Instant at) {
    return new Dispatch(message, Map.of(), at, Optional.empty(), 1);
  }

  private static Dispatch closed(Message message, Map<String, DeliveryState> states) {
    return new Dispatch(message, states, message.createdAt(), Optional.of(NOW), 1);
  }

  private List<Message> dueAt(Instant now, int atMost) {
    return outbox.due(now, atMost).stream().map(Dispatch::message).toList();
  }

  private Map<String, AttributeValue> item(Message message) {
    return dynamo
        .getItem(
            it ->
                it.tableName(tables.outbox())
                    .key(OutboxKeys.message(message.id()).attributes())
                    .consistentRead(true))
        .item();
  }
}
