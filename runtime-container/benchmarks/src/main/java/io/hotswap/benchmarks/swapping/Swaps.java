package io.hotswap.benchmarks.swapping;

import io.hotswap.benchmarks.loading.Loads;
import io.hotswap.benchmarks.peers.Peer;
import io.hotswap.benchmarks.peers.Running;
import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.benchmarks.plugins.PluginJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// New versions at a steady rate under full load: as many callers as processors, each calling again
/// as soon as it has its answer.
public final class Swaps {
  private static final int CALLERS = Runtime.getRuntime().availableProcessors();
  private static final long WARM_UP_MILLIS = 3_000;
  private static final String NAME = "swapped";

  private final Peer peer;
  private final Path folder;
  private final Map<String, byte[]> entries;
  private final CurrentVersion current = new CurrentVersion();
  private long warmUpMillis = WARM_UP_MILLIS;
  private int swaps;

  public Swaps(Peer peer, Path folder, PluginJar jar) throws IOException {
    this.peer = peer;
    this.folder = Files.createDirectories(folder.resolve("versions"));
    this.entries = PluginJars.read(jar);
  }

  public Swaps warmingUp(long millis) {
    warmUpMillis = millis;
    return this;
  }

  /// @param perSecond how many new versions a second; 0 for the same load without
  public Map<String, Number> run(int seconds, int perSecond) throws Exception {
    var running = first();
    List<LoadClient> callers = new ArrayList<>();
    var ready = new CountDownLatch(1);
    for (int i = 0; i < CALLERS; i++) {
      callers.add(new LoadClient(current, ready));
    }
    ready.countDown();
    Thread.sleep(warmUpMillis);
    callers.forEach(LoadClient::forget);
    running = publish(running, System.nanoTime() + seconds * 1_000_000_000L, perSecond);
    for (var loadClient : callers) {
      loadClient.end();
    }
    running.unload();
    return figures(callers, seconds);
  }

  private Running first() throws Exception {
    var jar = next(0);
    var running = peer.load(jar);
    running.call(Loads.BODY);
    current.begin(running, 0);
    return running;
  }

  private PluginJar next(int number) throws IOException {
    var jar = PluginJars.restamp(entries, folder, NAME, CurrentVersion.name(number));
    peer.place(jar);
    return jar;
  }

  private Running publish(Running first, long until, int perSecond) throws Exception {
    var running = first;
    long every = perSecond == 0 ? Long.MAX_VALUE : 1_000_000_000L / perSecond;
    long due = System.nanoTime();
    while (System.nanoTime() - until < 0) {
      if (perSecond == 0) {
        LockSupport.parkNanos(until - System.nanoTime());
        continue;
      }
      running = replace(running, ++swaps);
      due += every;
      LockSupport.parkNanos(Math.min(due, until) - System.nanoTime());
    }
    return running;
  }

  private Running replace(Running before, int number) throws Exception {
    var jar = next(number);
    current.expect(number);
    if (peer.holdsOneVersion()) {
      before.unload();
    }
    var running = peer.load(jar);
    current.serve(running, number);
    if (!peer.holdsOneVersion()) {
      before.unload();
    }
    peer.remove(jar);
    Files.delete(jar.file());
    return running;
  }

  private Map<String, Number> figures(List<LoadClient> callers, int seconds) {
    var latencies = new Latencies();
    callers.forEach(loadClient -> latencies.add(loadClient.latencies()));
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("calls", callers.stream().mapToLong(LoadClient::calls).sum());
    figures.put("failed", callers.stream().mapToLong(LoadClient::failed).sum());
    figures.put("wrong", callers.stream().mapToLong(LoadClient::wrong).sum());
    figures.put("swaps", swaps);
    figures.put("perSecond", latencies.count() / seconds);
    figures.put("p50", latencies.percentile(50) / 1e3);
    figures.put("p95", latencies.percentile(95) / 1e3);
    figures.put("p99", latencies.percentile(99) / 1e3);
    return figures;
  }
}
