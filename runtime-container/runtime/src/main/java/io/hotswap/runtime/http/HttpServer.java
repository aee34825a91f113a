package io.hotswap.runtime.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The node's one listener.
public final class HttpServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Routes route;
  private final Optional<Tls> tls;
  private final Channel listener;
  private volatile boolean closing;

  /// Listens from here on.
  ///
  /// @param port 0 for any that is free
  /// @param tls empty for plain HTTP
  public HttpServer(String host, int port, Routes route, Optional<TlsConfig> tls)
      throws InterruptedException {
    this.route = route;
    this.tls = tls.map(Tls::new);
    this.listener =
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
            .bind(host, port)
            .sync()
            .channel();
  }

  private void prepare(SocketChannel channel) {
    connections.add(channel);
    tls.ifPresent(it -> channel.pipeline().addLast(it.handler(channel.alloc())));
    channel
        .pipeline()
        .addLast(new HttpServerCodec())
        .addLast(new Aggregation())
        .addLast(new Conversation(route::serve, () -> closing));
  }

  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /// Takes no new connections, and tells the clients of the others to go elsewhere.
  public void closeSoon() throws InterruptedException {
    closing = true;
    listener.close().sync();
  }

  @Override
  public void close() {
    closing = true;
    listener.close().syncUninterruptibly();
    connections.close().syncUninterruptibly();
    tls.ifPresent(Tls::close);
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
