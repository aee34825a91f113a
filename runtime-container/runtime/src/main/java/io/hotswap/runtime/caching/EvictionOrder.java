package io.hotswap.runtime.caching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Decides which versions are evicted: those idle for too long and, while all together take too
/// many bytes, those with the largest product of bytes and idle time. (By time alone, one large
/// version evicts many small ones; `./localstack/prove cache` prints both.)
///
/// Where the warm place of a version is another node, its idle time counts several times. It is not
/// always evicted first, because a version that is called here all the same would then be loaded
/// again for each call.
///
/// @param mostBytes limit for all versions together
/// @param mostIdle limit in ticks
public record EvictionOrder(long mostBytes, long mostIdle) {
  /// Factor of the idle time of a version whose warm place is another node.
  static final int ELSEWHERE_FACTOR = 4;

  public EvictionOrder {
    if (mostBytes < 1 || mostIdle < 1) {
      throw new IllegalArgumentException(
          "A cache needs a size and an idle time: " + mostBytes + " bytes, " + mostIdle + " ticks");
    }
  }

  /// @param residents all that are loaded or being loaded
  /// @param now tick
  /// @return what to evict, in this order
  public <K> List<K> toEvict(Collection<CacheEntry<K>> residents, long now) {
    long over = bytes(residents) - mostBytes;
    List<K> leaving = new ArrayList<>();
    for (var cacheEntry : evictionOrder(residents, now)) {
      if (over > 0 || isTooOld(cacheEntry, now)) {
        leaving.add(cacheEntry.key());
        over -= cacheEntry.bytes();
      }
    }
    return leaving;
  }

  /// The estimated bytes of all of these.
  public static long bytes(Collection<? extends CacheEntry<?>> residents) {
    return residents.stream().mapToLong(CacheEntry::bytes).sum();
  }

  private static <K> List<CacheEntry<K>> evictionOrder(
      Collection<CacheEntry<K>> residents, long now) {
    Comparator<CacheEntry<K>> leastUseful = Comparator.comparingDouble(it -> idleBytes(it, now));
    Comparator<CacheEntry<K>> watchedLast =
        Comparator.comparing(it -> it.retention() == Retention.WATCHED);
    return residents.stream()
        .filter(it -> it.retention() != Retention.NEEDED)
        .sorted(watchedLast.thenComparing(leastUseful.reversed()))
        .toList();
  }

  private static double idleBytes(CacheEntry<?> cacheEntry, long now) {
    long idle = now - cacheEntry.lastUsed() + 1;
    return (double) cacheEntry.bytes()
        * (cacheEntry.retention() == Retention.ELSEWHERE ? idle * ELSEWHERE_FACTOR : idle);
  }

  private boolean isTooOld(CacheEntry<?> cacheEntry, long now) {
    boolean isForRoomOnly =
        cacheEntry.retention() == Retention.KEPT || cacheEntry.retention() == Retention.WATCHED;
    return !isForRoomOnly && now - cacheEntry.lastUsed() > mostIdle;
  }
}
