package io.hotswap.runtime;

import io.hotswap.identity.IdentityConfig;
import io.hotswap.identity.IssuerKeys;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.persistence.Aws;
import io.hotswap.persistence.DynamoFigures;
import io.hotswap.persistence.DynamoHealthReports;
import io.hotswap.persistence.DynamoNodes;
import io.hotswap.persistence.DynamoRouting;
import io.hotswap.persistence.DynamoTenants;
import io.hotswap.persistence.DynamoUnloadReports;
import io.hotswap.persistence.S3Binaries;
import io.hotswap.persistence.S3TenantSamples;
import io.hotswap.persistence.SqsSuspicions;
import io.hotswap.persistence.Tables;
import io.hotswap.runtime.access.WarmingKeys;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.figures.Hearing;
import io.hotswap.runtime.logging.NodeLog;
import io.hotswap.runtime.pluginlog.NodeConsole;
import io.hotswap.telemetry.Telemetry;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a node from its environment variables.
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int MISCONFIGURED = 2;
  private static final int EXHAUSTED = 3;

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    ProcessExit.bound();
    NodeLog.begin();
    NodeConsole.begin();
    start(System.getenv());
  }

  private static void start(Map<String, String> environment) throws Exception {
    Node node;
    try {
      var settings = Settings.from(new Variables(environment));
      ProcessExit.within(settings.node().longestEnd());
      var telemetry =
          Telemetry.start(
              "hotswap-node", settings.node().nodeId(), settings.node().traceRatio(), environment);
      node = new Node(settings, world(settings, environment), telemetry, Main::exhausted);
    } catch (IllegalArgumentException | IllegalStateException e) {
      LOG.error("The node cannot start: {}", e.getMessage(), e);
      ProcessExit.with(MISCONFIGURED);
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(node)));
  }

  private static ControlPlane world(Settings settings, Map<String, String> environment) {
    var tables = new Tables(environment);
    var dynamo = Aws.dynamo();
    var s3 = Aws.s3();
    var identity = IdentityConfig.from(environment);
    var directory = new DataDirectory(settings.node().dataDirectory());
    directory.prepare();
    var keys = IssuerKeys.remoteKeptIn(identity.keys(), directory.keys());
    WarmingKeys.begin(keys);
    return new ControlPlane(
        new DynamoRouting(dynamo, s3, tables),
        new DynamoNodes(dynamo, tables),
        new S3Binaries(s3, tables),
        new TokenVerifier(identity, keys),
        new Hearing(
            new DynamoFigures(dynamo, tables),
            new DynamoTenants(dynamo, tables, Clock.systemUTC()),
            new S3TenantSamples(s3, tables),
            new DynamoHealthReports(dynamo, tables),
            new DynamoUnloadReports(dynamo, tables),
            new SqsSuspicions(Aws.sqs(), tables)));
  }

  private static void stop(Node node) {
    try {
      node.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    NodeLog.flush();
  }

  // What runs the node (ECS, the launcher) starts it anew. On a thread of its own: the one that met
  // the end of the heap is a plugin's.
  private static void exhausted() {
    LOG.error("Out of memory or threads; ending this process for a fresh one");
    ProcessExit.begin(EXHAUSTED);
  }
}
