package io.hotswap.runtime.http.connection;

import io.hotswap.runtime.http.body.BodyDecoder;
import io.hotswap.runtime.http.message.RequestHandler;
import io.hotswap.runtime.http.tls.Tls;
import io.hotswap.runtime.http.tls.TlsConfig;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.metrics.HttpMetrics;
import io.hotswap.runtime.supervision.EventLoopProbe;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A node's two listeners: one for clients and balancers, one for operators.
public final class HttpServer implements Supervised, AutoCloseable {
  /// Most connections of scrapers, probes and operators.
  private static final int MOST_OPERATORS = 256;

  private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
  private final EventLoopProbe probe = new EventLoopProbe("connections", loops);
  private final BodyDecoder decoder;
  private final Optional<Tls> tls;
  private final Listener clients;
  private final Listener operators;
  private final String clientHost;
  private final String operatorHost;
  private volatile boolean closing;

  /// An address to listen on.
  ///
  /// @param port 0 for any free port
  public record Endpoint(String host, int port) {}

  /// Starts listening.
  ///
  /// @param tls empty for plain HTTP; the operators' listener never uses TLS
  public HttpServer(
      HttpConfig config,
      Endpoint clients,
      RequestHandler forClients,
      Endpoint operators,
      RequestHandler forOperators,
      BytesInFlight inFlight,
      HttpMetrics metrics,
      Optional<TlsConfig> tls)
      throws InterruptedException {
    this.tls = tls.map(Tls::new);
    this.decoder = new BodyDecoder(inFlight);
    this.clientHost = clients.host();
    this.operatorHost = operators.host();
    var cuts = new CutConnections(metrics);
    this.clients =
        new Listener(
            loops,
            clients,
            new ConnectionContext(
                forClients, config, inFlight, metrics, cuts, decoder, () -> closing),
            config.mostConnections(),
            this.tls);
    this.operators =
        new Listener(
            loops,
            operators,
            new ConnectionContext(
                forOperators, config, inFlight, metrics, cuts, decoder, () -> closing),
            MOST_OPERATORS,
            Optional.empty());
    metrics.register(this.clients::connections, inFlight::taken);
  }

  @Override
  public List<Loop> loops() {
    List<Loop> all = new ArrayList<>(probe.loops());
    all.add(decoder.loop());
    tls.map(Tls::loop).ifPresent(all::add);
    return all;
  }

  /// The addresses, for messages.
  public String addresses() {
    return "%s:%d, for operators on %s:%d"
        .formatted(clientHost, port(), operatorHost, operatorPort());
  }

  /// The port for clients.
  public int port() {
    return clients.port();
  }

  public int operatorPort() {
    return operators.port();
  }

  /// Accepts no new connections, and has the clients of open ones reconnect elsewhere.
  public void closeSoon() throws InterruptedException {
    closing = true;
    clients.closeSoon();
  }

  @Override
  public void close() {
    closing = true;
    clients.close();
    operators.close();
    tls.ifPresent(Tls::close);
    decoder.close();
    probe.close();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
