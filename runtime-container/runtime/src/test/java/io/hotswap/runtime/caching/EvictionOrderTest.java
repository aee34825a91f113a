package io.hotswap.runtime.caching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvictionOrderTest {
  private static final long NOW = 1_000;
  private final EvictionOrder policy = new EvictionOrder(100, 500);

  @Test
  void while_all_fit_nothing_goes() {
    assertEquals(List.of(), leaving(used("a", 50, 600), used("b", 50, 900)));
  }

  @Test
  void the_longest_idle_of_the_same_size_go_until_the_rest_fits() {
    assertEquals(
        List.of("b", "c"),
        leaving(used("a", 50, 990), used("b", 50, 700), used("c", 50, 800), used("d", 50, 999)));
  }

  @Test
  void a_large_one_goes_before_a_small_one_that_is_idle_a_little_longer() {
    assertEquals(List.of("large"), leaving(used("small", 10, 900), used("large", 95, 910)));
  }

  @Test
  void what_is_needed_never_goes() {
    assertEquals(
        List.of("b"),
        leaving(
            new CacheEntry<>("a", 90, 0, Retention.NEEDED), used("b", 20, 999), needed("c", 40)));
  }

  @Test
  void what_nobody_called_for_too_long_goes_also_while_there_is_room() {
    assertEquals(List.of("a"), leaving(used("a", 1, 499), used("b", 1, 500), needed("c", 1)));
  }

  @Test
  void what_is_kept_for_a_rollback_goes_for_room_only() {
    var kept = new CacheEntry<>("kept", 60, 0, Retention.KEPT);
    assertEquals(List.of(), leaving(kept));
    assertEquals(List.of("kept"), leaving(kept, used("a", 50, 999)));
  }

  @Test
  void what_is_watched_goes_when_nothing_else_is_left_to_go() {
    var watched = new CacheEntry<>("watched", 60, 0, Retention.WATCHED);
    assertEquals(List.of("a"), leaving(watched, used("a", 60, 999)));
    assertEquals(List.of("watched"), leaving(watched, needed("n", 60)));
    assertEquals(List.of(), leaving(watched));
  }

  @Test
  void what_is_warm_elsewhere_goes_sooner_unless_it_is_called_here() {
    assertEquals(
        List.of("away"),
        leaving(used("a", 60, 900), new CacheEntry<>("away", 60, 950, Retention.ELSEWHERE)));
    assertEquals(
        List.of("a"),
        leaving(used("a", 60, 900), new CacheEntry<>("away", 60, NOW, Retention.ELSEWHERE)));
  }

  @Test
  void a_cache_without_room_or_time_is_none() {
    assertThrows(IllegalArgumentException.class, () -> new EvictionOrder(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new EvictionOrder(1, 0));
    assertThrows(IllegalArgumentException.class, () -> used("a", -1, 0));
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private List<String> leaving(CacheEntry<String>... residents) {
    return policy.toEvict(List.of(residents), NOW);
  }

  private static CacheEntry<String> used(String key, long bytes, long lastUsed) {
    return new CacheEntry<>(key, bytes, lastUsed, Retention.WARM);
  }

  private static CacheEntry<String> needed(String key, long bytes) {
    return new CacheEntry<>(key, bytes, 0, Retention.NEEDED);
  }
}
