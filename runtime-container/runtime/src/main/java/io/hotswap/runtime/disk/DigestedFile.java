package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A text on disk below a line with its digest, replaced as a whole.
final class DigestedFile {
  private DigestedFile() {}

  static void write(Path temporary, Path file, String text) throws IOException {
    var next = Files.createTempFile(temporary, "text-", ".part");
    Files.writeString(next, Digest.over(text) + "\n" + text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// @throws IOException when it is not what was written
  static String read(Path file) throws IOException {
    var content = Files.readString(file);
    int end = content.indexOf('\n');
    var text = content.substring(end + 1);
    if (end < 0 || !content.substring(0, end).equals(Digest.over(text).toString())) {
      throw new IOException("the document does not match the digest on its first line");
    }
    return text;
  }
}
