package io.hotswap.registration.check;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.operations.MalwareScanner;
import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks a ClamAV daemon over TCP ([its
/// protocol](https://docs.clamav.net/manual/Usage/Scanning.html#clamd)). It looks into archives
/// itself, and names what it finds but not where. It says that a limit was exceeded or that
/// something is encrypted only with `AlertExceedsMax` and `AlertEncrypted`.
final class ClamdScanner implements MalwareScanner {
  private static final int CHUNK = 64 << 10;
  private static final int LONGEST_ANSWER = 4096;
  private static final String FOUND = " FOUND";
  // What ClamAV calls by such a name is not malware but something it could not look into.
  private static final List<String> NOT_LOOKED_INTO =
      List.of("Heuristics.Limits.Exceeded", "Heuristics.Encrypted");
  private static final DateTimeFormatter DATED =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);

  private final ClamdConfig config;

  ClamdScanner(ClamdConfig config) {
    this.config = config;
  }

  @Override
  public ScanVerdict scan(Digest digest, Supplier<Path> archive) {
    var file = archive.get();
    try {
      return verdict(engine(ask("VERSION", out -> {})), ask("INSTREAM", out -> send(file, out)));
    } catch (SocketTimeoutException e) {
      return pending("it did not answer within " + config.patience().toSeconds() + " s");
    } catch (IOException e) {
      return pending(String.valueOf(e.getMessage()));
    }
  }

  private ScanVerdict pending(String why) {
    return new ScanVerdict.Pending(
        "The scanner at " + config.address() + " gives no verdict: " + why);
  }

  private ScanVerdict verdict(CheckEngine engine, String answer) {
    var said = answer.startsWith("stream: ") ? answer.substring("stream: ".length()) : answer;
    if (said.equals("OK")) {
      return new ScanVerdict.Clean(engine);
    }
    if (said.endsWith(FOUND)) {
      return found(engine, said.substring(0, said.length() - FOUND.length()));
    }
    return said.contains("size limit exceeded")
        ? new ScanVerdict.Failed(
            engine, "#archive", "The archive is larger than the scanner takes.")
        : pending(said);
  }

  private static ScanVerdict found(CheckEngine engine, String name) {
    return NOT_LOOKED_INTO.stream().anyMatch(name::startsWith)
        ? new ScanVerdict.Failed(
            engine, "#archive", "The scanner could not look into it: " + name + ".")
        : new ScanVerdict.Infected(engine, List.of(new ScanVerdict.Threat(name, "#archive")));
  }

  /// `ClamAV 1.4.3/27500/Mon Nov 30 09:29:42 2026`; without official signatures the name only.
  static CheckEngine engine(String version) {
    var parts = version.split("/", 3);
    return new CheckEngine(
        parts.length > 1 ? parts[0] + "/" + parts[1] : parts[0],
        parts.length > 2 ? dated(parts[2]) : Optional.empty());
  }

  private static Optional<Instant> dated(String text) {
    try {
      var date = LocalDateTime.parse(text.strip().replaceAll(" +", " "), DATED);
      return Optional.of(date.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      // Another format of another release: what was scanned with is known by its number.
      return Optional.empty();
    }
  }

  private interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  private String ask(String command, Body body) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(config.socketAddress(), (int) config.connecting().toMillis());
      socket.setSoTimeout((int) config.patience().toMillis());
      var out = new DataOutputStream(socket.getOutputStream());
      out.write(("z" + command + "\0").getBytes(StandardCharsets.US_ASCII));
      body.write(out);
      out.flush();
      return answer(new DataInputStream(socket.getInputStream()));
    }
  }

  private static void send(Path file, DataOutputStream out) throws IOException {
    var chunk = new byte[CHUNK];
    try (var in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
        out.writeInt(read);
        out.write(chunk, 0, read);
      }
    }
    out.writeInt(0);
  }

  private static String answer(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (int read = in.read(); read > 0 && text.length() < LONGEST_ANSWER; read = in.read()) {
      text.append((char) read);
    }
    if (text.isEmpty()) {
      throw new IOException("it closed the connection");
    }
    return text.toString().strip();
  }
}
