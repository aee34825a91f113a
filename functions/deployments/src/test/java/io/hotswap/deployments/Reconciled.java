package io.hotswap.deployments;

import io.hotswap.api.TestContext;
import io.hotswap.deployments.reconciliation.ReconcileHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A control plane, and the function that the schedule calls, with no more than its role allows.
abstract class Reconciled {
  @TempDir Path directory;
  ControlPlane plane;
  private ReconcileHandler reconciler;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
    reconciler = plane.reconciler();
  }

  @AfterEach
  void stop() {
    reconciler.close();
    plane.close();
  }

  void reconcile() {
    ask("{}");
  }

  /// @return its answer
  String ask(String event) {
    return ask(reconciler, event);
  }

  static String ask(ReconcileHandler reconciler, String event) {
    var answer = new ByteArrayOutputStream();
    try {
      reconciler.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
          answer,
          new TestContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
