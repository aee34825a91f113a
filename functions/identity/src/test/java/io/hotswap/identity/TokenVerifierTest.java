package io.hotswap.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenVerifierTest {
  private static final String ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/pool";
  private static final Instant LATER = Instant.now().plusSeconds(600);

  @TempDir Path directory;
  private final RSAKey key = key("k1");
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile byte[] published = {};
  private HttpServer issuer;
  private IdentityConfig config;

  @BeforeEach
  void publishKeys() throws Exception {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    publish(key);
    issuer.createContext(
        "/jwks.json",
        exchange -> {
          fetches.incrementAndGet();
          var keys = published;
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    issuer.start();
    config =
        IdentityConfig.from(
            Map.of(
                "HOTSWAP_JWKS_URL",
                "http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks.json",
                "HOTSWAP_TOKEN_ISSUER",
                ISSUER,
                "HOTSWAP_TOKEN_AUDIENCE",
                "client"));
  }

  private void publish(RSAKey... keys) {
    var all = Arrays.stream(keys).<JWK>map(RSAKey::toPublicJWK).toList();
    published = new JWKSet(all).toString().getBytes(StandardCharsets.UTF_8);
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  @Test
  void a_token_of_the_issuer_names_the_caller() {
    var claims =
        claims()
            .claim("cognito:groups", List.of("Approver", "TeamLead"))
            .claim("cognito:username", "ada")
            .claim("custom:tenant_id", "acme")
            .claim("email", "ada@example.com");
    var token = accepted(signed(key, claims));
    assertEquals(
        new Caller(
            "sub-1",
            "ada",
            Set.of(Role.Approver),
            Set.of("TeamLead"),
            Optional.of("acme"),
            Optional.of("ada@example.com")),
        token.caller());
    assertTrue(token.expiresAt().isAfter(Instant.now()));
  }

  @Test
  void a_caller_without_groups_or_tenant_has_none() {
    var caller = accepted(signed(key, claims().claim("custom:tenant_id", ""))).caller();
    assertEquals(
        new Caller("sub-1", "sub-1", Set.of(), Set.of(), Optional.empty(), Optional.empty()),
        caller);
  }

  @Test
  void a_tenant_that_is_no_name_is_refused_with_the_rule() {
    for (var tenant : List.of(" ", "ac me", "acme\n", "ac\u0000me", "a/b", "x".repeat(129))) {
      var refusal = refused("Bearer " + signed(key, claims().claim("custom:tenant_id", tenant)));
      assertEquals(ErrorCode.INVALID_TOKEN, refusal.code(), tenant);
      assertTrue(refusal.detail().contains("custom:tenant_id"), refusal.detail());
      assertTrue(refusal.errors().getFirst().expected().contains("1 to 128"), refusal.toString());
    }
    var number = claims().claim("custom:tenant_id", 7);
    assertEquals(ErrorCode.INVALID_TOKEN, refused("Bearer " + signed(key, number)).code());
  }

  @Test
  void everything_else_is_refused() throws Exception {
    var unsigned = new PlainJWT(claims().build()).serialize();
    var hmac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    hmac.sign(new MACSigner(new byte[32]));
    for (var token :
        List.of(
            "rubbish",
            unsigned,
            hmac.serialize(),
            signed(key("k1"), claims()),
            signed(key("k2"), claims()),
            signed(key, claims().issuer("https://elsewhere")),
            signed(key, claims().audience("another")),
            signed(key, claims().expirationTime(null)),
            signed(key, claims().expirationTime(Date.from(Instant.now().minusSeconds(120)))))) {
      assertEquals(ErrorCode.INVALID_TOKEN, refused("Bearer " + token).code(), token);
    }
  }

  @Test
  void a_key_that_the_issuer_has_just_begun_to_use_is_accepted_whatever_strangers_ask_for()
      throws Exception {
    var verifier = verifier();
    assertDone(verifier.verify("Bearer " + signed(key, claims())));
    var stranger = "Bearer " + signed(key("nobody's"), claims());
    var longest = "Bearer " + signed(key("k".repeat(5_000)), claims());
    assertEquals(ErrorCode.INVALID_TOKEN, refused(verifier.verify(longest)).code());
    assertEquals(1, fetches.get());
    for (int i = 0; i < 3; i++) {
      assertEquals(ErrorCode.INVALID_TOKEN, refused(verifier.verify(stranger)).code());
    }
    var second = key("k2");
    publish(key, second);
    // Whoever asked just before has had keys of before.
    var before = verifier.missingKey(stranger).orElseThrow();
    assertDone(verifier.verify("Bearer " + signed(second, claims())));
    before.get(10, TimeUnit.SECONDS);
    assertDone(verifier.verifyByKnownKeys("Bearer " + signed(second, claims())));
  }

  @Test
  void strangers_make_the_keys_be_fetched_once_a_second_at_most() throws Exception {
    var verifier = verifier();
    assertDone(verifier.verify("Bearer " + signed(key, claims())));
    var stranger = "Bearer " + signed(key("nobody's"), claims());
    long began = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      assertTrue(verifier.missingKey(stranger).isPresent());
    }
    verifier.missingKey(stranger).orElseThrow().get(10, TimeUnit.SECONDS);
    long seconds = (System.nanoTime() - began) / 1_000_000_000L;
    assertTrue(fetches.get() <= 2 + seconds, fetches + " fetches in " + seconds + " s");
  }

  @Test
  void keys_that_are_none_replace_nothing() {
    var verifier = verifier();
    assertDone(verifier.verify("Bearer " + signed(key, claims())));
    for (var rubbish :
        List.of("", "{}", "{\"keys\":[]}", "<html>", "{\"keys\":[{\"kty\":\"x\"}]}")) {
      published = rubbish.getBytes(StandardCharsets.UTF_8);
      var stranger = "Bearer " + signed(key("k" + rubbish.length()), claims());
      assertEquals(ErrorCode.INVALID_TOKEN, refused(verifier.verify(stranger)).code());
      assertDone(verifier.verify("Bearer " + signed(key, claims())));
    }
  }

  @Test
  void no_token_is_told_from_a_bad_one() {
    assertEquals(ErrorCode.MISSING_TOKEN, refused("").code());
    assertEquals(ErrorCode.MISSING_TOKEN, refused("Basic dTpw").code());
    assertEquals("#header/Authorization", refused("").errors().getFirst().pointer());
  }

  @Test
  void keys_kept_in_a_file_outlive_the_issuer() {
    var file = directory.resolve("jwks.json");
    var token = "Bearer " + signed(key, claims());
    assertDone(
        new TokenVerifier(config, IssuerKeys.remoteKeptIn(config.keys(), file)).verify(token));
    issuer.stop(0);
    assertDone(
        new TokenVerifier(config, IssuerKeys.remoteKeptIn(config.keys(), file)).verify(token));
    var without = new TokenVerifier(config, IssuerKeys.remote(config.keys()));
    assertThrows(TokenVerifier.KeysUnavailable.class, () -> without.verify(token));
  }

  @Test
  void configuration_names_what_is_missing() {
    var missing = assertThrows(IllegalArgumentException.class, () -> IdentityConfig.from(Map.of()));
    assertTrue(missing.getMessage().startsWith("HOTSWAP_JWKS_URL must be set"));
    var bad =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                IdentityConfig.from(
                    Map.of(
                        "HOTSWAP_JWKS_URL", "nowhere",
                        "HOTSWAP_TOKEN_ISSUER", "i",
                        "HOTSWAP_TOKEN_AUDIENCE", "a")));
    assertTrue(bad.getMessage().contains("must be a URL"));
  }

  private VerifiedToken accepted(String token) {
    return assertDone(verifier().verify("Bearer " + token));
  }

  private Refusal refused(String authorization) {
    return refused(verifier().verify(authorization));
  }

  private static Refusal refused(Result<VerifiedToken> result) {
    return switch (result) {
      case Result.Done(VerifiedToken token) -> throw new AssertionError("accepted: " + token);
      case Result.Refused<VerifiedToken>(Refusal refusal) -> refusal;
    };
  }

  private static VerifiedToken assertDone(Result<VerifiedToken> result) {
    return switch (result) {
      case Result.Done(VerifiedToken token) -> token;
      case Result.Refused<VerifiedToken>(Refusal refusal) -> throw new AssertionError(refusal);
    };
  }

  private TokenVerifier verifier() {
    return new TokenVerifier(config, IssuerKeys.remote(config.keys()));
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject("sub-1")
        .issuer(ISSUER)
        .audience("client")
        .expirationTime(Date.from(LATER));
  }

  private static String signed(RSAKey key, JWTClaimsSet.Builder claims) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      var token = new SignedJWT(header, claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
