package io.hotswap.domain.notification;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Messages on their way. Most are put in by the transaction that makes them true, which is the
/// affair of whoever writes it.
public interface Outbox {
  /// Puts messages in that no other change makes true. One that is there already stays as it is.
  void put(List<Message> messages);

  /// Those of them that are there; the answer is consistent.
  List<Dispatch> find(Collection<UUID> ids);

  /// What there is to do, longest due first. May lag behind by a moment.
  ///
  /// @throws io.hotswap.domain.batch.PartialFailure with those that can be read, when some cannot
  List<Dispatch> due(Instant now, int atMost);

  /// Replaces a dispatch, unless somebody else did since it was read: of many at once one has it.
  ///
  /// @return as it stands now; empty when somebody else was quicker
  Optional<Dispatch> write(Dispatch changed);
}
