package io.hotswap.registration.check;

import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/// A ClamAV daemon with the EICAR test file as its only signature, or what answers like one where
/// none is installed.
interface TestClamd extends AutoCloseable {
  Path INSTALLED = Path.of("/usr/sbin/clamd");

  String address();

  @Override
  void close() throws Exception;

  static TestClamd started(Path folder) throws Exception {
    return Files.isExecutable(INSTALLED) ? Daemon.in(folder) : new Server();
  }

  static String command(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (int read = in.read(); read > 0; read = in.read()) {
      text.append((char) read);
    }
    return text.isEmpty() ? "" : text.substring(1);
  }

  static byte[] body(InputStream in) throws IOException {
    var data = new DataInputStream(in);
    var bytes = new ByteArrayOutputStream();
    for (int length = data.readInt(); length > 0; length = data.readInt()) {
      bytes.write(data.readNBytes(length));
    }
    return bytes.toByteArray();
  }

  /// The real one.
  record Daemon(Process process, String address) implements TestClamd {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Daemon in(Path folder) throws Exception {
      var database = Files.createDirectories(folder.resolve("signatures"));
      var signature = "HotSwap.Eicar:0:*:" + HexFormat.of().formatHex(EicarScannerTest.eicar());
      Files.writeString(database.resolve("test.ndb"), signature + "\n");
      int port;
      try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      var config =
          Files.writeString(
              folder.resolve("clamd.conf"),
              """
              Foreground yes
              TCPAddr 127.0.0.1
              TCPSocket %d
              DatabaseDirectory %s
              TemporaryDirectory %s
              AlertExceedsMax yes
              AlertEncrypted yes
              """
                  .formatted(port, database, folder));
      var log = folder.resolve("clamd.log");
      var process =
          new ProcessBuilder(INSTALLED.toString(), "--config-file=" + config)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      var daemon = new Daemon(process, "127.0.0.1:" + port);
      daemon.await(port, log);
      return daemon;
    }

    private void await(int port, Path log) throws Exception {
      var deadline = Instant.now().plus(PATIENCE);
      while (!listens(port)) {
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          process.destroy();
          throw new AssertionError("clamd does not start: " + Files.readString(log));
        }
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }

    private static boolean listens(int port) throws IOException {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return true;
      } catch (ConnectException e) {
        return false;
      }
    }

    @Override
    public void close() throws InterruptedException {
      process.destroy();
      process.waitFor();
    }
  }

  /// Speaks its protocol, and knows what the stand-in knows.
  final class Server implements TestClamd {
    private final ServerSocket socket;

    Server() throws IOException {
      socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::serve);
    }

    @Override
    public String address() {
      return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
      while (!socket.isClosed()) {
        try (var connection = socket.accept()) {
          var said = answer(connection.getInputStream());
          connection.getOutputStream().write((said + "\0").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          if (!socket.isClosed()) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }

    private static String answer(InputStream in) throws IOException {
      if (command(in).equals("VERSION")) {
        return "ClamAV stand-in";
      }
      var file = Files.createTempFile("hotswap-clamd-", ".bin");
      try {
        Files.write(file, body(in));
        return switch (new EicarScanner().scan(Digest.over("unused"), () -> file)) {
          case ScanVerdict.Infected found -> "stream: HotSwap.Eicar FOUND";
          default -> "stream: OK";
        };
      } finally {
        Files.delete(file);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
