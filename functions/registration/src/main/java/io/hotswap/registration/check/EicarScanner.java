package io.hotswap.registration.check;

import io.hotswap.archive.Limits;
import io.hotswap.archive.zip.Budget;
import io.hotswap.archive.zip.StrictZip;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.operations.MalwareScanner;
import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipException;

/// Stands in for a scanner where there is none: knows the EICAR test string and nothing else. Looks
/// into nested archives, within the limits of a plugin archive for all of them together; what it
/// cannot look into is refused.
final class EicarScanner implements MalwareScanner {
  static final CheckEngine ENGINE = CheckEngine.of("eicar-stand-in");
  private static final int DEEPEST = 8;
  private static final int LARGEST_ENTRY = 128 << 20;
  private static final int MOST_THREATS = 50;

  @Override
  public ScanVerdict scan(Digest digest, Supplier<Path> archive) {
    try {
      var bytes = ByteBuffer.wrap(Files.readAllBytes(archive.get()));
      return new Walk(Limits.standard().budget()).over(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Through one archive and all that are in it.
  private static final class Walk {
    private final Budget budget;
    private final List<ScanVerdict.Threat> threats = new ArrayList<>();
    private Optional<ScanVerdict> unreadable = Optional.empty();

    Walk(Budget budget) {
      this.budget = budget;
    }

    ScanVerdict over(ByteBuffer archive) {
      look(archive, "", 0);
      if (!threats.isEmpty()) {
        return new ScanVerdict.Infected(ENGINE, threats);
      }
      return unreadable.orElseGet(() -> new ScanVerdict.Clean(ENGINE));
    }

    /// @param where empty for the archive itself
    private void look(ByteBuffer content, String where, int depth) {
      if (EicarText.isIn(content) && threats.size() < MOST_THREATS) {
        threats.add(
            new ScanVerdict.Threat("EICAR-Test-File", where.isEmpty() ? "#archive" : where));
      }
      if (!isZip(content)) {
        return;
      }
      if (depth > DEEPEST) {
        refuse(where, "Archives are nested more than " + DEEPEST + " deep here.");
        return;
      }
      try (var zip = new StrictZip(content, where.isEmpty() ? "the archive" : where, budget)) {
        for (var name : zip.names()) {
          look(read(zip, name), where.isEmpty() ? name : where + "!/" + name, depth + 1);
        }
      } catch (ZipException e) {
        refuse(where, String.valueOf(e.getMessage()));
      }
    }

    private void refuse(String where, String reason) {
      if (unreadable.isEmpty()) {
        unreadable =
            Optional.of(
                new ScanVerdict.Failed(ENGINE, where.isEmpty() ? "#archive" : where, reason));
      }
    }

    private static ByteBuffer read(StrictZip zip, String name) throws ZipException {
      var content = zip.read(name, LARGEST_ENTRY);
      return content == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(content);
    }

    private static boolean isZip(ByteBuffer content) {
      return content.remaining() > 4
          && content.get(0) == 'P'
          && content.get(1) == 'K'
          && content.get(2) == 3
          && content.get(3) == 4;
    }
  }
}
