package io.hotswap.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// Starts a plugin host by the command that follows, and a new one whenever it has ended, until
/// this process is asked to stop.
public final class HostSupervisor {
  // As nodes end when their settings are wrong, which the next would find too.
  private static final int MISCONFIGURED = 2;
  private static final int WRONG_USE = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> command;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicReference<HostProcess> host = new AtomicReference<>();

  private HostSupervisor(List<String> command) {
    this.command = command;
  }

  /// @param arguments the host's command
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 0) {
      System.err.println("The command of a plugin host must follow.");
      System.exit(WRONG_USE);
    }
    var supervisor = new HostSupervisor(List.of(arguments));
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "stop"));
    int code = supervisor.run();
    if (code != 0) {
      System.exit(code);
    }
  }

  private int run() throws IOException, InterruptedException {
    var pause = new RestartPause(0);
    while (!stopping.get()) {
      var next = HostProcess.start(command);
      host.set(next);
      int code = next.awaitEnd();
      if (stopping.get()) {
        return 0;
      }
      if (code == MISCONFIGURED) {
        return code;
      }
      pause = pause.after(next.life());
      say(
          "Host %d ended with %d after %d ms; the next starts in %d ms"
              .formatted(next.pid(), code, next.life().toMillis(), pause.length().toMillis()));
      Thread.sleep(pause.length());
    }
    return 0;
  }

  private void stop() {
    stopping.set(true);
    var last = host.get();
    if (last != null) {
      try {
        last.end(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // A line of the node's log, for which no library is worth its memory.
  private static void say(String message) {
    System.out.println(
        "{\"timestamp\":\"%s\",\"message\":\"%s\",\"logger\":\"%s\",\"level\":\"WARN\"}"
            .formatted(Instant.now(), message, HostSupervisor.class.getName()));
  }
}
