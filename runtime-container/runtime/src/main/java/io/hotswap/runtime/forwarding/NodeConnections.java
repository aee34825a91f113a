package io.hotswap.runtime.forwarding;

import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.supervision.EventLoopProbe;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.AbstractChannelPoolMap;
import io.netty.channel.pool.SimpleChannelPool;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// Pools of connections to other nodes. Idle connections are kept for a while.
final class NodeConnections implements AutoCloseable {
  /// Shorter than the idle limit of nodes, so that a call never gets a connection that is being
  /// closed.
  private static final int IDLE_SECONDS = 20;

  /// Limit of an answer's head, in bytes. Nodes accept requests with heads of half of that, and
  /// return the trace headers of those.
  static final int LARGEST_HEAD = 32 * 1024;

  // One thread is enough: it only copies bytes.
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("forwarding", true), NioIoHandler.newFactory());
  private final EventLoopProbe probe = new EventLoopProbe("forwarding-connections", loop);
  private final BytesInFlight inFlight;
  private final ForwardingConfig config;
  private final Optional<SslContext> tls;
  private final AbstractChannelPoolMap<String, SimpleChannelPool> pools =
      new AbstractChannelPoolMap<>() {
        @Override
        protected SimpleChannelPool newPool(String address) {
          return pool(address);
        }
      };

  NodeConnections(ForwardingConfig config, BytesInFlight inFlight) {
    this.config = config;
    this.inFlight = inFlight;
    this.tls = config.certificate().map(NodeConnections::trusting);
  }

  private static SslContext trusting(Path certificate) {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .trustManager(new PinnedCertificate(certificate))
          .endpointIdentificationAlgorithm(null)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("This JVM speaks no TLS", e);
    }
  }

  private SimpleChannelPool pool(String address) {
    int colon = address.lastIndexOf(':');
    var host = address.substring(0, Math.max(0, colon));
    int port = Integer.parseInt(address.substring(colon + 1));
    var bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(config.connect().toMillis()))
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress(InetSocketAddress.createUnresolved(host, port));
    return new SimpleChannelPool(
        bootstrap,
        new AbstractChannelPoolHandler() {
          @Override
          public void channelCreated(Channel channel) {
            prepare(channel);
          }
        });
  }

  private void prepare(Channel channel) {
    tls.ifPresent(
        it -> {
          var handler = it.newHandler(channel.alloc());
          handler.setHandshakeTimeoutMillis(config.connect().toMillis());
          channel.pipeline().addLast(handler);
        });
    channel
        .pipeline()
        .addLast(
            new HttpClientCodec(
                new HttpDecoderConfig().setMaxHeaderSize(LARGEST_HEAD), false, false))
        .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS, TimeUnit.SECONDS))
        .addLast(new Exchange(inFlight));
  }

  /// A connection that is ready for a request, its TLS handshake done.
  ///
  /// @param address `host:port`
  Future<Channel> open(String address) {
    Promise<Channel> ready = loop.next().newPromise();
    try {
      pools
          .get(address)
          .acquire()
          .addListener(
              (Future<Channel> acquired) -> {
                if (acquired.isSuccess()) {
                  afterHandshake(acquired.getNow(), ready);
                } else {
                  ready.setFailure(acquired.cause());
                }
              });
    } catch (IllegalArgumentException noAddress) {
      ready.setFailure(noAddress);
    }
    return ready;
  }

  private static void afterHandshake(Channel channel, Promise<Channel> ready) {
    var handler = channel.pipeline().get(SslHandler.class);
    if (handler == null) {
      ready.setSuccess(channel);
      return;
    }
    handler
        .handshakeFuture()
        .addListener(
            shaken -> {
              if (shaken.isSuccess()) {
                ready.setSuccess(channel);
              } else {
                var _ = channel.close();
                ready.setFailure(shaken.cause());
              }
            });
  }

  /// @param address that the connection was opened to
  void release(String address, Channel channel, boolean reusable) {
    if (!reusable) {
      var _ = channel.close();
    }
    var _ = pools.get(address).release(channel);
  }

  /// Closes the pools of nodes that are gone.
  void keepOnly(Collection<String> addresses) {
    if (pools.size() > addresses.size()) {
      for (Map.Entry<String, SimpleChannelPool> each : pools) {
        if (!addresses.contains(each.getKey())) {
          pools.remove(each.getKey());
        }
      }
    }
  }

  EventLoopProbe probe() {
    return probe;
  }

  @Override
  public void close() {
    probe.close();
    loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
