package io.hotswap.runtime.http.connection;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.http.tls.Tls;
import io.hotswap.runtime.http.tls.TlsConfig;
import io.hotswap.runtime.testing.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
  @TempDir Path directory;

  @Test
  void files_that_are_no_certificate_and_key_are_named() throws Exception {
    var certificate = directory.resolve("node.crt");
    var key = directory.resolve("node.key");
    assertNamed(certificate, key);
    SelfSigned.make(directory).write(certificate, key);
    Files.writeString(key, "no key");
    assertNamed(certificate, key);
  }

  private static void assertNamed(Path certificate, Path key) {
    var config = new TlsConfig(certificate, key, Duration.ofMinutes(1));
    var message = assertThrows(IllegalArgumentException.class, () -> new Tls(config)).getMessage();
    assertTrue(message.startsWith("HOTSWAP_TLS_CERTIFICATE must be a PEM file"), message);
    assertTrue(message.contains("HOTSWAP_TLS_KEY"), message);
    assertTrue(message.contains(key.toString()), message);
  }
}
