package io.hotswap.runtime.http.tls;

import io.hotswap.runtime.supervision.Loop;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate for new connections, reloaded when its files change. A pair of files that cannot
/// be used replaces none: certificate and key are seldom written at the same instant.
public final class Tls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final TlsConfig config;
  private final Loop loop;
  private List<FileTime> seen;
  private volatile SslContext context;

  public Tls(TlsConfig config) {
    this.config = config;
    try {
      this.seen = times();
      this.context = read();
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(config.expected(), e);
    }
    this.loop =
        Loop.every(config.pollInterval(), LIMIT, "tls-certificate", this::reloadIfChanged)
            .dispensable();
    loop.start();
  }

  public Loop loop() {
    return loop;
  }

  /// @param handshake time limit of the handshake
  public SslHandler handler(ByteBufAllocator allocator, Duration handshake) {
    var handler = context.newHandler(allocator);
    handler.setHandshakeTimeoutMillis(handshake.toMillis());
    return handler;
  }

  private void reloadIfChanged() {
    try {
      var now = times();
      if (!now.equals(seen)) {
        context = read();
        seen = now;
        LOG.info("New connections are shown the certificate of {}", now.getFirst());
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("The certificate stays as it is. {}", config.expected(), e);
    }
  }

  private List<FileTime> times() throws IOException {
    return List.of(
        Files.getLastModifiedTime(config.certificate()), Files.getLastModifiedTime(config.key()));
  }

  private SslContext read() throws SSLException {
    return SslContextBuilder.forServer(config.certificate().toFile(), config.key().toFile())
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.3", "TLSv1.2")
        .build();
  }

  @Override
  public void close() {
    loop.close();
  }
}
