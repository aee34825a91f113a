package io.hotswap.domain.audit.integrity;

import io.hotswap.domain.ids.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was archived and then removed from the front of chains.
///
/// @param number counts them from 1, and names it
/// @param previous over the bytes of the one before; empty in the first
/// @param through the newest digest of whose chains all is removed that may be; empty while the
///   first is worked on
/// @param begins of each chain that loses records
public record RetentionDigest(
    long number,
    Instant at,
    Optional<Digest> previous,
    Optional<AuditDigests.Last> through,
    Archive archive,
    List<Begin> begins) {
  public RetentionDigest {
    begins = List.copyOf(begins);
  }

  /// Where the removed records are.
  ///
  /// @param digest over the bytes of the object, compressed as they are
  public record Archive(String name, Digest digest, long records) {}

  /// Where a chain begins afterwards.
  ///
  /// @param from the first record that is removed
  /// @param sequence the first that is kept
  /// @param previous digest of the last that is removed, which the first that is kept names
  public record Begin(String subject, long from, long sequence, Digest previous) {
    public Begin {
      if (from < 1 || sequence <= from) {
        throw new IllegalArgumentException(
            "A chain that loses records begins after the first of them: " + from + " " + sequence);
      }
    }
  }
}
