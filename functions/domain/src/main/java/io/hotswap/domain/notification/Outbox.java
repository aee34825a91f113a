package io.hotswap.domain.notification;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Messages to be delivered. Most are put in by the transaction of the change that they report, not
/// through this port.
public interface Outbox {
  /// Adds messages that belong to no other change. One whose id is known is left unchanged.
  void put(List<Message> messages);

  /// The messages with these ids, as far as they exist; a consistent read.
  List<Dispatch> find(Collection<UUID> ids);

  /// The messages that are due, longest due first; eventually consistent.
  ///
  /// @throws io.hotswap.domain.batch.PartialFailure with the readable ones, when some are not
  List<Dispatch> due(Instant now, int atMost);

  /// Replaces a dispatch if its revision is unchanged, so that of concurrent writers one succeeds.
  ///
  /// @return the dispatch as stored; empty when another writer was first
  Optional<Dispatch> write(Dispatch changed);
}
