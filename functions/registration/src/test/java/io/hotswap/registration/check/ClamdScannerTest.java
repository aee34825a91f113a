package io.hotswap.registration.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a ClamAV daemon with one signature where Debian's package is installed, as in CI, else
/// against a server that answers as one does.
class ClamdScannerTest {
  @TempDir private Path folder;

  @Test
  void clean_and_infected_archives_are_told_apart() throws Exception {
    try (var clamd = TestClamd.started(folder)) {
      var clean = EicarScannerTest.zip(Map.of("a", new byte[999]));
      var passed = assertInstanceOf(ScanVerdict.Clean.class, scan(clamd.address(), clean));
      assertTrue(passed.engine().name().startsWith("ClamAV"), passed.engine().name());
      var infected = EicarScannerTest.zip(Map.of("eicar.com", EicarScannerTest.eicar()));
      var library = EicarScannerTest.zip(Map.of("lib/a.jar", infected));
      for (var archive : new byte[][] {infected, library}) {
        var found = assertInstanceOf(ScanVerdict.Infected.class, scan(clamd.address(), archive));
        assertTrue(found.threats().getFirst().name().contains("Eicar"), found.toString());
      }
    }
  }

  @Test
  void a_daemon_that_is_not_there_keeps_the_version_pending() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    var pending =
        assertInstanceOf(ScanVerdict.Pending.class, scan("127.0.0.1:" + free, new byte[9]));
    assertTrue(pending.reason().contains("127.0.0.1:" + free), pending.reason());
  }

  @Test
  void a_daemon_that_hangs_keeps_the_version_pending() throws Exception {
    try (var silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      var pending =
          assertInstanceOf(
              ScanVerdict.Pending.class, scan("127.0.0.1:" + silent.getLocalPort(), new byte[9]));
      assertTrue(pending.reason().contains("did not answer"), pending.reason());
    }
  }

  @Test
  void what_it_could_not_look_into_is_no_malware_and_does_not_pass() throws Exception {
    try (var clamd = new AnsweringClamd("stream: Heuristics.Encrypted.Zip FOUND")) {
      var failed = assertInstanceOf(ScanVerdict.Failed.class, scan(clamd.address(), new byte[9]));
      assertTrue(failed.reason().contains("Encrypted"), failed.reason());
    }
    try (var clamd = new AnsweringClamd("INSTREAM size limit exceeded. ERROR")) {
      assertInstanceOf(ScanVerdict.Failed.class, scan(clamd.address(), new byte[9]));
    }
    try (var clamd = new AnsweringClamd("Can't allocate memory ERROR")) {
      assertInstanceOf(ScanVerdict.Pending.class, scan(clamd.address(), new byte[9]));
    }
  }

  @Test
  void the_engine_is_named_with_its_signatures() {
    var engine = ClamdScanner.engine("ClamAV 1.4.3/27500/Mon Nov  2 09:29:42 2026");
    assertEquals("ClamAV 1.4.3/27500", engine.name());
    assertEquals(Optional.of(Instant.parse("2026-11-02T09:29:42Z")), engine.signaturesOf());
    assertEquals(Optional.empty(), ClamdScanner.engine("ClamAV 1.4.3").signaturesOf());
  }

  @Test
  void its_address_is_checked_at_start() {
    assertEquals(Optional.empty(), ClamdConfig.from(Map.of()));
    assertEquals(
        "clamd:3310",
        ClamdConfig.from(Map.of("HOTSWAP_CLAMD", "clamd:3310")).orElseThrow().address());
    for (var wrong : new String[] {"clamd", "clamd:", ":3310", "clamd:x", "unix:/run/clamd"}) {
      var refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> ClamdConfig.from(Map.of("HOTSWAP_CLAMD", wrong)));
      assertTrue(String.valueOf(refused.getMessage()).startsWith("HOTSWAP_CLAMD must be"), wrong);
    }
  }

  private ScanVerdict scan(String address, byte[] archive) {
    try {
      var file = Files.write(folder.resolve("archive"), archive);
      var config = new ClamdConfig(address, Duration.ofSeconds(2), Duration.ofSeconds(2));
      return new ClamdScanner(config).scan(Digest.over("unused"), () -> file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says the same to every archive.
  private static final class AnsweringClamd implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());

    AnsweringClamd(String answer) throws IOException {
      Thread.ofVirtual().start(() -> serve(answer));
    }

    String address() {
      return "127.0.0.1:" + server.getLocalPort();
    }

    private void serve(String answer) {
      while (!server.isClosed()) {
        try (var socket = server.accept()) {
          var command = TestClamd.command(socket.getInputStream());
          if (command.equals("INSTREAM")) {
            TestClamd.body(socket.getInputStream());
          }
          var said = command.equals("VERSION") ? "ClamAV test" : answer;
          socket.getOutputStream().write((said + "\0").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          if (!server.isClosed()) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
