package io.hotswap.domain.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupedWorkTest {
  private static final int WORKERS = 4;
  private static final List<Integer> ITEMS = IntStream.range(0, 40).boxed().toList();

  private static int group(int item) {
    return item % 8;
  }

  @Test
  void results_come_in_the_order_of_the_items() {
    var results = GroupedWork.results(ITEMS, GroupedWorkTest::group, it -> it * 10, WORKERS);
    assertEquals(ITEMS.stream().map(it -> it * 10).toList(), results);
    assertEquals(List.of(), GroupedWork.results(List.of(), it -> it, it -> it, WORKERS));
  }

  /// Each item waits until as many are under way as there are workers.
  @Test
  void as_many_groups_as_there_are_workers_are_under_way_at_once() {
    var barrier = new CyclicBarrier(WORKERS);
    var most = new AtomicInteger();
    var now = new AtomicInteger();
    GroupedWork.results(
        ITEMS,
        GroupedWorkTest::group,
        it -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          met(barrier);
          return now.decrementAndGet();
        },
        WORKERS);
    assertEquals(WORKERS, most.get());
  }

  private static void met(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("Nothing was under way beside it", e);
    }
  }

  @Test
  void items_of_a_group_follow_each_other_in_their_order() {
    Map<Integer, AtomicInteger> under = new ConcurrentHashMap<>();
    Map<Integer, Queue<Integer>> seen = new ConcurrentHashMap<>();
    GroupedWork.results(
        ITEMS,
        GroupedWorkTest::group,
        it -> {
          var beside = under.computeIfAbsent(group(it), any -> new AtomicInteger());
          assertEquals(1, beside.incrementAndGet());
          Thread.yield();
          seen.computeIfAbsent(group(it), any -> new ConcurrentLinkedQueue<>()).add(it);
          return beside.decrementAndGet();
        },
        WORKERS);
    seen.forEach(
        (group, items) ->
            assertEquals(
                ITEMS.stream().filter(it -> group(it) == group).toList(), List.copyOf(items)));
  }

  @Test
  void a_failure_ends_its_group_and_is_told_when_the_others_have_ended() {
    Queue<Integer> done = new ConcurrentLinkedQueue<>();
    var failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                GroupedWork.results(
                    ITEMS,
                    GroupedWorkTest::group,
                    it -> {
                      if (it == 3 || it == 6) {
                        throw new IllegalStateException("item " + it);
                      }
                      return done.add(it);
                    },
                    WORKERS));
    assertEquals("item 3", failure.getMessage());
    assertEquals("item 6", failure.getSuppressed()[0].getMessage());
    assertEquals(30, done.size());
    assertTrue(done.stream().noneMatch(it -> group(it) == 3 || group(it) == 6));
  }
}
