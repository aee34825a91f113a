package io.hotswap.domain.audit.integrity;

import io.hotswap.domain.audit.integrity.AuditFinding.MisplacedRecord;
import io.hotswap.domain.ids.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What retention removed from the front of a chain: which of it is not read, and what is still
/// there, because a removal is under way or the table was restored. The latter must lead, each to
/// the one before, from what the last retention digest names.
final class RemovedRecords {
  private final Map<Long, Part> unread = new HashMap<>();
  private final NavigableMap<Long, ChainLink> left = new TreeMap<>();
  private long begin = 1;
  private Optional<Digest> previous = Optional.empty();

  /// @param to the first record that is kept
  /// @param previous what it names
  /// @param name of the retention digest
  record Part(long to, Digest previous, String name) {}

  void add(RetentionDigest.Begin it, String name, boolean archived) {
    if (!archived) {
      unread.put(begin, new Part(it.sequence(), it.previous(), name));
    }
    begin = it.sequence();
    previous = Optional.of(it.previous());
  }

  /// The first record that is kept.
  long begin() {
    return begin;
  }

  /// The part that begins with a record and is not read.
  Optional<Part> unread(long from) {
    return Optional.ofNullable(unread.get(from));
  }

  /// @return false when there is another one of that number
  boolean leave(ChainLink link) {
    return left.putIfAbsent(link.sequence(), link) == null;
  }

  void finish(Consumer<AuditFinding> findings) {
    for (var link : left.descendingMap().values()) {
      if (!previous.equals(Optional.of(link.digest()))) {
        findings.accept(
            new MisplacedRecord(
                link.subject(), link.sequence(), "it is not what was removed there"));
        return;
      }
      previous = link.previous();
    }
  }
}
