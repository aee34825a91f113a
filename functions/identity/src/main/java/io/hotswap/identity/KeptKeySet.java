package io.hotswap.identity;

import io.hotswap.identity.IssuerKeys.KeySetSource;
import io.hotswap.identity.IssuerKeys.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.time.Instant;

/// Keeps the last valid key set in a file, and falls back to it while the issuer is unreachable.
///
/// @param file whose folder exists
record KeptKeySet(KeySetSource source, Path file) implements KeySetSource {
  @Override
  public String fetch() throws IOException {
    try {
      var text = source.fetch();
      Published.of(text, Instant.EPOCH);
      var next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return text;
    } catch (IOException | ParseException e) {
      if (Files.exists(file)) {
        return Files.readString(file);
      }
      throw e instanceof IOException io ? io : new IOException("The issuer's key set is none", e);
    }
  }
}
