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
  public Reply direct(Megamorphic node, RandomPick pick) throws Exception {
    pick.next();
    return node.plugins[pick.plugin()].handle(INPUT);
  }

  /// The same, through the loaded version.
  @Benchmark
  public Reply handle(Megamorphic node, RandomPick pick) throws Exception {
    pick.next();
    return node.versions[pick.plugin()].handle(INPUT);
  }

  @Benchmark
  public long clock() {
    long began = System.nanoTime();
    return System.nanoTime() - began;
  }

  @Benchmark
  public RouteResult route(Megamorphic node, RandomPick pick) {
    pick.next();
    var route =
        node.node().routeTable().route(node.names[pick.plugin()], node.tenants[pick.tenant()]);
    if (route instanceof RouteResult.Entered entered) {
      entered.leave();
    }
    return route;
  }

  @Benchmark
  public void counts(Megamorphic node, RandomPick pick) {
    pick.next();
    var tenant = node.tenants[pick.tenant()];
    node.lines[pick.plugin()][pick.tenant()].called(
        tenant, CallOutcome.OK, 1_000, Megamorphic.CONSTANT_TIME);
  }

  /// All of it around the direct call, timed.
  @Benchmark
  public Reply routed(Megamorphic node, RandomPick pick) throws Exception {
    pick.next();
    long began = System.nanoTime();
    var tenant = node.tenants[pick.tenant()];
    if (!(node.node().routeTable().route(node.names[pick.plugin()], tenant)
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
  public InvocationResult whole(Megamorphic node, RandomPick pick) throws Exception {
    pick.next();
    var tenant = node.tenants[pick.tenant()];
    if (!(node.node().routeTable().route(node.names[pick.plugin()], tenant)
        instanceof RouteResult.Entered entered)) {
      throw new IllegalStateException("routed nowhere");
    }
    var end = new CompletableFuture<InvocationResult>();
    var invocationRequest = new InvocationRequest("run", tenant, "application/json", BODY, "");
    node.node().calling().begin(invocationRequest, entered, end::complete);
    return end.get();
  }
}
