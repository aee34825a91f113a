package io.hotswap.signature;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.Optional;

/// The bytes that a signature is over.
public interface SignedContent {
  /// @param algorithm one that the verifier admits, as Java names it
  /// @return the digest in hexadecimal; empty when the bytes are not at hand to compute it
  Optional<String> digest(String algorithm) throws IOException;

  /// The bytes are read once for each digest that is asked for, and never held as a whole.
  static SignedContent of(Path file) {
    return algorithm -> {
      var digest = Algorithms.messageDigest(algorithm);
      try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        Files.copy(file, out);
      }
      return Optional.of(Algorithms.hex(digest.digest()));
    };
  }

  /// Digests that were computed from the bytes before.
  static SignedContent of(List<ContentDigest> known) {
    return algorithm ->
        known.stream()
            .filter(it -> it.algorithm().equals(algorithm))
            .map(ContentDigest::value)
            .findFirst();
  }
}
