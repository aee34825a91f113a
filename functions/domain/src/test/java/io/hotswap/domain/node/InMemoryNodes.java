package io.hotswap.domain.node;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Leases and acknowledgements in memory, as the nodes' table keeps them. */
public final class InMemoryNodes implements Nodes {
  private final Map<List<Object>, Lease> leases = new HashMap<>();
  private final Map<List<Object>, Acknowledgement> acknowledgements = new HashMap<>();

  @Override
  public void heartbeat(Lease lease) {
    leases.put(key(lease), lease);
  }

  @Override
  public void leave(Lease lease) {
    leases.computeIfPresent(
        key(lease), (key, held) -> held.incarnation().equals(lease.incarnation()) ? null : held);
  }

  private static List<Object> key(Lease lease) {
    return List.of(lease.environment(), lease.nodeId());
  }

  @Override
  public void acknowledge(Acknowledgement next) {
    acknowledgements.merge(
        List.of(next.environment(), next.pluginId(), next.nodeId()),
        next,
        (known, other) -> isOlder(other, known) ? known : other);
  }

  /** A slow write may arrive after the next one of the same process. */
  private static boolean isOlder(Acknowledgement one, Acknowledgement known) {
    return one.incarnation().equals(known.incarnation())
        && (one.generation() < known.generation()
            || (one.generation() == known.generation() && one.at().isBefore(known.at())));
  }

  @Override
  public List<Lease> leases(Environment environment) {
    return leases.values().stream().filter(it -> it.environment() == environment).toList();
  }

  @Override
  public List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId) {
    return acknowledgements.values().stream()
        .filter(it -> it.environment() == environment && it.pluginId().equals(pluginId))
        .toList();
  }
}
