package io.hotswap.runtime;

import io.hotswap.agent.host.AgentConnection;
import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.identity.IdentityConfig;
import io.hotswap.identity.IssuerKeys;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.runtime.access.KeyPrefetcher;
import io.hotswap.runtime.config.SettingsFile;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.disk.ClockOffsetFile;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.DirectoryLock;
import io.hotswap.runtime.isolation.worker.ParentDeath;
import io.hotswap.runtime.logging.NodeLog;
import io.hotswap.runtime.pluginlog.NodeConsole;
import io.hotswap.runtime.scope.ScopedJvm;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a node from its environment variables, or from a file of them.
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int MISCONFIGURED = 2;
  private static final int EXHAUSTED = 3;
  private static final int STUCK = 4;
  // A download of the largest archive is the longest.
  private static final Duration AGENT_ANSWER = Duration.ofSeconds(30);

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    var jvm = ScopedJvm.begin();
    ProcessExit.startWatchdog();
    NodeLog.begin();
    NodeConsole.begin();
    if (arguments.length == 0) {
      start(System.getenv(), jvm);
    } else {
      ParentDeath.beginWatching();
      start(settings(Path.of(arguments[0])), jvm);
    }
  }

  /// A plugin host's settings are a file: its environment is empty, since plugins read it.
  private static Map<String, String> settings(Path file) throws IOException {
    return new SettingsFile(file).read();
  }

  private static void start(Map<String, String> environment, ScopedJvm jvm) throws Exception {
    Node node;
    DirectoryLock lock;
    try {
      var nodeSettings = NodeSettings.from(new Variables(environment));
      ProcessExit.setLimit(nodeSettings.node().longestShutdown());
      lock = lock(nodeSettings);
      var telemetry =
          Telemetry.start(
              "hotswap-node",
              nodeSettings.node().nodeId(),
              nodeSettings.node().traceRatio(),
              environment);
      var controlPlane = controlPlane(nodeSettings, environment);
      jvm.hideTheNode();
      node =
          new Node(nodeSettings, controlPlane, telemetry, new Exits(Main::exhausted, Main::stuck));
    } catch (IllegalArgumentException | IllegalStateException e) {
      // The message says what to change; a stack trace would not help.
      LOG.error("The node cannot start: {}", e.getMessage());
      LOG.debug("Cause", e);
      ProcessExit.exit(MISCONFIGURED);
      return;
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("The node cannot start: {}", e.toString(), e);
      ProcessExit.exit(MISCONFIGURED);
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(node, lock)));
  }

  private static DirectoryLock lock(NodeSettings nodeSettings) {
    var directory = new DataDirectory(nodeSettings.node().dataDirectory());
    directory.create();
    return DirectoryLock.of(directory);
  }

  private static ControlPlane controlPlane(
      NodeSettings nodeSettings, Map<String, String> environment) {
    var directory = new DataDirectory(nodeSettings.node().dataDirectory());
    directory.prepare();
    var clock =
        new ControlPlaneClock(
            Clock.systemUTC(), System::nanoTime, new ClockOffsetFile(directory.clock()).read());
    var socket =
        new Variables(environment)
            .required("HOTSWAP_AGENT_SOCKET", "where the agent of this node listens");
    return SocketControlPlane.of(
        new AgentConnection(Path.of(socket), AGENT_ANSWER, clock, NodeThread.factory("agent-")),
        tokens(environment, directory, clock),
        clock);
  }

  private static TokenVerifier tokens(
      Map<String, String> environment, DataDirectory directory, ControlPlaneClock clock) {
    var identity = IdentityConfig.from(environment);
    var keys = IssuerKeys.remoteKeptIn(identity.keys(), directory.keys());
    KeyPrefetcher.begin(keys);
    return new TokenVerifier(identity, keys, clock);
  }

  private static void stop(Node node, DirectoryLock lock) {
    if (!isEndedBySignal()) {
      node.keepCrashSuspects();
    }
    try (lock) {
      node.stop();
    } catch (IOException e) {
      LOG.warn("The lock of the data directory could not be released; it ends with the process", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    NodeLog.flush();
  }

  // Distinguishes a signal from System.exit, which plugins may call too.
  private static boolean isEndedBySignal() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(it -> it.getName().matches("SIG[A-Z0-9]+ handler"));
  }

  // ECS or the launcher starts a new process. Exits on a thread of its own, because the thread that
  // ran out of memory is a plugin's.
  private static void exhausted() {
    // Before logging, for which there may be no memory left.
    ProcessExit.beginExit(EXHAUSTED);
    LOG.error("Out of memory or threads; ending this process for a fresh one");
  }

  private static void stuck(String why) {
    // Before logging, which may wait for what is stuck.
    ProcessExit.beginExit(STUCK);
    LOG.error("Ending this process for a fresh one: {}", why);
  }
}
