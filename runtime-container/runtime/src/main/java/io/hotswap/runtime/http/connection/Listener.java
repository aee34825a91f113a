package io.hotswap.runtime.http.connection;

import io.hotswap.runtime.http.request.RequestDecoder;
import io.hotswap.runtime.http.tls.Tls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// One port and its connections.
final class Listener implements AutoCloseable {
  private static final int BACKLOG = 1024;
  // Most refused connections that are drained at a time, and most bytes of each.
  private static final int MOST_DRAINED = 64;
  private static final int MOST_DRAINED_BYTES = 256 << 10;
  private static final byte[] FULL =
      ("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n"
              + "Content-Length: 0\r\n\r\n")
          .getBytes(StandardCharsets.ISO_8859_1);

  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger drained = new AtomicInteger();
  private final ConnectionContext context;
  private final int most;
  private final Optional<Tls> tls;
  private final Channel channel;

  Listener(
      EventLoopGroup loops,
      HttpServer.Endpoint endpoint,
      ConnectionContext context,
      int most,
      Optional<Tls> tls)
      throws InterruptedException {
    this.context = context;
    this.most = most;
    this.tls = tls;
    this.channel = listen(loops, endpoint);
  }

  // Any problem with the address, checked or unchecked, is in the future.
  private Channel listen(EventLoopGroup loops, HttpServer.Endpoint endpoint)
      throws InterruptedException {
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    prepare(channel);
                  }
                })
            .bind(endpoint.host(), endpoint.port())
            .await();
    if (!bound.isSuccess()) {
      throw new IllegalArgumentException(
          "HOTSWAP_HOST and HOTSWAP_PORT (for operators HOTSWAP_OPERATOR_HOST and"
              + " HOTSWAP_OPERATOR_PORT) must be an address of this machine that is free and may be"
              + " listened on, not %s:%d (%s)"
                  .formatted(endpoint.host(), endpoint.port(), reason(bound.cause())),
          bound.cause());
    }
    return bound.channel();
  }

  private static String reason(Throwable cause) {
    return cause instanceof UnresolvedAddressException ? "nobody knows that host" : cause + "";
  }

  private void prepare(SocketChannel channel) {
    connections.add(channel);
    // Refused connections do not count as open while they are drained.
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      refuse(channel);
      return;
    }
    channel.closeFuture().addListener(_ -> open.decrementAndGet());
    tls.ifPresent(
        it -> channel.pipeline().addLast(it.handler(channel.alloc(), context.config().head())));
    var decoder = new RequestDecoder();
    channel
        .pipeline()
        .addLast(decoder)
        .addLast(new HttpResponseEncoder())
        .addLast(new HttpConnectionHandler(context, decoder));
  }

  // An answer over TLS would cost a handshake.
  private void refuse(SocketChannel channel) {
    context.cuts().count(CutReason.TOO_MANY, channel.remoteAddress());
    if (tls.isPresent()) {
      close(channel);
      return;
    }
    int now = drained.incrementAndGet();
    channel.closeFuture().addListener(_ -> drained.decrementAndGet());
    if (now > MOST_DRAINED) {
      close(channel);
      return;
    }
    channel.pipeline().addLast(new RefusedConnection(MOST_DRAINED_BYTES));
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(FULL))
        .addListener(
            _ -> {
              var _ = channel.shutdownOutput();
            });
    var closing = channel.eventLoop().schedule(() -> close(channel), 1, TimeUnit.SECONDS);
    channel.closeFuture().addListener(_ -> closing.cancel(false));
  }

  private static void close(SocketChannel channel) {
    var _ = channel.close();
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  int connections() {
    return open.get();
  }

  void closeSoon() throws InterruptedException {
    channel.close().sync();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    connections.close().syncUninterruptibly();
  }
}
