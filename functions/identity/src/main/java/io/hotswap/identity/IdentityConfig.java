package io.hotswap.identity;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Map;

/// Issuer and audience of accepted tokens.
///
/// @param keys where the issuer publishes its keys (JWKS)
/// @param issuer the `iss` claim
/// @param audience the `aud` claim: the client's id
public record IdentityConfig(URL keys, String issuer, String audience) {
  public static IdentityConfig from(Map<String, String> environment) {
    return new IdentityConfig(
        url(required(environment, "HOTSWAP_JWKS_URL", "the address of the issuer's key set")),
        required(environment, "HOTSWAP_TOKEN_ISSUER", "the tokens' issuer (iss)"),
        required(
            environment, "HOTSWAP_TOKEN_AUDIENCE", "the tokens' audience (aud), the client id"));
  }

  private static String required(Map<String, String> environment, String name, String expected) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must be set: " + expected);
    }
    return value;
  }

  private static URL url(String text) {
    try {
      return new URI(text).toURL();
    } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
      throw new IllegalArgumentException("HOTSWAP_JWKS_URL must be a URL, not: " + text, e);
    }
  }
}
