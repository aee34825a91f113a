package io.hotswap.runtime.testing;

import io.hotswap.agent.server.AgentIdentity;
import io.hotswap.agent.server.AgentPorts;
import io.hotswap.agent.server.HostServer;
import io.hotswap.agent.server.SignedFiles;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.signing.CmsArchiveSignatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An agent whose control plane is in memory. */
public final class AgentUnderTest implements AutoCloseable {
  private final Path folder;
  private final String nodeId;
  private final Path socket;
  private final Path files;
  private final AgentPorts ports;
  private final InMemoryControlPlane controlPlane;
  private HostServer server;

  public AgentUnderTest(String nodeId, InMemoryControlPlane controlPlane) throws IOException {
    // A test's own folder has too long a path for a socket.
    this.folder = Files.createTempDirectory("agent-");
    this.nodeId = nodeId;
    this.socket = folder.resolve("agent.sock");
    this.files = Files.createDirectories(folder.resolve("files"));
    this.controlPlane = controlPlane;
    var sinks = controlPlane.reports.sinks();
    var secrets = controlPlane.settings.secrets();
    this.ports =
        new AgentPorts(
            new AgentPorts.Followed(
                controlPlane, controlPlane, controlPlane.settings, controlPlane.settings),
            new AgentPorts.Stored(
                controlPlane, controlPlane.defaults, secrets.stored(), secrets.managed()),
            controlPlane,
            new AgentPorts.Sinks(
                sinks.callStats(),
                sinks.tenants(),
                sinks.usages(),
                sinks.secretUses(),
                sinks.samples(),
                sinks.health(),
                sinks.unloads(),
                sinks.failures(),
                sinks.anomalies()));
    this.server = start();
  }

  private HostServer start() throws IOException {
    return HostServer.start(
        socket,
        files,
        new AgentIdentity(InMemoryControlPlane.ENVIRONMENT, nodeId),
        ports,
        new SignedFiles(controlPlane, new CmsArchiveSignatures()),
        controlPlane.clock,
        // In the same process as plugins, which interrupt all others.
        NodeThread.factory("hosts-"));
  }

  public void stop() throws IOException {
    server.close();
  }

  public void restart() throws IOException {
    server.close();
    server = start();
  }

  public Path socket() {
    return socket;
  }

  public Path files() {
    return files;
  }

  @Override
  public void close() throws IOException {
    server.close();
    DataDirectory.delete(folder);
  }
}
