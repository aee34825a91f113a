package io.hotswap.domain.trust;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Does what the ports say. A signature is the name of the publisher whose key made it, and that
/// publisher's certificate has its name as fingerprint.
public final class InMemoryTrust implements TrustDocuments, TrustReviews, ArchiveSignatures {
  public TrustDocument document = TrustDocument.NOBODY;
  public final List<AuditRecord> audit = new ArrayList<>();
  private long reviewed;
  Runnable interrupt = () -> {};

  /// All environments take unsigned versions.
  public static InMemoryTrust ofUnsigned() {
    var trust = new InMemoryTrust();
    trust.document =
        new TrustDocument(
            0,
            List.of(),
            List.of(),
            List.of(),
            Arrays.stream(Environment.values())
                .collect(Collectors.toMap(it -> it, it -> SignaturePolicy.Optional)));
    return trust;
  }

  public SignatureGate gate() {
    return new SignatureGate(this, this);
  }

  @Override
  public TrustDocument current() {
    return document;
  }

  @Override
  public boolean commit(TrustDocument next, AuditRecord record) {
    interrupt.run();
    if (next.generation() != document.generation() + 1) {
      return false;
    }
    document = next;
    audit.add(record);
    return true;
  }

  @Override
  public long reviewed() {
    return reviewed;
  }

  @Override
  public void reviewedUpTo(long generation) {
    reviewed = Math.max(reviewed, generation);
  }

  @Override
  public Result<VersionSignature> verify(
      String cms, Path archive, String plugin, TrustDocument trust, Instant seenAt) {
    var signature =
        new VersionSignature(cms, "SHA-256", "00", cms, "CN=" + cms, cms, seenAt, Optional.empty());
    return refusal(signature, plugin, trust)
        .map(Result::<VersionSignature>refused)
        .orElseGet(() -> Result.done(signature));
  }

  @Override
  public Optional<Refusal> refusal(VersionSignature signature, String plugin, TrustDocument trust) {
    boolean owns =
        trust.owner(plugin).filter(it -> it.name().equals(signature.publisher())).isPresent();
    boolean revoked =
        trust.revocations().stream()
            .anyMatch(
                it ->
                    it.fingerprint().equals(signature.fingerprint())
                        && !signature.seenAt().isBefore(it.from()));
    return owns && !revoked
        ? Optional.empty()
        : Optional.of(Refusal.of(ErrorCode.SIGNATURE_REFUSED, "It does not count."));
  }
}
