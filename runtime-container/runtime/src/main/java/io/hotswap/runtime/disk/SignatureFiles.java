package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.trust.VersionSignature;
import io.hotswap.persistence.disk.TrustJson;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known of binaries' signatures on disk, one file per binary: under which generation of
/// the trust it was admitted, then the signature.
public final class SignatureFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SignatureFiles.class);

  private final Path folder;
  private final Path temporary;

  /// @param admittedUnder generation of the trust
  public record Known(long admittedUnder, Optional<VersionSignature> signature) {}

  public SignatureFiles(DataDirectory directory) {
    this.folder = directory.signatures();
    this.temporary = directory.temporary();
  }

  public void save(Digest binary, Known known) throws IOException {
    var signature = known.signature().map(TrustJson::of).orElse("");
    DigestedFile.write(temporary, file(binary), known.admittedUnder() + "\n" + signature);
  }

  /// Empty when nothing is known, or it cannot be read: that is logged, and asked for again.
  public Optional<Known> find(Digest binary) {
    var file = file(binary);
    try {
      var text = DigestedFile.read(file);
      int end = text.indexOf('\n');
      var signature = text.substring(end + 1);
      return Optional.of(
          new Known(
              Long.parseLong(text.substring(0, end)),
              signature.isEmpty()
                  ? Optional.empty()
                  : Optional.of(TrustJson.signature(file.toString(), signature))));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("{} cannot be read; it is asked for again", file, e);
      return Optional.empty();
    }
  }

  private Path file(Digest binary) {
    return folder.resolve(binary.hex());
  }
}
