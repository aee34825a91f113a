package io.hotswap.persistence.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.workflow.SqsAnomalies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Everything that this release stores looks like the files in `golden/<schema version>`, and is
/// read from them as what it was.
///
/// With `-Dhotswap.golden=write` the files are written anew: for a new kind or attribute. Whatever
/// else changes in them is unreadable for a release that runs beside this one.
class GoldenStageTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/1");
  private static final String ANOMALY = "messages/anomaly.json";
  // Drawn by lot for every request.
  private static final String SEED = "\"seed\" : \"[0-9a-f-]{36}\"";
  private static final String SAME_SEED = "\"seed\" : \"11112222-3333-4444-0000-000000000001\"";

  private static Tables freshTables() {
    return new Tables(LocalEngine.shared().freshStage().environment());
  }

  @Test
  void what_is_stored_has_its_golden_form() throws IOException {
    var tables = freshTables();
    new StageWriter(tables).write();
    Map<String, String> written = new TreeMap<>(new StageFiles(tables).all());
    written.put(ANOMALY, StageFiles.pretty(SqsAnomalies.body(ReportExamples.ANOMALY)));
    written.replaceAll((path, json) -> json.replaceAll(SEED, SAME_SEED));
    if ("write".equals(System.getProperty("hotswap.golden"))) {
      StageFiles.replace(GOLDEN, written);
    }
    var differences = StageFiles.differences(StageFiles.read(GOLDEN), written);
    assertEquals(List.of(), differences, () -> String.join("\n", differences));
  }

  @Test
  void the_golden_form_is_read_as_what_was_stored() throws IOException {
    var tables = freshTables();
    new StageFiles(tables).load(StageFiles.read(GOLDEN));
    var expected = StageReader.expected();
    var read = new HashMap<>(new StageReader(tables).read());
    for (var name : expected.keySet()) {
      assertEquals(expected.get(name), read.remove(name), name);
    }
    assertEquals(Map.of(), read);
  }

  @Test
  void the_golden_message_is_read_as_what_was_sent() throws IOException {
    var message = StageFiles.read(GOLDEN).get(ANOMALY);
    assertEquals(ReportExamples.ANOMALY, SqsAnomalies.read(Objects.requireNonNull(message)));
  }
}
