package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoFailureReportsTest {
  private static final Environment HERE = Environment.Development;
  private static final PluginId SHOP = PluginId.of("shop");
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private DynamoFailureReports reports;

  @BeforeEach
  void stage() {
    reports =
        new DynamoFailureReports(
            Aws.dynamo(), new Tables(LocalEngine.shared().freshStage().environment()));
  }

  private static FailureReport report(String version, String node, Instant at, CallFailure... of) {
    return new FailureReport(HERE, SHOP, version, node, "i1", List.of(of), at);
  }

  private static CallFailure failure(String message, List<String> frames) {
    return new CallFailure(NOW, "run", "a.B", message, frames, "0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void as_much_as_there_may_be_fits_an_item() {
    var frame = "p".repeat(300) + "(" + "f".repeat(200) + ")";
    var all = new CallFailure[FailureReport.MAX_FAILURES];
    for (int i = 0; i < all.length; i++) {
      all[i] = failure("•".repeat(300), Collections.nCopies(20, frame));
    }
    var largest = report("1.0.0", "n1", NOW, all);
    reports.report(largest);
    assertEquals(List.of(largest), reports.of(HERE, SHOP, "1.0.0"));
  }
}
