package io.hotswap.balancer;

import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.xnio.OptionMap;
import org.xnio.Options;

/// Asks every node whether it is ready, and gives calls to those that are. When none is, all get
/// calls, as in AWS: a balancer that is wrong about its nodes must not be the outage.
final class HealthChecks implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  /// A node that answers late is busy rather than gone, so it may miss one check.
  private static final int MISSES = 2;

  /// Otherwise a body waits 40 ms for the acknowledgement of its headers.
  private static final OptionMap AT_ONCE = OptionMap.create(Options.TCP_NODELAY, true);

  private final List<URI> nodes;
  private final Map<URI, URI> operators;
  private final LoadBalancingProxyClient targets;
  private final WarmNodes warm;
  private final Map<URI, Integer> misses = new HashMap<>();
  private final Set<URI> serving = new HashSet<>();
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("health-checks").daemon().factory());

  HealthChecks(List<NodeAddress> nodes, LoadBalancingProxyClient targets, WarmNodes warm) {
    this.nodes = nodes.stream().map(NodeAddress::calls).toList();
    this.operators =
        nodes.stream().collect(Collectors.toMap(NodeAddress::calls, NodeAddress::operators));
    this.targets = targets;
    this.warm = warm;
  }

  void start() {
    check();
    var _ =
        clock.scheduleWithFixedDelay(
            this::check, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void check() {
    nodes.forEach(node -> misses.put(node, missesNow(node)));
    var ready = nodes.stream().filter(node -> misses.getOrDefault(node, 0) < MISSES).toList();
    var wanted = new HashSet<>(ready.isEmpty() ? nodes : ready);
    for (var node : nodes) {
      if (wanted.contains(node) && serving.add(node)) {
        targets.addHost(null, node, null, null, AT_ONCE);
      } else if (!wanted.contains(node) && serving.remove(node)) {
        targets.removeHost(node);
      }
    }
  }

  private int missesNow(URI node) {
    try {
      var answer = readiness(node);
      answer
          .headers()
          .firstValue("HotSwap-Node")
          .ifPresent(id -> warm.heard(node, id, hasRoom(answer.headers())));
      warm.ejected(node, ejected(node));
      return answer.statusCode() == 200 ? 0 : MISSES;
    } catch (ConnectException gone) {
      return MISSES;
    } catch (IOException late) {
      return misses.getOrDefault(node, 0) + 1;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return misses.getOrDefault(node, 0);
    }
  }

  private HttpResponse<Void> readiness(URI of) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(of.resolve("/health/ready")).timeout(PATIENCE).build();
    return client.send(request, BodyHandlers.discarding());
  }

  private static boolean hasRoom(HttpHeaders said) {
    return said.firstValue("HotSwap-Cache").filter("full"::equals).isEmpty();
  }

  private List<String> ejected(URI node) throws InterruptedException {
    try {
      return readiness(operators.getOrDefault(node, node))
          .headers()
          .firstValue("HotSwap-Ejected-Plugins")
          .map(it -> List.of(it.split(",", -1)))
          .orElse(List.of());
    } catch (IOException unknown) {
      // The node gives such calls to another by itself; to know it only saves the detour.
      return List.of();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.close();
  }
}
