package io.hotswap.registration.library;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.apache.http.HttpHeaders;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.eclipse.aether.spi.connector.transport.AbstractTransporter;
import org.eclipse.aether.spi.connector.transport.GetTask;
import org.eclipse.aether.spi.connector.transport.PeekTask;
import org.eclipse.aether.spi.connector.transport.PutTask;

/// Gets files of a repository that is not trusted: to [addresses][GuardedAddresses] that may be
/// connected to, also after redirects, no more bytes and no longer than it may.
final class GuardedTransporter extends AbstractTransporter {
  private static final int REDIRECTS = 5;
  private static final Set<Integer> NOT_THERE = Set.of(404, 410);
  private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final URI root;
  private final Bounds bounds;
  private final CloseableHttpClient client;

  /// @param most bytes of one file
  /// @param until when everything has to be over
  record Bounds(boolean privateAddresses, long most, Instant until, InstantSource clock) {}

  /// @param root ends with a slash
  GuardedTransporter(URI root, Bounds bounds) {
    this.root = root;
    this.bounds = bounds;
    this.client =
        HttpClients.custom()
            .setDnsResolver(new GuardedAddresses(bounds.privateAddresses()))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectTimeout((int) CONNECTING.toMillis())
                    .setSocketTimeout((int) SILENCE.toMillis())
                    .build())
            .setUserAgent("HotSwap")
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    TooLarge(URI file, long most) {
      super("%s has more than %,d bytes".formatted(file, most));
    }
  }

  static final class NotThere extends IOException {
    private static final long serialVersionUID = 1;

    NotThere(URI file) {
      super("no " + file);
    }
  }

  @Override
  public int classify(Throwable error) {
    return error instanceof NotThere ? ERROR_NOT_FOUND : ERROR_OTHER;
  }

  @Override
  protected void implGet(GetTask task) throws Exception {
    var at = root.resolve(task.getLocation());
    for (int hops = 0; hops <= REDIRECTS; hops++) {
      checkTime();
      try (var response = client.execute(new HttpGet(at))) {
        int status = response.getStatusLine().getStatusCode();
        if (!ELSEWHERE.contains(status)) {
          take(task, at, response, status);
          return;
        }
        at = target(at, response);
      }
    }
    throw new IOException("it redirects more than " + REDIRECTS + " times");
  }

  private void take(GetTask task, URI at, CloseableHttpResponse response, int status)
      throws Exception {
    if (NOT_THERE.contains(status)) {
      throw new NotThere(at);
    }
    var entity = response.getEntity();
    if (status != 200 || entity == null) {
      throw new IOException("it answers " + status);
    }
    if (entity.getContentLength() > bounds.most()) {
      throw new TooLarge(at, bounds.most());
    }
    utilGet(task, new Bounded(entity.getContent(), at), true, entity.getContentLength(), false);
  }

  /// From https never to http.
  private URI target(URI from, CloseableHttpResponse response) throws IOException {
    var location = response.getFirstHeader(HttpHeaders.LOCATION);
    if (location == null) {
      throw new IOException("it redirects nowhere");
    }
    URI to;
    try {
      to = from.resolve(location.getValue());
    } catch (IllegalArgumentException e) {
      throw new IOException("it redirects to no URL", e);
    }
    if (!"https".equals(to.getScheme()) && !root.getScheme().equals(to.getScheme())) {
      throw new IOException("it redirects to " + to.getScheme() + ", not https");
    }
    return to;
  }

  private void checkTime() throws IOException {
    if (!bounds.clock().instant().isBefore(bounds.until())) {
      throw new IOException("it takes too long");
    }
  }

  /// Counts what arrives, whatever was announced.
  private final class Bounded extends FilterInputStream {
    private final URI file;
    private long left = bounds.most();

    Bounded(InputStream in, URI file) {
      super(in);
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int read = super.read(buffer, from, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) throws IOException {
      checkTime();
      left -= bytes;
      if (left < 0) {
        throw new TooLarge(file, bounds.most());
      }
    }
  }

  @Override
  protected void implPeek(PeekTask task) {
    throw new UnsupportedOperationException("Nothing is only looked for: " + task);
  }

  @Override
  protected void implPut(PutTask task) {
    throw new UnsupportedOperationException("Nothing is published: " + task);
  }

  @Override
  protected void implClose() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
