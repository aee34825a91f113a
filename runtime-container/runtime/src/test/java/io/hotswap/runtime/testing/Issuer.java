package io.hotswap.runtime.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.hotswap.identity.IdentityConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Signs tokens and publishes its key. */
public final class Issuer implements AutoCloseable {
  private static final String NAME = "https://issuer.test";

  private final RSAKey key;
  private final HttpServer server;

  public Issuer() throws JOSEException, IOException {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var keys = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  public IdentityConfig config() throws Exception {
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
    return new IdentityConfig(url.toURL(), NAME, "client");
  }

  public String token(String tenant) {
    return token(tenant, Duration.ofMinutes(10));
  }

  public String token(String tenant, Duration lifetime) {
    return signed(
        key, claims(NAME, Instant.now().plus(lifetime)).claim("custom:tenant_id", tenant));
  }

  public String tokenWithoutTenant() {
    return signed(key, claims(NAME, Instant.now().plusSeconds(600)));
  }

  public String expired(String tenant) {
    return signed(
        key, claims(NAME, Instant.now().minusSeconds(300)).claim("custom:tenant_id", tenant));
  }

  public String ofAnotherIssuer(String tenant) {
    return signed(
        key,
        claims("https://elsewhere.test", Instant.now().plusSeconds(600))
            .claim("custom:tenant_id", tenant));
  }

  public String unsigned(String tenant) {
    var claims = claims(NAME, Instant.now().plusSeconds(600)).claim("custom:tenant_id", tenant);
    return new PlainJWT(claims.build()).serialize();
  }

  private static JWTClaimsSet.Builder claims(String issuer, Instant expiry) {
    return new JWTClaimsSet.Builder()
        .subject("ada")
        .issuer(issuer)
        .audience("client")
        .expirationTime(Date.from(expiry));
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

  @Override
  public void close() {
    server.stop(0);
  }
}
