package io.hotswap.deployments.reconciliation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.hotswap.api.TaskContext;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.operations.Reconciling;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.entitlement.StageDefaults;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.failure.StepFaults;
import io.hotswap.serialization.Json;
import io.hotswap.telemetry.FunctionMetrics;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Invoked by a schedule every minute: restarts deployments whose execution is missing, ends pins
/// that have expired, stops versions in which malware was found, looks at what serves when the
/// trust has changed, tells of deprecated versions, and carries bulk changes and erasures on. A
/// failure of one does not keep the others from their work. The check machine invokes it too, for
/// the versions with malware alone.
public final class ReconcileHandler implements RequestStreamHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileHandler.class);

  private final ApplicationContext context;
  // Longer than one pin takes, so that what was begun is finished and logged.
  private static final int LAST_MILLIS = 10_000;
  // The same for a part of a bulk change: what is not recorded is done again.
  private static final int LAST_PART_MILLIS = 20_000;

  private final Reconciling reconciling;
  private final PinReview pinReview;
  private final BulkJobRunner bulkJobRunner;
  private final InfectionRunner infectionRunner;
  private final DeprecationRunner deprecationRunner;
  private final ErasureRunner erasureRunner;
  private final TrustReviewRunner trustReviewRunner;
  private final PluginHeadroom pluginHeadroom;
  private final StageDefaults stageDefaults;
  private final TenantDefaults defaults;
  private final Telemetry telemetry;

  public ReconcileHandler() {
    this(System.getenv());
  }

  /// @param environment the function's variables
  public ReconcileHandler(Map<String, String> environment) {
    context = TaskContext.start("hotswap-reconcile", environment);
    reconciling = context.getBean(Reconciling.class);
    pinReview = context.getBean(PinReview.class);
    bulkJobRunner = context.getBean(BulkJobRunner.class);
    infectionRunner = context.getBean(InfectionRunner.class);
    deprecationRunner = context.getBean(DeprecationRunner.class);
    erasureRunner = context.getBean(ErasureRunner.class);
    trustReviewRunner = context.getBean(TrustReviewRunner.class);
    pluginHeadroom = context.getBean(PluginHeadroom.class);
    stageDefaults = context.getBean(Stores.class).stageDefaults();
    defaults = context.getBean(TenantDefaults.class);
    telemetry = context.getBean(Telemetry.class);
  }

  /// @param step name of the calling state; empty when the schedule calls
  record Request(Optional<Step> step) {}

  /// Named like the machine's state.
  enum Step {
    StopInfected
  }

  /// @param outcome for the machine
  record Answer(String outcome) {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context lambda)
      throws IOException {
    var end = Instant.now().plusMillis(lambda.getRemainingTimeInMillis());
    var deadline = end.minusMillis(LAST_MILLIS);
    try (var logged = LogContext.with(Map.of("requestId", lambda.getAwsRequestId()))) {
      var origin = origin(lambda);
      if (Json.MAPPER.readValue(input, Request.class).step().isPresent()) {
        StepFaults.classifying(() -> infectionRunner.run(origin));
        Json.MAPPER.writeValue(output, new Answer("Done"));
        return;
      }
      var failures =
          Stream.of(
                  failure(this::tellDefaults),
                  failure(() -> reconcile(origin)),
                  failure(() -> infectionRunner.run(origin)),
                  failure(() -> trustReviewRunner.run(origin)),
                  failure(() -> pinReview.review(origin, deadline)),
                  failure(() -> bulkJobRunner.run(end.minusMillis(LAST_PART_MILLIS))),
                  failure(() -> deprecationRunner.remind(origin)),
                  failure(() -> deprecationRunner.run(origin, deadline)),
                  failure(() -> deprecationRunner.reach(origin)),
                  failure(() -> erasureRunner.run(deadline)),
                  failure(pluginHeadroom::measure))
              .flatMap(Optional::stream)
              .toList();
      if (!failures.isEmpty()) {
        var first = failures.getFirst();
        failures.stream().skip(1).forEach(first::addSuppressed);
        throw first;
      }
    } finally {
      telemetry.flush();
    }
  }

  private static Optional<RuntimeException> failure(Runnable work) {
    try {
      work.run();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }

  /// Every minute, whether or not they changed: a stage's parameters reach its nodes this way.
  private void tellDefaults() {
    for (var environment : Environment.values()) {
      stageDefaults.put(environment, defaults);
    }
  }

  private void reconcile(Origin origin) {
    try {
      log(reconciling.reconcile(origin));
    } catch (PartialFailure e) {
      log(e.results());
      e.failures().forEach(ReconcileHandler::log);
      throw e;
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
