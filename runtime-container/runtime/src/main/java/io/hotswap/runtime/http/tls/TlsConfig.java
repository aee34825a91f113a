package io.hotswap.runtime.http.tls;

import io.hotswap.runtime.config.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The certificate of a TLS listener.
///
/// @param certificate PEM, with the chain after it
/// @param key PEM, PKCS#8, without a password
/// @param pollInterval how often the two files are checked for changes
public record TlsConfig(Path certificate, Path key, Duration pollInterval) {
  private static final String CERTIFICATE = "HOTSWAP_TLS_CERTIFICATE";
  private static final String KEY = "HOTSWAP_TLS_KEY";

  /// Empty when neither file is named: the listener uses plain HTTP.
  public static Optional<TlsConfig> from(Variables variables) {
    var certificate = variables.optional(CERTIFICATE, "");
    var key = variables.optional(KEY, "");
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TlsConfig(
            Path.of(variables.required(CERTIFICATE, "a PEM file, as " + KEY + " is set")),
            Path.of(variables.required(KEY, "a PEM file, as " + CERTIFICATE + " is set")),
            variables.millis("HOTSWAP_TLS_POLL_MILLIS", 60_000)));
  }

  /// For the message when the files cannot be used.
  String expected() {
    return CERTIFICATE
        + " must be a PEM file of X.509 certificates and "
        + KEY
        + " one of its PKCS#8 key, not: "
        + certificate
        + ", "
        + key;
  }
}
