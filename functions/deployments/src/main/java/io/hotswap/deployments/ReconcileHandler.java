package io.hotswap.deployments;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.hotswap.api.TaskContext;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Reconciling;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import io.micronaut.context.ApplicationContext;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the schedule calls every minute: nothing that is under way is left without an execution.
public final class ReconcileHandler implements RequestStreamHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileHandler.class);

  private final ApplicationContext context;
  private final Reconciling reconciling;
  private final Telemetry telemetry;

  public ReconcileHandler() {
    this(System.getenv());
  }

  ReconcileHandler(Map<String, String> environment) {
    context = TaskContext.start("hotswap-reconcile", environment);
    reconciling = context.getBean(Reconciling.class);
    telemetry = context.getBean(Telemetry.class);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context lambda) {
    try (var logged = LogContext.with(Map.of("requestId", lambda.getAwsRequestId()))) {
      var origin = Origin.system("reconciliation", lambda.getAwsRequestId(), Traceparent.current());
      var revived = reconciling.reconcile(origin);
      if (!revived.isEmpty()) {
        LOG.warn("Nobody carried them on any more: {}", revived);
      }
    } finally {
      telemetry.flush();
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
