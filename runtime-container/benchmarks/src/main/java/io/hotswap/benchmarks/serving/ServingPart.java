package io.hotswap.benchmarks.serving;

import io.hotswap.benchmarks.table.Row;
import io.hotswap.benchmarks.table.Sample;
import io.hotswap.benchmarks.worker.BenchmarkPaths;
import io.hotswap.runtime.training.TrainingFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One kilobyte echoed over HTTP: by a plugin of a node, and by the library that the node's server
/// is built on. Servers are processes of their own; they take turns under the same client.
public final class ServingPart {
  private static final int CONNECTIONS = 64;
  private static final int BODY = 1_024;
  private static final String NODE = "HotSwap, plugin call";
  private static final String BARE = "bare Netty echo";

  private final BenchmarkPaths benchmarkPaths;
  private final int rounds;
  private final Duration warmUp;
  private final Duration turn;
  private final Duration schedule;

  public ServingPart(BenchmarkPaths benchmarkPaths, boolean quick) {
    this.benchmarkPaths = benchmarkPaths;
    // Many short turns: what else the machine does hits all alike.
    this.rounds = quick ? 12 : 30;
    this.warmUp = Duration.ofSeconds(quick ? 10 : 20);
    this.turn = Duration.ofSeconds(quick ? 2 : 5);
    this.schedule = Duration.ofSeconds(quick ? 10 : 30);
  }

  private record Rates(List<Double> node, List<Double> bare, List<Double> twin) {
    Rates() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  public List<Row> run() throws IOException, InterruptedException {
    var folder = Files.createDirectories(benchmarkPaths.work().resolve("serve"));
    try (var fixture = new TrainingFixture(folder);
        var node = Served.Node.start(benchmarkPaths, fixture, folder.resolve("node.log"));
        var bare = Served.Bare.start(benchmarkPaths, folder.resolve("bare.log"));
        var twin = Served.Bare.start(benchmarkPaths, folder.resolve("twin.log"))) {
      for (var server : List.of(node, bare, twin)) {
        measured(fixture, server, warmUp);
      }
      var rates = rates(fixture, node, bare, twin);
      List<Row> rows = new ArrayList<>(throughput(rates));
      rows.addAll(latency(fixture, node, bare, Sample.of(rates.node()).median() / 2));
      return rows;
    }
  }

  private Rates rates(TrainingFixture fixture, Served node, Served bare, Served twin)
      throws IOException {
    var rates = new Rates();
    for (int round = 0; round < rounds; round++) {
      rates.bare().add(measured(fixture, bare, turn));
      rates.node().add(measured(fixture, node, turn));
      rates.twin().add(measured(fixture, twin, turn));
    }
    return rates;
  }

  private static double measured(TrainingFixture fixture, Served server, Duration time)
      throws IOException {
    try (var client = client(fixture, server)) {
      return client.asFastAsItGoes(time);
    }
  }

  private static Client client(TrainingFixture fixture, Served server) throws IOException {
    return new Client(
        server.port(), TrainingFixture.PATH, fixture.token(), new byte[BODY], CONNECTIONS);
  }

  private static List<Row> throughput(Rates rates) {
    var measure = "HTTP echo of 1 KB, throughput";
    var base = Row.of(measure, BARE, "calls/s", Sample.of(rates.bare()));
    return List.of(
        Row.of(measure, NODE, "calls/s", Sample.of(rates.node())).over(base),
        base.noise(Sample.of(rates.twin()).median() / base.median()));
  }

  private List<Row> latency(TrainingFixture fixture, Served node, Served bare, double rate)
      throws IOException {
    var measure = "HTTP echo of 1 KB at %.0f/s".formatted(rate);
    var base = Row.of(measure, BARE, "ms", latencies(fixture, bare, rate));
    return List.of(
        Row.of(measure, NODE, "ms", latencies(fixture, node, rate)).over(base),
        base.noise(latencies(fixture, bare, rate).median() / base.median()));
  }

  private Sample latencies(TrainingFixture fixture, Served server, double rate) throws IOException {
    try (var client = client(fixture, server)) {
      return Sample.of(client.atRate(rate, schedule));
    }
  }
}
