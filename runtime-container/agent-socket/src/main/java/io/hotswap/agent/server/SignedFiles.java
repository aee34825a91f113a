package io.hotswap.agent.server;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.trust.ArchiveSignatures;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustFeed;
import io.hotswap.domain.trust.TrustRule;
import io.hotswap.domain.trust.VersionSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Admits what is signed as the environment's policy wants it and not blocked, by the trust in
/// force. Under one generation of the trust a binary is verified once.
public final class SignedFiles implements BinaryAdmission {
  private static final String IDENTITY = "SHA-256";
  private static final int CHUNK = 1 << 16;

  private final TrustFeed feed;
  private final TrustRule rule;
  private final Map<Digest, Long> admitted = new ConcurrentHashMap<>();
  private TrustDocument trust = TrustDocument.NOBODY;

  public SignedFiles(TrustFeed feed, ArchiveSignatures signatures) {
    this.feed = feed;
    this.rule = new TrustRule(signatures);
  }

  @Override
  public Optional<String> refusal(
      Environment environment, String pluginName, RoutedVersion version, Path file)
      throws IOException {
    var current = current();
    var digest = version.digest();
    var blocked = current.blocked(digest);
    if (blocked.isPresent()) {
      return blocked.map(it -> it.refusal().detail());
    }
    if (Long.valueOf(current.generation()).equals(admitted.get(digest))) {
      return Optional.empty();
    }
    var stored = feed.signature(digest);
    Optional<VersionSignature> signature =
        stored.isEmpty() ? stored : Optional.of(overThese(stored.get(), digest, file));
    var refusal = rule.refusal(pluginName, version.version(), signature, environment, current);
    if (refusal.isEmpty()) {
      admitted.put(digest, current.generation());
    }
    return refusal.map(Refusal::detail);
  }

  private synchronized TrustDocument current() {
    trust = feed.otherThan(trust.generation()).orElse(trust);
    return trust;
  }

  /// The stored digest is that of whoever stored it.
  private static VersionSignature overThese(VersionSignature signature, Digest digest, Path file)
      throws IOException {
    var algorithm = signature.digestAlgorithm();
    return signature.over(algorithm.equals(IDENTITY) ? digest.hex() : hex(algorithm, file));
  }

  private static String hex(String algorithm, Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance(algorithm);
      var chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("No digest can be computed by " + algorithm, e);
    }
  }
}
