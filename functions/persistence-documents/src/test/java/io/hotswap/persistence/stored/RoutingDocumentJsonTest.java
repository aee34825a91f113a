package io.hotswap.persistence.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.RollingCandidate;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.routing.Split;
import io.hotswap.domain.routing.TrafficShift;
import io.hotswap.persistence.disk.RoutingObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoutingDocumentJsonTest {
  private static final Map<String, TrafficShift> SHIFTS =
      Map.of(
          "\"cohort\":{\"version\":\"1.0.0\",\"salt\":\"d\",\"cutoff\":-1}",
          new Cohort("1.0.0", "d", -1),
          "\"split\":{\"salt\":\"d\",\"arms\":[{\"name\":\"A\",\"version\":\"1.0.0\",\"upTo\":10000}]}",
          new Split("d", List.of(new Split.Arm("A", "1.0.0", 10_000))),
          "\"rolling\":{\"version\":\"1.0.0\",\"nodes\":[\"n\"]}",
          new RollingCandidate("1.0.0", Set.of("n")));

  @Test
  void each_kind_of_shift_is_a_field_of_its_own() {
    SHIFTS.forEach(
        (field, shift) -> {
          var document = document(Optional.of(shift));
          var json = RoutingObject.of(document).json();
          assertTrue(json.contains("\"warm\":[]," + field + ",\"supervision\":"), json);
          assertFalse(json.contains("shift"), json);
          assertEquals(document, RoutingObject.read("document", json));
        });
  }

  @Test
  void without_a_shift_there_is_no_field() {
    var document = document(Optional.empty());
    var json = RoutingObject.of(document).json();
    assertTrue(json.contains("\"warm\":[],\"supervision\":"), json);
    assertEquals(document, RoutingObject.read("document", json));
  }

  @Test
  void two_shifts_in_one_document_are_refused() {
    var two = SHIFTS.keySet().stream().limit(2).collect(Collectors.joining(","));
    var json =
        RoutingObject.of(document(Optional.empty()))
            .json()
            .replace("\"supervision\"", two + ",\"supervision\"");
    var failure =
        assertThrows(IllegalArgumentException.class, () -> RoutingObject.read("document", json));
    assertTrue(
        failure.getMessage().contains("One of cohort, split and rolling"), failure::getMessage);
  }

  private static RoutingDocument document(Optional<TrafficShift> shift) {
    var version = new RoutedVersion("1.0.0", new Digest("0".repeat(64)), 10, "d", "");
    var draft =
        new RoutingDraft(PluginId.of("p"), "p", Environment.Production)
            .withVersion(version)
            .withDefaultVersion(Optional.of("1.0.0"));
    shift.ifPresent(draft::withShift);
    return draft.build("d", Instant.EPOCH, "");
  }
}
