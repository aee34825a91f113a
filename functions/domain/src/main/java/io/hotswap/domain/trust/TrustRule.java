package io.hotswap.domain.trust;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.util.Optional;

/// Whether an environment takes a version: when it is deployed, and whenever a node loads it.
public record TrustRule(ArchiveSignatures signatures) {
  /// Why a version is not taken; empty when it is. What is signed has to be signed well, also where
  /// no signature is required.
  public Optional<Refusal> refusal(
      String plugin,
      String version,
      Optional<VersionSignature> signature,
      Environment environment,
      TrustDocument trust) {
    if (signature.isPresent()) {
      return signatures.refusal(signature.get(), plugin, trust);
    }
    return trust.policy(environment) == SignaturePolicy.Required
        ? Optional.of(unsigned(plugin, version, environment, trust.owner(plugin)))
        : Optional.empty();
  }

  private static Refusal unsigned(
      String plugin, String version, Environment environment, Optional<TrustedPublisher> owner) {
    return Refusal.of(
        ErrorCode.SIGNATURE_REQUIRED,
        "%s %s is unsigned, and %s takes signed versions only."
            .formatted(plugin, version, environment),
        "/version",
        "a version with a signature",
        "%s PUT /plugins/%s/versions/%s/signature."
            .formatted(
                owner.map(TrustRule::signing).orElseGet(() -> publishing(plugin, environment)),
                plugin,
                version));
  }

  private static String signing(TrustedPublisher owner) {
    return "Sign it with a certificate of " + owner.name() + ":";
  }

  /// Nobody can sign it yet.
  private static String publishing(String plugin, Environment environment) {
    return ("The name %s belongs to no publisher: have an Admin add one (PUT"
            + " /publishers/{publisher}) or let %s take unsigned versions (PUT /trust). With a"
            + " publisher, sign it:")
        .formatted(plugin, environment);
  }
}
