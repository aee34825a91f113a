package io.hotswap.domain.audit.integrity;

import java.time.Instant;
import java.util.Optional;

/// What an audit trail is found to be wrong in.
public sealed interface AuditFinding {
  /// In one sentence.
  String text();

  /// A digest that is not what was signed.
  record AlteredDigest(String name, String why) implements AuditFinding {
    @Override
    public String text() {
      return "Digest %s was altered: %s".formatted(name, why);
    }
  }

  /// A digest names another one before it than the one that is there.
  record MissingDigest(String name) implements AuditFinding {
    @Override
    public String text() {
      return "The digest before %s is missing or is another one".formatted(name);
    }
  }

  /// A digest that is there, behind a marker that says that it was deleted.
  record HiddenDigest(String name) implements AuditFinding {
    @Override
    public String text() {
      return "Digest %s was deleted: a marker hides it".formatted(name);
    }
  }

  /// A digest that others were put over.
  record ReplacedDigest(String name) implements AuditFinding {
    @Override
    public String text() {
      return "Digest %s was replaced: the first of its versions is verified".formatted(name);
    }
  }

  /// Digests end long before now.
  ///
  /// @param newest empty when there are none
  record OldDigests(Optional<Instant> newest, Instant now) implements AuditFinding {
    @Override
    public String text() {
      return "The newest digest is %s, and it is %s: there is one each hour"
          .formatted(newest.map(it -> "of " + it).orElse("missing"), now);
    }
  }

  /// A record is not the one that its successor, or a digest, knows.
  ///
  /// @param witness what knows it
  record AlteredRecord(String subject, long sequence, String witness) implements AuditFinding {
    @Override
    public String text() {
      return "Record %d of %s was altered: %s names another one"
          .formatted(sequence, subject, witness);
    }
  }

  /// What is stored in a record's place and is none.
  record UnreadableRecord(String where) implements AuditFinding {
    @Override
    public String text() {
      return "What is stored as %s is no record".formatted(where);
    }
  }

  /// Two records of one place, or one in the place of another.
  record MisplacedRecord(String subject, long sequence, String where) implements AuditFinding {
    @Override
    public String text() {
      return "Record %d of %s is out of place: %s".formatted(sequence, subject, where);
    }
  }

  /// @param from the first that is not there
  /// @param to the last
  record MissingRecords(String subject, long from, long to) implements AuditFinding {
    @Override
    public String text() {
      return "Records %d to %d of %s are missing".formatted(from, to, subject);
    }
  }

  /// The end of a chain that a digest has seen.
  record MissingTail(String subject, long from, long to, String digest) implements AuditFinding {
    @Override
    public String text() {
      return "The tail of %s is missing, records %d to %d: digest %s names the last"
          .formatted(subject, from, to, digest);
    }
  }

  /// A record that is older than the newest digests, and in none.
  record UndigestedRecord(String subject, long sequence, Instant at) implements AuditFinding {
    @Override
    public String text() {
      return "Record %d of %s is dated %s, and no digest of that time names it"
          .formatted(sequence, subject, at);
    }
  }

  /// The first record that retention left is not the one that follows what it removed.
  ///
  /// @param digest the retention digest
  record DetachedRecord(String subject, long sequence, String digest) implements AuditFinding {
    @Override
    public String text() {
      return "Record %d of %s does not follow what was removed before it: %s names another one"
          .formatted(sequence, subject, digest);
    }
  }

  /// Removed records that are nowhere any more.
  record MissingArchive(String name, String digest) implements AuditFinding {
    @Override
    public String text() {
      return "Archive %s is missing: digest %s names it".formatted(name, digest);
    }
  }

  /// Removed records that are not those that were removed.
  record AlteredArchive(String name, String digest) implements AuditFinding {
    @Override
    public String text() {
      return "Archive %s was altered: digest %s names another one".formatted(name, digest);
    }
  }

  /// A retention digest goes up to a digest that is another one, or not there.
  record UnknownDigest(String name, Instant through) implements AuditFinding {
    @Override
    public String text() {
      return "Digest %s goes up to another digest of %s than the one that is there"
          .formatted(name, through);
    }
  }
}
