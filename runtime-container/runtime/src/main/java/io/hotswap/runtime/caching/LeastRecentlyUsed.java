package io.hotswap.runtime.caching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Which versions go: those that nobody called for too long, and, while all together take too much,
/// the least recently used by memory: what has lain idle for the most bytes times the longest time.
/// (Time alone lets one large version push many small ones out; `./localstack/prove cache` prints
/// both.)
///
/// A version whose warm place is elsewhere counts as idle for longer than it is, and no more than
/// that: were it always the first to go, one that is called here all the same would be loaded anew
/// for each call.
///
/// @param mostBytes for all versions together
/// @param mostIdle in ticks
public record LeastRecentlyUsed(long mostBytes, long mostIdle) {
  /// How many times as long a version counts as idle where it has no warm place.
  static final int AWAY = 4;

  public LeastRecentlyUsed {
    if (mostBytes < 1 || mostIdle < 1) {
      throw new IllegalArgumentException(
          "A cache has room and time: " + mostBytes + " bytes, " + mostIdle + " ticks");
    }
  }

  /// @param residents all that are loaded or being loaded
  /// @param now tick
  /// @return what goes, in this order
  public <K> List<K> leaving(Collection<CacheEntry<K>> residents, long now) {
    long over = bytes(residents) - mostBytes;
    List<K> leaving = new ArrayList<>();
    for (var cacheEntry : inOrder(residents, now)) {
      if (over > 0 || isTooOld(cacheEntry, now)) {
        leaving.add(cacheEntry.key());
        over -= cacheEntry.bytes();
      }
    }
    return leaving;
  }

  /// What all these take together.
  public static long bytes(Collection<? extends CacheEntry<?>> residents) {
    return residents.stream().mapToLong(CacheEntry::bytes).sum();
  }

  private static <K> List<CacheEntry<K>> inOrder(Collection<CacheEntry<K>> residents, long now) {
    Comparator<CacheEntry<K>> leastUseful = Comparator.comparingDouble(it -> idleBytes(it, now));
    Comparator<CacheEntry<K>> watchedLast =
        Comparator.comparing(it -> it.hold() == Retention.WATCHED);
    return residents.stream()
        .filter(it -> it.hold() != Retention.NEEDED)
        .sorted(watchedLast.thenComparing(leastUseful.reversed()))
        .toList();
  }

  private static double idleBytes(CacheEntry<?> cacheEntry, long now) {
    long idle = now - cacheEntry.lastUsed() + 1;
    return (double) cacheEntry.bytes()
        * (cacheEntry.hold() == Retention.ELSEWHERE ? idle * AWAY : idle);
  }

  private boolean isTooOld(CacheEntry<?> cacheEntry, long now) {
    boolean isForRoomOnly =
        cacheEntry.hold() == Retention.KEPT || cacheEntry.hold() == Retention.WATCHED;
    return !isForRoomOnly && now - cacheEntry.lastUsed() > mostIdle;
  }
}
