package io.hotswap.domain.trust;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Decides by its signature whether a version is taken, at registration and in an environment, and
/// by its bytes whether they are blocked.
public final class SignatureGate {
  private final TrustDocuments documents;
  private final ArchiveSignatures signatures;
  private final TrustRule rule;

  public SignatureGate(TrustDocuments documents, ArchiveSignatures signatures) {
    this.documents = documents;
    this.signatures = signatures;
    this.rule = new TrustRule(signatures);
  }

  /// The verified signature of a new version, empty when it has none and needs none.
  ///
  /// @param cms in base64
  public Result<Optional<VersionSignature>> admitted(
      String plugin, Optional<String> cms, Path archive, Instant now) {
    var trust = documents.current();
    if (cms.isPresent()) {
      return signatures.verify(cms.get(), archive, plugin, trust, now).map(Optional::of);
    }
    return trust
        .owner(plugin)
        .filter(TrustedPublisher::signedOnly)
        .map(it -> Result.<Optional<VersionSignature>>refused(unsigned(plugin, it)))
        .orElseGet(() -> Result.done(Optional.empty()));
  }

  /// Why these bytes are taken nowhere; empty when they are not blocked.
  public Optional<Refusal> refusal(Digest digest) {
    return documents.current().blocked(digest).map(BlockedBinary::refusal);
  }

  /// Why a version is not taken by an environment; empty when it is.
  public Optional<Refusal> refusal(
      String plugin,
      String version,
      Optional<VersionSignature> signature,
      Environment environment) {
    return rule.refusal(plugin, version, signature, environment, documents.current());
  }

  private static Refusal unsigned(String plugin, TrustedPublisher owner) {
    return Refusal.of(
        ErrorCode.SIGNATURE_REQUIRED,
        "The name %s belongs to %s, which takes signed versions only; this one is unsigned."
            .formatted(plugin, owner.name()),
        "/signature",
        "a detached CMS signature of the binary in base64",
        "Sign the binary with a certificate of " + owner.name() + ".");
  }
}
