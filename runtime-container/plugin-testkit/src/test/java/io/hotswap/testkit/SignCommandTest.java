package io.hotswap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.signature.Identity;
import io.hotswap.signature.PemText;
import io.hotswap.signature.SignatureVerdict.Verified;
import io.hotswap.signature.SignatureVerifier;
import io.hotswap.signature.SignedContent;
import io.hotswap.signature.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignCommandTest {
  private static final Instant NOW = Instant.now();

  @TempDir Path folder = Path.of("");
  private final Identity root = Identity.authority("Acme Root", NOW);
  private final Identity signer = root.signer("Acme Release", NOW);
  private String archive = "";
  private String certificate = "";
  private String key = "";

  @BeforeEach
  void write() throws IOException {
    archive = file("greeter-1.0.0.jar", "an archive");
    certificate = file("release.pem", PemText.of(signer.certificate()));
    key = file("release.key", PemText.of(signer.key()));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private record Printed(int code, String out, String err) {}

  private static Printed run(String... arguments) throws IOException {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        TestkitMain.run(
            arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Printed(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void a_signature_that_the_registry_takes_lies_beside_the_archive() throws Exception {
    var printed = run("sign", "--certificate", certificate, "--key", key, archive);
    assertEquals(0, printed.code(), printed.toString());
    var written = Path.of(archive + ".cms");
    assertEquals("The signature is in " + written + "\n", printed.out());
    var anchor = new Trust.Anchor(root.certificate(), Optional.empty());
    var trust =
        new Trust(
            List.of(new Trust.Publisher("acme", List.of("greeter"), List.of(anchor))),
            List.of(),
            Map.of());
    assertInstanceOf(
        Verified.class,
        SignatureVerifier.verify(
            Files.readAllBytes(written),
            SignedContent.of(Path.of(archive)),
            "greeter",
            trust,
            Instant.now()));
  }

  @Test
  void usage_errors_say_what_is_missing_and_write_nothing() throws IOException {
    misused("takes --certificate, --key and an archive", "sign", "--key", key, archive);
    misused("--key takes a file", "sign", "--key");
    misused("there is no file nowhere.pem", "sign", "--certificate", "nowhere.pem");
    misused("no option --force", "sign", "--force");
    misused("takes one archive", "sign", archive, archive);
    misused("there is no certificate in PEM", "sign", "--certificate", key, "--key", key, archive);
    assertTrue(Files.notExists(Path.of(archive + ".cms")));
  }

  private static void misused(String why, String... arguments) throws IOException {
    var printed = run(arguments);
    assertEquals(2, printed.code(), printed.toString());
    assertTrue(printed.err().contains(why), printed.err());
    assertEquals("", printed.out());
  }

  @Test
  void help_names_it() throws IOException {
    assertTrue(run("--help").out().contains("sign --certificate <file> --key <file>"));
  }
}
