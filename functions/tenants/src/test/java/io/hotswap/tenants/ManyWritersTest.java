package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.ids.Environment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ManyWritersTest {
  private static final String HERE = "?environment=QA";
  private static final int WRITERS = 50;

  /// Each writes limits of its own, and again when it lost to others ten times.
  @Test
  void of_fifty_writers_none_is_lost_and_each_leaves_one_record() throws Exception {
    try (var fixture = new TenantsFixture()) {
      var replies = together(it -> written(fixture, it));
      assertTrue(replies.stream().allMatch(it -> it.status() == 200), replies.toString());
      var stored = fixture.stored(Environment.QA, OWN).orElseThrow();
      assertEquals(WRITERS, stored.revision());
      assertEquals(revisions(1, WRITERS), tags(replies));
      var records = fixture.audit(OWN);
      assertEquals(WRITERS, records.size());
      var after = records.stream().map(it -> it.after().get("revision")).toList();
      assertEquals(WRITERS, new HashSet<>(after).size());
      assertEquals(WRITERS, fixture.changes(Environment.QA));
    }
  }

  @Test
  void of_fifty_writers_who_know_the_same_settings_one_writes() throws Exception {
    try (var fixture = new TenantsFixture()) {
      var replies = together(it -> limits(fixture, it, Map.of("If-Match", "\"0\"")));
      assertEquals(1, replies.stream().filter(it -> it.status() == 200).count());
      assertEquals(WRITERS - 1, replies.stream().filter(it -> it.status() == 412).count());
      assertEquals(1, fixture.stored(Environment.QA, OWN).orElseThrow().revision());
      assertEquals(1, fixture.audit(OWN).size());
    }
  }

  private interface Writer {
    Reply write(int number);
  }

  private static List<Reply> together(Writer writer) throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Callable<Reply>> writers =
          IntStream.rangeClosed(1, WRITERS)
              .<Callable<Reply>>mapToObj(it -> () -> writer.write(it))
              .toList();
      List<Reply> replies = new ArrayList<>();
      for (var it : threads.invokeAll(writers)) {
        replies.add(result(it));
      }
      return replies;
    }
  }

  private static Reply result(Future<Reply> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static Reply written(TenantsFixture fixture, int number) {
    var reply = limits(fixture, number, Map.of());
    while (reply.status() == 409 || reply.status() == 503) {
      reply = limits(fixture, number, Map.of());
    }
    return reply;
  }

  private static Reply limits(TenantsFixture fixture, int number, Map<String, String> headers) {
    var request = fixture.admin("PUT", "/markdown/quotas" + HERE);
    headers.forEach(request::header);
    return request
        .json(Map.of("maxRequestsPerMinute", number, "maxConcurrentExecutions", 1))
        .send();
  }

  private static List<String> revisions(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(it -> "\"" + it + "\"").sorted().toList();
  }

  private static List<String> tags(List<Reply> replies) {
    return replies.stream().map(it -> it.header("ETag")).sorted().toList();
  }
}
