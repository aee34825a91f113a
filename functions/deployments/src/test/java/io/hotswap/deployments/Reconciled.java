package io.hotswap.deployments;

import io.hotswap.api.TestContext;
import java.io.InputStream;
import java.io.OutputStream;
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
    reconciler.handleRequest(
        InputStream.nullInputStream(), OutputStream.nullOutputStream(), new TestContext());
  }
}
