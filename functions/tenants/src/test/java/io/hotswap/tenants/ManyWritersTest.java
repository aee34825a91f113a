package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.ids.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ManyWritersTest {
  private static final String HERE = "?environment=QA";
  private static final String CONFIGURATION = "/markdown/config" + HERE;
  private static final int WRITERS = 50;
  private static final int ADDING = 10;
  private static final Set<Integer> LOST = Set.of(409, 412, 503);

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

  /// Each sets a configuration of its own, and again when it lost to others ten times.
  @Test
  void of_fifty_writers_of_one_configuration_none_is_lost_and_the_chain_is_whole()
      throws Exception {
    try (var fixture = new TenantsFixture()) {
      fixture.serves("1.0.0", Environment.QA);
      var replies = together(it -> configured(fixture, it));
      assertTrue(replies.stream().allMatch(it -> it.status() == 200), replies.toString());
      assertEquals(revisions(1, WRITERS), tags(replies));
      var last = replies.stream().filter(it -> it.header("ETag").equals("\"50\"")).findFirst();
      assertEquals(
          last.orElseThrow().body().path("config"), configuration(fixture).body().path("config"));
      assertEquals(WRITERS, fixture.changes(Environment.QA));
      var chain = fixture.chain(Environment.QA, OWN);
      assertEquals(WRITERS, chain.size());
      for (int i = 0; i < WRITERS; i++) {
        var before = i == 0 ? Optional.empty() : Optional.of(chain.get(i - 1).digest());
        assertEquals(before, chain.get(i).previous());
        assertEquals(i + 1, chain.get(i).sequence());
        assertEquals(
            Integer.toString(i + 1), chain.get(i).record().after().get("revision"), "of " + i);
      }
    }
  }

  /// Each adds a property to the configuration that it has read, until it was the first to.
  @Test
  void of_ten_who_add_to_what_they_have_read_each_finds_its_own_at_the_end() throws Exception {
    try (var fixture = new TenantsFixture()) {
      fixture.serves("1.0.0", Environment.QA);
      together(ADDING, it -> added(fixture, "writer-" + it));
      var added = configuration(fixture).body().at("/config/headings");
      assertEquals(ADDING, added.size(), added.toString());
      assertEquals(ADDING, fixture.stored(Environment.QA, OWN).orElseThrow().revision());
    }
  }

  private interface Writer {
    Reply write(int number);
  }

  private static List<Reply> together(Writer writer) throws InterruptedException {
    return together(WRITERS, writer);
  }

  private static List<Reply> together(int number, Writer writer) throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(number)) {
      List<Callable<Reply>> writers =
          IntStream.rangeClosed(1, number)
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

  private static Reply configured(TenantsFixture fixture, int number) {
    var config = Map.of("headings", Map.of("most", number % 10, "writer-" + number, 1));
    while (true) {
      var reply = fixture.owner("PUT", CONFIGURATION).json(Map.of("config", config)).send();
      if (!LOST.contains(reply.status())) {
        return reply;
      }
    }
  }

  private static Reply added(TenantsFixture fixture, String property) {
    while (true) {
      var read = configuration(fixture);
      ObjectNode config = read.body().path("config").deepCopy();
      config.withObject("/headings").put(property, 1);
      var reply =
          fixture
              .owner("PUT", CONFIGURATION)
              .header("If-Match", read.header("ETag"))
              .json(Map.of("config", config))
              .send();
      if (reply.status() == 200) {
        return reply;
      }
      assertTrue(LOST.contains(reply.status()), reply.toString());
    }
  }

  private static Reply configuration(TenantsFixture fixture) {
    return fixture.owner("GET", CONFIGURATION).send();
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
