package io.hotswap.agent.host;

import io.hotswap.agent.socket.Questions;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomalies;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.domain.telemetry.FailureReports;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.domain.telemetry.UnloadReports;
import io.hotswap.persistence.stored.report.StoredAnomaly;
import io.hotswap.persistence.stored.report.StoredFailureReport;
import io.hotswap.persistence.stored.report.StoredHealthReport;
import io.hotswap.persistence.stored.report.StoredUnloadReport;
import java.util.List;

/// A host's reports of its versions. The control plane alone reads them.
public final class SocketReports {
  private SocketReports() {}

  private static UnsupportedOperationException unread() {
    return new UnsupportedOperationException("The control plane alone reads reports");
  }

  public record Health(AgentConnection agent) implements HealthReports {
    @Override
    public void report(HealthReport report) {
      agent.ask(Questions.HEALTH, StoredHealthReport.of(report));
    }

    @Override
    public List<HealthReport> of(Environment environment, PluginId pluginId) {
      throw unread();
    }
  }

  public record Unloads(AgentConnection agent) implements UnloadReports {
    @Override
    public void report(UnloadReport report) {
      agent.ask(Questions.UNLOAD, StoredUnloadReport.of(report));
    }

    @Override
    public List<UnloadReport> of(Environment environment, PluginId pluginId) {
      throw unread();
    }
  }

  public record Failures(AgentConnection agent) implements FailureReports {
    @Override
    public void report(FailureReport report) {
      agent.ask(Questions.FAILURES, StoredFailureReport.of(report));
    }

    @Override
    public List<FailureReport> of(Environment environment, PluginId pluginId, String version) {
      throw unread();
    }
  }

  public record Alarms(AgentConnection agent) implements Anomalies {
    @Override
    public void report(Anomaly anomaly) {
      agent.ask(Questions.ANOMALY, StoredAnomaly.of(anomaly));
    }
  }
}
