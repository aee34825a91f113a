package io.hotswap.domain.compatibility;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a version promises and what it asks for, as its manifest states it.
///
/// @param operations by name
/// @param configuration the JSON Schema of a tenant's configuration, as text
/// @param network hosts that it asks for
/// @param calls other plugins that it asks to call
/// @param plugins ranges of other plugins' versions that it needs, by name
/// @param protocol of the SPI
/// @param java the least release that will do; empty where the author does not say
public record VersionContract(
    Map<String, OperationContract> operations,
    String configuration,
    Set<String> network,
    Set<String> calls,
    Map<String, String> plugins,
    int protocol,
    OptionalInt java) {
  public VersionContract {
    operations = Map.copyOf(operations);
    network = Set.copyOf(network);
    calls = Set.copyOf(calls);
    plugins = Map.copyOf(plugins);
  }

  Map<String, OperationContract> operationsByName() {
    return new TreeMap<>(operations);
  }

  Set<String> hosts() {
    return new TreeSet<>(network);
  }

  Set<String> callsByName() {
    return new TreeSet<>(calls);
  }

  Map<String, String> pluginsByName() {
    return new TreeMap<>(plugins);
  }
}
