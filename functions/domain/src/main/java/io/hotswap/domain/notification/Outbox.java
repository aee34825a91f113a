package io.hotswap.domain.notification;

import java.util.List;

/// Messages on their way to people.
public interface Outbox {
  /// Takes messages that no change of a deployment or approval comes with. One whose id was put
  /// before is left alone, also when it was sent long ago.
  void put(List<Message> messages);
}
