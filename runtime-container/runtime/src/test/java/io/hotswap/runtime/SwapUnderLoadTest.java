package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise: versions change under full load, and no caller notices. */
class SwapUnderLoadTest {
  private static final int CLIENTS = 4;
  private static final int SWAPS = 30;

  @TempDir Path directory;

  @Test
  void no_call_fails_and_each_is_answered_by_its_generations_version() throws Exception {
    var controlPlane = new InMemoryControlPlane();
    var failures = new ConcurrentLinkedQueue<String>();
    var calls = new AtomicLong();
    var done = new AtomicBoolean();
    Map<Long, String> versionOf = new ConcurrentHashMap<>();
    try (var issuer = new Issuer()) {
      // A machine that stands still for two seconds fails no call.
      var patient = Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "20000");
      var node = new NodeUnderTest(directory, controlPlane, issuer, patient);
      swapTo(controlPlane, versionOf, 1);
      node.awaitReady();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            Thread.ofPlatform()
                .start(() -> keepCalling(node, issuer, versionOf, failures, calls, done)));
      }
      for (int generation = 2; generation <= SWAPS; generation++) {
        swapTo(controlPlane, versionOf, generation);
      }
      done.set(true);
      for (var client : clients) {
        client.join();
      }
      node.close();
    }
    assertEquals(List.of(), List.copyOf(failures));
    assertTrue(calls.get() > 500, "calls: " + calls);
  }

  // Each to a version never seen before, so that every swap also retires and unloads one.
  private static void swapTo(
      InMemoryControlPlane controlPlane, Map<Long, String> versionOf, long generation)
      throws Exception {
    var number = "1." + generation + ".0";
    RoutedVersion version = controlPlane.register(number, PluginSource.echo("echo", number).jar());
    versionOf.put(generation, number);
    controlPlane.publish(Documents.serving("echo", generation, version));
    controlPlane.awaitAck("echo", generation);
  }

  private static void keepCalling(
      NodeUnderTest node,
      Issuer issuer,
      Map<Long, String> versionOf,
      ConcurrentLinkedQueue<String> failures,
      AtomicLong calls,
      AtomicBoolean done) {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(node.uri("/api/v1/plugins/echo/invoke/run"))
              .header("Authorization", "Bearer " + issuer.token("acme"))
              .POST(BodyPublishers.noBody())
              .build();
      long last = 0;
      while (!done.get()) {
        var answer = http.send(request, BodyHandlers.ofString());
        calls.incrementAndGet();
        long generation = answer.headers().firstValueAsLong("HotSwap-Generation").orElse(-1);
        if (answer.statusCode() != 200
            || !answer.body().equals(versionOf.get(generation))
            || generation < last) {
          failures.add(answer.statusCode() + " " + answer.headers().map() + answer.body());
        }
        last = generation;
      }
    } catch (Exception e) {
      failures.add(e.toString());
    }
  }
}
