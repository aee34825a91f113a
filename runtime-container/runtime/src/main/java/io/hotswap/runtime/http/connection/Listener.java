package io.hotswap.runtime.http.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
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
import java.util.concurrent.atomic.AtomicInteger;

/// One port, and the connections that came by it.
final class Listener implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final byte[] FULL =
      ("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n"
              + "Content-Length: 0\r\n\r\n")
          .getBytes(StandardCharsets.ISO_8859_1);

  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicInteger open = new AtomicInteger();
  private final ConnectionContext context;
  private final int most;
  private final Optional<Tls> tls;
  private final Channel channel;

  Listener(
      EventLoopGroup loops,
      HttpServer.Endpoint place,
      ConnectionContext context,
      int most,
      Optional<Tls> tls)
      throws InterruptedException {
    this.context = context;
    this.most = most;
    this.tls = tls;
    this.channel = listen(loops, place);
  }

  // Whatever is wrong with the address comes out of the future, whether declared or not.
  private Channel listen(EventLoopGroup loops, HttpServer.Endpoint place)
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
            .bind(place.host(), place.port())
            .await();
    if (!bound.isSuccess()) {
      throw new IllegalArgumentException(
          "HOTSWAP_HOST and HOTSWAP_PORT (for operators HOTSWAP_OPERATOR_HOST and"
              + " HOTSWAP_OPERATOR_PORT) must be an address of this machine that is free and may be"
              + " listened on, not %s:%d (%s)"
                  .formatted(place.host(), place.port(), reason(bound.cause())),
          bound.cause());
    }
    return bound.channel();
  }

  private static String reason(Throwable cause) {
    return cause instanceof UnresolvedAddressException ? "nobody knows that host" : cause + "";
  }

  private void prepare(SocketChannel channel) {
    connections.add(channel);
    boolean oneTooMany = open.incrementAndGet() > most;
    channel.closeFuture().addListener(_ -> open.decrementAndGet());
    if (oneTooMany) {
      refuse(channel);
      return;
    }
    tls.ifPresent(
        it -> channel.pipeline().addLast(it.handler(channel.alloc(), context.config().head())));
    var decoder = new RequestDecoder();
    channel
        .pipeline()
        .addLast(decoder)
        .addLast(new HttpResponseEncoder())
        .addLast(new Conversation(context, decoder));
  }

  // To say it over TLS would cost a handshake.
  private void refuse(SocketChannel channel) {
    context.cuts().count(CutReason.TOO_MANY, channel.remoteAddress());
    channel.config().setAutoRead(false);
    channel
        .writeAndFlush(tls.isPresent() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(FULL))
        .addListener(ChannelFutureListener.CLOSE);
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  int connections() {
    return open.get();
  }

  boolean isFull() {
    return open.get() >= most;
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
