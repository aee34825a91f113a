package io.hotswap.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The issuer's published keys: cached, and refreshed on a thread of their own when they are old or
/// a token names an unknown one. A token with an unknown key makes no other request wait.
public final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MOST_BYTES = 256 * 1024;
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration OLD = Duration.ofMinutes(10);
  private static final Duration OUTAGE = Duration.ofDays(7);
  private static final Duration PATIENCE = Duration.ofMillis(3L * TIMEOUT_MILLIS);

  private final KeyRefresh refresh;
  private final Clock clock;

  private IssuerKeys(KeySetSource source, Clock clock) {
    this.refresh = new KeyRefresh(source, clock);
    this.clock = clock;
  }

  public static IssuerKeys remote(URL url) {
    return new IssuerKeys(overHttp(url), Clock.systemUTC());
  }

  /// Also keeps the last key set in a file, so that a process started while the issuer is
  /// unreachable can verify tokens.
  public static IssuerKeys remoteKeptIn(URL url, Path file) {
    return new IssuerKeys(new KeptKeySet(overHttp(url), file), Clock.systemUTC());
  }

  private static KeySetSource overHttp(URL url) {
    var http = new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES);
    return () -> http.retrieveResource(url).getContent();
  }

  /// Source of the text of a key set.
  @FunctionalInterface
  interface KeySetSource {
    String fetch() throws IOException;
  }

  /// A key set that the issuer published.
  record Published(JWKSet keys, Instant at) {
    static Published of(String text, Instant at) throws ParseException {
      var keys = JWKSet.parse(text);
      if (keys.isEmpty()) {
        throw new ParseException("The key set is empty", 0);
      }
      return new Published(keys, at);
    }
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    return selector.select(keys().keys());
  }

  private Published keys() throws KeySourceException {
    var published = refresh.published();
    if (published == null) {
      await();
    } else {
      var age = Duration.between(published.at(), clock.instant());
      if (age.compareTo(FRESH) > 0) {
        var refreshed = refresh.begin();
        if (age.compareTo(OLD) > 0 && !refresh.hasFailed()) {
          await(refreshed);
        }
      }
    }
    var now = refresh.published();
    if (now == null || Duration.between(now.at(), clock.instant()).compareTo(OUTAGE) > 0) {
      throw new KeySourceException("The issuer's keys cannot be had", refresh.failure());
    }
    return now;
  }

  /// Whether a key of this id is among the current ones.
  boolean has(String keyId) {
    var published = refresh.published();
    return published != null && published.keys().getKeyByKeyId(keyId) != null;
  }

  /// Refreshes the keys soon: at most once a second, whoever requests it.
  ///
  /// @return completes when a fetch that began after this call has ended, successfully or not
  CompletableFuture<Void> refresh() {
    return refresh.begin();
  }

  void await() {
    await(refresh.begin());
  }

  private static void await(CompletableFuture<Void> refreshed) {
    try {
      refreshed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The current keys decide.
      return;
    }
  }
}
