package io.hotswap.balancer;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.ProxyPeerAddressHandler;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/// What the Application Load Balancer is in AWS: one address in front of the nodes of an
/// environment. It knows nothing of the control plane, so it outlives it.
final class Balancer implements AutoCloseable {
  private static final int CONNECTIONS_PER_THREAD = 64;
  private static final int WAITING_CALLS = 1_000;
  private static final long UNLIMITED = -1;

  /// Shorter than any node keeps an idle connection, so that a call never meets one that is just
  /// being closed.
  private static final int IDLE_MILLIS = 5_000;

  private final Undertow server;
  private final HealthChecks checks;

  Balancer(int port, List<NodeAddress> nodes) {
    var warm = new WarmNodes();
    var targets =
        new PreferringWarm(warm)
            .setConnectionsPerThread(CONNECTIONS_PER_THREAD)
            .setMaxQueueSize(WAITING_CALLS)
            .setTtl(IDLE_MILLIS)
            .setProblemServerRetry(1);
    checks = new HealthChecks(nodes, targets, warm);
    var proxy =
        ProxyHandler.builder()
            .setProxyClient(targets)
            .setMaxConnectionRetries(nodes.size())
            .build();
    server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setServerOption(UndertowOptions.ALWAYS_SET_DATE, false)
            // What is too large, nodes say; by default it is more than 2 MB.
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, UNLIMITED)
            .setHandler(new ProxyPeerAddressHandler(proxy))
            .build();
  }

  void start() {
    checks.start();
    server.start();
  }

  int port() {
    return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
  }

  @Override
  public void close() {
    server.stop();
    checks.close();
  }

  static void main(String[] arguments) {
    if (arguments.length < 2) {
      throw new IllegalArgumentException(
          "Expected: <port> <node URL>[,<its URL for operators>] ...");
    }
    var nodes = Arrays.stream(arguments).skip(1).map(NodeAddress::of).toList();
    var balancer = new Balancer(Integer.parseInt(arguments[0]), nodes);
    balancer.start();
    Runtime.getRuntime().addShutdownHook(new Thread(balancer::close));
  }
}
