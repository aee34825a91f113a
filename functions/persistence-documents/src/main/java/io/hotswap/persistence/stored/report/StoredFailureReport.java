package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.domain.telemetry.FailureReport;
import java.time.Instant;
import java.util.List;

/// The last failed calls of a version on a node.
public record StoredFailureReport(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    String incarnation,
    List<Failure> failures,
    Instant at)
    implements StoredReport {
  public static StoredFailureReport of(FailureReport it) {
    return new StoredFailureReport(
        it.environment(),
        it.pluginId(),
        it.version(),
        it.nodeId(),
        it.incarnation(),
        it.failures().stream().map(Failure::of).toList(),
        it.at());
  }

  public FailureReport toDomain() {
    return new FailureReport(
        environment,
        pluginId,
        version,
        nodeId,
        incarnation,
        failures.stream().map(Failure::toDomain).toList(),
        at);
  }

  record Failure(
      Instant at,
      String operation,
      String type,
      String message,
      List<String> frames,
      String traceId) {
    static Failure of(CallFailure it) {
      return new Failure(
          it.at(), it.operation(), it.type(), it.message(), it.frames(), it.traceId());
    }

    CallFailure toDomain() {
      return new CallFailure(at, operation, type, message, frames, traceId);
    }
  }
}
