package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {
  private static final Instant BEGINNING = Instant.parse("2026-11-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"x, 2000", "€, 500", "𝒜, 60"})
  void its_beginning_and_its_end_stay_and_what_is_left_out_is_counted(
      String character, int entries) {
    List<TimelineEntry> timeline = List.of();
    for (int i = 0; i < entries; i++) {
      timeline = Timeline.appended(timeline, entry(i, character.repeat(1_000)));
      assertTrue(bytes(timeline) <= Timeline.MOST_BYTES + 300, () -> "too many bytes");
    }
    assertTrue(timeline.get(3).detail().startsWith("3 "));
    assertTrue(timeline.getLast().detail().startsWith(entries - 1 + " "));
    var marks = timeline.stream().map(TimelineEntry::omitted).flatMapToInt(OptionalInt::stream);
    int omitted = marks.sum();
    assertEquals(entries, timeline.size() - 1 + omitted);
    assertEquals(timeline.get(4).detail(), TimelineEntry.omission(omitted, entry(0, "")).detail());
    assertEquals(sorted(timeline), timeline.stream().map(TimelineEntry::at).toList());
  }

  @Test
  void what_has_room_is_all_there() {
    List<TimelineEntry> timeline = List.of();
    for (int i = 0; i < 300; i++) {
      timeline = Timeline.appended(timeline, entry(i, "Paused by ada: because"));
    }
    assertEquals(300, timeline.size());
    assertTrue(timeline.stream().allMatch(it -> it.omitted().isEmpty()));
  }

  private static TimelineEntry entry(int second, String detail) {
    return new TimelineEntry(
        BEGINNING.plusSeconds(second), DeploymentPhase.Observing, second + " " + detail);
  }

  private static int bytes(List<TimelineEntry> timeline) {
    return timeline.stream().mapToInt(TimelineEntry::bytes).sum();
  }

  private static List<Instant> sorted(List<TimelineEntry> timeline) {
    var times = new ArrayList<>(timeline.stream().map(TimelineEntry::at).toList());
    times.sort(null);
    return times;
  }
}
