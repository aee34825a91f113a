package io.hotswap.signing;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.trust.ArchiveSignatures;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.VersionSignature;
import io.hotswap.signature.ContentDigest;
import io.hotswap.signature.SignatureVerdict;
import io.hotswap.signature.SignatureVerdict.Refused;
import io.hotswap.signature.SignatureVerdict.Verified;
import io.hotswap.signature.SignatureVerifier;
import io.hotswap.signature.SignedContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Detached CMS signatures.
public final class CmsArchiveSignatures implements ArchiveSignatures {
  private static final String EXPECTED = "a detached CMS signature of these bytes by a publisher";

  @Override
  public Result<VersionSignature> verify(
      String cms, Path archive, String plugin, TrustDocument trust, Instant seenAt) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(cms);
    } catch (IllegalArgumentException e) {
      return Result.refused(
          refusal("The signature is not base64.", "Encode the whole signature in one line."));
    }
    return switch (verdict(bytes, SignedContent.of(archive), plugin, trust, seenAt)) {
      case Verified it -> Result.done(signature(cms, it, seenAt));
      case Refused it -> Result.refused(refusal(it.detail(), it.flaw().fix()));
    };
  }

  @Override
  public Optional<Refusal> refusal(VersionSignature signature, String plugin, TrustDocument trust) {
    var content =
        SignedContent.of(
            List.of(new ContentDigest(signature.digestAlgorithm(), signature.contentDigest())));
    var cms = Base64.getDecoder().decode(signature.cms());
    return switch (verdict(cms, content, plugin, trust, signature.seenAt())) {
      case Verified it -> Optional.empty();
      case Refused it -> Optional.of(refusal(it.detail(), it.flaw().fix()));
    };
  }

  private static SignatureVerdict verdict(
      byte[] cms, SignedContent content, String plugin, TrustDocument trust, Instant seenAt) {
    try {
      return SignatureVerifier.verify(cms, content, plugin, TrustReader.read(trust), seenAt);
    } catch (IOException e) {
      throw new UncheckedIOException("The signed archive could not be read", e);
    }
  }

  private static VersionSignature signature(String cms, Verified it, Instant seenAt) {
    return new VersionSignature(
        cms,
        it.digest().algorithm(),
        it.digest().value(),
        it.publisher(),
        it.signer(),
        it.fingerprint(),
        seenAt,
        it.timestamped() ? Optional.of(it.at()) : Optional.empty());
  }

  private static Refusal refusal(String detail, String fix) {
    return Refusal.of(ErrorCode.SIGNATURE_REFUSED, detail, "/signature", EXPECTED, fix);
  }
}
