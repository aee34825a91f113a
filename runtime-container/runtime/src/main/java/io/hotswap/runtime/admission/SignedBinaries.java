package io.hotswap.runtime.admission;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.trust.ArchiveSignatures;
import io.hotswap.domain.trust.SignaturePolicy;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustFeed;
import io.hotswap.domain.trust.TrustRule;
import io.hotswap.domain.trust.VersionSignature;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.disk.SignatureFiles;
import io.hotswap.runtime.disk.SignatureFiles.Known;
import io.hotswap.runtime.plugin.PluginRef;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Admits binaries by their signatures, as the deployment of them did, and none that is blocked.
/// Under one generation of the trust a binary is verified once, also across restarts; a signature
/// that was read once is kept on disk, so that the control plane may be gone.
public final class SignedBinaries implements Admission {
  private static final Logger LOG = LoggerFactory.getLogger(SignedBinaries.class);
  private static final String IDENTITY = "SHA-256";

  private final NodeTrust nodeTrust;
  private final TrustFeed feed;
  private final TrustRule rule;
  private final SignatureFiles files;

  public SignedBinaries(
      NodeTrust nodeTrust, TrustFeed feed, ArchiveSignatures signatures, SignatureFiles files) {
    this.nodeTrust = nodeTrust;
    this.feed = feed;
    this.rule = new TrustRule(signatures);
    this.files = files;
  }

  @Override
  public Optional<String> refusal(PluginRef ref, MappedJar binary) throws IOException {
    var trust = nodeTrust.current();
    if (trust.isEmpty()) {
      return isRequired(TrustDocument.NOBODY, ref)
          ? Optional.of("whom to trust could not be read yet")
          : Optional.empty();
    }
    var digest = ref.routed().digest();
    var blocked = trust.get().blocked(digest);
    if (blocked.isPresent()) {
      return blocked.map(it -> it.refusal().detail());
    }
    var known = files.find(digest);
    return known.filter(it -> it.admittedUnder() == trust.get().generation()).isPresent()
        ? Optional.empty()
        : judged(ref, binary, trust.get(), known.flatMap(Known::signature));
  }

  /// A signature that is refused is read again: the version may have another one by now.
  private Optional<String> judged(
      PluginRef ref, MappedJar binary, TrustDocument trust, Optional<VersionSignature> kept)
      throws IOException {
    if (kept.isPresent() && refusal(ref, binary, trust, kept).isEmpty()) {
      return admitted(ref, trust, kept);
    }
    Optional<VersionSignature> signature;
    try {
      signature = feed.signature(ref.routed().digest()).or(() -> kept);
    } catch (RuntimeException e) {
      LOG.warn("The signature of {} could not be read", ref.label(), e);
      return kept.isPresent() ? sentence(ref, binary, trust, kept) : unread(ref, trust, e);
    }
    var refusal = sentence(ref, binary, trust, signature);
    return refusal.isPresent() ? refusal : admitted(ref, trust, signature);
  }

  private Optional<String> admitted(
      PluginRef ref, TrustDocument trust, Optional<VersionSignature> signature) throws IOException {
    files.save(ref.routed().digest(), new Known(trust.generation(), signature));
    return Optional.empty();
  }

  private static Optional<String> unread(PluginRef ref, TrustDocument trust, RuntimeException e) {
    return isRequired(trust, ref)
        ? Optional.of("its signature could not be read (" + e + ")")
        : Optional.empty();
  }

  private Optional<String> sentence(
      PluginRef ref, MappedJar binary, TrustDocument trust, Optional<VersionSignature> signature)
      throws IOException {
    return refusal(ref, binary, trust, signature).map(Refusal::detail);
  }

  private Optional<Refusal> refusal(
      PluginRef ref, MappedJar binary, TrustDocument trust, Optional<VersionSignature> signature)
      throws IOException {
    Optional<VersionSignature> overThese =
        signature.isEmpty() ? signature : Optional.of(overThese(ref, binary, signature.get()));
    return rule.refusal(
        ref.pluginName(), ref.routed().version(), overThese, ref.environment(), trust);
  }

  /// The stored digest is that of whoever stored it.
  private static VersionSignature overThese(
      PluginRef ref, MappedJar binary, VersionSignature signature) throws IOException {
    var algorithm = signature.digestAlgorithm();
    return signature.over(
        algorithm.equals(IDENTITY) ? ref.routed().digest().hex() : binary.hex(algorithm));
  }

  private static boolean isRequired(TrustDocument trust, PluginRef ref) {
    return trust.policy(ref.environment()) == SignaturePolicy.Required;
  }
}
