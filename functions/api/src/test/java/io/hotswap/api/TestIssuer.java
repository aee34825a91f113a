package io.hotswap.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.hotswap.domain.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;

/// An identity provider of one's own: publishes its keys, signs ID tokens.
public final class TestIssuer implements AutoCloseable {
  private static final String NAME = "https://issuer.test/pool";
  private static final String AUDIENCE = "hotswap-test";

  private final RSAKey key;
  private final HttpServer server;

  public TestIssuer() {
    try {
      key = new RSAKeyGenerator(2048).keyID("k1").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/jwks.json",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  /// What a function needs to trust this issuer.
  public Map<String, String> environment() {
    return Map.of(
        "HOTSWAP_JWKS_URL",
        "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json",
        "HOTSWAP_TOKEN_ISSUER",
        NAME,
        "HOTSWAP_TOKEN_AUDIENCE",
        AUDIENCE);
  }

  /// @param groups roles, and further groups by name
  public String token(String subject, Object... groups) {
    return sign(claims(subject, groups));
  }

  public String tokenOf(String tenant, String subject, Object... groups) {
    return sign(claims(subject, groups).claim("custom:tenant_id", tenant));
  }

  public String expiredToken(String subject, Role... roles) {
    return sign(
        claims(subject, (Object[]) roles)
            .expirationTime(Date.from(Instant.now().minusSeconds(600))));
  }

  private static JWTClaimsSet.Builder claims(String subject, Object... groups) {
    return new JWTClaimsSet.Builder()
        .subject(subject)
        .issuer(NAME)
        .audience(AUDIENCE)
        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
        .claim("cognito:username", subject)
        .claim("cognito:groups", Arrays.stream(groups).map(Object::toString).toList());
  }

  private String sign(JWTClaimsSet.Builder claims) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      var token = new SignedJWT(header, claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
