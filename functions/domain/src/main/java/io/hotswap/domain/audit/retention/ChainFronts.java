package io.hotswap.domain.audit.retention;

import io.hotswap.domain.audit.integrity.AuditDigest;
import io.hotswap.domain.audit.integrity.RetentionDigest.Begin;
import io.hotswap.domain.ids.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where chains begin, and what of them can go.
final class ChainFronts {
  private final RemovableRecords records;
  private final Map<String, Begin> begins = new HashMap<>();

  ChainFronts(RemovableRecords records) {
    this.records = records;
  }

  /// @param begin where the chain begins from now on
  /// @param lines what goes
  record Front(Begin begin, List<StoredLine> lines) {}

  void begin(Begin it) {
    begins.put(it.subject(), it);
  }

  /// @return empty when nothing can go
  /// @throws BrokenChain when the chain is not the one that was digested
  Optional<Front> before(AuditDigest.Head head) throws BrokenChain {
    var begin = Optional.ofNullable(begins.get(head.subject()));
    long from = begin.map(Begin::sequence).orElse(1L);
    if (from > head.sequence()) {
      return Optional.empty();
    }
    var lines = records.between(head.subject(), from, head.sequence() + 1);
    requireIntact(lines, from, begin.map(Begin::previous), head);
    // The last of these stays: it is beyond the digest, or the chain's end.
    var going = lines.subList(0, lines.size() - 1);
    return going.isEmpty() ? Optional.empty() : Optional.of(front(from, going));
  }

  private static Front front(long from, List<StoredLine> going) {
    var last = going.getLast().link();
    return new Front(
        new Begin(last.subject(), from, last.sequence() + 1, last.digest()), List.copyOf(going));
  }

  private static void requireIntact(
      List<StoredLine> lines, long from, Optional<Digest> before, AuditDigest.Head head)
      throws BrokenChain {
    long sequence = from;
    var previous = before;
    for (var line : lines) {
      var link = line.link();
      boolean follows = link.sequence() == sequence && link.previous().equals(previous);
      if (!follows || (sequence == head.sequence() && !link.digest().equals(head.digest()))) {
        throw new BrokenChain(head.subject(), sequence);
      }
      previous = Optional.of(link.digest());
      sequence++;
    }
    if (sequence <= head.sequence()) {
      throw new BrokenChain(head.subject(), sequence);
    }
  }

  /// A chain that is not as it was digested.
  static final class BrokenChain extends Exception {
    private static final long serialVersionUID = 1;

    BrokenChain(String subject, long sequence) {
      super("Record %d of %s is not the one that was digested".formatted(sequence, subject));
    }
  }
}
