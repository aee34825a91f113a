package io.hotswap.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.identity.IdentityConfig;
import io.hotswap.identity.IssuerKeys;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.Issuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens whose keys nobody knows, while the issuer does not answer. */
class UnknownKeysTest {
  /** More than are verified at once, and more than may wait for keys. */
  private static final int STRANGERS = 700;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Map<String, Result<String>> answers = new ConcurrentHashMap<>();
  private volatile CountDownLatch away = new CountDownLatch(0);
  private Issuer issuer;
  private HttpServer keys;
  private TenantAccess access;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    byte[] published;
    try (var in = issuer.config().keys().openStream()) {
      published = in.readAllBytes();
    }
    keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keys.createContext(
        "/",
        exchange -> {
          try {
            away.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange.sendResponseHeaders(200, published.length);
          exchange.getResponseBody().write(published);
          exchange.close();
        });
    keys.start();
    var url = URI.create("http://127.0.0.1:" + keys.getAddress().getPort() + "/jwks.json").toURL();
    var known = issuer.config();
    var config = new IdentityConfig(url, known.issuer(), known.audience());
    access = new TenantAccess(new TokenVerifier(config, IssuerKeys.remote(url)), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    away.countDown();
    access.close();
    keys.stop(0);
    issuer.close();
  }

  private void ask(String who, String token) {
    access.tenant("Bearer " + token, "", it -> answers.put(who, it));
  }

  private static String unknownKey(int number) {
    var header = "{\"alg\":\"RS256\",\"kid\":\"nobody-%d\"}".formatted(number);
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + ".e30.AAAA";
  }

  @Test
  void strangers_get_a_401_and_hold_up_nobody() throws Exception {
    ask("first", issuer.token("acme"));
    Eventually.so("the keys are here", () -> answers.containsKey("first"));
    away = new CountDownLatch(1);
    for (int i = 0; i < STRANGERS; i++) {
      ask("stranger " + i, unknownKey(i));
    }
    ask("second", issuer.token("globex"));
    Eventually.so("others are let in", () -> answers.containsKey("second"));
    away.countDown();
    Eventually.so("all are answered", () -> answers.size() == STRANGERS + 2);
    assertEquals(Result.done("acme"), answers.remove("first"));
    assertEquals(Result.done("globex"), answers.remove("second"));
    assertEquals(
        List.of(Optional.of(ErrorCode.INVALID_TOKEN)),
        answers.values().stream().map(UnknownKeysTest::refusal).distinct().toList());
  }

  private static Optional<ErrorCode> refusal(Result<String> result) {
    return result instanceof Result.Refused<String>(Refusal why)
        ? Optional.of(why.code())
        : Optional.empty();
  }
}
