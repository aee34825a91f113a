package io.hotswap.runtime.caching;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Plays a trace through a cache and counts the calls whose plugin was loaded when they came.
final class Replay {
  private final Trace trace;
  private final long room;
  private final BitSet loaded = new BitSet();
  private long used;
  private int hits;

  private Replay(Trace trace, long room) {
    this.trace = trace;
    this.room = room;
  }

  /// Who decides what goes.
  interface Policy {
    /// A plugin is called, for which room was made before.
    void called(int plugin, int call);

    /// What goes, while the cache takes more than it may; never the plugin that is being called.
    List<Integer> leaving(BitSet loaded, int called, int call);
  }

  /// The share of calls that found their plugin loaded.
  static double hitRate(Trace trace, long room, Policy policy) {
    var replay = new Replay(trace, room);
    for (int i = 0; i < trace.calls().length; i++) {
      replay.call(trace.calls()[i], i, policy);
    }
    return replay.hits / (double) trace.calls().length;
  }

  private void call(int plugin, int at, Policy policy) {
    if (loaded.get(plugin)) {
      hits++;
    } else {
      loaded.set(plugin);
      used += trace.bytes()[plugin];
    }
    policy.called(plugin, at);
    while (used > room && loaded.cardinality() > 1) {
      for (int gone : policy.leaving(loaded, plugin, at)) {
        loaded.clear(gone);
        used -= trace.bytes()[gone];
      }
    }
  }

  /// The node's own policy, with the node's coarse clock.
  static Policy ours(Trace trace, EvictionOrder policy) {
    var lastUsed = new long[trace.bytes().length];
    return new Policy() {
      @Override
      public void called(int plugin, int call) {
        lastUsed[plugin] = Trace.tick(call);
      }

      @Override
      public List<Integer> leaving(BitSet loaded, int called, int call) {
        List<CacheEntry<Integer>> residents = new ArrayList<>();
        loaded.stream()
            .forEach(
                it ->
                    residents.add(
                        new CacheEntry<>(
                            it,
                            trace.bytes()[it],
                            lastUsed[it],
                            it == called ? Retention.NEEDED : Retention.WARM)));
        return policy.toEvict(residents, Trace.tick(call));
      }
    };
  }

  /// The longest idle, whatever its size.
  static Policy longestIdle(Trace trace) {
    var last = new int[trace.bytes().length];
    return largest((plugin, call) -> last[plugin] = call, plugin -> -last[plugin]);
  }

  /// Least frequently used, with every plugin's calls counted from the beginning on.
  static Policy leastFrequent(Trace trace) {
    var calls = new int[trace.bytes().length];
    return largest((plugin, _) -> calls[plugin]++, plugin -> -calls[plugin]);
  }

  /// Belady: the one whose next call is farthest away. The best there is when all are of one size.
  static Policy farthest(Trace trace) {
    var next = trace.nextUses();
    var nextOf = new int[trace.bytes().length];
    return largest((plugin, call) -> nextOf[plugin] = next[call], plugin -> nextOf[plugin]);
  }

  private interface Note {
    void called(int plugin, int call);
  }

  private static Policy largest(Note note, IntUnaryOperator measure) {
    return new Policy() {
      @Override
      public void called(int plugin, int call) {
        note.called(plugin, call);
      }

      @Override
      public List<Integer> leaving(BitSet loaded, int called, int call) {
        int worst = -1;
        for (int it = loaded.nextSetBit(0); it >= 0; it = loaded.nextSetBit(it + 1)) {
          if (it != called && (worst < 0 || measure.applyAsInt(it) > measure.applyAsInt(worst))) {
            worst = it;
          }
        }
        return List.of(worst);
      }
    };
  }
}
