package io.hotswap.benchmarks.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Sample HUNDRED =
      Sample.of(IntStream.rangeClosed(1, 100).mapToObj(it -> 101.0 - it).toList());

  @Test
  void percentiles_are_measurements_not_interpolations() {
    assertEquals(50, HUNDRED.median());
    assertEquals(95, HUNDRED.percentile(95));
    assertEquals(99, HUNDRED.percentile(99));
    assertEquals(7, Sample.of(List.of(7.0)).percentile(99));
  }

  @Test
  void ratios_are_over_the_base_of_the_same_run() {
    var base = Row.of("load", "base", "ms", HUNDRED);
    var half = Row.of("load", "half", "ms", Sample.of(List.of(25.0))).over(base);
    assertEquals(0.5, half.ratio());
    assertEquals("base", half.against());
  }

  @Test
  void rows_of_one_measure_stand_together() {
    var table = new Table();
    table.addAll(
        List.of(
            Row.count("a", "one", "count", 1, 1),
            Row.count("b", "one", "count", 1, 1),
            Row.count("a", "two", "count", 1, 1)));
    var lines = table.text().lines().toList();
    assertTrue(lines.get(1).startsWith("a ") && lines.get(2).contains("two"), table::text);
  }

  @Test
  void the_json_says_what_the_text_says() throws Exception {
    var table = new Table();
    table.addAll(List.of(Row.of("load", "base", "ms", HUNDRED)));
    var row = new ObjectMapper().readTree(table.json()).get(0);
    assertEquals(50, row.get("median").asDouble());
    assertTrue(row.get("ratio").isNull());
  }
}
