package io.hotswap.agent.server;

import io.hotswap.domain.node.ControlPlaneClock;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for the node's hosts. The folder of the socket decides who may connect: the socket
/// itself is open to the agent's group.
public final class HostServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostServer.class);
  // A host, and those before it that are still ending.
  private static final int MOST_HOSTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Path socket;
  private final ServerSocketChannel listening;
  private final Answers answers;
  private final ControlPlaneClock clock;
  private final ThreadFactory threads;
  private final Set<HostSession> sessions = ConcurrentHashMap.newKeySet();

  private HostServer(
      Path socket,
      ServerSocketChannel listening,
      Answers answers,
      ControlPlaneClock clock,
      ThreadFactory threads) {
    this.socket = socket;
    this.listening = listening;
    this.answers = answers;
    this.clock = clock;
    this.threads = threads;
  }

  public static HostServer start(
      Path socket,
      Path files,
      AgentIdentity identity,
      AgentPorts ports,
      BinaryAdmission admission,
      ControlPlaneClock clock,
      ThreadFactory threads)
      throws IOException {
    // What an agent that was killed has left.
    Files.deleteIfExists(socket);
    var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
    var answers = new HostAnswers(identity, ports, files, admission).all();
    var server = new HostServer(socket, listening, answers, clock, threads);
    threads.newThread(server::accept).start();
    LOG.info("Listens for hosts on {}", socket);
    return server;
  }

  private void accept() {
    try {
      while (true) {
        serve(listening.accept());
      }
    } catch (ClosedChannelException e) {
      LOG.debug("No more hosts", e);
    } catch (IOException e) {
      LOG.error("Hosts cannot connect any more", e);
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    if (sessions.size() >= MOST_HOSTS) {
      LOG.warn("Another host is refused: {} are connected", MOST_HOSTS);
      channel.close();
      return;
    }
    var session = new HostSession(channel, answers, this::time);
    sessions.add(session);
    threads
        .newThread(
            () -> {
              try (session) {
                session.serve();
              } finally {
                sessions.remove(session);
              }
            })
        .start();
  }

  private long time() {
    return clock.isSynchronized() ? clock.millis() : 0;
  }

  /// A stopping host sends its last reports and gives its lease back through its agent.
  public void awaitNoHosts(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!sessions.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(PAUSE);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    sessions.forEach(HostSession::close);
    Files.deleteIfExists(socket);
  }
}
