package io.hotswap.deployments;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.hotswap.api.TaskContext;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.operations.Reconciling;
import io.hotswap.telemetry.FunctionMetrics;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import io.micronaut.context.ApplicationContext;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Invoked by a schedule every minute: restarts deployments whose execution is missing.
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
      log(reconciling.reconcile(origin(lambda)));
    } catch (PartialFailure e) {
      log(e.results());
      e.failures().forEach(ReconcileHandler::log);
      throw e;
    } finally {
      telemetry.flush();
    }
  }

  private static Origin origin(Context lambda) {
    return Origin.system("reconciliation", lambda.getAwsRequestId(), Traceparent.current());
  }

  private static void log(Collection<?> revived) {
    if (!revived.isEmpty()) {
      LOG.warn("Nobody carried them on any more: {}", revived);
    }
  }

  private static void log(String deployment, RuntimeException why) {
    LOG.error("Deployment {} could not be reconciled", deployment, why);
    FunctionMetrics.count(
        "deployments.reconcile.failed.total", Map.of("error", why.getClass().getSimpleName()));
  }

  @Override
  public void close() {
    context.close();
  }
}
