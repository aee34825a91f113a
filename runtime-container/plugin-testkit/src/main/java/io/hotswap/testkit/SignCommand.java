package io.hotswap.testkit;

import io.hotswap.signature.SigningIdentity;
import io.hotswap.testkit.CommandLine.Misuse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `sign`: writes an archive's detached signature into a file beside it.
final class SignCommand {
  static final String NAME = "sign";
  static final String HELP =
      """
      usage: java -jar hotswap-plugin-testkit.jar sign --certificate <file> --key <file> <plugin jar or zip>

      Writes the detached signature (CMS in DER) of the archive into <archive>.cms.

        --certificate <file>  the signer's certificate for code signing in PEM, followed by those of
                              intermediate authorities; not the publisher's anchor
        --key <file>          its key: PKCS #8 in PEM, not encrypted

      """;

  private @Nullable Path certificate;
  private @Nullable Path key;
  private @Nullable Path archive;

  private SignCommand() {}

  /// @return where the signature is
  static Path run(List<String> arguments) throws Misuse, IOException {
    return new SignCommand().parsed(new ArrayDeque<>(arguments)).signed();
  }

  private SignCommand parsed(Deque<String> left) throws Misuse {
    while (!left.isEmpty()) {
      var argument = left.pop();
      switch (argument) {
        case "--certificate" -> certificate = CommandLine.file(next(left, argument));
        case "--key" -> key = CommandLine.file(next(left, argument));
        default -> {
          if (argument.startsWith("--") || archive != null) {
            throw new Misuse("sign takes one archive, and no option " + argument);
          }
          archive = CommandLine.file(argument);
        }
      }
    }
    return this;
  }

  private static String next(Deque<String> left, String option) throws Misuse {
    if (left.isEmpty()) {
      throw new Misuse(option + " takes a file");
    }
    return left.pop();
  }

  private Path signed() throws Misuse, IOException {
    if (certificate == null || key == null || archive == null) {
      throw new Misuse("sign takes --certificate, --key and an archive");
    }
    var identity = SigningIdentity.of(Files.readString(certificate), Files.readString(key));
    return Files.write(
        archive.resolveSibling(archive.getFileName() + ".cms"), identity.sign(archive));
  }
}
