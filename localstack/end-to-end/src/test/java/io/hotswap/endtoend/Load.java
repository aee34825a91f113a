package io.hotswap.endtoend;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Clients that call steadily and remember what was wrong.
final class Load implements AutoCloseable {
  private final AtomicLong calls = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Set<String> versions = new ConcurrentSkipListSet<>();
  private final Map<String, Set<String>> versionsByGeneration = new ConcurrentHashMap<>();
  private final List<Thread> clients = new CopyOnWriteArrayList<>();
  private volatile boolean running = true;

  static Load started(int clients, String plugin, String operation, String body) {
    var load = new Load();
    for (int i = 0; i < clients; i++) {
      load.clients.add(
          Thread.ofPlatform().name("client-" + i).start(() -> load.run(plugin, operation, body)));
    }
    return load;
  }

  private void run(String plugin, String operation, String body) {
    var tenant = Client.as("TENANT");
    while (running) {
      calls.incrementAndGet();
      try {
        note(tenant.invoke(plugin, operation, body, Map.of("Content-Type", "text/markdown")));
      } catch (UncheckedIOException e) {
        failures.add(e.toString());
      }
      Client.pause(Duration.ofMillis(10));
    }
  }

  private void note(Answer answer) {
    if (answer.status() != 200) {
      failures.add(answer.toString());
      return;
    }
    var version = answer.header("HotSwap-Plugin-Version");
    versions.add(version);
    versionsByGeneration
        .computeIfAbsent(
            answer.header("HotSwap-Generation"), generation -> ConcurrentHashMap.newKeySet())
        .add(version);
  }

  void stop() {
    running = false;
    for (var client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted", e);
      }
    }
  }

  long calls() {
    return calls.get();
  }

  Collection<String> failures() {
    return failures;
  }

  Set<String> versions() {
    return new TreeSet<>(versions);
  }

  /// Generations that answered with more than one version.
  List<String> contradictions() {
    return versionsByGeneration.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Object::toString)
        .toList();
  }

  @Override
  public void close() {
    stop();
  }
}
