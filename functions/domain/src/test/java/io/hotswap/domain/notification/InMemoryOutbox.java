package io.hotswap.domain.notification;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

public final class InMemoryOutbox implements Outbox {
  private final Map<UUID, Dispatch> stored = new HashMap<>();

  /// What the next writes do before they are done: a place for a crash.
  Runnable beforeWrite = () -> {};

  /// Messages of which nothing more can be written.
  final Set<UUID> refused = new HashSet<>();

  @Override
  public synchronized void put(List<Message> messages) {
    messages.forEach(it -> stored.putIfAbsent(it.id(), Dispatch.of(it)));
  }

  @Override
  public synchronized List<Dispatch> find(Collection<UUID> ids) {
    return ids.stream().distinct().map(stored::get).filter(Objects::nonNull).toList();
  }

  @Override
  public synchronized List<Dispatch> due(Instant now, int atMost) {
    return stored.values().stream()
        .filter(it -> it.due(now))
        .sorted(Comparator.comparing(Dispatch::dueAt).thenComparing(it -> it.message().id()))
        .limit(atMost)
        .toList();
  }

  @Override
  public synchronized Optional<Dispatch> write(Dispatch changed) {
    beforeWrite.run();
    var id = changed.message().id();
    if (refused.contains(id)) {
      throw new IllegalStateException("The item is too large");
    }
    var known = stored.get(id);
    if (known == null || known.revision() != changed.revision()) {
      return Optional.empty();
    }
    var after =
        new Dispatch(
            changed.message(),
            changed.states(),
            changed.dueAt(),
            changed.closedAt(),
            changed.revision() + 1);
    stored.put(id, after);
    return Optional.of(after);
  }

  synchronized Dispatch get(Message message) {
    return stored.get(message.id());
  }

  synchronized long open() {
    return stored.values().stream().filter(it -> it.closedAt().isEmpty()).count();
  }
}
