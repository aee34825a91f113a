package io.hotswap.runtime.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.hotswap.runtime.supervision.NodeThread;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches the issuer's keys at the start, before a token needs them, so that they are on disk when
/// the node restarts while the issuer is down.
public final class KeyPrefetcher {
  private static final Logger LOG = LoggerFactory.getLogger(KeyPrefetcher.class);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

  private KeyPrefetcher() {}

  public static void begin(JWKSource<SecurityContext> keys) {
    NodeThread.start("fetch-keys", () -> fetchUntilDone(keys));
  }

  private static void fetchUntilDone(JWKSource<SecurityContext> keys) {
    boolean logged = false;
    try {
      while (true) {
        try {
          keys.get(ANY, null);
          return;
        } catch (KeySourceException e) {
          if (!logged) {
            LOG.warn("The token issuer's keys cannot be fetched; retrying", e);
            logged = true;
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
