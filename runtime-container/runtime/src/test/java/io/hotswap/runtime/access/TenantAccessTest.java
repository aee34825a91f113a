package io.hotswap.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.identity.IdentityConfig;
import io.hotswap.identity.IssuerKeys;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.Issuer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a token waits, whatever the issuer and the verifier do. */
class TenantAccessTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Result<String>> answers = new CopyOnWriteArrayList<>();
  private Issuer issuer;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
  }

  @AfterEach
  void stop() {
    end.countDown();
    issuer.close();
  }

  private TenantAccess access(URI keys, InstantSource clock, Duration patience) throws Exception {
    var url = keys.toURL();
    var own = issuer.config();
    var config = new IdentityConfig(url, own.issuer(), own.audience());
    return new TenantAccess(
        new TokenVerifier(config, IssuerKeys.remote(url), clock), Clock.systemUTC(), patience);
  }

  private void ask(TenantAccess access, String token) {
    access.tenant("Bearer " + token, "", answers::add);
  }

  /** Sends a byte now and then, which no time limit of a read ends. */
  private HttpServer trickling() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            while (!end.await(100, TimeUnit.MILLISECONDS)) {
              out.write(' ');
              out.flush();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    return server;
  }

  private ErrorCode refusal(int answer) {
    return switch (answers.get(answer)) {
      case Result.Refused<String>(var why) -> why.code();
      case Result.Done<String>(var tenant) -> throw new AssertionError(tenant);
    };
  }

  @Test
  void keys_that_never_come_are_waited_for_so_long() throws Exception {
    var server = trickling();
    var keys = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    try (var access = access(keys, InstantSource.system(), SHORT)) {
      for (int token = 0; token < 5; token++) {
        ask(access, issuer.token("tenant-" + token));
      }
      Eventually.so("all are answered", () -> answers.size() == 5);
      for (int token = 0; token < 5; token++) {
        assertEquals(ErrorCode.NOT_READY, refusal(token));
      }
      // The fetch ends after all, without keys, and those who waited go on: nobody is told twice.
      end.countDown();
      ask(access, "none");
      Eventually.so("another is answered", () -> answers.size() > 5);
      assertEquals(ErrorCode.INVALID_TOKEN, refusal(5));
      assertEquals(6, answers.size());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void verifiers_that_hang_keep_nobody_waiting_longer() throws Exception {
    InstantSource hanging =
        () -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Instant.now();
        };
    try (var access = access(issuer.config().keys().toURI(), hanging, SHORT)) {
      for (int token = 0; token < 4; token++) {
        ask(access, issuer.token("tenant-" + token));
      }
      Eventually.so("two in verification and two behind them", () -> answers.size() == 4);
      assertEquals(ErrorCode.NOT_READY, refusal(3));
    }
  }

  @Test
  void an_error_is_told_at_once_and_the_next_token_is_verified() throws Exception {
    var faults = new CopyOnWriteArrayList<>(List.of(1, 2, 3));
    InstantSource faulty =
        () -> {
          if (!faults.isEmpty()) {
            faults.removeLast();
            throw new StackOverflowError("made for a test");
          }
          return Instant.now();
        };
    try (var access = access(issuer.config().keys().toURI(), faulty, LONG)) {
      for (int token = 0; token < 3; token++) {
        ask(access, issuer.token("tenant-" + token));
      }
      Eventually.so("all are answered", () -> answers.size() == 3);
      assertEquals(ErrorCode.INTERNAL_ERROR, refusal(0));
      ask(access, issuer.token("acme"));
      Eventually.so("that one too", () -> answers.size() == 4);
      assertEquals(Result.done("acme"), assertInstanceOf(Result.Done.class, answers.get(3)));
    }
  }
}
