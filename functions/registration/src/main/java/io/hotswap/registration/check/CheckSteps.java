package io.hotswap.registration.check;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.operations.CheckProgress;
import io.hotswap.domain.check.operations.CheckStep;
import io.hotswap.domain.check.operations.RunningChecks;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one step with its span and log line, and a file for the binary.
@Singleton
final class CheckSteps {
  private static final Logger LOG = LoggerFactory.getLogger(CheckSteps.class);

  private final RunningChecks running;
  private final Telemetry telemetry;

  CheckSteps(RunningChecks running, Telemetry telemetry) {
    this.running = running;
    this.telemetry = telemetry;
  }

  /// @param waitSeconds for the machine's next Wait
  record Answer(String outcome, int waitSeconds) {}

  Answer run(ChecksHandler.Request request, String requestId) {
    var step = CheckStep.valueOf(request.step().orElseThrow());
    var subject =
        new RunningChecks.Subject(
            request.pluginId().orElseThrow(),
            request.version().map(SemanticVersion::new).orElseThrow(),
            request.run().orElseThrow());
    var progress =
        telemetry.inSpan(
            "plugin.check",
            "",
            Map.of(
                "step", step.name(),
                "hotswap.plugin.id", subject.pluginId().toString(),
                "plugin.version", subject.version().text()),
            () -> executed(step, subject, requestId));
    LOG.info("{} of {} {}: {}", step, subject.pluginId(), subject.version(), progress.outcome());
    return new Answer(progress.outcome().name(), progress.waitSeconds());
  }

  private CheckProgress executed(CheckStep step, RunningChecks.Subject subject, String requestId) {
    try {
      var scratch = Files.createTempFile("hotswap-check-", ".bin");
      try {
        return running.run(
            step, subject, scratch, Origin.system("checks", requestId, Traceparent.current()));
      } finally {
        Files.deleteIfExists(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
