package io.hotswap.agent;

import io.hotswap.agent.server.HostServer;
import io.hotswap.agent.server.SignedFiles;
import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.signing.CmsArchiveSignatures;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a node's agent from its environment variables. It holds nothing that it could not read
/// anew, so it may be killed at any time.
public final class Agent {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final int MISCONFIGURED = 2;
  // As long as a node's shutdown takes, which is asked to stop at the same time.
  private static final Duration FAREWELL = Duration.ofSeconds(30);

  private Agent() {}

  public static void main(String[] arguments) {
    try {
      start(System.getenv());
    } catch (IllegalArgumentException | IllegalStateException e) {
      // The message says what to change; a stack trace would not help.
      LOG.error("The agent cannot start: {}", e.getMessage());
      LOG.debug("Cause", e);
      System.exit(MISCONFIGURED);
    } catch (IOException e) {
      LOG.error("The agent cannot start", e);
      System.exit(MISCONFIGURED);
    }
  }

  private static void start(Map<String, String> environment) throws IOException {
    var config = AgentConfig.from(environment);
    var clock = new ControlPlaneClock(Clock.systemUTC(), System::nanoTime);
    var ports = AwsPorts.from(environment, clock);
    Files.createDirectories(config.files());
    var server =
        HostServer.start(
            config.socket(),
            config.files(),
            config.identity(),
            ports,
            new SignedFiles(ports.followed().trust(), new CmsArchiveSignatures()),
            clock,
            Thread.ofPlatform().name("hosts-", 0).factory());
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(server)));
  }

  private static void stop(HostServer server) {
    try {
      server.awaitNoHosts(FAREWELL);
      server.close();
    } catch (IOException e) {
      LOG.warn("The socket could not be removed; the next agent does", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
