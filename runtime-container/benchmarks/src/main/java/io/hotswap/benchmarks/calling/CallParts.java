package io.hotswap.benchmarks.calling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hotswap.benchmarks.peers.Input;
import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.counting.CallOutcome;
import io.hotswap.runtime.routing.RouteResult;
import io.hotswap.spi.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/// What a node adds to a plugin's own work, part by part.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallParts {
  private static final Input INPUT = new Input(new byte[0]);
  private static final byte[] BODY = "{}".getBytes(US_ASCII);

  /// A direct call of one of many classes, by a reference that the caller has.
  @Benchmark
  public Reply direct(Megamorphic node, Turn turn) throws Exception {
    turn.next();
    return node.plugins[turn.plugin()].handle(INPUT);
  }

  /// The same, through the loaded version.
  @Benchmark
  public Reply handle(Megamorphic node, Turn turn) throws Exception {
    turn.next();
    return node.versions[turn.plugin()].handle(INPUT);
  }

  @Benchmark
  public long clock() {
    long began = System.nanoTime();
    return System.nanoTime() - began;
  }

  @Benchmark
  public RouteResult route(Megamorphic node, Turn turn) {
    turn.next();
    var route =
        node.node().routeTable().route(node.names[turn.plugin()], node.tenants[turn.tenant()]);
    if (route instanceof RouteResult.Entered entered) {
      entered.leave();
    }
    return route;
  }

  @Benchmark
  public void counts(Megamorphic node, Turn turn) {
    turn.next();
    var tenant = node.tenants[turn.tenant()];
    node.lines[turn.plugin()][turn.tenant()].called(
        tenant, CallOutcome.OK, 1_000, Megamorphic.STANDING);
  }

  /// All of it around the direct call, timed.
  @Benchmark
  public Reply routed(Megamorphic node, Turn turn) throws Exception {
    turn.next();
    long began = System.nanoTime();
    var tenant = node.tenants[turn.tenant()];
    if (!(node.node().routeTable().route(node.names[turn.plugin()], tenant)
        instanceof RouteResult.Entered entered)) {
      throw new IllegalStateException("routed nowhere");
    }
    var version = entered.version();
    try {
      return version.handle(INPUT);
    } finally {
      long now = System.nanoTime();
      entered.called(tenant, CallOutcome.OK, now - began, now);
      entered.leave();
    }
  }

  /// As a request makes it: a thread of its own, a deadline, a trace.
  @Benchmark
  public InvocationResult whole(Megamorphic node, Turn turn) throws Exception {
    turn.next();
    var tenant = node.tenants[turn.tenant()];
    if (!(node.node().routeTable().route(node.names[turn.plugin()], tenant)
        instanceof RouteResult.Entered entered)) {
      throw new IllegalStateException("routed nowhere");
    }
    var end = new CompletableFuture<InvocationResult>();
    var invocationRequest = new InvocationRequest("run", tenant, "application/json", BODY, "");
    node.node().calling().begin(invocationRequest, entered, end::complete);
    return end.get();
  }
}
