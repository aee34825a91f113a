package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.ColdStarts.ColdStart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Loads cold versions of a plugin for the calls that are routed to them. Guarded by its
/// reconciler.
record ColdStarter(
    ActiveRouting routing, VersionSlots slots, InstantSource clock, Loading loading) {
  interface Loading {
    void begin(RoutingDocument document, RoutedVersion routed, VersionSlot slot);
  }

  /// Loads a version for a call, unless it is loaded or loading.
  CompletableFuture<ColdStart> begin(String version) {
    var document = routing.document();
    var routed = document.flatMap(it -> Optional.ofNullable(it.versions().get(version)));
    var slot = routed.flatMap(slots::find);
    return document.isEmpty() || routed.isEmpty() || slot.isEmpty()
        // Another document is active by now.
        ? CompletableFuture.completedFuture(new ColdStart.Loaded())
        : begin(document.get(), routed.get(), slot.get());
  }

  private CompletableFuture<ColdStart> begin(
      RoutingDocument document, RoutedVersion routed, VersionSlot slot) {
    return switch (slot.state()) {
      case VersionSlot.State.Cold(var problem, var next) when clock.instant().isBefore(next) ->
          CompletableFuture.completedFuture(unavailable(problem.orElse(""), next));
      case VersionSlot.State.Cold(var problem, var next) -> {
        slot.markColdStarting();
        var coldStart = slot.await();
        loading.begin(document, routed, slot);
        yield coldStart;
      }
      case VersionSlot.State.ColdStarting() -> slot.await();
      case VersionSlot.State.Loading() -> slot.await();
      case VersionSlot.State.Failed(var sentence, var passing, var next) ->
          CompletableFuture.completedFuture(unavailable(sentence, next));
      default -> CompletableFuture.completedFuture(new ColdStart.Loaded());
    };
  }

  /// What the calls get that waited for a version.
  ColdStart outcome(VersionSlot slot) {
    return slot.state() instanceof VersionSlot.State.Cold(var problem, var next)
        ? unavailable(problem.orElse(""), next)
        : new ColdStart.Loaded();
  }

  private ColdStart unavailable(String sentence, Instant next) {
    return new ColdStart.Unavailable(sentence, Duration.between(clock.instant(), next));
  }
}
