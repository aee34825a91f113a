package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.loading.LoadedVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The versions of one plugin on a node, and the state of each. Guarded by the plugin's reconciler.
public final class VersionSlots {
  private final Map<VersionSlot.Key, VersionSlot> slots = new HashMap<>();

  void put(RoutedVersion routed, VersionSlot slot) {
    slots.put(VersionSlot.Key.of(routed), slot);
  }

  Optional<VersionSlot> find(RoutedVersion routed) {
    return Optional.ofNullable(slots.get(VersionSlot.Key.of(routed)));
  }

  VersionSlot of(RoutedVersion routed) {
    return find(routed)
        .orElseThrow(() -> new IllegalStateException("No slot for version " + routed));
  }

  boolean holds(VersionSlot slot) {
    return slots.containsValue(slot);
  }

  /// Drops and returns the slots of versions that none of these documents names.
  ///
  /// @param forgotten takes the digests of the dropped versions
  List<VersionSlot> keepOnly(List<RoutingDocument> documents, Consumer<Digest> forgotten) {
    Set<VersionSlot.Key> named =
        documents.stream()
            .flatMap(it -> loadedUnder(it).stream())
            .map(VersionSlot.Key::of)
            .collect(Collectors.toSet());
    var dropped =
        slots.entrySet().stream()
            .filter(it -> !named.contains(it.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    slots.keySet().stream()
        .filter(it -> !named.contains(it))
        .map(VersionSlot.Key::content)
        .forEach(forgotten);
    slots.keySet().retainAll(named);
    return dropped;
  }

  List<LoadedVersion> up() {
    return slots.values().stream().map(VersionSlot::up).flatMap(Optional::stream).toList();
  }

  boolean isSettled(RoutingDocument document) {
    return isSettled(document, digest -> false);
  }

  /// @param ignored digests of versions that are not waited for
  boolean isSettled(RoutingDocument document, Predicate<Digest> ignored) {
    return loadedUnder(document).stream()
        .allMatch(it -> of(it).acknowledgedState().isPresent() || ignored.test(it.content()));
  }

  /// A version that tenants are pinned to keeps nobody else waiting.
  boolean canServe(RoutingDocument document) {
    return loadedUnder(document).stream()
        .filter(it -> document.requires(it.release()))
        .allMatch(it -> of(it).ready().isPresent() || of(it).isColdOrStarting());
  }

  /// The versions that calls may be routed to. A serving version stays callable even if it is
  /// refused or being checked meanwhile.
  Map<String, LoadedVersion> callable(RoutingDocument document) {
    Map<String, LoadedVersion> callable = new HashMap<>();
    for (var routed : loadedUnder(document)) {
      var slot = of(routed);
      var version = document.serving().contains(routed.release()) ? slot.up() : slot.ready();
      version.ifPresent(it -> callable.put(routed.release(), it));
    }
    return callable;
  }

  /// The versions that calls may be routed to and have to wait for.
  Set<String> cold(RoutingDocument document) {
    return loadedUnder(document).stream()
        .filter(it -> of(it).isColdOrStarting())
        .map(RoutedVersion::release)
        .collect(Collectors.toSet());
  }

  Map<String, VersionState> acknowledgedStates(RoutingDocument document) {
    Map<String, VersionState> verdicts = new TreeMap<>();
    for (var routed : loadedUnder(document)) {
      of(routed).acknowledgedState().ifPresent(state -> verdicts.put(routed.release(), state));
    }
    return verdicts;
  }

  Map<String, String> states(RoutingDocument document) {
    Map<String, String> states = new TreeMap<>();
    for (var routed : loadedUnder(document)) {
      states.put(routed.release(), of(routed).label());
    }
    return states;
  }

  Optional<String> problem(RoutingDocument document) {
    return loadedUnder(document).stream()
        .map(it -> of(it).problem())
        .flatMap(Optional::stream)
        .findFirst();
  }

  public static List<RoutedVersion> loadedUnder(RoutingDocument document) {
    return document.loaded().stream()
        .sorted()
        .map(document.versions()::get)
        .map(Objects::requireNonNull)
        .toList();
  }
}
