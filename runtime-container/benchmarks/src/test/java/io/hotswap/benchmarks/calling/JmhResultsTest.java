package io.hotswap.benchmarks.calling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.benchmarks.table.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhResultsTest {
  @TempDir Path folder;

  @Test
  void times_and_allocations_are_told_apart() throws Exception {
    var csv =
        Files.writeString(
            folder.resolve("jmh.csv"),
            """
            "Benchmark","Mode","Threads","Samples","Score","Score Error (99.9%)","Unit"
            "x.CallParts.direct","avgt",1,5,10.0,1.0,"ns/op"
            "x.CallParts.routed","avgt",1,5,150.0,3.0,"ns/op"
            "x.CallParts.routed:gc.alloc.rate.norm","avgt",1,5,64.0,0.0,"B/op"
            """);
    var rows = JmhResults.read(csv, 1);
    assertEquals(140, only(rows, "time of a call, threads: 1", "routed minus direct"));
    assertEquals(64, only(rows, "allocated a call, threads: 1", "routed"));
  }

  private static double only(List<Row> rows, String measure, String who) {
    return rows.stream()
        .filter(it -> it.measure().equals(measure) && it.who().equals(who))
        .findFirst()
        .orElseThrow()
        .median();
  }
}
